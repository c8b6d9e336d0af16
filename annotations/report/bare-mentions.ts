/** Sites and sides that stand alone, without a noun: "on the right 4 cm", "Presacral: 3 cm". */
import type { Anchor } from './anchors/anchor.ts';
import { isAbsent, type Lesion, rankOf } from './lesions.ts';
import { matching, nameNew, samePlace } from './site-mentions.ts';
import { normAt } from './terms.ts';
import {
  found,
  half,
  isReal,
  opposite,
  type Scene,
  sideOf,
  sideTold,
  standing,
  wordsOf,
} from './thread-state.ts';

/** "on the right 4 cm": a half of a pair, a known lesion of that side, or the side of the lesion under discussion. */
export function bySideOnly(scene: Scene, anchor: Anchor): Lesion[] {
  const side = anchor.side;
  if (side === null || anchor.status === 'absent') return [];
  const current = scene.here.length > 0 ? scene.here : scene.threads.focus;
  const pair = [...current]
    .reverse()
    .find((l) => isReal(l) && (sideOf(l) === 'bilateral' || (l.plural && l.side === null)));
  const whole = pair ?? current.find((l) => l.whole !== null)?.whole ?? null;
  if (whole !== null) return [half(scene, whole, anchor, side)];
  const last = [...current].reverse().find(isReal);
  if (last === undefined) return [];
  const known = scene.threads.lesions.find(
    (l) => isReal(l) && l.side?.value === side && l.site?.value === last.site?.value,
  );
  if (known !== undefined) return [known];
  const sided = standing(scene.threads.lesions).filter(
    (l) => isReal(l) && l.side?.value === side && l.whole === null,
  );
  if (sided.length === 1 && sided[0] !== undefined && sideOf(last) === opposite(side)) return sided;
  if (
    (last.side === null && (sideOf(last) === null || sideOf(last) === side)) ||
    last.side?.value === 'midline'
  ) {
    last.side = sideTold(scene, anchor, side);
    return [last];
  }
  if (rankOf(scene.reading.sentence) === 3) {
    last.side = { ...sideTold(scene, anchor, side), rule: 'side corrected by the addendum' };
    return [last];
  }
  // "Right similar, 2.5 cm": a counterpart told by its side and size alone.
  const sized = scene.claims.some(
    (c) => c.field === 'sizeMm' && c.state === 'stated' && c.key > anchor.to && c.key - anchor.to < 8,
  );
  const opens = anchor.from <= 2 || normAt(scene.reading, anchor.from - 1) === ';';
  if (!sized || sideOf(last) !== opposite(side) || last.site === null || !opens) return [];
  return [
    found(scene.threads, {
      site: { ...last.site, rule: 'site of its counterpart' },
      side: sideTold(scene, anchor, side),
      strong: last.strong,
      diagnosisOnly: false,
    }),
  ];
}

/** "It lies in the …": the sentence tells where the lesion under discussion is. */
function saysWhere(scene: Scene, anchor: Anchor): boolean {
  if (!/^(?:it|this|thi)$/.test(normAt(scene.reading, 0)) || scene.here.length > 0) return false;
  for (let i = 1; i < anchor.from; i++)
    if (/^(?:in|within|occupy|is)$/.test(normAt(scene.reading, i))) return i <= 4;
  return false;
}

const parted = (scene: Scene, from: number): boolean =>
  scene.reading.tokens.some((t, i) => i > from && t.norm === ';');

/** A site without a noun: the known lesion there; or, in a listing with a size, a lesion of its own. */
export function byBareSite(scene: Scene, anchor: Anchor): Lesion[] {
  const mention = anchor.sites[0];
  if (mention === undefined) return [];
  const [spoken] = scene.threads.focus;
  if (spoken?.site && isReal(spoken) && saysWhere(scene, anchor)) {
    // "A mass behind the kidney. It sits in the pararenal space": told more exactly.
    const inexact = /landmark|inside|level/.test(spoken.site.rule) || spoken.site.value === 'retroperitoneal';
    if (inexact)
      spoken.site = {
        value: mention.site,
        rule: 'site told in a later sentence',
        words: wordsOf(scene, mention.from, mention.to),
      };
    if (inexact || spoken.site.value === mention.site) return [spoken];
  }
  const side = mention.side ?? anchor.side;
  const open = [...scene.here, ...scene.threads.focus].find(
    (l) => !l.distractor && l.site === null && (isReal(l) || l.plural),
  );
  if (open?.plural && scene.anchors.filter((a) => a.form === 'site').length > 1) {
    // "Two lesions: retroperitoneal, 28 mm; paraspinal, 16 mm": each place is a lesion.
    open.superseded = true;
    const member = nameNew(
      scene,
      { ...anchor, plural: false, siteRule: 'site in a list of several' },
      mention,
      side ?? open.side?.value ?? null,
    );
    member.statements.push(...open.statements);
    for (const sentence of open.named) member.named.add(sentence);
    member.strong = open.strong;
    member.diagnosisOnly = false;
    return [member];
  }
  if (open !== undefined) {
    open.site = {
      value: mention.site,
      rule: 'site told in a later sentence',
      words: wordsOf(scene, mention.from, mention.to),
    };
    if (side !== null) open.side = sideTold(scene, anchor, side);
    return [open];
  }
  const same = scene.threads.lesions.filter(
    (l) =>
      isReal(l) &&
      l.site?.value === mention.site &&
      samePlace(l, mention) &&
      l.whole === null &&
      !isAbsent(l),
  );
  const known = matching(scene, anchor, same, side);
  if (known.length > 0) return known;
  const lined = anchor.gone && (scene.reading.sentence.mark !== null || scene.reading.sentence.listed);
  const labelled = anchor.status === 'absent' && normAt(scene.reading, anchor.to) === ':';
  if ((lined || labelled) && anchor.from === 0) return [nameNew(scene, anchor, mention, side)];
  if (anchor.status === 'absent') return [];
  const next = normAt(scene.reading, anchor.to);
  const lead =
    anchor.from <= 3 ||
    [':', '|', ';', 'addition', 'also', 'additionally', 'further', 'likewise', 'plus'].includes(
      normAt(scene.reading, anchor.from - 1),
    );
  const listed =
    lead &&
    (next === ':' ||
      next === '|' ||
      next === ',' ||
      next === '(' ||
      next === '-' ||
      /^\d/.test(next) ||
      scene.reading.tokens[anchor.to]?.kind === 'level');
  const sized = scene.claims.some(
    (c) => c.field === 'sizeMm' && c.state === 'stated' && c.key >= anchor.to && c.key - anchor.to < 16,
  );
  const placed =
    /^(?:site|location|region|position|place|lesion|localization|localisation|anatomy)$/.test(
      normAt(scene.reading, 0),
    ) && normAt(scene.reading, 1) === ':';
  const label = placed || (lead && normAt(scene.reading, anchor.from - 1) === ':' && anchor.from <= 4);
  // "RETROPERITONEUM: increase of the left periaortic mass": a heading, the lesion names its own place.
  const heads =
    next === ':' &&
    scene.anchors.some(
      (a) =>
        a.form === 'lesion' &&
        a.from > anchor.to &&
        a.sites.length > 0 &&
        a.sites.every((s) => s.from > anchor.to),
    );
  if (heads && !parted(scene, anchor.to)) return [];
  if ((listed && sized) || label) {
    if (label && scene.threads.focus.some((l) => isReal(l) && l.site?.value === mention.site))
      return scene.threads.focus;
    return [nameNew(scene, { ...anchor, siteRule: 'site at the head of a listing' }, mention, side)];
  }
  return [];
}
