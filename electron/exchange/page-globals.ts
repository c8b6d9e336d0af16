/**
 * What of a page pdf.js names where the runtime has none: in an Electron process that is no window it takes itself
 * to be in one. Nothing is drawn with it.
 */
import { DOMMatrix, ImageData, Path2D } from '@napi-rs/canvas';

const NAVIGATOR = { platform: '', userAgent: '', language: 'en', hardwareConcurrency: 1 };

for (const [name, value] of Object.entries({ DOMMatrix, ImageData, Path2D, navigator: NAVIGATOR })) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true });
}
