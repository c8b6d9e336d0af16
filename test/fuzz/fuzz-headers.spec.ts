import { describe, expect, it } from 'vitest';
import { fuzzCorpus } from './corpus.ts';
import { fuzzHeaders } from './fuzz-headers.ts';
import { mutated } from './mutate.ts';
import { seededRandom } from './random.ts';

describe('broken files', () => {
  it('end as an image, an object or a reason, whatever the bytes', async () => {
    const result = await fuzzHeaders({ seed: 1, cases: 4000, until: performance.now() + 25_000 });
    expect(result.problems.map(({ seed, what }) => `seed ${seed}: ${what}`)).toEqual([]);
    expect(result.cases).toBeGreaterThan(500);
    // The faults are of a kind that leaves some files readable and breaks others.
    expect(Object.keys(result.outcomes)).toEqual(expect.arrayContaining(['image', 'truncated', 'damaged']));
  });

  it('are the same for the same seed', () => {
    const corpus = fuzzCorpus();
    const make = (seed: number): Buffer => {
      const random = seededRandom(seed);
      return mutated(random.pick(corpus), random, corpus);
    };
    expect(make(7)).toEqual(make(7));
    expect(make(7)).not.toEqual(make(8));
  });
});
