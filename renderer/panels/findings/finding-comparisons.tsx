/** What was measured, side by side, and the report's words held against it. Neither is ever rewritten. */
import { Tooltip } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconCheck, IconEqualNot, IconMinus } from '@tabler/icons-react';
import type { CheckRow, Verdict } from '../../../annotations/finding/check-outcome.ts';
import type { Question } from '../../../annotations/finding/descriptors.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { QUESTION_NAMES } from '../../../annotations/scene/check-text.ts';
import { formatNumber } from '../../../annotations/units.ts';
import { $annotationState, PHASE_LETTERS } from '../../session/annotations.ts';
import { type Comparisons, compare } from '../../session/comparisons.ts';
import { $arrivals } from '../../session/pixels.ts';
import { $stacks } from '../../session/studies.ts';
import { useTold } from '../use-told.ts';
import { capitalized, plural } from '../words.ts';
import classes from './blocks.module.css';

/** Questions that no figure answers: named in one line, not one by one. */
const UNMEASURED: readonly Question[] = [
  'presence',
  'attenuationReference',
  'attenuationPhase',
  'margin',
  'encases',
  'extendsTo',
];

const VERDICT_ICONS: { readonly [V in Verdict]: typeof IconCheck } = {
  agrees: IconCheck,
  differs: IconEqualNot,
  'cannot be checked': IconMinus,
};

const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatNumber(value, 0)}`;

function Figures({ phases, muscle, volume, problems }: Comparisons) {
  return (
    <dl className={classes.figures}>
      {phases.map(({ from, to, fromMeanHu, toMeanHu, deltaHu }) => (
        <div key={to} className={classes.figure}>
          <dt>
            {PHASE_LETTERS[from]} to {PHASE_LETTERS[to]}
          </dt>
          <dd>
            <b>{signed(deltaHu)} HU</b> ({formatNumber(fromMeanHu, 0)} to {formatNumber(toMeanHu, 0)})
          </dd>
        </div>
      ))}
      {muscle.map(({ phase, stack, deltaHu, muscleMeanHu }) => (
        <div key={stack} className={classes.figure}>
          <dt>{PHASE_LETTERS[phase]} against muscle</dt>
          <dd>
            <b>{signed(deltaHu)} HU</b> (muscle {formatNumber(muscleMeanHu, 0)})
          </dd>
        </div>
      ))}
      {volume !== null && (
        <div className={classes.figure}>
          <dt>Volume</dt>
          <dd>
            <Tooltip
              disabled={volume.of.gaps.length === 0}
              multiline
              maw={320}
              label={volume.of.gaps.map((gap) => <div key={gap.fromMm}>{gap.message}</div>)}
            >
              <span>
                <b>{formatNumber(volume.of.volumeMm3 / 1000, 1)} cm³</b> (
                {plural(volume.of.planeCount, 'contour')} in {PHASE_LETTERS[volume.phase]}
                {volume.of.gaps.length > 0 && `, bridging ${plural(volume.of.gaps.length, 'gap')}`})
              </span>
            </Tooltip>
            {volume.of.leftOut !== null && <div className={classes.blockEmpty}>{volume.of.leftOut}</div>}
          </dd>
        </div>
      )}
      {problems.map((problem) => (
        <p key={problem} className={classes.blockEmpty}>
          {problem}
        </p>
      ))}
    </dl>
  );
}

function Check({ row }: { readonly row: CheckRow }) {
  const Icon = VERDICT_ICONS[row.verdict];
  return (
    <Tooltip
      multiline
      maw={340}
      position="left"
      disabled={row.rule === ''}
      label={`${row.verdict}: ${row.rule}`}
    >
      <div
        className={classes.check}
        data-verdict={row.verdict}
        data-testid="check"
        data-question={row.question}
      >
        <span className={classes.verdict} role="img" aria-label={row.verdict}>
          <Icon size={14} stroke={2} />
        </span>
        <span className={classes.checkName}>{capitalized(QUESTION_NAMES[row.question])}</span>
        <span className={classes.stated}>{row.stated}</span>
        <span className={classes.measured}>
          {row.verdict === 'cannot be checked' ? `Cannot be checked: ${row.measured}` : row.measured}
        </span>
      </div>
    </Tooltip>
  );
}

export function FindingComparisons({ finding }: { readonly finding: Finding }) {
  useTold($arrivals);
  useTold($stacks);
  const state = useStore($annotationState);
  if (state === null) return null;
  const compared = compare(finding, state);
  const checked = compared.checks.filter((row) => !UNMEASURED.includes(row.question));
  const unmeasured = compared.checks.filter((row) => UNMEASURED.includes(row.question));
  const hasFigures =
    compared.phases.length + compared.muscle.length + compared.problems.length > 0 ||
    compared.volume !== null;
  return (
    <>
      {hasFigures && (
        <section className={classes.block} aria-label="Compared" data-testid="comparisons">
          <h3 className={classes.blockTitle}>
            Compared <span className={classes.blockHint}>means over all marks of a phase</span>
          </h3>
          <Figures {...compared} />
        </section>
      )}
      {compared.checks.length > 0 && (
        <section className={classes.block} aria-label="Report against pixels" data-testid="checks">
          <h3 className={classes.blockTitle}>
            Words against pixels <span className={classes.blockHint}>stated, measured</span>
          </h3>
          {checked.map((row) => (
            <Check key={row.question} row={row} />
          ))}
          {unmeasured.length > 0 && (
            <p className={classes.blockEmpty}>
              Not measured here: {unmeasured.map((row) => QUESTION_NAMES[row.question]).join(', ')}.
            </p>
          )}
        </section>
      )}
    </>
  );
}
