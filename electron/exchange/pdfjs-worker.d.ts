/** pdf.js ships its worker without types; only the module as a whole is handed on. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
