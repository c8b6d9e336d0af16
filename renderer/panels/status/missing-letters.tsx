/**
 * Letters that this computer has no typeface for would show as boxes, and nobody could tell why. No typeface for them is
 * brought along (those of Chinese, Japanese and Korean are larger than the program): what is missing is said instead.
 */
import { Tooltip } from '@mantine/core';
import { IconLanguageOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { $patients, type PatientGroup } from '../../session/studies.ts';
import { useTold } from '../use-told.ts';
import classes from './status-bar.module.css';

/** Scripts that the program's own typeface does not have. Those of one language go together. */
const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Chinese', /\p{Script=Han}/u],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
];

/** Never a letter of any script: drawn as what is missing is drawn. */
const UNASSIGNED = '\u{378}';
const SIDE_PX = 24;
let context: OffscreenCanvasRenderingContext2D | null = null;

function drawn(letter: string): Uint8ClampedArray {
  context ??= new OffscreenCanvas(SIDE_PX, SIDE_PX).getContext('2d', {
    willReadFrequently: true,
  }) as OffscreenCanvasRenderingContext2D;
  context.clearRect(0, 0, SIDE_PX, SIDE_PX);
  context.font = `16px ${getComputedStyle(document.body).fontFamily}`;
  context.fillText(letter, 2, 18);
  return context.getImageData(0, 0, SIDE_PX, SIDE_PX).data;
}

const known = new Map<string, boolean>();

function isMissing(letter: string): boolean {
  let missing = known.get(letter);
  if (missing === undefined) {
    const box = drawn(UNASSIGNED);
    missing = drawn(letter).every((value, index) => value === box[index]);
    known.set(letter, missing);
  }
  return missing;
}

const textsOf = (patients: readonly PatientGroup[]): string =>
  patients
    .flatMap(({ patient, studies }) => [
      patient.name,
      ...studies.flatMap(({ study }) => [
        study.description,
        study.institution,
        ...study.series.map(({ description }) => description),
      ]),
    ])
    .join(' ');

/** Names of scripts of which a letter cannot be shown here. */
function missingScripts(text: string): readonly string[] {
  return SCRIPTS.flatMap(([name, letters]) => {
    const letter = letters.exec(text)?.[0];
    return letter !== undefined && isMissing(letter) ? [name] : [];
  });
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

export function MissingLetters() {
  const text = textsOf(useTold($patients));
  const scripts = useMemo(() => missingScripts(text), [text]);
  if (scripts.length === 0) return null;
  return (
    <Tooltip
      multiline
      maw={420}
      label={`This computer has no typeface for ${listed(scripts)} letters, so that each shows as a box. Once one is installed, such as Noto Sans, they are shown at the next start.`}
    >
      <span className={classes.notice} data-testid="missing-letters">
        <IconLanguageOff size={14} stroke={1.6} /> {listed(scripts)} letters cannot be shown
      </span>
    </Tooltip>
  );
}
