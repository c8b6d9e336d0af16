import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../build/root.mjs';

describe('the private coding scheme', () => {
  it('has each of its codes in the conformance statement, and no other stands there', () => {
    const source = readFileSync(inRoot('annotations/codecs/codes.ts'), 'utf8');
    const used = [...source.matchAll(/\bown\('([A-Z]+)'/g)].map(([, code]) => code);
    const statement = readFileSync(inRoot('docs/conformance.md'), 'utf8');
    const section = /coding scheme `99LESION`\n(.*?)\n#/s.exec(statement)?.[1] ?? '';
    const list = /Used where[^:]*: (.*?)\. A reader/.exec(section)?.[1] ?? '';
    const named = [...list.matchAll(/\b[A-Z]{4,}\b/g)].map(([code]) => code);
    expect(used.length).toBeGreaterThan(20);
    expect([...named].sort()).toEqual([...used].sort());
  });
});
