/** What a relation may take, and the name that it is given. */
import { normAt, type Reading } from '../terms.ts';
import type { Target } from './relation-targets.ts';

/** What is widened is a way out of the spine; a great vessel that is reached is touched. */
export function takes(verb: string, name: string): boolean {
  if (verb.startsWith('widen')) return name === 'neural foramen' || name === 'spinal canal';
  return !(verb.startsWith('reach') && ['aorta', 'IVC', 'SMA', 'coeliac axis'].includes(name));
}

const WRITTEN_OUT: Readonly<Record<string, string>> = {
  SMV: 'superior mesenteric vein',
  IMV: 'inferior mesenteric vein',
  SVC: 'superior vena cava',
};

/** The report's own wording of a name that the annotation rules leave open. */
export function asWritten(reading: Reading, target: Target): string {
  const { name } = target;
  if (name === 'oesophagus') return /^e/i.test(reading.tokens[target.from]?.text ?? '') ? 'esophagus' : name;
  return target.to - target.from > 1 ? (WRITTEN_OUT[name] ?? name) : name;
}

/** "extends along the 6th to 8th ribs": where it lies. */
export function isPassed(reading: Reading, from: number, target: Target): boolean {
  if (!/^(?:rib|spine|vertebral body|aorta|IVC|bone|iliac crest)$/.test(target.name)) return false;
  for (let i = from; i < target.from; i++)
    if (/^(?:along|alongside|beside|adjacent|parallel)$/.test(normAt(reading, i))) return true;
  return false;
}
