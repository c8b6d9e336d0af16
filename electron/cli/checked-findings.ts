/** What saved annotations say, held against the measured pixels: `report --check`. */
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { type CheckRow, checkFinding } from '../../annotations/finding/check.ts';
import { checkFigures, type MeasuredInPhase } from '../../annotations/finding/check-figures.ts';
import { measureRegion } from '../../annotations/finding/measurements.ts';
import type { Region } from '../../annotations/finding/region.ts';
import { ok } from '../../annotations/result.ts';
import { findingTitle } from '../../annotations/scene/label-text.ts';
import type { CaseReader } from '../reader/case-reader.ts';
import { EXIT, type ExitCode, type Io, printJson, refuse } from './command.ts';
import { annotationsBeside, namedAnnotations, phaseOf } from './find-annotations.ts';
import { openImages } from './open-images.ts';

export type CheckedFinding = {
  readonly trackingUID: string;
  readonly name: string;
  readonly rows: readonly CheckRow[];
};

export async function checkedCase(
  paths: readonly string[],
  annotations: string | undefined,
  json: boolean,
  io: Io,
): Promise<ExitCode> {
  const opened = await openImages(paths);
  if (!opened.ok) return refuse(io, EXIT.badInput, opened.error.message);
  const reader = opened.value;
  try {
    const found =
      annotations === undefined
        ? ok(await annotationsBeside(paths, reader.studies))
        : await namedAnnotations(annotations, reader.studies);
    if (!found.ok) return refuse(io, EXIT.badInput, found.error.message);
    for (const notice of found.value.notices) io.stderr(`${notice}\n`);
    const copies = new Map([...found.value.byStudy.values()].map(({ path, copy }) => [path, copy]));
    if (copies.size === 0) {
      return refuse(
        io,
        EXIT.badInput,
        'No saved annotations of these images were found beside them: name a file with --annotations.',
      );
    }
    const findings: CheckedFinding[] = [];
    for (const copy of copies.values()) findings.push(...(await checkCopy(reader, copy)));
    if (json) printJson(io, { findings });
    else io.stdout(findings.map(findingText).join('\n'));
    return EXIT.done;
  } finally {
    reader.close();
  }
}

export async function checkCopy(reader: CaseReader, copy: WorkingCopy): Promise<readonly CheckedFinding[]> {
  const muscle: MeasuredInPhase[] = [];
  for (const { region } of copy.references) muscle.push(...(await measured(region, reader, copy)));
  const checked: CheckedFinding[] = [];
  for (const finding of copy.findings) {
    const regions: MeasuredInPhase[] = [];
    for (const region of finding.regions) regions.push(...(await measured(region, reader, copy)));
    checked.push({
      trackingUID: finding.trackingUID,
      name: findingTitle(finding),
      rows: checkFinding(finding.descriptors, checkFigures(regions, muscle)),
    });
  }
  return checked;
}

/** Empty for a region whose image is not opened. */
async function measured(
  region: Region,
  reader: CaseReader,
  copy: WorkingCopy,
): Promise<readonly MeasuredInPhase[]> {
  const place = reader.findFrame(region.frame);
  if (place === null) return [];
  const pixels = await reader.readFrame(region.frame);
  return [
    {
      phase: phaseOf(place.series, copy),
      measured: measureRegion(region, pixels.ok ? pixels.value : null, place.frame.spacing),
    },
  ];
}

function findingText({ name, rows }: CheckedFinding): string {
  const lines = rows.map(
    ({ question, stated, verdict, measured: figures, rule }) =>
      `  ${question}: ${stated} — ${verdict}: ${figures}${rule === '' ? '' : ` (${rule})`}\n`,
  );
  return `${name}\n${lines.length === 0 ? '  nothing that could be checked is stated\n' : lines.join('')}`;
}
