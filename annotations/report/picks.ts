/** Which of several a stand-in picks: "the former", "the upper", "the larger", "the others". */
import type { Site } from '../finding/descriptors.ts';
import type { Anchor } from './anchors/anchor.ts';
import { isAbsent, type Lesion, largestMm } from './lesions.ts';
import { levelRank } from './levels.ts';
import { levelReference } from './region-references.ts';
import { found, isReal, knownLevels, parted, type Scene, sideTold } from './thread-state.ts';

/** Several of one noun, of which no member has been told apart. */
const isUndivided = (here: readonly Lesion[]): boolean => {
  const [only] = here;
  return (
    here.length === 1 && only !== undefined && only.plural && only.halves.size + only.members.length === 0
  );
};

const HEAD_TO_TAIL: readonly Site[] = [
  'mediastinal',
  'paracostal',
  'prevertebral',
  'paraspinal',
  'perirenal',
  'pararenal',
  'retroperitoneal',
  'periaortic',
  'other',
  'presacral',
];

export function byPick(scene: Scene, anchor: Anchor, real: readonly Lesion[]): Lesion[] {
  const { threads } = scene;
  const nicked = threads.lesions.find(
    (l) => isReal(l) && l.nick === anchor.pick && anchor.pick !== 'one' && anchor.pick !== 'other',
  );
  if (nicked !== undefined) return [nicked];
  const group = parted(threads.group.filter((l) => isReal(l) && !isAbsent(l) && l.site !== null));
  const set = group.length > 1 ? group : real;
  const at = (l: Lesion | undefined): Lesion[] => (l === undefined ? threads.focus : [l]);
  const bySize = (): Lesion[] =>
    [...set].filter((l) => largestMm(l) > 0).sort((a, b) => largestMm(b) - largestMm(a));
  switch (anchor.pick) {
    case 'others':
      if (real.length > 2)
        return real.filter((l) => l !== (scene.here[scene.here.length - 1] ?? threads.lastNamed));
      return set.length > 2
        ? set.filter((l) => l !== (scene.here[scene.here.length - 1] ?? threads.lastNamed))
        : at(set[1]);
    case 'first-two':
      return set.length > 2 ? set.slice(0, 2) : [...set];
    case 'last-two':
      return set.length > 2 ? set.slice(-2) : [...set];
    case 'other':
      return set.length === 2
        ? at(set.find((l) => l !== (scene.here[scene.here.length - 1] ?? threads.lastNamed)))
        : threads.focus;
    case 'former':
    case 'first':
      return set.length > 1 ? at(set[0]) : threads.focus;
    case 'latter':
      return set.length > 1 ? at(set[set.length - 1]) : threads.focus;
    case 'second':
      return set.length > 1 ? at(set[1]) : threads.focus;
    case 'upper':
    case 'lower': {
      const levelled = set.every((l) => knownLevels(l) !== null);
      const height = (l: Lesion): number =>
        levelled ? levelRank(knownLevels(l)?.[0] ?? 'C1') : HEAD_TO_TAIL.indexOf(l.site?.value ?? 'other');
      const ranked = [...set].sort((a, b) => height(a) - height(b));
      return ranked.length > 1
        ? at(anchor.pick === 'upper' ? ranked[0] : ranked[ranked.length - 1])
        : threads.focus;
    }
    case 'third':
      return set.length > 2 ? at(set[2]) : real.length > 2 ? at(real[2]) : threads.focus;
    case 'larger':
      if (isUndivided(scene.here)) return [...scene.here];
      return bySize().length > 0 && set.length > 1 ? at(bySize()[0]) : threads.focus;
    case 'smaller':
      return bySize().length > 1 ? at(bySize()[bySize().length - 1]) : threads.focus;
    case 'dominant': {
      const current = scene.here.length > 0 ? scene.here : threads.focus;
      if (current.some((l) => l.plural)) return current;
      return bySize().length > 1 ? at(bySize()[0]) : current;
    }
    case 'one': {
      const model = scene.here[scene.here.length - 1] ?? threads.lastNamed;
      if (anchor.novel && !anchor.definite && model?.site && isReal(model))
        return [
          found(threads, {
            site: { ...model.site, rule: 'site of the one before' },
            side: anchor.side === null ? model.side : sideTold(scene, anchor, anchor.side),
            strong: model.strong,
            diagnosisOnly: false,
          }),
        ];
      const atLevel = levelReference(scene, anchor, real);
      if (atLevel !== null) return [atLevel];
      return scene.here.length > 0 ? scene.here : threads.focus;
    }
    default:
      return threads.focus;
  }
}
