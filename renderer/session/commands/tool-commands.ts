/** What the left mouse button does. */
import { select } from '../selection.ts';
import { $splitting, endSplit } from '../split.ts';
import { $tool, chooseTool, isDrawingTool, type Tool } from '../view.ts';
import { always, type Command, commandsOf, hasAnnotations, hasImage } from './command.ts';
import { stopCine } from './slice-commands.ts';

const TOOL_NAMES: { readonly [T in Tool]: string } = {
  window: 'Window and level',
  pan: 'Pan',
  zoom: 'Zoom',
  scroll: 'Scroll slices',
  ellipse: 'Draw ellipse',
  polygon: 'Draw outline',
  bidirectional: 'Draw bidirectional',
  length: 'Draw length',
  arrow: 'Draw arrow',
  point: 'Mark point',
  text: 'Write text',
};

function cancel(): void {
  stopCine();
  if (isDrawingTool($tool.get())) chooseTool('window');
  else if ($splitting.get() !== null) endSplit();
  else select(null);
}

const command = commandsOf('Tools');
const canDraw = (): boolean => hasImage() && hasAnnotations();

export const TOOL_COMMANDS: readonly Command[] = [
  ...(Object.keys(TOOL_NAMES) as Tool[]).map((tool) =>
    command(`tool.${tool}`, TOOL_NAMES[tool], isDrawingTool(tool) ? canDraw : hasImage, () =>
      chooseTool(tool),
    ),
  ),
  command('edit.cancel', 'Cancel, or put the tool down', always, cancel),
];
