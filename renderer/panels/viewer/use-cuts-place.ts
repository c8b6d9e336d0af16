/** Whether three planes stand better beside each other or, where there is more height than width, the cuts below. */
import { type RefObject, useEffect, useState } from 'react';

/** Widths to heights; between them it stays as it is. Bodies are about as wide as the planes are high: product choice. */
const BELOW_UP_TO = 1.1;
const BESIDE_FROM = 1.25;

export type CutsPlace = 'beside' | 'below';

export function useCutsPlace(element: RefObject<HTMLElement | null>): CutsPlace {
  const [place, setPlace] = useState<CutsPlace>('beside');
  useEffect(() => {
    if (element.current === null) return;
    const sizes = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      if (width > height * BESIDE_FROM) setPlace('beside');
      else if (width < height * BELOW_UP_TO) setPlace('below');
    });
    sizes.observe(element.current);
    return () => sizes.disconnect();
  }, [element]);
  return place;
}
