/** Autosave against the real keeper of working copies and a real folder; only the bridge between them is direct. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseWorkingCopy, serializeWorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../../annotations/ids.ts';
import { type AnnotationStore, createAnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { emptyState, fromWorkingCopy, toWorkingCopy } from '../../../annotations/store/state.ts';
import type { HostBridge, HostRequests } from '../../../electron/contract.ts';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { Autosave } from '../../../renderer/session/autosave.ts';

/** Another one for each test: what an earlier autosave still has to say is not for the next keeper. */
let study: StudyInstanceUID;
let studies = 0;
let folder: string;
let appFolder: string;
let refusal: string | null;
let joined: string[];
let store: AnnotationStore;
let autosave: Autosave;
let keeper: AnnotationKeeper;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-case-'));
  appFolder = mkdtempSync(join(tmpdir(), 'marginalia-app-'));
  studies += 1;
  study = `1.2.3.${studies}` as StudyInstanceUID;
  refusal = null;
  joined = [];
  keeper = new AnnotationKeeper({ dataFolder: appFolder, userName: () => 'A. Reader' });
  const request = async (name: string, args: unknown) => {
    if (name === 'annotations.note') {
      const { studyInstanceUID, ...work } = args as HostRequests['annotations.note']['args'];
      return keeper.note(studyInstanceUID, work);
    }
    if (name !== 'annotations.save') throw new Error(`Not asked for here: ${name}`);
    if (refusal !== null) return { ok: false, message: refusal };
    const { studyInstanceUID, version, ...work } = args as HostRequests['annotations.save']['args'];
    return keeper.save(studyInstanceUID, work, version);
  };
  vi.stubGlobal('window', { marginalia: { request } as unknown as HostBridge });
  store = createAnnotationStore(emptyState(study), {
    now: () => new Date().toISOString(),
    userName: () => 'A. Reader',
    random16: () => crypto.getRandomValues(new Uint8Array(16)),
  });
  const { place, version } = await keeper.load([folder], study);
  autosave = new Autosave({
    studyInstanceUID: study,
    store,
    place,
    revision: 0,
    version,
    savedAt: null,
    onJoined: (message) => void joined.push(message),
  });
});

afterEach(async () => {
  await keeper.close(study);
  vi.unstubAllGlobals();
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
  rmSync(appFolder, { recursive: true });
});

function onDisk() {
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.marginalia.json'));
  if (file === undefined) return null;
  const parsed = parseWorkingCopy(readFileSync(join(folder, file), 'utf8'), file);
  return parsed.ok ? parsed.value : null;
}

describe('autosave', () => {
  it('writes a change to the case folder within a second, and counts revisions one by one', async () => {
    store.addFinding({ name: 'A' });
    const begun = Date.now();
    await vi.waitFor(() => expect(onDisk()?.findings).toHaveLength(1), { timeout: 1000, interval: 20 });
    expect(Date.now() - begun).toBeLessThan(1000);
    await vi.waitFor(() => expect(autosave.$state.get().kind).toBe('saved'));
    store.addFinding({ name: 'B' });
    store.addFinding({ name: 'C' });
    await autosave.flush();
    expect(onDisk()).toMatchObject({ revision: 2, findings: [{}, {}, {}] });
  });

  it('saves what came while it was saving', async () => {
    store.addFinding({ name: 'A' });
    const first = autosave.flush();
    await Promise.resolve();
    store.addFinding({ name: 'B' });
    await first;
    expect(onDisk()?.findings).toHaveLength(1);
    await vi.waitFor(() => expect(onDisk()?.findings).toHaveLength(2), { timeout: 2000 });
  });

  it('keeps the work when saving fails, says why, and succeeds with the next change', async () => {
    refusal = 'The disk is full.';
    store.addFinding({ name: 'A' });
    await autosave.flush();
    expect(autosave.$state.get()).toMatchObject({ kind: 'failed', failure: 'The disk is full.' });
    expect(onDisk()).toBeNull();
    refusal = null;
    store.addFinding({ name: 'B' });
    await vi.waitFor(() => expect(onDisk()?.findings).toHaveLength(2), { timeout: 2000 });
    await vi.waitFor(() => expect(autosave.$state.get()).toMatchObject({ kind: 'saved', failure: null }));
  });

  it('joins what somebody else has saved meanwhile with the work here, and says so', async () => {
    store.addFinding({ name: 'Mine' });
    await autosave.flush();
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.marginalia.json'));
    const before = onDisk();
    if (before === null || file === undefined) throw new Error('Nothing was saved.');
    const theirs = { ...fromWorkingCopy(before), report: { text: 'Theirs', source: 'pasted' } };
    const stamp = { by: 'B. Reader', at: '2026-01-01T00:00:00.000Z' };
    writeFileSync(join(folder, file), serializeWorkingCopy(toWorkingCopy(theirs, 9, stamp)));
    store.addFinding({ name: 'Mine too' });
    await autosave.flush();
    expect(onDisk()).toMatchObject({ revision: 10, report: { text: 'Theirs' } });
    expect(onDisk()?.findings.map((finding) => finding.trackingIdentifier)).toEqual(['Mine', 'Mine too']);
    expect(joined).toEqual([
      'These annotations were also changed by B. Reader; their changes are now joined with yours.',
    ]);
    expect(autosave.$state.get()).toMatchObject({ kind: 'saved', failure: null });
  });

  it('has each change in the journal before it is saved, and takes it over when the program ended', async () => {
    refusal = 'Not now.';
    store.addFinding({ name: 'In the journal' });
    const journals = join(appFolder, 'journal');
    await vi.waitFor(() => expect(readdirSync(journals, { recursive: true })).toHaveLength(2));
    expect(onDisk()).toBeNull();
    // The next session, after a crash of this one.
    const { recovery } = await keeper.load([folder], study);
    if (recovery === null) throw new Error('Nothing was offered.');
    expect(recovery.changedBy).toBe('');
    refusal = null;
    const next = createAnnotationStore(emptyState(study), {
      now: () => new Date().toISOString(),
      userName: () => 'A. Reader',
      random16: () => crypto.getRandomValues(new Uint8Array(16)),
    });
    const { place, version } = await keeper.load([folder], study);
    const second = new Autosave({
      studyInstanceUID: study,
      store: next,
      place,
      revision: 0,
      version,
      savedAt: null,
      onJoined: (message) => void joined.push(message),
    });
    expect(await second.takeOver(recovery)).toBe(true);
    expect(next.undoName).toBe('Restore unsaved changes');
    expect(onDisk()?.findings.map((finding) => finding.trackingIdentifier)).toEqual(['In the journal']);
    expect((await keeper.load([folder], study)).recovery).toBeNull();
  });
});
