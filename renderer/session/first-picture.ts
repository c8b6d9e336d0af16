/**
 * A case has just been chosen, and its first picture is on its way: that goes before everything that could be
 * rendered about the case. Whoever can wait asks here when to go on.
 */

/** Then the panels tell that something is going on, picture or not. Below what a person takes for a delay. */
const AT_LAST_MS = 150;

const waiting = new Set<() => void>();
let coming: ReturnType<typeof setTimeout> | null = null;
let shown = false;

export function expectPicture(): void {
  if (coming !== null) return;
  shown = false;
  coming = setTimeout(release, AT_LAST_MS);
}

/** It is painted; it stands on the screen after the next frame. */
export function pictureCame(): void {
  if (coming === null || shown) return;
  shown = true;
  requestAnimationFrame(() => setTimeout(release, 0));
}

function release(): void {
  if (coming === null) return;
  clearTimeout(coming);
  coming = null;
  const due = [...waiting];
  waiting.clear();
  for (const go of due) go();
}

/** Calls `go` once the picture has come: now, where none is expected. The returned function calls it off. */
export function afterPicture(go: () => void): () => void {
  if (coming === null) {
    go();
    return () => undefined;
  }
  waiting.add(go);
  return () => void waiting.delete(go);
}
