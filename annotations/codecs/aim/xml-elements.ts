/**
 * A document of elements and attributes, for the plain XML that annotation files are (XML 1.0, without a document type).
 * No entity is ever expanded but the five of XML and numbers; depth and count are bounded. Names lose their prefixes.
 */
import { err, ok, type Result } from '../../result.ts';
import { placeInText } from '../text-place.ts';

export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

/** Deeper than any annotation; product choices. */
const MAX_DEPTH = 100;
const MAX_ELEMENTS = 2_000_000;

const COMMENT = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const TAG = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const TEXT = /[^<]+/y;

type Open = { name: string; attributes: Map<string, string>; children: XmlElement[]; text: string };

/** The root, or a clause that says what is wrong and where. */
export function parseXml(text: string): Result<XmlElement, string> {
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Open[] = [root];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let elements = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    const here = at;
    const top = open[open.length - 1] as Open;
    const words = match(TEXT);
    if (words !== null) {
      top.text += unescaped(words[0]);
      continue;
    }
    if (match(COMMENT) !== null) continue;
    const raw = match(CDATA);
    if (raw !== null) {
      top.text += raw[1] as string;
      continue;
    }
    const tag = match(TAG);
    if (tag === null) {
      const what = text.startsWith('<!DOCTYPE', here) ? 'a document type is not read' : 'no element begins';
      return err(`${what} at ${placeInText(text, here)}`);
    }
    const [, closing, name = '', given = '', empty] = tag;
    if (closing === '/') {
      const done = open.pop() as Open;
      if (open.length === 0 || done.name !== local(name))
        return err(`an element ends twice at ${placeInText(text, here)}`);
      (open[open.length - 1] as Open).children.push(done);
      continue;
    }
    elements += 1;
    if (open.length > MAX_DEPTH) return err(`elements are nested more than ${MAX_DEPTH} deep`);
    if (elements > MAX_ELEMENTS) return err(`it has more than ${MAX_ELEMENTS} elements`);
    const element: Open = { name: local(name), attributes: attributesOf(given), children: [], text: '' };
    if (empty === '/') top.children.push(element);
    else open.push(element);
  }
  const [only, ...others] = root.children;
  if (open.length > 1) return err('it ends before its elements do');
  if (only === undefined || others.length > 0) return err('it has no single root');
  return ok(only);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    attributes.set(local(name), unescaped(double ?? single ?? ''));
  return attributes;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** What is no known entity stays as it stands. */
const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** An attribute of a child, as data types of ISO 21090 are written: `<name value="Mass"/>`; '' for none. */
export const saidBy = (element: XmlElement | undefined, name: string, attribute = 'value'): string =>
  childOf(element, name)?.attributes.get(attribute) ?? '';
