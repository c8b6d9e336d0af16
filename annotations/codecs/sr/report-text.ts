/**
 * The words of a structured report in reading order (PS3.3 C.17.3): headings from containers, "Name: value" for what
 * has a value. Identifiers, references and coordinates are left out: they are not read aloud.
 */
import type { Dataset } from './content-item.ts';
import { type ContentNode, readContent } from './content-node.ts';

export function reportText(dataset: Dataset): string {
  const lines: string[] = [];
  addNode(readContent(dataset), lines);
  return `${lines.join('\n').trim()}\n`;
}

function addNode(node: ContentNode, lines: string[]): void {
  const name = node.name?.meaning ?? '';
  const value = valueWords(node);
  if (node.valueType === 'CONTAINER') {
    if (name !== '') lines.push('', `${name}:`);
  } else if (value !== '') {
    // A text is a paragraph of its own; its heading stands above it already when it only repeats the container's.
    lines.push(
      node.valueType === 'TEXT' && isHeading(lines, name) ? value : name === '' ? value : `${name}: ${value}`,
    );
  }
  for (const child of node.children) addNode(child, lines);
}

const isHeading = (lines: readonly string[], name: string): boolean => lines[lines.length - 1] === `${name}:`;

function valueWords(node: ContentNode): string {
  switch (node.valueType) {
    case 'TEXT':
      return node.text.replace(/\r\n?/g, '\n');
    case 'CODE':
      return node.code?.meaning ?? '';
    case 'NUM':
      return node.number === null ? '' : [node.number.value, node.number.unit?.value ?? ''].join(' ').trim();
    default:
      return '';
  }
}
