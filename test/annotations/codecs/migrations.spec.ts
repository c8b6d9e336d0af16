import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Migration, migrate } from '../../../annotations/codecs/migrations.ts';
import { WORKING_COPY_VERSION } from '../../../annotations/codecs/working-copy.ts';

const steps: ReadonlyMap<number, Migration> = new Map<number, Migration>([
  [1, ({ marks, ...rest }) => ({ ...rest, regions: marks })],
  [2, (older) => ({ ...older, phases: [] })],
]);

describe('migration of working copies', () => {
  it('goes step by step to the version asked for', () => {
    expect(migrate({ version: 1, marks: ['a'] }, 3, steps)).toEqual({
      version: 3,
      regions: ['a'],
      phases: [],
    });
    expect(migrate({ version: 2, regions: ['a'] }, 3, steps)).toEqual({
      version: 3,
      regions: ['a'],
      phases: [],
    });
  });

  it('leaves a document of the present version alone', () => {
    const document = { version: 3, regions: [] };
    expect(migrate(document, 3, steps)).toBe(document);
  });

  it('has no way from versions that never were, nor back from newer ones', () => {
    for (const version of [0, 4, 1.5, 'one', null]) expect(migrate({ version }, 3, steps)).toBeNull();
  });

  it('is tried with a file of every version that there ever was', () => {
    const files = readdirSync(new URL('./working-copies/', import.meta.url));
    for (let version = 1; version <= WORKING_COPY_VERSION; version += 1) {
      expect(files).toContain(`version-${version}.marginalia.json`);
    }
  });
});
