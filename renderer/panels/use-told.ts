/**
 * Stores in React that follow what the reader process tells. It tells most while the first pictures arrive, and these
 * go before: what it told is rendered after the first of them, and between the others in small steps (a transition),
 * so that neither a frame nor a key waits for a panel. For what the person at the screen does, `useStore`.
 */
import type { ReadableAtom } from 'nanostores';
import { startTransition, useEffect, useState } from 'react';
import { afterPicture } from '../session/first-picture.ts';

export function useTold<T>(store: ReadableAtom<T>): T {
  const [value, setValue] = useState(() => store.get());
  useEffect(() => {
    const take = (): void => startTransition(() => setValue(() => store.get()));
    let callOff: () => void = () => undefined;
    // Calls at once with what has changed between rendering and here.
    const stop = store.subscribe(() => {
      callOff();
      callOff = afterPicture(take);
    });
    return () => {
      stop();
      callOff();
    };
  }, [store]);
  return value;
}
