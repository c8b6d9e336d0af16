/** `marginalia export`: annotated snapshots of every finding, and manifest.json. */
import { randomBytes } from 'node:crypto';
import { isHounsfield } from '../../annotations/finding/statistics.ts';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import { UNTURNED } from '../../annotations/image/orientation.ts';
import { DEFAULT_CT_VOI, storedVoi, type Voi, type VoiWindow } from '../../annotations/image/voi.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import type { FindingChecks, SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { type ManifestEntry, manifestEntry, pseudonyms, serializeManifest } from '../exporter/manifest.ts';
import { createRenderPool, type RenderPool } from '../exporter/render-pool.ts';
import type { CaseReader, FramePlace } from '../reader/case-reader.ts';
import { checkCopy } from './checked-findings.ts';
import {
  type Command,
  EXIT,
  type ExitCode,
  type Io,
  misused,
  parseArguments,
  printJson,
  refuse,
} from './command.ts';
import { EXPORT_OPTIONS, type ExportOptions, exportOptions, type WindowChoice } from './export-options.ts';
import { type PlannedPicture, planExport } from './export-plan.ts';
import { annotationsBeside, namedAnnotations } from './find-annotations.ts';
import { openImages } from './open-images.ts';
import { type OutputFolder, outputFolder } from './output-folder.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'annotated snapshots of every finding, with a manifest',
  help: `Usage: marginalia export PATH… --out DIR [options]

Writes one picture for each finding and frame that it is marked on, and manifest.json, which tells for each file the
study, frame, window, findings, numbers and SHA-256. PATH is a folder, a DICOM file, a zip or a DICOMDIR.

  --out DIR           where the pictures go; made when missing
  --annotations FILE  saved annotations; without it those saved beside the images (*.marginalia.json)
  --frames WHICH      findings (default): the frames that findings are marked on
                      all: every frame with all its findings
                      UID[:n]: this image (its n-th frame); may be given several times
  --window W          abdomen, liver, mediastinum, lung, bone, brain, fat; stored: as in the file (its
                      first window, else its first lookup table);
                      or CENTRE,WIDTH in HU as in 40,400. Default: abdomen for CT, stored for anything else
  --scale 1|2|4       times the native resolution (default 1)
  --width PX          or this width in pixels; the height follows
  --layers LIST       of image,marks,labels,orientation,scale,text (default all)
  --format png|jpeg   default png
  --checks            the report against the pixels, in the labels and in the manifest
  --identity hide|show  whether patient, institution, dates and UIDs appear (default hide)
  --json              print the manifest and the messages as one JSON document
`,
  run: runExport,
};

async function runExport(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseArguments(args, EXPORT_OPTIONS);
  if (!parsed.ok) return misused(io, 'export', parsed.error.message);
  const options = exportOptions(parsed.value);
  if (!options.ok) return misused(io, 'export', options.error.message);
  const opened = await openImages(options.value.paths);
  if (!opened.ok) return refuse(io, EXIT.badInput, opened.error.message);
  try {
    return await exportFrom(opened.value, options.value, io);
  } finally {
    opened.value.close();
  }
}

async function exportFrom(reader: CaseReader, options: ExportOptions, io: Io): Promise<ExitCode> {
  const annotations =
    options.annotations === null
      ? ok(await annotationsBeside(options.paths, reader.studies))
      : await namedAnnotations(options.annotations, reader.studies);
  if (!annotations.ok) return refuse(io, EXIT.badInput, annotations.error.message);
  const { byStudy, notices } = annotations.value;
  for (const notice of notices) io.stderr(`${notice}\n`);
  const plan = planExport(reader, byStudy, options.frames, options);
  if (!plan.ok) return refuse(io, EXIT.badInput, plan.error.message);
  for (const notice of plan.value.notices) io.stderr(`${notice}\n`);
  const folder = await outputFolder(options.out);
  if (!folder.ok) return refuse(io, EXIT.badInput, folder.error.message);
  const pool = createRenderPool();
  try {
    const checks: FindingChecks[] = [];
    if (options.checks) {
      for (const { copy } of new Set(byStudy.values())) checks.push(...(await checkCopy(reader, copy)));
    }
    const outcome = await drawAll(plan.value.pictures, {
      reader,
      options,
      checks,
      pool,
      folder: folder.value,
    });
    return await finish(outcome, folder.value, [...notices, ...plan.value.notices], options, io);
  } finally {
    pool.close();
  }
}

type Work = {
  readonly reader: CaseReader;
  readonly options: ExportOptions;
  /** Empty when they were not asked for. */
  readonly checks: readonly FindingChecks[];
  readonly pool: RenderPool;
  readonly folder: OutputFolder;
};

type Drawn = {
  readonly entries: readonly ManifestEntry[];
  /** Sentences: pictures that could not be made. */
  readonly failures: readonly string[];
  /** The disk refused: nothing more can be written. */
  readonly stopped: string | null;
};

/** Several at a time; the manifest keeps the order of the plan. */
async function drawAll(pictures: readonly PlannedPicture[], work: Work): Promise<Drawn> {
  const replaceUid = pseudonyms(randomBytes(32));
  const results: (ManifestEntry | null)[] = pictures.map(() => null);
  const failures: string[] = [];
  let stopped: string | null = null;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < pictures.length && stopped === null) {
      const index = next++;
      const picture = pictures[index] as PlannedPicture;
      const drawn = await drawOne(picture, work);
      if (!drawn.ok) {
        failures.push(`${picture.file}: ${drawn.error.message}`);
        continue;
      }
      const written = await work.folder.write(picture.file, drawn.value.snapshot.bytes);
      if (!written.ok) stopped ??= written.error.message;
      else
        results[index] = manifestEntry(picture.file, drawn.value.request, drawn.value.snapshot, replaceUid);
    }
  };
  // One lane more than threads: a frame is read while the others are drawn.
  await Promise.all(Array.from({ length: work.pool.size + 1 }, lane));
  return { entries: results.filter((entry) => entry !== null), failures, stopped };
}

async function drawOne(
  { place, context, findings, references }: PlannedPicture,
  { reader, options, checks, pool }: Work,
) {
  const pixels = await reader.readFrame(place.frame.ref);
  if (!pixels.ok) return pixels;
  const request: SnapshotRequest = {
    frame: place.frame,
    photometric: place.stack.photometric,
    pixels: pixels.value,
    context,
    voi: voiFor(options.window, place, pixels.value),
    overlays: [],
    invert: false,
    turn: UNTURNED,
    area: null,
    size: options.size,
    layers: options.layers,
    identity: options.identity,
    findings,
    references,
    ...(options.checks ? { checks } : {}),
    format: options.format,
  };
  const answer = await pool.render(request);
  return answer.ok ? ok({ request, snapshot: answer.snapshot }) : err(failure('not-drawn', answer.message));
}

/** Where nothing else is known, the whole range of the frame's values. */
export function voiFor(choice: WindowChoice, place: FramePlace, pixels: FramePixels): Voi {
  const isCt = place.series.modality === 'CT' && isHounsfield(pixels.rescale);
  if (choice.kind === 'fixed') return choice.voi;
  if (choice.kind === 'default' && isCt) return DEFAULT_CT_VOI;
  const stored = storedVoi(place.frame);
  if (stored !== null) return stored;
  return isCt ? DEFAULT_CT_VOI : wholeRange(pixels);
}

function wholeRange({ values, rescale }: FramePixels): VoiWindow {
  let [low, high] = [Infinity, -Infinity];
  for (const stored of values) {
    const value = rescale.slope * stored + rescale.intercept;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low))
    return { function: 'LINEAR_EXACT', centerHu: Number.isFinite(low) ? low : 0, widthHu: 1 };
  return { function: 'LINEAR_EXACT', centerHu: (low + high) / 2, widthHu: high - low };
}

async function finish(
  { entries, failures, stopped }: Drawn,
  folder: OutputFolder,
  notices: readonly string[],
  options: ExportOptions,
  io: Io,
): Promise<ExitCode> {
  const written: Result<void, Failure> =
    stopped === null
      ? await folder.write('manifest.json', serializeManifest(entries))
      : err(failure('stopped', stopped));
  if (!written.ok) {
    const left = await folder.takeBack();
    const kept =
      left === 0
        ? `Nothing was kept in ${options.out}.`
        : `${left} of its files could not be taken back from ${options.out}.`;
    return refuse(io, EXIT.badInput, `${written.error.message} ${kept}`);
  }
  for (const sentence of failures) io.stderr(`${sentence}\n`);
  const others = otherPictures(folder, entries);
  if (options.json) {
    const told = others === null ? notices : [...notices, others];
    printJson(io, { out: options.out, files: entries, manifest: 'manifest.json', failures, notices: told });
    if (others !== null) io.stderr(`${others}\n`);
  } else {
    for (const { file } of entries) io.stdout(`${file}\n`);
    io.stderr(
      `${entries.length} ${entries.length === 1 ? 'picture' : 'pictures'} and manifest.json in ${options.out}.${others === null ? '' : ` ${others}`}\n`,
    );
  }
  return failures.length === 0 ? EXIT.done : EXIT.badInput;
}

/** Older pictures beside a new manifest look as if it spoke of them; they are somebody's and stay. Null for none. */
function otherPictures(folder: OutputFolder, entries: readonly ManifestEntry[]): string | null {
  const own = new Set(entries.map(({ file }) => file));
  const count = folder.before.filter((name) => !own.has(name)).length;
  if (count === 0) return null;
  return count === 1
    ? '1 other picture was in the folder before and is not in the manifest.'
    : `${count} other pictures were in the folder before and are not in the manifest.`;
}
