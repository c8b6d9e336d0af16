/**
 * Which way a stack is read: from the top of its slice bar to the bottom, as wheel and keys go. That is the order of its
 * slices (docs/decisions/slice-order.md), unless a reader wants axial ones from the head down. Their numbers stay.
 */
import type { Stack } from '../../annotations/image/hierarchy.ts';
import { directionLetters } from '../../annotations/image/orientation.ts';

export type SliceDirection = 1 | -1;

type Ordered = Pick<Stack, 'normal'> | null;

/** What one step down the bar adds to the index of the slice. */
export function sliceDirection(stack: Ordered, headFirst: boolean): SliceDirection {
  return headFirst && sideAhead(stack) === 'H' ? -1 : 1;
}

/** The patient's sides at the two ends of the bar; null where the place of the slices is unknown. */
export function barEnds(
  stack: Ordered,
  headFirst: boolean,
): { readonly top: string; readonly bottom: string } | null {
  const ahead = sideAhead(stack);
  if (ahead === null) return null;
  const behind = OPPOSITE[ahead] as string;
  return sliceDirection(stack, headFirst) === 1
    ? { top: behind, bottom: ahead }
    : { top: ahead, bottom: behind };
}

const OPPOSITE: Readonly<Record<string, string>> = { R: 'L', L: 'R', A: 'P', P: 'A', H: 'F', F: 'H' };

/** The side that the slices come nearest to as they ascend: the first letter of the normal, of tilted stacks too. */
function sideAhead(stack: Ordered): string | null {
  return stack?.normal == null ? null : (directionLetters(stack.normal)[0] ?? null);
}
