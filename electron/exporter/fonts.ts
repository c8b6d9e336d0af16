/**
 * The typeface of all exports: Inter, from its npm package, never the system's fonts, so that a picture is the same on
 * every machine. Its files are subsets by script; together they cover Latin, Greek, Cyrillic and Vietnamese. Other
 * scripts (names in a patient's own writing) use DejaVu Sans where the system has it; otherwise a box stands for each
 * letter.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FontWeight, MeasureText } from '../../annotations/scene/scene.ts';

// Read by the canvas library when it is loaded: it would look for system fonts, and draw with them.
process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';

const require = createRequire(import.meta.url);
type Canvas = typeof import('@napi-rs/canvas');
/** Loaded by `require` after the line above; an import would come before it. */
export const canvasLibrary = require('@napi-rs/canvas') as Canvas;

const SCRIPTS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'];
const WEIGHTS: readonly FontWeight[] = [400, 600];
const OTHER_SCRIPTS = 'Marginalia Other Scripts';
const DEJAVU_SANS = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';

const familyOf = (script: string): string => `Marginalia Inter ${script}`;

let families: string | null = null;

/** The font-family list, registered at first use. Throws when the package's files are missing: a broken install. */
function fontFamilies(): string {
  if (families !== null) return families;
  for (const script of SCRIPTS) {
    for (const weight of WEIGHTS) {
      const file = require.resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`);
      if (canvasLibrary.GlobalFonts.register(readFileSync(file), familyOf(script)) === null) {
        throw new Error(`The font file ${file} cannot be read.`);
      }
    }
  }
  const names = SCRIPTS.map(familyOf);
  if (existsSync(DEJAVU_SANS) && canvasLibrary.GlobalFonts.registerFromPath(DEJAVU_SANS, OTHER_SCRIPTS)) {
    names.push(OTHER_SCRIPTS);
  }
  families = names.map((name) => `"${name}"`).join(', ');
  return families;
}

/** A CSS font declaration for the canvas. */
export const canvasFont = (sizePx: number, weight: FontWeight): string =>
  `${weight} ${sizePx}px ${fontFamilies()}`;

/** Widths in px by the same engine that draws. */
export function textMeasurer(): MeasureText {
  const context = canvasLibrary.createCanvas(1, 1).getContext('2d');
  const known = new Map<string, number>();
  let font = '';
  return (text, sizePx, weight) => {
    const key = `${weight} ${sizePx} ${text}`;
    const width = known.get(key);
    if (width !== undefined) return width;
    const wanted = canvasFont(sizePx, weight);
    if (font !== wanted) {
      context.font = wanted;
      font = wanted;
    }
    const measured = context.measureText(text).width;
    known.set(key, measured);
    return measured;
  };
}
