/**
 * Nouns that the lexicon does not know, named with a site and measured: "a retroperitoneal plate, 19 mm". What is
 * measured in such a place is a lesion, unless its noun is one of anatomy, of a device or of a procedure.
 */
import { BE_VERBS, CONTRASTS, DETERMINERS, INDEFINITES, isHardStop, PREPOSITIONS } from '../grammar.ts';
import { normaliseWord } from '../lexicon/spelling.ts';
import { isTerm, kindAt, normAt, type Reading, tokenAt } from '../terms.ts';
import { type Anchor, blank } from './anchor.ts';

const NO_LESION: ReadonlySet<string> = new Set(
  (
    'region space compartment fat muscle musculature area gutter groove line stripe approach surgery incision ' +
    'dissection lymphadenectomy vessel vein artery nerve ganglion plexus window level structure contour silhouette ' +
    'outline shift width drain drainage catheter tube clip stent surface reflection fascia plane recess sinus scar ' +
    'side aspect location position distribution pad sulcus angle segment station hardware rod screw injection block ' +
    'flap mesh graft sinus operation exploration resection biopsy needle tract tract soft tissue anatomy interface ' +
    'finding findings imaging scan view image series window wall lining cavity margin border site point entry access ' +
    'pathology ct mri study examination pressure pain tenderness symptom protocol cuff bundle foramen joint ligament ' +
    'widening gas air emphysema bubble stump bed fossa clearance distance diameter extension component thickness depth'
  )
    .split(' ')
    .map(normaliseWord),
);

const FUNCTION_WORD = /^(?:and|or|nor|not|which|that|than|as|also|then|now|it|is|ie|eg)$/;

const MAY_FOLLOW = new Set(
  'affirm side extend encase touch relation dimension fat calcium distance time'.split(' '),
);

export function openNouns(reading: Reading, known: readonly Anchor[]): Anchor[] {
  const found: Anchor[] = [];
  for (const site of reading.terms) {
    if (!isTerm(site, 'site') || site.meaning.noun) continue;
    let head = -1;
    let i = site.to;
    while (i < site.to + 3 && isUnknownWord(reading, i)) head = i++;
    if (head < 0 && isShell(reading, site.to)) head = i++;
    if (
      head < 0 ||
      NO_LESION.has(normAt(reading, head)) ||
      known.some((a) => a.from <= i && a.to > site.from)
    )
      continue;
    if (kindAt(reading, i) !== null && !MAY_FOLLOW.has(kindAt(reading, i) ?? '')) continue;
    if (!isMeasured(reading, i, known)) continue;
    found.push({ ...blank('lesion', head, head + 1, head), plural: tokenAt(reading, head).plural });
  }
  return found;
}

/** "perirenal halo", "periaortic rim": tissue in the form of one, unless it is one of enhancement. */
const isShell = (reading: Reading, i: number): boolean =>
  /^(?:halo|rim|ring|shell|collar|rind)$/.test(normAt(reading, i)) &&
  kindAt(reading, i) === 'pattern' &&
  kindAt(reading, i + 1) !== 'enhancement';

function isUnknownWord(reading: Reading, i: number): boolean {
  const token = tokenAt(reading, i);
  const w = token.norm;
  return (
    token.kind === 'word' &&
    kindAt(reading, i) === null &&
    w.length > 2 &&
    !BE_VERBS.has(w) &&
    !PREPOSITIONS.has(w) &&
    !DETERMINERS.has(w) &&
    !INDEFINITES.has(w) &&
    !CONTRASTS.has(w) &&
    !FUNCTION_WORD.test(w) &&
    !w.endsWith('ly') &&
    !w.endsWith('ed')
  );
}

/** A length follows in the same clause, before any other noun that could be what is measured. */
function isMeasured(reading: Reading, from: number, known: readonly Anchor[]): boolean {
  for (let i = from; i < Math.min(reading.tokens.length, from + 20); i++) {
    if (isHardStop(reading, i) && kindAt(reading, i + 1) !== 'side') return false;
    if (known.some((a) => a.head === i)) return false;
    if (tokenAt(reading, i).kind === 'level') return true;
    if (tokenAt(reading, i).kind === 'number') {
      const next = normAt(reading, i + 1) === '-' ? normAt(reading, i + 2) : normAt(reading, i + 1);
      if (next === 'mm' || next === 'cm' || next === 'x') return true;
    }
  }
  return false;
}
