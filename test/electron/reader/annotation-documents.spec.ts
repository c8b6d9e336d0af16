/** Annotation files in JSON, and PDFs, from the disk to the window: found by the session, read where files are parsed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serializeWorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { emptyState, toWorkingCopy } from '../../../annotations/store/state.ts';
import type { FromReader, Source, ToReader } from '../../../electron/contract.ts';
import { ReaderSession } from '../../../electron/reader/reader-session.ts';
import { printedPdf } from '../exchange/small-pdf.ts';
import { type BundledWorkers, bundledWorkers } from './bundled-workers.ts';
import { ctFile } from './ct-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'marginalia-json-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'marginalia-json-other-'));
const STUDY = '1.2.826.0.1.3680043.10.1' as StudyInstanceUID;
let workers: BundledWorkers;

/** The center of column 10, row 20 of the first slice, as `ctFile` places it, written in RAS. */
const markups = {
  '@schema': 'https://x/markups-schema-v1.0.3.json#',
  markups: [
    {
      type: 'Fiducial',
      name: 'Node',
      coordinateSystem: 'RAS',
      controlPoints: [
        { label: 'F-1', position: [250 - 10 * 0.9765625, 250 - 20 * 0.9765625, 0] },
        { label: 'F-2', position: [0, 0, 900] },
      ],
    },
  ],
};
const stamp = { by: 'B. Reader', at: '2026-01-01T00:00:00.000Z' };

beforeAll(async () => {
  workers = await bundledWorkers();
  for (const number of [1, 2, 3]) {
    const slice = ctFile({
      sopInstanceUID: `1.2.3.4.${number}`,
      rows: 64,
      columns: 64,
      z: (number - 1) * 2.5,
      instanceNumber: number,
      pixels: new Uint8Array(64 * 64 * 2),
    });
    writeFileSync(join(folder, `${number}.dcm`), slice);
  }
  writeFileSync(join(folder, 'node.mrk.json'), JSON.stringify(markups));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', points: 3 }));
  writeFileSync(join(folder, 'mass.xml'), '<ImageAnnotationCollection aimVersion="AIMv4_0"/>');
  writeFileSync(join(folder, 'other.xml'), '<svg/>');
  writeFileSync(join(folder, 'lies.json'), '{"markups": [ "controlPoints"');
  const copy = toWorkingCopy({ ...emptyState(STUDY), report: null }, 3, stamp);
  writeFileSync(join(folder, 'own.marginalia.json'), serializeWorkingCopy(copy));
  writeFileSync(join(elsewhere, 'theirs.marginalia.json'), serializeWorkingCopy(copy));
});
afterAll(() => {
  for (const path of [folder, elsewhere]) rmSync(path, { recursive: true, force: true });
});

/** A window's end that remembers what it was told. */
function window(session: ReaderSession) {
  const messages: FromReader[] = [];
  let send: (message: ToReader) => void = () => undefined;
  let told: () => void = () => undefined;
  session.connect({
    copies: true,
    post(message) {
      messages.push(structuredClone(message));
      told();
    },
    onMessage(listener) {
      send = listener;
    },
    close: () => undefined,
  });
  async function last<T extends FromReader['type']>(type: T): Promise<Extract<FromReader, { type: T }>> {
    for (;;) {
      const found = messages.filter((message) => message.type === type).pop();
      if (found !== undefined) return found as Extract<FromReader, { type: T }>;
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
  }
  return { messages, last, send: (message: ToReader) => send(message) };
}

const sourceAt = (path: string): Source => ({ id: `case ${path}` as Source['id'], name: 'case', path });

describe('plain PDFs', () => {
  it('deep in a case, or dropped alone, are documents whose words are read; what only bears the name is skipped', async () => {
    const place = mkdtempSync(join(tmpdir(), 'marginalia-pdf-'));
    mkdirSync(join(place, 'deep'));
    writeFileSync(join(place, 'deep', 'letter.pdf'), printedPdf([['Left paraspinal mass.']]));
    writeFileSync(join(place, 'scan.pdf'), printedPdf([[]]));
    writeFileSync(join(place, 'fake.pdf'), 'no PDF');
    const session = new ReaderSession(workers);
    const view = window(session);
    await session.scan(sourceAt(place), [place]);
    const { objects } = await view.last('scan.objects');
    expect(objects.map(({ kind, description }) => [kind, description]).sort()).toEqual([
      ['PDF', 'letter.pdf'],
      ['PDF', 'scan.pdf'],
    ]);
    const { files } = await view.last('scan.skipped');
    expect(files.map(({ file }) => file)).toEqual([join(place, 'fake.pdf')]);
    const wordsOf = async (name: string, requestId: number) => {
      const object = objects.find(({ description }) => description === name);
      if (object === undefined) throw new Error(`${name} was not found.`);
      view.messages.length = 0;
      view.send({ type: 'document.read', requestId, object });
      return view.last('document.text');
    };
    expect(await wordsOf('letter.pdf', 1)).toMatchObject({ ok: true, text: 'Left paraspinal mass.' });
    expect(await wordsOf('scan.pdf', 2)).toMatchObject({
      ok: false,
      message: 'scan.pdf holds no words that can be read; a scanned page has none.',
    });
    view.messages.length = 0;
    await session.scan(sourceAt(join(place, 'scan.pdf')), [join(place, 'scan.pdf')]);
    expect((await view.last('scan.objects')).objects).toMatchObject([
      { kind: 'PDF', description: 'scan.pdf' },
    ]);
    session.end();
    rmSync(place, { recursive: true });
  });
});

describe('annotation files in JSON', () => {
  it('are objects with marks of the case, and no longer skipped; other JSON files stay skipped', async () => {
    const session = new ReaderSession(workers);
    const view = window(session);
    await session.scan(sourceAt(folder), [folder]);
    const { objects } = await view.last('scan.objects');
    expect(objects.map(({ kind, description }) => [kind, description]).sort()).toEqual([
      ['AIM', 'mass.xml'],
      ['JSON', 'lies.json'],
      ['JSON', 'node.mrk.json'],
    ]);
    const { files } = await view.last('scan.skipped');
    expect(files.map(({ file }) => file).sort()).toEqual([
      join(folder, 'other.xml'),
      join(folder, 'package.json'),
    ]);
    expect((await view.last('scan.done')).totals.skipped).toBe(2);
    session.end();
  });

  it('are imported like an SR, onto the images of the study that asks for them', async () => {
    const session = new ReaderSession(workers);
    const view = window(session);
    await session.scan(sourceAt(folder), [folder]);
    const { objects } = await view.last('scan.objects');
    const object = objects.find(({ description }) => description === 'node.mrk.json');
    if (object === undefined) throw new Error('The markups were not found.');
    view.send({ type: 'marks.import', requestId: 1, object, studyInstanceUID: STUDY, shown: null });
    const answer = await view.last('marks.imported');
    if (!answer.ok) throw new Error(answer.message);
    expect(answer.imported.findings).toMatchObject([
      {
        trackingIdentifier: 'Node',
        locked: true,
        origin: { kind: 'JSON' },
        regions: [
          {
            frame: { sopInstanceUID: '1.2.3.4.1' },
            shape: { kind: 'point', point: { x: expect.closeTo(10.5, 6), y: expect.closeTo(20.5, 6) } },
          },
        ],
      },
    ]);
    expect(answer.imported.ledger.map(({ what }) => what)).toEqual([
      'Frame of reference',
      'Control point “F-2”',
    ]);
    view.messages.length = 0;
    view.send({
      type: 'marks.import',
      requestId: 2,
      object,
      studyInstanceUID: '1.9' as StudyInstanceUID,
      shown: null,
    });
    const none = await view.last('marks.imported');
    expect(none.ok && none.imported.findings).toEqual([]);
    session.end();
  });

  it('that only look like annotations are refused with a sentence when they are imported', async () => {
    const session = new ReaderSession(workers);
    const view = window(session);
    await session.scan(sourceAt(folder), [join(folder, 'lies.json')]);
    const [object] = (await view.last('scan.objects')).objects;
    if (object === undefined) throw new Error('The file was not found.');
    view.send({ type: 'marks.import', requestId: 1, object, studyInstanceUID: STUDY, shown: null });
    const answer = await view.last('marks.imported');
    expect(!answer.ok && answer.message).toMatch(/^lies\.json is not valid JSON/);
    session.end();
  });

  it('that no scan has told of are not opened, whatever the window asks', async () => {
    const session = new ReaderSession(workers);
    const view = window(session);
    await session.scan(sourceAt(folder), [folder]);
    const [object] = (await view.last('scan.objects')).objects;
    if (object === undefined) throw new Error('Nothing was found.');
    const forged = { ...object, file: join(elsewhere, 'theirs.marginalia.json') };
    view.send({ type: 'marks.import', requestId: 1, object: forged, studyInstanceUID: STUDY, shown: null });
    const answer = await view.last('marks.imported');
    expect(!answer.ok && answer.message).toBe('theirs.marginalia.json is not part of an open case.');
    view.send({ type: 'document.read', requestId: 2, object: forged });
    const words = await view.last('document.text');
    expect(!words.ok && words.message).toBe('theirs.marginalia.json is not part of an open case.');
    session.end();
  });

  it('of this program are offered when they are opened by name; those in a case are its own', async () => {
    const session = new ReaderSession(workers);
    const view = window(session);
    const file = join(elsewhere, 'theirs.marginalia.json');
    await session.scan(sourceAt(elsewhere), [file]);
    const { objects } = await view.last('scan.objects');
    expect(objects).toMatchObject([{ kind: 'JSON', description: 'theirs.marginalia.json', file }]);
    session.end();
  });
});
