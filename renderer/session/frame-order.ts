/** In which order the frames of a stack are fetched: where the reader is, where the reader is going, the rest. */

/** Ahead of the reader three frames for every one behind; product choice. */
const AHEAD_FOR_EACH_BEHIND = 3;

export type ScrollDirection = -1 | 0 | 1;

/** Indices 0…count−1 from `current` outwards, each once. */
export function frameOrder(count: number, current: number, direction: ScrollDirection): number[] {
  if (count === 0) return [];
  const start = Math.max(0, Math.min(count - 1, current));
  const order = [start];
  const step = direction === 0 ? 1 : direction;
  const ahead = direction === 0 ? 1 : AHEAD_FOR_EACH_BEHIND;
  let front = start + step;
  let back = start - step;
  const inside = (index: number): boolean => index >= 0 && index < count;
  while (inside(front) || inside(back)) {
    for (let i = 0; i < ahead && inside(front); i += 1, front += step) order.push(front);
    if (inside(back)) {
      order.push(back);
      back -= step;
    }
  }
  return order;
}
