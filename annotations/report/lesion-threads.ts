/**
 * Threads: which lesion each anchor means. Names with a site find or found a lesion; "the mass", "its fellow", "the
 * latter", "the larger", "both", "the one in the pelvis" point back. What is said without any anchor goes on about
 * the lesion under discussion.
 */
import type { Anchor } from './anchors/anchor.ts';
import { byBareSite, bySideOnly } from './bare-mentions.ts';
import { isAbsent, type Lesion, rankOf } from './lesions.ts';
import { memberOf } from './members.ts';
import { byReference } from './references.ts';
import type { Sentence } from './sentences.ts';
import { bySites, nameNew } from './site-mentions.ts';
import { normAt } from './terms.ts';
import { found, isReal, type Scene } from './thread-state.ts';

/** The lesions an anchor means; empty when it means none that counts (a generic denial, history). */
export function resolve(scene: Scene, anchor: Anchor): Lesion[] {
  const { threads } = scene;
  if (anchor.history) return [];
  if (anchor.form === 'distractor' || (anchor.organ && anchor.form === 'lesion')) {
    if (anchor.status === 'absent') return [];
    // "Sacral foramina: involvement not excluded": of the lesion under discussion, no lesion of its own.
    if (!anchor.strong && normAt(scene.reading, anchor.head) === 'involvement') return [];
    if (isItsContent(scene, anchor)) return threads.focus;
    // "active extravasation": goes on in the lesion, and is no other.
    if (
      /^(?:bleeding|hemorrhage|extravasation|point|blush|bleed|vessel)$/.test(
        normAt(scene.reading, anchor.head),
      ) &&
      anchor.form === 'distractor'
    )
      return [];
    const lesion = found(threads, { distractor: true });
    return [lesion];
  }
  if (anchor.form === 'side') return bySideOnly(scene, anchor);
  const sites = anchor.sites;
  if (anchor.form === 'site') return byBareSite(scene, anchor);
  const again = anchor.form === 'stand-in' && anchor.indefinite;
  if (again && sites.length === 1) {
    const listed = listedMember(scene, anchor);
    if (listed !== null) return [listed];
  }
  const member = sites.length === 0 || again ? memberOf(scene, anchor) : null;
  if (member !== null) return [member];
  if (sites.length > 0) return asMembers(scene, anchor, bySites(scene, anchor));
  return byReference(scene, anchor);
}

/** "Two deposits before the spine: a prevertebral one and a presacral one": the first has the site of the plural itself. */
function listedMember(scene: Scene, anchor: Anchor): Lesion | null {
  const [mention] = anchor.sites;
  const plural = scene.here.find((l) => isReal(l) && l.plural && l.site?.value === mention?.site);
  const listed = scene.anchors.filter((a) => a.form === 'stand-in' && a.indefinite && a.sites.length === 1);
  const other = listed.some((a) => a.sites[0]?.site !== mention?.site);
  if (mention === undefined || plural === undefined || !other) return null;
  plural.superseded = true;
  const member = nameNew(
    scene,
    { ...anchor, plural: false, siteRule: 'site in a list of several' },
    mention,
    mention.side ?? anchor.side,
  );
  member.statements.push(...plural.statements);
  for (const sentence of plural.named) member.named.add(sentence);
  member.strong = true;
  member.diagnosisOnly = false;
  return member;
}

/** "A urinoma …. The fluid tracks to the pelvis": what fills the collection under discussion. */
const isItsContent = (scene: Scene, anchor: Anchor): boolean =>
  normAt(scene.reading, anchor.head) === 'fluid' &&
  anchor.to - anchor.from < 3 &&
  !/^(?:free|pleural|pericardial|pelvic|ascitic|trace|small|little|some|peritoneal|no|intraperitoneal|joint)$/.test(
    normAt(scene.reading, anchor.head - 1),
  ) &&
  normAt(scene.reading, anchor.head) === normAt(scene.reading, anchor.to - 1) &&
  scene.threads.focus.some((l) => isReal(l) && l.site !== null);

/** "Of the two masses, the upper (left para-aortic) … and the lower (presacral) …": the members replace the plural. */
function asMembers(scene: Scene, anchor: Anchor, lesions: Lesion[]): Lesion[] {
  if (anchor.form !== 'stand-in') return lesions;
  for (const lesion of lesions) {
    lesion.nick ??= anchor.pick;
    lesion.strong = true;
    lesion.diagnosisOnly = false;
    for (const plural of spokenBefore(scene)) {
      const replaced =
        plural.plural &&
        (plural.site === null || plural.statements.length === 0) &&
        plural !== lesion &&
        lesion.whole !== plural &&
        plural.site?.value !== lesion.site?.value;
      if (!replaced) continue;
      plural.superseded = true;
      lesion.statements.push(...plural.statements);
      for (const sentence of plural.named) lesion.named.add(sentence);
    }
  }
  return lesions;
}

/** The plural of this sentence, or one without a place from the sentence before. */
const spokenBefore = (scene: Scene): Lesion[] => [
  ...scene.here,
  ...scene.threads.focus.filter((l) => l.site === null && !scene.here.includes(l)),
];

/** "Dominant deposit: …", so that "the dominant one" is known later. */
function isCalledDominant(scene: Scene, anchor: Anchor): boolean {
  if (anchor.plural) return false;
  for (let i = anchor.from; i < anchor.head; i++)
    if (/^(?:dominant|main|index)$/.test(normAt(scene.reading, i))) return true;
  return /^(?:dominant|main|index)$/.test(normAt(scene.reading, anchor.from - 1));
}

/** Books a mention: who is in focus, who is spoken of together, what the sentence says of existence. */
export function book(scene: Scene, anchor: Anchor, lesions: readonly Lesion[], sentence: Sentence): void {
  for (const lesion of lesions) {
    if (anchor.strong) lesion.strong = true;
    // "Treated lymphoma. Deposits at three sites": the diagnosis was no lesion yet.
    const first =
      lesion.votes.length === 0 || (lesion.diagnosisOnly && lesion.site === null && !anchor.diagnosis);
    if (!anchor.diagnosis) lesion.diagnosisOnly = false;
    if (lesion.distractor) continue;
    lesion.number ??= anchor.number;
    if (anchor.form === 'lesion' && anchor.sites.length > 0)
      lesion.nouns.add(normAt(scene.reading, anchor.head));
    if (anchor.form === 'lesion' && isCalledDominant(scene, anchor)) lesion.nick ??= 'dominant';
    if (anchor.form === 'lesion' && anchor.plural && first) lesion.plural = true;
    const denies = anchor.form === 'stand-in' && anchor.status === 'absent' && lesion.votes.length === 0;
    const names = anchor.form === 'lesion' || anchor.form === 'site' || denies;
    const voter =
      names && (anchor.sites.length > 0 || lesion.votes.length === 0 || anchor.status !== 'present');
    if (
      anchor.gone ||
      (voter && !(anchor.form === 'site' && anchor.status === 'present' && lesion.votes.length > 0))
    )
      lesion.votes.push({
        status: anchor.status,
        rank: rankOf(sentence),
        cue: anchor.statusCue,
        strong: anchor.strong,
        words: { sentence, from: anchor.from, to: anchor.to },
      });
    if (anchor.sites.length > 0 || anchor.form === 'side' || lesion.named.size === 0)
      lesion.named.add(sentence);
    if (anchor.gone) lesion.named.add(sentence);
  }
  const negative = anchor.status === 'absent';
  if (negative && lesions.every((l) => l.distractor || isAbsent(l))) return;
  if (lesions.length === 0) return;
  scene.here.push(...lesions);
}
