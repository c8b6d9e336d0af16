/** `marginalia report`: the findings that a radiology report describes, and whether the pixels agree. */
import { assessActivity } from '../../annotations/report/activity.ts';
import { explainFindings, extractFindings, type Reason } from '../../annotations/report/extract.ts';
import type { ReportFinding } from '../../annotations/report/schema.ts';
import { readReportFile, reportWords } from '../exchange/report-file.ts';
import { checkedCase } from './checked-findings.ts';
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

export const reportCommand: Command = {
  name: 'report',
  summary: 'the findings that a radiology report describes; with --check, whether the pixels agree',
  help: `Usage: marginalia report FILE|- [--json] [--explain]
       marginalia report --check PATH… [--annotations FILE] [--json]

Reads a report (plain text, PDF, HL7 ORU or CDA; "-" for standard input) and prints the masses that it describes:
site, side, levels, size, attenuation, enhancement, fat, calcification, margin, what they encase and where they
extend, with the sentences that say so. It reads today's state only, ignores what is not a mass outside organs, and diagnoses nothing.

  --explain           for every value the words that gave it and the rule
  --check             hold what the saved annotations of PATH… say against the measured pixels:
                      agrees, differs or cannot be checked, with the figures and the rule
  --annotations FILE  saved annotations; without it those saved beside the images (*.marginalia.json)
  --json              print one JSON document; its findings have the fields of docs/cli.md
`,
  run: runReport,
};

const OPTIONS = {
  json: { type: 'boolean' },
  explain: { type: 'boolean' },
  check: { type: 'boolean' },
  annotations: { type: 'string' },
} as const;

const NO_MASS = 'The report describes no mass outside the organs.\n';

async function runReport(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseArguments(args, OPTIONS);
  if (!parsed.ok) return misused(io, 'report', parsed.error.message);
  const { positionals } = parsed.value;
  const json = parsed.value.flag('json');
  if (parsed.value.flag('check')) {
    if (positionals.length === 0) return misused(io, 'report', 'No images were named.');
    return checkedCase(positionals, parsed.value.text('annotations'), json, io);
  }
  const file = positionals[0];
  if (file === undefined || positionals.length > 1) return misused(io, 'report', 'Name one report, or "-".');
  if (parsed.value.text('annotations') !== undefined)
    return misused(io, 'report', '--annotations goes with --check.');
  const read = await (file === '-'
    ? reportWords(await standardInput(), 'Standard input')
    : readReportFile(file));
  if (!read.ok) return refuse(io, EXIT.badInput, read.error.message);
  if (parsed.value.flag('explain')) {
    const explained = explainFindings(read.value);
    if (json) printJson(io, { findings: explained });
    else if (explained.length === 0) io.stdout(NO_MASS);
    else
      io.stdout(
        explained
          .map(({ finding, reasons }) => `${findingText(finding)}${reasons.map(reasonText).join('')}`)
          .join('\n'),
      );
    return EXIT.done;
  }
  const findings = extractFindings(read.value);
  if (json) printJson(io, { findings });
  else io.stdout(findings.length === 0 ? NO_MASS : findings.map(findingText).join('\n'));
  return EXIT.done;
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function findingText(finding: ReportFinding): string {
  const place = [finding.laterality, finding.site, levelsText(finding.levels)].filter(Boolean).join(' ');
  const lines: string[] = [];
  const add = (name: string, value: unknown): void => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return;
    lines.push(`  ${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`);
  };
  add('size', finding.sizeMm === null ? null : `${finding.sizeMm.join(' × ')} mm`);
  add(
    'HU',
    finding.attenuationHU === null
      ? null
      : `${[finding.attenuationHU].flat().join('–')} (${phaseText(finding.attenuationPhase)})`,
  );
  add(
    'attenuation',
    finding.attenuation === null
      ? null
      : `${finding.attenuation}${finding.attenuationReference === null ? '' : ` to ${finding.attenuationReference}`}`,
  );
  add(
    'enhancement',
    [[finding.enhancementDegree].flat().filter(Boolean).join(' to '), finding.enhancementPattern]
      .filter(Boolean)
      .join(', ') || null,
  );
  add('fat', finding.fat);
  add('calcification', finding.calcification);
  add('margin', finding.margin);
  add('encases', finding.encases);
  add('extends to', finding.extendsTo);
  const activity = assessActivity(finding);
  add(
    'activity',
    `${activity.label}${activity.atypical ? ', atypical' : ''} (assuming extramedullary haematopoiesis). ${activity.note}`,
  );
  for (const { text } of finding.evidence) lines.push(`  “${text.replace(/\s+/g, ' ').trim()}”`);
  return `${place || 'mass'}: ${finding.present}\n${lines.map((line) => `${line}\n`).join('')}`;
}

const levelsText = (levels: ReportFinding['levels']): string =>
  levels === null ? '' : levels[0] === levels[1] ? levels[0] : `${levels[0]}–${levels[1]}`;

const phaseText = (phase: ReportFinding['attenuationPhase']): string =>
  phase === null || phase === 'unspecified' ? 'phase not stated' : phase;

const reasonText = ({ field, rule, words }: Reason): string =>
  `    ${field}: ${words === null ? '' : `“${words.text.replace(/\s+/g, ' ')}” — `}${rule}\n`;
