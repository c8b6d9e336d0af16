import { describe, expect, it } from 'vitest';
import type { Work } from '../../../electron/reader/in-hand.ts';
import { Suspicion, toldVerdict } from '../../../electron/reader/suspicion.ts';

const holding = (work: Work, slot: number, ...files: string[]) => ({ work, slot, files });

describe('the suspicion about files', () => {
  it('sets the file aside that was alone in hand, whatever it was in hand for', () => {
    const suspicion = new Suspicion();
    suspicion.hear(holding('frames', 1, '/a', '/b'));
    suspicion.hear(holding('frames', 1, '/b'));
    suspicion.hear(holding('headers', 2, '/b'));
    const verdict = suspicion.died();
    expect(verdict).toEqual({ named: ['/b'], suspected: 0 });
    expect(suspicion.orders).toEqual({ setAside: ['/b'], suspects: { headers: [], frames: [] } });
    expect(toldVerdict(verdict)).toBe('set aside: /b');
  });

  it('sets none of several aside, but has them read one by one', () => {
    const suspicion = new Suspicion();
    suspicion.hear(holding('headers', 1, '/a', '/b', '/c'));
    suspicion.hear(holding('frames', 2, '/x'));
    const verdict = suspicion.died();
    expect(verdict).toEqual({ named: [], suspected: 4 });
    expect(suspicion.orders).toEqual({
      setAside: [],
      suspects: { headers: ['/a', '/b', '/c'], frames: ['/x'] },
    });
    expect(toldVerdict(verdict)).toContain('one of 4 files');
  });

  it('names the suspect at the second death, though files under no suspicion are in hand with it', () => {
    const suspicion = new Suspicion();
    suspicion.hear(holding('headers', 1, '/a', '/b', '/c'));
    suspicion.died();
    suspicion.hear(holding('headers', 1, '/b'));
    suspicion.hear(holding('frames', 2, '/x', '/y'));
    expect(suspicion.died()).toEqual({ named: ['/b'], suspected: 2 });
    expect(suspicion.orders).toEqual({
      setAside: ['/b'],
      suspects: { headers: ['/a', '/b', '/c'], frames: ['/x', '/y'] },
    });
  });

  it('accuses nothing when nothing is in hand any more', () => {
    const suspicion = new Suspicion();
    suspicion.hear(holding('headers', 1, '/a', '/b'));
    suspicion.hear(holding('headers', 1));
    const verdict = suspicion.died();
    expect(verdict).toEqual({ named: [], suspected: 0 });
    expect(toldVerdict(verdict)).toBe('no file was being read');
  });
});
