/** `marginalia measure`: every number of every region. */
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { formatNumber } from '../../annotations/units.ts';
import { type Command, type ExitCode, type Io, misused, parseArguments, printJson } from './command.ts';
import {
  type MeasuredCase,
  type MeasuredFinding,
  type MeasuredRegion,
  type MeasuredVolume,
  measureCase,
} from './measured-findings.ts';
import { withAnnotated } from './open-annotated.ts';

export const measureCommand: Command = {
  name: 'measure',
  summary: 'every number of every region of the saved annotations',
  help: `Usage: marginalia measure PATH… [--annotations FILE] [--json]

Prints for every region its lengths, area and HU statistics, for every finding its volume, the difference in HU
between phases and to the muscle reference region. A number that cannot be had is replaced by the reason.

  --annotations FILE  saved annotations; without it those saved beside the images (*.marginalia.json)
  --json              print one JSON document
`,
  run: runMeasure,
};

const OPTIONS = { annotations: { type: 'string' }, json: { type: 'boolean' } } as const;

async function runMeasure(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return misused(io, 'measure', parsed.error.message);
  const paths = parsed.value.positionals;
  if (paths.length === 0) return misused(io, 'measure', 'No images were named.');
  return withAnnotated(paths, parsed.value.text('annotations'), io, async ({ reader, copies, notices }) => {
    const measured: { annotations: string; copy: WorkingCopy; result: MeasuredCase }[] = [];
    for (const [path, copy] of copies) {
      measured.push({ annotations: path, copy, result: await measureCase(reader, copy) });
    }
    if (parsed.value.flag('json')) {
      printJson(io, {
        cases: measured.map(({ annotations, copy, result }) => ({
          annotations,
          studyInstanceUIDs: copy.studyInstanceUIDs,
          revision: copy.revision,
          ...result,
        })),
        notices,
      });
    } else {
      for (const { result } of measured) io.stdout(caseText(result));
    }
  });
}

function caseText({ findings, references }: MeasuredCase): string {
  return [
    ...findings.map(findingText),
    ...references.map((reference) => `Reference: ${reference.tissue}\n${regionText(reference)}`),
  ].join('\n');
}

function findingText(finding: MeasuredFinding): string {
  const lines = [finding.name];
  const body = finding.regions.map(regionText).join('');
  const after: string[] = [];
  for (const volume of finding.volumes) {
    after.push(
      volume.ok
        ? `  volume, ${volume.phase}: ${formatNumber(volume.volumeMm3 / 1000, 1)} cm³ from ${volume.planes} planes${remarks(volume).join('')}`
        : `  volume, ${volume.phase}: ${volume.reason}`,
    );
  }
  for (const { from, to, deltaHu } of finding.phaseDifferences) {
    after.push(`  ΔHU ${from} to ${to}: ${signed(deltaHu)}`);
  }
  for (const { phase, deltaHu } of finding.muscleDifferences) {
    after.push(`  ΔHU to muscle, ${phase}: ${signed(deltaHu)}`);
  }
  after.push(...finding.problems.map((problem) => `  ${problem}`));
  return `${lines.join('\n')}\n${body}${after.map((line) => `${line}\n`).join('')}`;
}

/** What the volume bridges and what it leaves out, behind its figures. */
const remarks = ({ gaps, leftOut }: Extract<MeasuredVolume, { ok: true }>): readonly string[] =>
  [...gaps, ...(leftOut === null ? [] : [leftOut])].map((sentence) => `; ${sentence.replace(/\.$/, '')}`);

const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatNumber(value, 1)} HU`;

/** Places after the point by what a reader can use. */
const DECIMALS: { readonly [unit: string]: number } = { mm: 1, mm2: 0, "[hnsf'U]": 1, '{pixels}': 0, '1': 3 };
const SHOWN: { readonly [unit: string]: string } = {
  mm: ' mm',
  mm2: ' mm²',
  "[hnsf'U]": ' HU',
  '{pixels}': '',
  '1': '',
};

function regionText({ kind, place, numbers, problems, sopInstanceUID }: MeasuredRegion): string {
  const where =
    place === null ? `image ${sopInstanceUID}` : `${place.phase}, image ${place.position}/${place.count}`;
  const values = numbers.map(
    ({ quantity, value, unit }) =>
      `${quantity} ${formatNumber(value, DECIMALS[unit] ?? 3)}${SHOWN[unit] ?? ` ${unit}`}`,
  );
  const said = values.length === 0 ? [] : [values.join(', ')];
  return `  ${kind}, ${where}\n${[...said, ...problems].map((line) => `    ${line}\n`).join('')}`;
}
