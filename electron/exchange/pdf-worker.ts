/** The thread that reads one PDF and ends; `pdf-text.ts` starts it and sets its limits. */
import { parentPort, workerData } from 'node:worker_threads';
import { readPdf } from './read-pdf.ts';

if (parentPort === null) throw new Error('The PDF worker runs in a worker thread only.');
const port = parentPort;
void readPdf(workerData as Uint8Array).then((read) => port.postMessage(read));
