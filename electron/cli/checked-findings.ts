/** What saved annotations say, held against the measured pixels: `report --check`. */
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { checkFinding } from '../../annotations/finding/check.ts';
import { checkFigures, type MeasuredInPhase } from '../../annotations/finding/check-figures.ts';
import type { CheckRow } from '../../annotations/finding/check-outcome.ts';
import { measureRegion } from '../../annotations/finding/measurements.ts';
import type { Region } from '../../annotations/finding/region.ts';
import type { TrackingUID } from '../../annotations/ids.ts';
import { QUESTION_NAMES } from '../../annotations/scene/check-text.ts';
import { findingTitle } from '../../annotations/scene/label-text.ts';
import type { CaseReader } from '../reader/case-reader.ts';
import { type ExitCode, type Io, printJson } from './command.ts';
import { phaseOf } from './find-annotations.ts';
import { withAnnotated } from './open-annotated.ts';

export type CheckedFinding = {
  readonly trackingUID: TrackingUID;
  readonly name: string;
  readonly rows: readonly CheckRow[];
};

export const checkedCase = (
  paths: readonly string[],
  annotations: string | undefined,
  json: boolean,
  io: Io,
): Promise<ExitCode> =>
  withAnnotated(paths, annotations, io, async ({ reader, copies }) => {
    const findings: CheckedFinding[] = [];
    for (const copy of copies.values()) findings.push(...(await checkCopy(reader, copy)));
    if (json) printJson(io, { findings });
    else io.stdout(findings.map(findingText).join('\n'));
  });

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
      stack: place.stack.id,
      measured: measureRegion(region, pixels.ok ? pixels.value : null, place.frame.spacing),
    },
  ];
}

function findingText({ name, rows }: CheckedFinding): string {
  const lines = rows.map(
    ({ question, stated, verdict, measured: figures, rule }) =>
      `  ${QUESTION_NAMES[question]}: ${stated} — ${verdict}: ${figures}${rule === '' ? '' : ` (${rule})`}\n`,
  );
  return `${name}\n${lines.length === 0 ? '  nothing that could be checked is stated\n' : lines.join('')}`;
}
