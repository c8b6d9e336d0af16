/** `marginalia convert`: saved annotations to SR, GSPS or JSON, and from what others wrote to saved annotations. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Imported } from '../../annotations/codecs/imported-findings.ts';
import { openedImages } from '../../annotations/codecs/plane-locator.ts';
import { serializeWorkingCopy, type WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { type AnyUID, makeUid, type StudyInstanceUID } from '../../annotations/ids.ts';
import { importMarks } from '../../annotations/store/import-edits.ts';
import { emptyState, toWorkingCopy } from '../../annotations/store/state.ts';
import { importObject } from '../exchange/import-object.ts';
import { writtenObjects } from '../exchange/written-objects.ts';
import { describeFileError, readWorkingCopyFile } from '../files/annotation-files.ts';
import { atomicWrite } from '../files/atomic-write.ts';
import { numberedPath } from '../files/numbered-files.ts';
import type { CaseReader } from '../reader/case-reader.ts';
import {
  type Command,
  EXIT,
  type ExitCode,
  type Io,
  misused,
  type Parsed,
  parseArguments,
  printJson,
  refuse,
} from './command.ts';
import { openImages } from './open-images.ts';
import { plural } from './printable.ts';

export const convertCommand: Command = {
  name: 'convert',
  summary: 'saved annotations to DICOM SR, GSPS or JSON, and from the marks of other programs',
  help: `Usage: marginalia convert --annotations FILE --to sr|gsps|json --out FILE --images PATH…
       marginalia convert --from FILE --out FILE --images PATH…

The first writes saved annotations as a DICOM measurement report (sr: TID 1500), as presentation states (gsps: one
file a series, numbered when there are several) or as JSON. The second reads an SR, a presentation state, an RTSTRUCT,
a SEG, AIM 4 or annotations in JSON into saved annotations, locked; what cannot be drawn is listed with the reason, and
kept. JSON is 3D Slicer markups (.mrk.json), Cornerstone3D or OHIF, or annotations of another copy of the study.

  --annotations FILE  saved annotations (*.marginalia.json)
  --from FILE         a DICOM object with marks, or annotations in JSON or AIM
  --to sr|gsps|json   what to write
  --out FILE          where; an existing file is replaced
  --images PATH…      the images that the marks lie on
  --json              print what was done as one JSON document
`,
  run: runConvert,
};

const OPTIONS = {
  annotations: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
  images: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

async function runConvert(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return misused(io, 'convert', parsed.error.message);
  const { value } = parsed;
  // `--images A B`: what follows the first path belongs to it.
  const paths = [...value.texts('images'), ...value.positionals];
  const out = value.text('out');
  const from = value.text('from');
  const annotations = value.text('annotations');
  const to = value.text('to') ?? (from === undefined ? undefined : 'json');
  if (out === undefined) return misused(io, 'convert', 'Where to write was not said: --out FILE.');
  if ((from === undefined) === (annotations === undefined)) {
    return misused(io, 'convert', 'Name either --annotations FILE or --from FILE.');
  }
  if (to !== 'sr' && to !== 'gsps' && to !== 'json')
    return misused(io, 'convert', '--to is one of sr, gsps, json.');
  if (paths.length === 0) return misused(io, 'convert', 'No images were named: --images PATH….');
  const opened = await openImages(paths);
  if (!opened.ok) return refuse(io, EXIT.badInput, opened.error.message);
  const reader = opened.value;
  try {
    const read = from === undefined ? await saved(annotations as string) : await marksOf(from, reader);
    if ('problem' in read) return refuse(io, EXIT.badInput, read.problem);
    return await write(read, to, out, reader, value, io);
  } finally {
    reader.close();
  }
}

type Read = { readonly copy: WorkingCopy; readonly ledger: Imported['ledger'] };

async function saved(file: string): Promise<Read | { readonly problem: string }> {
  const read = await readWorkingCopyFile(file);
  return 'copy' in read ? { copy: read.copy, ledger: [] } : { problem: read.message };
}

async function marksOf(file: string, reader: CaseReader): Promise<Read | { readonly problem: string }> {
  const name = basename(file);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    return { problem: `${name} could not be read: ${describeFileError(cause)}.` };
  }
  const stamp = { by: 'import', at: new Date().toISOString() };
  const newUid = <U extends AnyUID>(): U => makeUid<U>(randomBytes(16));
  const imported = await importObject(bytes, name, { ...openedImages(reader.studies), newUid, stamp });
  if (!imported.ok) return { problem: imported.error.message };
  const studies = reader.studies.map(({ studyInstanceUID }) => studyInstanceUID);
  const empty = { ...emptyState(studies[0] as StudyInstanceUID), studyInstanceUIDs: studies };
  const taken = importMarks(empty, { stamp, newUid }, imported.value, name);
  if (!taken.ok) return { problem: taken.error.message };
  return { ledger: taken.value.value.ledger, copy: toWorkingCopy(taken.value.state, 1, stamp) };
}

async function write(
  { copy, ledger }: Read,
  to: 'sr' | 'gsps' | 'json',
  out: string,
  reader: CaseReader,
  options: Parsed,
  io: Io,
): Promise<ExitCode> {
  const notices = ledger.map(({ what, where, why }) => `Not taken over: ${what}, ${where}: ${why}.`);
  const made =
    to === 'json'
      ? [{ path: out, bytes: Buffer.from(serializeWorkingCopy(copy)) }]
      : await objects(copy, to, out, reader, notices);
  if ('problem' in made) return refuse(io, EXIT.badInput, made.problem);
  for (const { path, bytes } of made) {
    const written = await atomicWrite(path, bytes);
    if (!written.ok) return refuse(io, EXIT.badInput, written.error.message);
  }
  for (const notice of notices) io.stderr(`${notice}\n`);
  const files = made.map(({ path }) => path);
  const regions = copy.findings.reduce((sum, { regions: own }) => sum + own.length, 0);
  if (options.flag('json'))
    printJson(io, { files, findings: copy.findings.length, regions, ledger, notices });
  else
    io.stdout(
      `${files.join('\n')}\n${plural(copy.findings.length, 'finding')}, ${plural(regions, 'mark')}\n`,
    );
  return EXIT.done;
}

type Made = { readonly path: string; readonly bytes: Uint8Array };

async function objects(
  copy: WorkingCopy,
  to: 'sr' | 'gsps',
  out: string,
  reader: CaseReader,
  notices: string[],
): Promise<readonly Made[] | { readonly problem: string }> {
  const written = await writtenObjects(copy, to, {
    frameOf: (ref) => reader.findFrame(ref)?.frame ?? null,
    locationOf: (ref) => reader.locationOf(ref),
    readFrame: (ref) => reader.readFrame(ref),
  });
  if (!written.ok) return { problem: written.error.message };
  notices.push(...written.value.notices);
  return written.value.files.map((bytes, index) => ({
    path: numberedPath(out, index),
    bytes,
  }));
}
