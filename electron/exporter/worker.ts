/** Entry of a drawing thread: one question, one answer. The picture's bytes are handed over, not copied. */
import { parentPort } from 'node:worker_threads';
import { answerQuestion, type ExporterQuestion } from './exporter-session.ts';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread.');

port.on('message', (question: ExporterQuestion) => {
  const answer = answerQuestion(question);
  if (!answer.ok) {
    port.postMessage(answer);
    return;
  }
  // A view into Node's shared pool cannot be handed over.
  const { snapshot } = answer;
  const bytes = ownBytes(snapshot.bytes);
  port.postMessage({ ...answer, snapshot: { ...snapshot, bytes } }, [bytes.buffer as ArrayBuffer]);
});

function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : Uint8Array.from(bytes);
}
