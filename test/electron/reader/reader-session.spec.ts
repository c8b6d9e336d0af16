/** The whole way: files on disk, scan, session, a port, the window's client, and back after a restart. */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stack } from '../../../annotations/image/hierarchy.ts';
import type { FromReader, Source, ToReader } from '../../../electron/contract.ts';
import { zipAt } from '../../../electron/reader/bytes/source-bytes.ts';
import { openCase } from '../../../electron/reader/case-reader.ts';
import { ReaderSession } from '../../../electron/reader/reader-session.ts';
import { FrameClient } from '../../../renderer/session/frame-client.ts';
import { type BundledWorkers, bundledWorkers } from './bundled-workers.ts';
import { ctFile, sliceValues } from './ct-file.ts';
import { encodeFrame } from './encoded-slices.ts';
import { zipOf } from './zip-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-session-'));
const SIZE = { rows: 64, columns: 64 };
const COUNT = 30;
const values = Array.from({ length: COUNT }, (_, i) => sliceValues(64, 64, i + 1));
const source: Source = { id: 'case-1' as Source['id'], name: 'case', path: folder };
let workers: BundledWorkers;

beforeAll(async () => {
  workers = await bundledWorkers();
  for (const [i, slice] of values.entries()) {
    const pixels = new Uint8Array(slice.buffer);
    const compressed = i % 3 === 0;
    const file = ctFile({
      sopInstanceUID: `1.2.3.4.${i + 1}`,
      ...SIZE,
      z: i * 2.5,
      instanceNumber: i + 1,
      ...(compressed
        ? {
            transferSyntaxUID: '1.2.840.10008.1.2.4.80',
            fragments: [await encodeFrame('encodeJpegLs', pixels, SIZE)],
          }
        : { pixels }),
    });
    writeFileSync(join(folder, `slice-${i}`), file);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function window() {
  let port: MessagePort | null = null;
  const messages: FromReader[] = [];
  const listeners = new Set<(message: FromReader) => void>();
  const restarts = new Set<() => void>();
  const client = new FrameClient(
    {
      post: (message: ToReader) => port?.postMessage(message),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      onRestart(listener) {
        restarts.add(listener);
        return () => void restarts.delete(listener);
      },
    },
    1e9,
  );
  return {
    client,
    messages,
    post: (message: ToReader) => port?.postMessage(message),
    connect(session: ReaderSession) {
      const { port1, port2 } = new MessageChannel();
      const isFirst = port === null;
      port?.close();
      port = port2;
      port2.on('message', (message: FromReader) => {
        messages.push(message);
        for (const listener of listeners) listener(message);
      });
      session.connect({
        copies: false,
        post: (message, transfer) => port1.postMessage(message, [...transfer]),
        onMessage: (listener) => void port1.on('message', listener),
        close: () => port1.close(),
      });
      if (!isFirst) for (const listener of restarts) listener();
    },
    close: () => port?.close(),
  };
}

async function until<T>(get: () => T | undefined | null | false): Promise<T> {
  const end = performance.now() + 15_000;
  for (;;) {
    const value = get();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > end) throw new Error('It did not happen within 15 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const scanned = (messages: readonly FromReader[]) => messages.some((message) => message.type === 'scan.done');

function stackIn(messages: readonly FromReader[]): Stack | undefined {
  const studies = messages.filter((message) => message.type === 'scan.studies');
  const last = studies[studies.length - 1];
  return last?.type === 'scan.studies' ? last.studies[0]?.series[0]?.stacks[0] : undefined;
}

describe('the reader session', () => {
  it('brings every slice of a mixed series into the window as it was written', async () => {
    const session = new ReaderSession(workers);
    const view = window();
    view.connect(session);
    void session.scan(source, [folder]);
    await until(() => scanned(view.messages));
    const stack = await until(() => stackIn(view.messages));
    expect(stack.frames.length).toBe(COUNT);
    const pixels = view.client.open(stack);
    await until(() => view.client.progress(stack.id)?.arrived === COUNT);
    for (const [i, slice] of values.entries()) {
      expect(pixels.frame(i)?.values).toEqual(slice);
    }
    view.post({ type: 'thumbnail.want', stackId: stack.id });
    const thumbnail = await until(() => view.messages.find((message) => message.type === 'thumbnail'));
    expect(thumbnail).toMatchObject({ width: 64, height: 64 });
    const ref = stack.frames[3]?.ref;
    if (ref === undefined) throw new Error('There is no fourth frame.');
    view.post({ type: 'tags.want', requestId: 7, frame: ref });
    const tags = await until(() => view.messages.find((message) => message.type === 'tags'));
    expect(tags.type === 'tags' && tags.rows.some((row) => row.keyword === 'Rows')).toBe(true);
    view.close();
    session.end();
  });

  it('keeps the unpacked files of a zip for as long as its case is open', async () => {
    const zip = join(folder, '..', `${basename(folder)}.zip`);
    writeFileSync(zip, await zipOf({ 'slice-1.dcm': readFileSync(join(folder, 'slice-1')) }));
    const session = new ReaderSession(workers);
    const view = window();
    view.connect(session);
    await session.scan({ ...source, path: zip }, [zip]);
    const kept = await zipAt(zip, []);
    expect(await zipAt(zip, [])).toBe(kept);
    session.close(source.id);
    expect(await zipAt(zip, [])).not.toBe(kept);
    view.close();
    session.end();
    rmSync(zip);
  });

  it('goes on where it was when the reader has been started again', async () => {
    const dying = new ReaderSession(workers);
    const view = window();
    view.connect(dying);
    void dying.scan(source, [folder]);
    await until(() => scanned(view.messages));
    const stack = await until(() => stackIn(view.messages));
    dying.end();
    view.client.open(stack).want(12);

    const next = new ReaderSession(workers);
    view.connect(next);
    void next.scan(source, [folder]);
    await until(() => view.client.progress(stack.id)?.arrived === COUNT);
    expect(view.messages.some((message) => message.type === 'frame.failed')).toBe(false);
    view.close();
    next.end();
  });

  it('names each slice that it cannot read any more, and brings the others', async () => {
    const gone = mkdtempSync(join(tmpdir(), 'marginalia-gone-'));
    for (let i = 0; i < 4; i += 1) {
      const pixels = new Uint8Array((values[i] as Int16Array).buffer);
      const file = ctFile({ sopInstanceUID: `1.2.3.5.${i + 1}`, ...SIZE, z: i, pixels });
      writeFileSync(join(gone, `slice-${i}`), file);
    }
    const session = new ReaderSession(workers);
    const view = window();
    view.connect(session);
    void session.scan({ ...source, path: gone }, [gone]);
    await until(() => scanned(view.messages));
    renameSync(join(gone, 'slice-2'), join(gone, 'elsewhere'));
    const stack = await until(() => stackIn(view.messages));
    const pixels = view.client.open(stack);
    await until(() => view.client.progress(stack.id)?.arrived === 3);
    const failed = await pixels.settled(2);
    expect(failed.ok === false && failed.error.message).toBe(
      'slice-2 cannot be read: it is no longer there.',
    );
    view.close();
    session.end();
    rmSync(gone, { recursive: true });
  });

  it('sets a file aside that a reader has died of, and says so', async () => {
    const session = new ReaderSession(workers);
    const view = window();
    view.connect(session);
    const culprit = join(folder, 'slice-5');
    void session.scan(source, [folder], { setAside: [culprit], suspects: { headers: [], frames: [] } });
    await until(() => scanned(view.messages));
    const skipped = view.messages.find((message) => message.type === 'scan.skipped');
    expect(skipped?.type === 'scan.skipped' && skipped.files.map(({ file }) => file)).toEqual([culprit]);
    expect(stackIn(view.messages)?.frames.length).toBe(COUNT - 1);
    view.close();
    session.end();
  });
});

describe('the case reader', () => {
  it('gives the same pixels with their rescale, without a window', async () => {
    const opened = await openCase([folder], workers);
    const stack = opened.studies[0]?.series[0]?.stacks[0] as Stack;
    for (const [i, frame] of stack.frames.entries()) {
      const read = await opened.readFrame(frame.ref);
      expect(read.ok && read.value.values).toEqual(values[i]);
      expect(read.ok && read.value.rescale).toEqual({ slope: 1, intercept: -1024, type: 'HU' });
      expect(opened.findFrame(frame.ref)?.index).toBe(i);
    }
    const unknown = { sopInstanceUID: '9.9' as never, frameNumber: 1 };
    expect(opened.findFrame(unknown)).toBeNull();
    const failed = await opened.readFrame(unknown);
    expect(failed.ok ? '' : failed.error.message).toContain('9.9');
    opened.close();
  });
});
