/** Nouns that mean one lesion together: compounds, a name and what it is, a diagnosis in apposition, nodes that make a mass. */
import { isOr } from '../grammar.ts';
import { kindAt, normAt, type Reading } from '../terms.ts';
import type { Anchor } from './anchor.ts';

/** "paraspinal soft-tissue mass", "a mass, a nodule": nouns of one phrase are one anchor. */
export function mergeAppositions(reading: Reading, anchors: Anchor[]): void {
  for (let k = anchors.length - 1; k > 0; k--) {
    const a = anchors[k - 1];
    const b = anchors[k];
    if (a === undefined || b === undefined) continue;
    // "The larger, right-sided one": one phrase.
    if (a.form === 'stand-in' && b.form === 'stand-in' && b.pick === 'one' && a.pick !== 'one') {
      if (normAt(reading, a.to) === ',' && b.from === a.to + 1 && !a.plural && !b.indefinite) {
        a.to = b.to;
        a.side ??= b.side;
        a.sideFrom = a.side === b.side ? b.sideFrom : a.sideFrom;
        for (const s of b.sites) a.sites.push(s);
        anchors.splice(k, 1);
        continue;
      }
    }
    // "Lesion A, right pararenal mass": the name, then what it is.
    const called = a.form === 'lesion' && b.form === 'lesion' && a.number !== null && a.sites.length === 0;
    if (called && b.from - a.to <= 2 && (b.sites.length > 0 || b.indefinite)) {
      b.number ??= a.number;
      anchors.splice(k - 1, 1);
      continue;
    }
    if (isConglomerate(reading, a, b)) {
      const lesion = a.form === 'lesion' ? a : b;
      const nodes = a.form === 'lesion' ? b : a;
      for (const s of nodes.sites) if (!lesion.sites.some((x) => x.from === s.from)) lesion.sites.push(s);
      lesion.side ??= nodes.side;
      lesion.siteRule ||= nodes.siteRule;
      lesion.from = Math.min(a.from, b.from);
      lesion.to = Math.max(a.to, b.to);
      anchors.splice(a.form === 'lesion' ? k : k - 1, 1);
      continue;
    }
    if (a.form !== 'lesion' || b.form !== 'lesion') {
      const organNode = a.form === 'distractor' && b.form === 'lesion' && a.to === b.from && !b.organ;
      if (organNode) anchors.splice(k - 1, 1);
      continue;
    }
    // "A mass, paraganglioma until proven otherwise, lies …": what it is, not another one.
    const named = b.diagnosis && b.sites.length === 0 && !b.definite && !b.plural && isApposed(reading, a, b);
    if (named && (a.sites.length === 0 || isHedgedName(reading, a, b))) {
      anchors.splice(k, 1);
      continue;
    }
    const between = a.to >= b.from || (b.from - a.to === 1 && normAt(reading, a.to) === '-');
    const slash =
      b.from - a.to === 1 && (normAt(reading, a.to) === '/' || isOr(reading, a.to)) && b.sites.length === 0;
    const ofForm =
      normAt(reading, a.to) === 'of' &&
      (a.sites.length === 0 || b.sites.length === 0) &&
      (!a.strong || !b.strong) &&
      b.from - a.to <= 2 &&
      b.form === 'lesion';
    if (!between && !slash && !ofForm) continue;
    b.from = Math.min(a.from, b.from);
    for (const s of a.sites) if (!b.sites.some((x) => x.from === s.from)) b.sites.unshift(s);
    b.side ??= a.side;
    b.organ ||= a.organ;
    b.definite ||= a.definite;
    b.indefinite ||= a.indefinite;
    b.novel ||= a.novel;
    b.siteRule ||= a.siteRule;
    Object.assign(b, { strong: a.strong || b.strong });
    anchors.splice(k - 1, 1);
  }
}

/** "a conglomerate of para-aortic nodes", "bulky nodes coalesce into a mass": nodes that make a mass. */
function isConglomerate(reading: Reading, a: Anchor, b: Anchor): boolean {
  const nodes = /^(?:node|adenopathy|lymphadenopathy|nodal)$/;
  const word = (x: Anchor): string => normAt(reading, x.head);
  const massFirst =
    a.form === 'lesion' &&
    a.sites.length === 0 &&
    b.form === 'distractor' &&
    nodes.test(word(b)) &&
    normAt(reading, a.to) === 'of' &&
    b.from - a.to <= 1;
  const nodesFirst =
    a.form === 'distractor' && nodes.test(word(a)) && b.form === 'lesion' && b.sites.length === 0;
  if (massFirst) return /^(?:conglomerate|conglomeration|mass|cluster|package)$/.test(word(a));
  if (!nodesFirst || b.from - a.to > 5) return false;
  for (let i = a.to; i < b.from; i++)
    if (/^(?:coalesc|form|merg|fus|mat|conglomerat|amalgamat|confluen)/.test(normAt(reading, i))) return true;
  return false;
}

/** "a pararenal mass, possibly a paraganglioma, 26 mm": a guess at what it is. */
const isHedgedName = (reading: Reading, a: Anchor, b: Anchor): boolean => {
  for (let i = a.to; i < b.head; i++)
    if (kindAt(reading, i) === 'hedge' || /^(?:eg|ie|namely|presumably|query)$/.test(normAt(reading, i)))
      return true;
  return normAt(reading, a.to + 1) === '?';
};

function isApposed(reading: Reading, a: Anchor, b: Anchor): boolean {
  if (![',', '('].includes(normAt(reading, a.to)) || b.from - a.to > 5) return false;
  for (let i = b.to; i < b.to + 6; i++) if ([',', ')'].includes(normAt(reading, i))) return true;
  return false;
}
