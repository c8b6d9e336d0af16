/** What a command is, and when there is something for it to do. */
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { $annotationState, $annotations } from '../annotations.ts';
import { activeViewport } from '../panes.ts';

export type CommandGroup = 'Case' | 'Tools' | 'Slices' | 'View' | 'Window' | 'Findings' | 'Help';

export type Command = {
  readonly id: string;
  readonly name: string;
  readonly group: CommandGroup;
  run(): void;
  /** Whether it would do something now. */
  enabled(): boolean;
};

export const always = (): boolean => true;
export const hasImage = (): boolean => activeViewport()?.stack != null;
export const hasAnnotations = (): boolean => $annotations.get() !== null;
export const hasFindings = (): boolean => ($annotationState.get()?.findings.length ?? 0) > 0;

/** Makes the commands of one group: id, name, when, what. */
export const commandsOf =
  (group: CommandGroup) =>
  (id: string, name: string, enabled: () => boolean, run: () => void): Command => ({
    id,
    name,
    group,
    enabled,
    run,
  });

/** The same for what is done to the viewport in use. */
export const viewportCommandsOf =
  (group: CommandGroup) =>
  (id: string, name: string, change: (viewport: ImageViewport) => void): Command => ({
    id,
    name,
    group,
    enabled: hasImage,
    run() {
      const viewport = activeViewport();
      if (viewport !== null) change(viewport);
    },
  });
