/**
 * Several lesions of one noun told one by one: "Two masses: one at T8 …, the other at T11 …", "the cranial one …, the
 * caudal one …". Each becomes a member that also has what is said of all of them.
 */
import type { Anchor } from './anchors/anchor.ts';
import { isAbsent, type Lesion } from './lesions.ts';
import type { StandInPick } from './lexicon/entry.ts';
import { normAt } from './terms.ts';
import { found, isReal, parted, type Scene, sideOf, sideTold } from './thread-state.ts';

const ENUMERATES: ReadonlySet<StandInPick> = new Set<StandInPick>([
  'one',
  'other',
  'first',
  'second',
  'third',
  'upper',
  'lower',
  'larger',
  'smaller',
]);

const enumerates = (scene: Scene, anchor: Anchor): boolean =>
  anchor.form === 'stand-in' &&
  anchor.pick !== null &&
  ENUMERATES.has(anchor.pick) &&
  anchor.status === 'present' &&
  normAt(scene.reading, anchor.to) !== 'of';

/** The member that the stand-in founds or means; null when nothing is told one by one. */
export function memberOf(scene: Scene, anchor: Anchor): Lesion | null {
  if (!enumerates(scene, anchor)) return null;
  const plural = pluralSpokenOf(scene);
  if (plural === null || plural.halves.size > 0) return null;
  if (anchor.sites.some((s) => s.site !== plural.site?.value)) return null;
  const known = plural.members.find((m) => m.nick === anchor.pick && anchor.pick !== 'one');
  if (known !== undefined) return known;
  const together = scene.anchors.filter((a) => enumerates(scene, a));
  const goesOn = plural.members.length > 0 && (together.length > 1 || anchor.pick !== 'one' || anchor.novel);
  const begins = together.length > 1 && together[0] === anchor;
  const alone =
    (anchor.pick === 'one' ? anchor.head === 0 : anchor.from === 0) &&
    anchor.side === null &&
    plural.members.length === 0;
  if (!goesOn && !begins && !alone) return null;
  if (plural.members.length === 0 && isLeftAndRight(together)) return null;
  if (goesOn && plural.members.length > 1 && together.length < 2) return null;
  const side = anchor.side ?? (sideOf(plural) === 'bilateral' ? null : sideOf(plural));
  const member = found(scene.threads, {
    site: plural.site,
    side: side === null ? null : anchor.side === null ? plural.side : sideTold(scene, anchor, side),
    whole: plural,
    strong: plural.strong,
    nick: anchor.pick,
  });
  if (member.whole === plural) plural.members.push(member);
  return member;
}

/** One left, one right: the two halves of a pair, told by their sides. */
const isLeftAndRight = (anchors: readonly Anchor[]): boolean =>
  anchors.length === 2 && anchors.some((a) => a.side === 'left') && anchors.some((a) => a.side === 'right');

/** The one plural spoken of: in this sentence, else in the one before. */
function pluralSpokenOf(scene: Scene): Lesion | null {
  const here = scene.here.filter(isReal);
  const spoken = new Set((here.length > 0 ? here : scene.threads.focus).map((l) => l.whole ?? l));
  const others = here.length > 0 ? here : parted(scene.threads.group);
  const [only] = spoken;
  if (spoken.size !== 1 || only === undefined || others.some((l) => (l.whole ?? l) !== only)) return null;
  return isReal(only) && only.plural && only.site !== null && !isAbsent(only) ? only : null;
}
