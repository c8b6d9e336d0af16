/** `inspect`: what lies in folders and files, without decoding a pixel. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Series, Stack, Study } from '../../annotations/image/hierarchy.ts';
import { oneLine } from '../../annotations/printable.ts';
import { formatNumber } from '../../annotations/units.ts';
import { describeFileError } from '../files/annotation-files.ts';
import { type ScanResult, scan } from '../reader/scan/scan.ts';
import { transferSyntaxName } from '../reader/scan/transfer-syntaxes.ts';
import { type Command, EXIT, type ExitCode, misused, parseArguments, printJson, refuse } from './command.ts';
import { plural } from './printable.ts';

const HELP = `Usage: marginalia inspect PATH... [--json]

Lists what lies in folders, files, zips and media sets (DICOMDIR): studies, series
and stacks with their size, spacing, orientation, transfer syntaxes, phase of
contrast and warnings; objects without images (SR, GSPS, SEG, RTSTRUCT, PDF); and
every file that was skipped, with the reason. No pixel is decoded.

  --json   one JSON document on standard output (docs/cli.md tells its shape)

Exit code 0: studies or objects were found; 1: nothing was; 2: wrong usage.
`;

export const inspect: Command = {
  name: 'inspect',
  summary: 'lists studies, series and stacks, other objects, and skipped files with reasons',
  help: HELP,
  async run(args, io): Promise<ExitCode> {
    const parsed = parseArguments(args, { json: { type: 'boolean' } });
    if (!parsed.ok) return misused(io, 'inspect', parsed.error.message);
    const paths = parsed.value.positionals;
    if (paths.length === 0) return misused(io, 'inspect', 'Name a folder or a file to look into.');
    for (const path of paths) {
      const problem = await stat(path).then(
        () => null,
        (error: unknown) => describeFileError(error),
      );
      if (problem !== null) return refuse(io, EXIT.badInput, `${path} cannot be opened: ${problem}.`);
    }
    const result = await scan(paths, { onEvent: () => undefined });
    if (parsed.value.flag('json')) printJson(io, inspection(result));
    else if (result.totals.filesSeen > 0) io.stdout(table(result));
    if (result.studies.length > 0 || result.objects.length > 0) return EXIT.done;
    return refuse(io, EXIT.badInput, nothingFound(paths, result));
  },
};

/** One sentence that names what was looked into and why there is nothing. */
function nothingFound(paths: readonly string[], { totals, skipped }: ScanResult): string {
  const where = paths.length === 1 ? (paths[0] as string) : `None of the ${paths.length} paths`;
  const holds = paths.length === 1 ? 'holds no DICOM images' : 'holds DICOM images';
  if (totals.filesSeen === 0 && skipped.length === 0) return `${where} ${holds}: there are no files in it.`;
  const first = skipped[0];
  if (first === undefined) return `${where} ${holds}: there is only text in it.`;
  const reason = first.reason.replace(/\.$/, '');
  if (skipped.length === 1 && totals.filesSeen <= 1) return `${where} ${holds}. ${reason}.`;
  const others = skipped.length === 1 ? '' : ` (and ${skipped.length - 1} more were skipped)`;
  return `${where} ${holds}. ${basename(first.file)}: ${reason}${others}.`;
}

/** The document of --json; lengths in mm, angles in degrees, directions in LPS. */
export function inspection(result: ScanResult) {
  return {
    format: 'marginalia-inspection',
    version: 1,
    studies: result.studies.map((study) => ({
      ...study,
      series: study.series.map((series) => ({
        ...series,
        stacks: series.stacks.map(inspectedStack),
      })),
    })),
    objects: result.objects,
    skipped: result.skipped,
    reportFiles: result.reportFiles,
    totals: result.totals,
  };
}

function inspectedStack({ frames, transferSyntaxes, ...stack }: Stack) {
  const first = frames[0];
  return {
    ...stack,
    frameCount: frames.length,
    spacing: first?.spacing ?? null,
    sliceThicknessMm: first?.sliceThicknessMm ?? null,
    rowDirection: first?.plane?.rowDirection ?? null,
    columnDirection: first?.plane?.columnDirection ?? null,
    transferSyntaxes: transferSyntaxes.map((uid) => ({ uid, name: transferSyntaxName(uid) })),
    frames: frames.map((frame) => ({
      sopInstanceUID: frame.ref.sopInstanceUID,
      frameNumber: frame.ref.frameNumber,
      instanceNumber: frame.instanceNumber,
      position: frame.plane?.position ?? null,
      rescale: frame.rescale,
      padding: frame.padding,
      voi: frame.voi,
      voiLuts: frame.voiLuts.map(({ explanation, firstMapped, values, bits }) => ({
        explanation,
        firstMapped,
        entries: values.length,
        bits,
      })),
    })),
  };
}

function table(result: ScanResult): string {
  const lines = result.studies.flatMap(studyLines);
  if (result.objects.length > 0) {
    lines.push('Other objects');
    for (const object of result.objects) {
      const about = [object.kind === 'other' ? object.modality : object.kind, object.description];
      lines.push(`  ${about.filter(Boolean).join('  ')}  ${basename(object.file)}`);
    }
    lines.push('');
  }
  if (result.skipped.length > 0) {
    lines.push('Skipped');
    for (const { file, reason } of result.skipped) lines.push(`  ${file}: ${reason}`);
    lines.push('');
  }
  if (result.reportFiles.length > 0) {
    lines.push('Texts and PDFs', ...result.reportFiles.map((file) => `  ${file}`), '');
  }
  const { filesRead, images, skipped, seconds, filesPerSecond } = result.totals;
  lines.push(
    `${plural(filesRead, 'file')} read in ${formatNumber(seconds, 2)} s (${formatNumber(filesPerSecond, 0)} a second): ${plural(images, 'image')}, ${plural(result.objects.length, 'other object')}, ${skipped} skipped`,
  );
  return `${lines.map(oneLine).join('\n')}\n`;
}

function studyLines(study: Study): string[] {
  const { patient } = study;
  const who = [patient.name || 'no name', patient.id, patient.sex, patient.age].filter(Boolean).join(', ');
  const what = [study.date, study.time, study.description, study.institution].filter(Boolean).join('  ');
  return [`Study  ${who}`, `  ${what || study.studyInstanceUID}`, ...study.series.flatMap(seriesLines), ''];
}

function seriesLines(series: Series): string[] {
  const head = [series.modality || '??', series.number ?? '–', series.description || 'no description'];
  return [
    `  Series ${head.join('  ')}`,
    `    phase ${series.phase.phase} (${series.phase.reason})`,
    ...series.stacks.flatMap(stackLines),
  ];
}

function stackLines(stack: Stack): string[] {
  const first = stack.frames[0];
  const spacing = first?.spacing ?? null;
  const facts = [
    stack.pass?.label ?? null,
    plural(stack.frames.length, 'frame'),
    `${stack.columns} × ${stack.rows}`,
    spacing === null
      ? 'pixel size unknown'
      : `${formatNumber(spacing.betweenColumnsMm, 3)} × ${formatNumber(spacing.betweenRowsMm, 3)} mm`,
    stack.sliceSpacingMm === null ? null : `every ${formatNumber(stack.sliceSpacingMm, 2)} mm`,
    first?.sliceThicknessMm == null ? null : `${formatNumber(first.sliceThicknessMm, 2)} mm thick`,
    stack.localizer ? 'localizer' : stack.orientation,
    stack.storedType,
    stack.transferSyntaxes.map(transferSyntaxName).join(', '),
  ];
  return [
    `    ${facts.filter((fact) => fact !== null).join('  ')}`,
    ...stack.warnings.map(({ message }) => `      ! ${message}`),
  ];
}
