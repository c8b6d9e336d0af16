/** What a file that is read as a report may weigh. */

/** A report is a few pages; a longer text is something else. */
export const MAX_TEXT_BYTES = 1024 * 1024;
/** Letterheads and scanned pages beside the words; product choice. */
export const MAX_PDF_BYTES = 64 * 1024 * 1024;
