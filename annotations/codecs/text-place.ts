/** "line 3, column 17": as editors count, from 1. */
export function placeInText(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before[before.length - 1] as string).length + 1}`;
}
