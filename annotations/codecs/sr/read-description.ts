/**
 * What a measurement group says of its finding: site, side, levels, answers with their sources, words, quotations.
 * Codes are matched by value and scheme; an unknown code leaves its question open.
 */
import {
  type Answer,
  type AnswerSource,
  type Descriptors,
  type Laterality,
  type Question,
  type Site,
  VERTEBRAL_LEVEL_PATTERN,
  type VertebralLevel,
} from '../../finding/descriptors.ts';
import type { Evidence, Finding, Origin, Stamp } from '../../finding/finding.ts';
import { type CodedConcept, sameConcept } from '../coded-concept.ts';
import {
  ATTENUATION_CODES,
  DEGREE_CODES,
  LATERALITY_CODES,
  MARGIN_CODES,
  NAMES,
  PATTERN_CODES,
  PHASE_CODES,
  PRESENCE_CODES,
  REFERENCE_CODES,
  SITE_CODES,
  TISSUE_PRESENCE_CODES,
} from '../codes.ts';
import { type ContentNode, walk } from './content-node.ts';

export type FindingDescription = Pick<
  Finding,
  'site' | 'laterality' | 'levels' | 'descriptors' | 'note' | 'evidence'
> & {
  /** Whether anything beyond name and place was said. */
  readonly described: boolean;
  readonly created: Stamp | null;
  readonly modified: Stamp | null;
  readonly locked: boolean | null;
  readonly origin: Origin | null;
};

/** Adds what this group says to what earlier groups of the same finding said. */
export function describeFinding(group: ContentNode, known: FindingDescription): FindingDescription {
  const all = (name: CodedConcept): readonly ContentNode[] =>
    group.children.filter((each) => sameConcept(each.name, name));
  const place = siteOf(group);
  const levels = all(NAMES.level)
    .map((node) => node.text)
    .filter((text): text is VertebralLevel => VERTEBRAL_LEVEL_PATTERN.test(text));
  const descriptors: Descriptors = { ...known.descriptors, ...descriptorsOf(all) };
  const note = all(NAMES.comment)[0]?.text ?? known.note;
  const evidence = all(NAMES.quotation).map((node) => quotation(node.text));
  const [first, last] = [levels[0], levels[levels.length - 1]];
  return {
    site: place.site ?? known.site,
    laterality: place.laterality ?? known.laterality,
    levels: first !== undefined && last !== undefined ? [first, last] : known.levels,
    descriptors,
    note,
    evidence: evidence.length > 0 ? evidence.filter((each) => each !== null) : known.evidence,
    created: stampOf(all(NAMES.reader), 'created') ?? known.created,
    modified: stampOf(all(NAMES.reader), 'modified') ?? known.modified,
    locked: all(NAMES.reader).length > 0 ? all(NAMES.locked).length > 0 : known.locked,
    origin: originOf(all(NAMES.origin)[0]?.text) ?? known.origin,
    described: known.described || Object.keys(descriptors).length > 0 || note !== '' || place.site !== null,
  };
}

function siteOf(group: ContentNode): { readonly site: Site | null; readonly laterality: Laterality | null } {
  const node = group.children.find((each) => sameConcept(each.name, NAMES.findingSite));
  let laterality: Laterality | null = null;
  const modifiers: CodedConcept[] = [];
  for (const { node: inner } of walk(node ?? group)) {
    if (inner.code === null) continue;
    const modifies = sameConcept(inner.name, NAMES.topographicalModifier);
    if (modifies) modifiers.push(inner.code);
    if (modifies || sameConcept(inner.name, NAMES.laterality)) {
      laterality = keyOf(LATERALITY_CODES, inner.code) ?? laterality;
    }
  }
  let site: Site | null = null;
  for (const [key, codes] of Object.entries(SITE_CODES) as [Site, (typeof SITE_CODES)[Site]][]) {
    const { modifier } = codes;
    const fits = modifier === null || modifiers.some((each) => sameConcept(each, modifier));
    if (node?.code && sameConcept(node.code, codes.site) && fits) site = key;
  }
  return { site, laterality };
}

function keyOf<K extends string>(
  table: { readonly [P in K]: CodedConcept },
  concept: CodedConcept | null,
): K | null {
  for (const key of Object.keys(table) as K[]) if (sameConcept(concept, table[key])) return key;
  return null;
}

function descriptorsOf(all: (name: CodedConcept) => readonly ContentNode[]): Descriptors {
  const found: { -readonly [Q in Question]?: Answer<Q> } = {};
  const coded = <Q extends Question, K extends string>(
    question: Q,
    name: CodedConcept,
    table: { readonly [P in K]: CodedConcept },
  ): void => {
    const node = all(name)[0];
    const value = keyOf(table, node?.code ?? null);
    if (node !== undefined && value !== null) {
      Object.assign(found, { [question]: { value, source: sourceOf(node) } });
    }
  };
  coded('presence', NAMES.presence, PRESENCE_CODES);
  coded('attenuation', NAMES.attenuation, ATTENUATION_CODES);
  coded('attenuationReference', NAMES.attenuationReference, REFERENCE_CODES);
  coded('attenuationPhase', NAMES.reportedPhase, PHASE_CODES);
  coded('fat', NAMES.fat, TISSUE_PRESENCE_CODES);
  coded('calcification', NAMES.calcification, TISSUE_PRESENCE_CODES);
  coded('enhancementPattern', NAMES.enhancementPattern, PATTERN_CODES);
  coded('margin', NAMES.margin, MARGIN_CODES);
  const degrees = all(NAMES.enhancementDegree);
  const values = degrees.map((node) => keyOf(DEGREE_CODES, node.code)).filter((value) => value !== null);
  if (degrees[0] !== undefined && values.length > 0) {
    found.enhancementDegree = { value: values, source: sourceOf(degrees[0]) };
  }
  const [from, to] = all(NAMES.reportedAttenuation);
  if (from?.number && to?.number) {
    found.attenuationHu = {
      value: { fromHu: from.number.value, toHu: to.number.value },
      source: sourceOf(from),
    };
  }
  const sizes = all(NAMES.reportedSize);
  const lengths = sizes.flatMap((node) => (node.number === null ? [] : [node.number.value]));
  if (sizes[0] !== undefined && lengths.length > 0)
    found.sizeMm = { value: lengths, source: sourceOf(sizes[0]) };
  const words = (question: 'encases' | 'extendsTo', name: CodedConcept): void => {
    const nodes = all(name);
    if (nodes[0] !== undefined) {
      found[question] = { value: nodes.map((node) => node.text), source: sourceOf(nodes[0]) };
    }
  };
  words('encases', NAMES.encases);
  words('extendsTo', NAMES.extendsTo);
  return found;
}

/** An answer of others has no source item: it was their reader's. */
function sourceOf(node: ContentNode): AnswerSource {
  const words = node.children.find((each) => sameConcept(each.name, NAMES.answerSource))?.text ?? 'reader';
  if (words === 'report') return { kind: 'report' };
  const basis = /^measurement: ?([\s\S]*)$/.exec(words)?.[1];
  return basis === undefined ? { kind: 'reader' } : { kind: 'measurement', basis };
}

function quotation(text: string): Evidence | null {
  const parts = /^(\d+)-(\d+) ([\s\S]*)$/.exec(text);
  if (parts === null) return null;
  return { start: Number(parts[1]), end: Number(parts[2]), text: parts[3] as string };
}

function stampOf(nodes: readonly ContentNode[], what: string): Stamp | null {
  for (const { text } of nodes) {
    const parts = /^(created|modified) (\S+) ?([\s\S]*)$/.exec(text);
    if (parts !== null && parts[1] === what) return { at: parts[2] as string, by: parts[3] as string };
  }
  return null;
}

function originOf(text: string | undefined): Origin | null {
  if (text === undefined) return null;
  try {
    const { kind, description, sopInstanceUID } = JSON.parse(text) as Origin;
    return typeof kind === 'string' && typeof description === 'string'
      ? { kind, description, sopInstanceUID: typeof sopInstanceUID === 'string' ? sopInstanceUID : null }
      : null;
  } catch {
    return null;
  }
}
