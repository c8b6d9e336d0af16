/**
 * The whole way from text to lesions: tokens, sentences, terms, scopes, anchors, claims, threads. Sections of
 * indication, history, comparison and advice are read over; the technique gives the phase of HU without one.
 */

import type { Anchor } from './anchors/anchor.ts';
import { endOfPart } from './anchors/parts.ts';
import type { Claim } from './claims.ts';
import { onlyThere, readEllipses } from './ellipsis.ts';
import {
  focusOnLast,
  focusOnOnly,
  isSideLabel,
  opensAttribute,
  settleFocus,
  sideInFocus,
  wholeOf,
} from './focus.ts';
import { attach, giveInTurn, inTurn } from './in-turn.ts';
import { joinedSubjects } from './joined-subjects.ts';
import { collectLandmarkSides } from './landmark-sides.ts';
import { book, resolve } from './lesion-threads.ts';
import type { Lesion, Told } from './lesions.ts';
import { readLevels } from './levels.ts';
import { findMeasures } from './numbers.ts';
import { assignOwners, FOCUS, NOBODY } from './ownership.ts';
import { bareTopic, isHistory, isReason, lineTopic } from './passages.ts';
import { readAttenuation } from './readers/attenuation.ts';
import { readEnhancement } from './readers/enhancement.ts';
import { readHounsfield } from './readers/hounsfield.ts';
import { readMargins } from './readers/margins.ts';
import { readRelations } from './readers/relations.ts';
import { readSizes } from './readers/sizes.ts';
import { readTissues } from './readers/tissues.ts';
import { collectPhases, singlePhase, speaksOfScan } from './scan-phases.ts';
import type { ReportPhase } from './schema.ts';
import { findScopes, type Scopes } from './scopes.ts';
import { splitSentences } from './sentences.ts';
import { findAnchors } from './subjects.ts';
import { asLabel, type Column, isRow, readHeader, readRow } from './tables.ts';
import { isTerm, kindAt, normAt, type Reading, readTerms, type Term } from './terms.ts';
import { newThreads, parted, type Scene, type Threads } from './thread-state.ts';
import { tokenise } from './tokens.ts';

export type ReadReport = { readonly lesions: readonly Lesion[]; readonly phase: Told<ReportPhase> | null };

const UNREAD = new Set(['indication', 'history', 'comparison', 'recommendation']);

export function readReport(report: string): ReadReport {
  const sentences = splitSentences(tokenise(report));
  const sections = new Set<string>(sentences.map((s) => s.section));
  const threads = newThreads();
  const phases: Told<ReportPhase>[] = [];
  const lines = report.split('\n').length;
  let topic: Term | null = null;
  let headed = false;
  let lastSection = '';
  let columns: readonly Column[] | null = null;
  for (const written of sentences) {
    const sentence = columns === null ? asLabel(written) : written;
    if (sentence.lineStart) topic = null;
    if (sentence.section === 'addendum' && lastSection !== 'addendum') focusOnOnly(threads);
    lastSection = sentence.section;
    if (UNREAD.has(sentence.section)) continue;
    const reading = readTerms(sentence, sideInFocus(threads));
    const heading = bareTopic(reading);
    if (heading !== null) headed = true;
    else if (sentence.lineStart) headed = false;
    topic = heading ?? lineTopic(reading) ?? (lines >= 3 || headed ? topic : null);
    if (!isRow(reading)) columns = null;
    const header = readHeader(reading);
    if (header !== null) {
      columns = header;
      continue;
    }
    const reason = isReason(reading);
    if (reason) collectPhases(reading, phases);
    if (reason || isHistory(reading)) continue;
    if (sentence.lineStart && opensAttribute(reading)) focusOnLast(threads);
    const scopes = findScopes(reading);
    const all = findAnchors(reading, scopes, topic, labelsOf(threads));
    const whole =
      threads.focus.length > 0 || all.some((a) => !a.part && a.form === 'lesion' && a.sites.length > 0);
    const parts = all.filter((a) => a.part && whole);
    const anchors = parts.length === 0 ? all : all.filter((a) => !parts.includes(a));
    const namesLesion = anchors.some((a) => a.form === 'lesion' && a.strong);
    if (
      sentence.section === 'technique' ||
      (threads.lesions.length === 0 && !namesLesion && speaksOfScan(reading))
    )
      collectPhases(reading, phases);
    if (sentence.section === 'technique' && !namesLesion) continue;
    readSentence(reading, scopes, anchors, parts, threads, sections, columns);
  }
  return { lesions: threads.lesions, phase: singlePhase(phases) };
}

function readSentence(
  reading: Reading,
  scopes: Scopes,
  anchors: readonly Anchor[],
  parts: readonly Anchor[],
  threads: Threads,
  sections: ReadonlySet<string>,
  columns: readonly Column[] | null,
): void {
  const { sentence } = reading;
  const measures = findMeasures(reading);
  const cells = columns === null ? [] : readRow(reading, columns);
  const told = new Set(cells.map((c) => c.field));
  const claims: Claim[] = [
    ...cells,
    ...[
      ...readLevels(reading, scopes),
      ...readSizes(reading, scopes, measures),
      ...readHounsfield(reading, scopes, measures),
      ...readAttenuation(reading, scopes),
      ...readTissues(reading, scopes),
      ...readEnhancement(reading, scopes),
      ...readMargins(reading, scopes),
      ...readRelations(reading, scopes),
    ].filter((claim) => !told.has(claim.field) && !isOwnPlace(claim, anchors)),
  ];
  claims.forEach((claim, i) => {
    const adjective = !/^(?:fat|calcification|encases|extendsTo)$/.test(claim.field);
    if (adjective && claim.state === 'hedged' && isDoubtOfLesion(claim, anchors))
      claims[i] = { ...claim, state: 'stated' };
  });
  claims.push(...readEllipses(reading, claims, threads.claims));
  threads.claims = claims;
  const owners =
    isRow(reading) && anchors.length > 0 ? wholeRow(reading, anchors) : assignOwners(reading, anchors);
  for (const part of parts) owners.fill(NOBODY, part.from, endOfPart(reading, part));
  if (isRow(reading)) numberRow(reading, anchors);
  const marked = anchors.find((a) => a.form === 'lesion' || a.form === 'site');
  if (marked !== undefined) marked.number ??= sentence.mark;
  const ofBoth = anchors.length === 0 && (sentence.lineStart || threads.sideLabels > 1);
  const before = ofBoth ? wholeOf(threads.focus) : [...threads.focus];
  threads.sideLabels = isSideLabel(reading) ? threads.sideLabels + 1 : 0;
  const scene: Scene = { threads, reading, claims, anchors, here: [], sections };
  const targets: Lesion[][] = [];
  const ignored: boolean[] = [];
  const reserved = inTurn(reading, anchors, claims, threads);
  anchors.forEach((anchor, k) => {
    const lesions = resolve(scene, anchor);
    targets.push(lesions);
    ignored.push(
      lesions.length === 0 &&
        (anchor.status === 'absent' || anchor.history || anchor.form === 'distractor' || anchor.organ),
    );
    book(scene, anchor, lesions, sentence);
    const joined = joinedSubjects(reading, anchors, k);
    // What follows in this sentence is heard at once, so that "its fellow" and "the larger" know the sizes.
    for (const claim of claims)
      if (owners[claim.key] === k && !reserved.has(claim)) {
        attachTo(scene, claim, atItsSite(reading, anchor, lesions, claim));
        if (claim.key >= anchor.to) for (const j of joined) attach(claim, targets[j] ?? [], sentence);
      }
  });
  for (const claim of claims) {
    const owner = owners[claim.key] ?? FOCUS;
    if (owner === NOBODY || reserved.has(claim)) continue;
    if (owner === FOCUS) attach(claim, ofItsSide(reading, claim, before), sentence);
    else if ((targets[owner] ?? []).length === 0 && !ignored[owner])
      attach(claim, scene.here.length > 0 ? scene.here : before, sentence);
  }
  giveInTurn(reading, scene, reserved, anchors, sentence);
  collectLandmarkSides(reading, scopes, owners, targets, before);
  settleFocus(threads, scene);
}

/** "Questionable ill-defined tissue": the doubt is on the lesion, its adjectives hold. */
const isDoubtOfLesion = (claim: Claim, anchors: readonly Anchor[]): boolean =>
  anchors.some(
    (a) =>
      a.form === 'lesion' &&
      a.statusCue !== null &&
      a.statusCue.from === claim.cue?.from &&
      claim.key >= a.from &&
      claim.to <= a.to,
  );

/** "Masses occupy the left paravertebral gutter": the place of the lesion, not where it extends. */
const isOwnPlace = (claim: Claim, anchors: readonly Anchor[]): boolean =>
  claim.field === 'extendsTo' &&
  anchors.some(
    (a) =>
      a.form === 'lesion' &&
      a.sites.some(
        (s) =>
          (s.space === claim.value || s.space === '') &&
          s.from >= claim.from &&
          s.to <= claim.to &&
          s.from > a.head,
      ),
  );

/** "Both enhance. The right renal artery is encased": of a pair, the one on that side. */
function ofItsSide(reading: Reading, claim: Claim, lesions: readonly Lesion[]): Lesion[] {
  if (claim.field !== 'encases' && claim.field !== 'extendsTo') return [...lesions];
  const [only] = lesions;
  const pair =
    lesions.length === 1 && only !== undefined && only.halves.size === 2
      ? [...only.halves.values()]
      : [...lesions];
  if (pair.length !== 2) return [...lesions];
  for (let i = Math.max(0, claim.from - 2); i < claim.to; i++) {
    const term = reading.covering[i] ?? null;
    if (!isTerm(term, 'side') || kindAt(reading, term.to) !== 'structure') continue;
    const there = pair.filter((l) => l.side?.value === term.meaning.side);
    return there.length === 1 ? there : [...lesions];
  }
  return [...lesions];
}

/** A row of a table is about the one lesion whose site it names. */
function wholeRow(reading: Reading, anchors: readonly Anchor[]): number[] {
  const named = anchors.findIndex((a) => a.sites.length > 0);
  return new Array<number>(reading.tokens.length).fill(named >= 0 ? named : 0);
}

/** The first cell of a row, when it holds a number alone, is what its lesion is called. */
function numberRow(reading: Reading, anchors: readonly Anchor[]): void {
  const at = normAt(reading, 0) === '|' ? 1 : 0;
  const named = anchors.find((a) => a.sites.length > 0);
  if (named !== undefined && /^\d{1,2}$/.test(normAt(reading, at)) && normAt(reading, at + 1) === '|')
    named.number ??= normAt(reading, at);
}

const NO_LABELS: ReadonlySet<string> = new Set();

const labelsOf = (threads: Threads): ReadonlySet<string> =>
  threads.lesions.every((l) => l.number === null)
    ? NO_LABELS
    : new Set(threads.lesions.flatMap((l) => (l.number === null ? [] : [l.number])));

/** "in the right paraspinal (T10-T12) and the left perirenal region": what stands with one site is of that one. */
function atItsSite(reading: Reading, anchor: Anchor, lesions: Lesion[], claim: Claim): Lesion[] {
  const sites = anchor.sites;
  if (sites.length < 2 || lesions.length !== sites.length || claim.key < anchor.to) return lesions;
  const last = sites[sites.length - 1];
  if (last === undefined || claim.key < (sites[0]?.to ?? 0)) return lesions;
  if (claim.key >= last.to && !isBracketed(reading, last.to, claim.key)) return lesions;
  let at = 0;
  sites.forEach((s, i) => {
    if (s.from <= claim.key) at = i;
  });
  const lesion = lesions[at];
  return lesion === undefined ? lesions : [lesion];
}

/** Whether the token stands in a bracket that opens right at `open`. */
function isBracketed(reading: Reading, open: number, at: number): boolean {
  if (normAt(reading, open) !== '(') return false;
  for (let i = open; i < at; i++) if (normAt(reading, i) === ')') return false;
  return true;
}

/** "Fat is confined to the left mass": of two, the other has none. */
function attachTo(scene: Scene, claim: Claim, lesions: Lesion[]): void {
  const { sentence } = scene.reading;
  attach(claim, lesions, sentence);
  const opposite = onlyThere(scene.reading, claim);
  const group = parted(scene.threads.group);
  if (opposite === null || group.length !== 2 || lesions.length !== 1) return;
  attach(
    opposite,
    group.filter((l) => !lesions.includes(l)),
    sentence,
  );
}
