/**
 * A process that works on the annotations of one study, for tests that kill it or let two of them meet. Each line on
 * its standard output says what has been acknowledged; written synchronously, so that no line is lost with it.
 *
 *     saving-child save  CASE DATA        saves change after change until it is killed
 *     saving-child hold  CASE DATA NAME   opens the annotations and keeps them open
 *     saving-child share CASE DATA NAME N opens, adds one finding, saves, closes; N times, waiting for its turn
 */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseWorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import type { LoadedAnnotations } from '../../../electron/contract.ts';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { documentWith, named, numbered, numberOf, STUDY } from './documents.ts';

const [mode, caseFolder, dataFolder, name = 'A. Reader', times = '0'] = process.argv.slice(2) as [
  string,
  string,
  string,
  string?,
  string?,
];
const say = (line: string): void => void writeSync(1, `${line}\n`);
const keeper = new AnnotationKeeper({ dataFolder, userName: () => name });

const copyOf = ({ text }: LoadedAnnotations) => {
  const parsed = text === null ? null : parseWorkingCopy(text, 'The saved annotations');
  return parsed?.ok === true ? parsed.value : null;
};

/** What was recovered is taken over first, as the window does when its reader says so. */
async function save(): Promise<void> {
  const loaded = await keeper.load([caseFolder], STUDY);
  let version = loaded.version;
  let revision = copyOf(loaded)?.revision ?? 0;
  let number = loaded.text === null ? 0 : numberOf(loaded.text);
  if (loaded.recovery !== null) number = numberOf(loaded.recovery.text);
  say(`begin ${number}`);
  for (let change = 1; ; change += 1) {
    number += 1;
    const text = numbered(number, revision + 1);
    const work = { text, change, recovered: change === 1 ? (loaded.recovery?.id ?? null) : null };
    const noted = await keeper.note(STUDY, work);
    if (!noted.ok) throw new Error(noted.message);
    say(`noted ${number}`);
    const saved = await keeper.save(STUDY, work, version);
    if (!saved.ok) throw new Error(saved.message);
    version = saved.version;
    revision += 1;
    say(`saved ${number}`);
  }
}

async function hold(): Promise<void> {
  const { place } = await keeper.load([caseFolder], STUDY);
  say(place.readOnly ? `refused ${place.notice}` : 'open');
  setInterval(() => undefined, 1000);
}

async function share(): Promise<void> {
  for (let turn = 1; turn <= Number(times); ) {
    const loaded = await keeper.load([caseFolder], STUDY);
    if (loaded.place.readOnly) {
      await wait(5 + Math.random() * 20);
      continue;
    }
    const copy = copyOf(loaded);
    const findings = [...(copy?.findings ?? []), named(`${name} ${turn}`)];
    const text = documentWith(findings, (copy?.revision ?? 0) + 1, name);
    const saved = await keeper.save(STUDY, { text, change: 1, recovered: null }, loaded.version);
    if (saved.ok) turn += 1;
    // Both found no annotations at first; the other's save was quicker.
    else if (!('conflict' in saved) && !/has these annotations open/.test(saved.message))
      throw new Error(saved.message);
    await keeper.close(STUDY);
    await wait(Math.random() * 5);
  }
  say('done');
}

await { save, hold, share }[mode as 'save' | 'hold' | 'share']();
