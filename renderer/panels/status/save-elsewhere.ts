/** When the usual place refuses: the same document through the system's own save dialog. */
import type { OpenAnnotations } from '../../session/annotations.ts';

export function saveElsewhere(open: OpenAnnotations): void {
  const address = URL.createObjectURL(new Blob([open.autosave.text()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'annotations.marginalia.json';
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
