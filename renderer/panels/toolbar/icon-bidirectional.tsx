/** Two diameters at right angles: the icon set has none. Drawn on its 24-unit grid with its stroke. */
import { createReactComponent } from '@tabler/icons-react';

export const IconBidirectional = createReactComponent('outline', 'bidirectional', 'Bidirectional', [
  ['path', { d: 'M5 19l14 -14', key: 'long' }],
  ['path', { d: 'M3.5 17.5l3 3', key: 'long-start' }],
  ['path', { d: 'M17.5 3.5l3 3', key: 'long-end' }],
  ['path', { d: 'M9 9l6 6', key: 'short' }],
]);
