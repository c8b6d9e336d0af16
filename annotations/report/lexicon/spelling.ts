/**
 * One spelling for each word: lower case, no accents, American vowels, no plural. The lexicon and the report go
 * through the same function, so neither has to know of the other's habits.
 */

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mas: 'mass',
    masss: 'mass',
    maas: 'mass',
    mss: 'mass',
    leson: 'lesion',
    lession: 'lesion',
    leison: 'lesion',
    homogenous: 'homogeneous',
    homogenously: 'homogeneously',
    heterogenous: 'heterogeneous',
    heterogenously: 'heterogeneously',
    inhomogenous: 'inhomogeneous',
    calcfication: 'calcification',
    foraman: 'foramen',
    hounsfeld: 'hounsfield',
    centre: 'center',
    centred: 'centered',
    vertebrae: 'vertebra',
    metastases: 'metastasis',
    mets: 'metastasis',
    masse: 'mass',
    fibre: 'fiber',
    foraminae: 'foramen',
    sinuses: 'sinus',
    thymuses: 'thymus',
    rt: 'right',
    lt: 'left',
    millimetre: 'mm',
    millimeter: 'mm',
    centimetre: 'cm',
    centimeter: 'cm',
    cms: 'cm',
    mms: 'mm',
  }),
);

const ACCENTS = /[\u0300-\u036f]/g;

export function normaliseWord(word: string): string {
  let w = word.toLowerCase();
  for (let i = 0; i < w.length; i++) {
    if (w.charCodeAt(i) > 127) {
      w = w.normalize('NFD').replace(ACCENTS, '').replace(/’/g, "'");
      break;
    }
  }
  if (w.length > 60) return w;
  if (w.includes("'")) w = w.replace(/'s$/, '').replace(/'/g, '');
  if (ALIASES.has(w)) return aliased(w);
  if (w.length > 4)
    w = w.replace(/ae/g, 'e').replace(/oe/g, 'e').replace(/our$/, 'or').replace(/ours$/, 'ors');
  return aliased(singular(w));
}

/** Also trims the third person of verbs ("enhances"): the lexicon's words are trimmed alike. */
function singular(w: string): string {
  if (w.length < 4 || !w.endsWith('s')) return w;
  if (w.endsWith('ss') || w.endsWith('us') || w.endsWith('is') || w.endsWith('as')) return w;
  if (w.endsWith('ies') && w.length > 4) return `${w.slice(0, -3)}y`;
  if (w.endsWith('sses') || w.endsWith('xes') || w.endsWith('shes') || w.endsWith('ches'))
    return w.slice(0, -2);
  return w.slice(0, -1);
}

const aliased = (w: string): string => ALIASES.get(w) ?? w;
