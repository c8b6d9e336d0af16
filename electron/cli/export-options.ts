/** The options of `export`, read and checked before anything is opened. */
import { isValidVoi, VOI_PRESETS, type VoiWindow } from '../../annotations/image/voi.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { LAYERS, type Layer, type OutputSize } from '../../annotations/scene/snapshot.ts';
import { MAX_OUTPUT_PX } from '../../annotations/scene/turn.ts';
import type { OptionSpecs, Parsed } from './command.ts';

export const EXPORT_OPTIONS = {
  out: { type: 'string' },
  annotations: { type: 'string' },
  frames: { type: 'string', multiple: true },
  window: { type: 'string' },
  scale: { type: 'string' },
  width: { type: 'string' },
  layers: { type: 'string' },
  format: { type: 'string' },
  identity: { type: 'string' },
  checks: { type: 'boolean' },
  json: { type: 'boolean' },
} satisfies OptionSpecs;

/** `default` is the abdomen window for CT, and the file's own for everything else. */
export type WindowChoice =
  | { readonly kind: 'default' }
  | { readonly kind: 'stored' }
  | { readonly kind: 'fixed'; readonly voi: VoiWindow };

export type FrameChoice =
  | { readonly kind: 'findings' }
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some';
      readonly frames: readonly { readonly sopInstanceUID: string; readonly frameNumber: number }[];
    };

export type ExportOptions = {
  readonly paths: readonly string[];
  readonly out: string;
  readonly annotations: string | null;
  readonly frames: FrameChoice;
  readonly window: WindowChoice;
  readonly size: OutputSize;
  readonly layers: readonly Layer[];
  readonly format: 'png' | 'jpeg';
  readonly identity: 'hide' | 'show';
  /** Whether the report is held against the pixels in labels and manifest. */
  readonly checks: boolean;
  readonly json: boolean;
};

type Usage = Failure<'usage'>;
const usage = (message: string) => err(failure('usage', message));

export function exportOptions(parsed: Parsed): Result<ExportOptions, Usage> {
  const out = parsed.text('out');
  if (parsed.positionals.length === 0) return usage('No images were named.');
  if (out === undefined || out === '') return usage('--out DIR is missing: where shall the pictures go?');
  const frames = frameChoice(parsed.texts('frames'));
  if (!frames.ok) return frames;
  const window = windowChoice(parsed.text('window'));
  if (!window.ok) return window;
  const size = outputSize(parsed.text('scale'), parsed.text('width'));
  if (!size.ok) return size;
  const layers = layerChoice(parsed.text('layers'));
  if (!layers.ok) return layers;
  const format = oneOf('--format', parsed.text('format') ?? 'png', ['png', 'jpeg'] as const);
  if (!format.ok) return format;
  const identity = oneOf('--identity', parsed.text('identity') ?? 'hide', ['hide', 'show'] as const);
  if (!identity.ok) return identity;
  return ok({
    paths: parsed.positionals,
    out,
    annotations: parsed.text('annotations') ?? null,
    frames: frames.value,
    window: window.value,
    size: size.value,
    layers: layers.value,
    format: format.value,
    identity: identity.value,
    checks: parsed.flag('checks'),
    json: parsed.flag('json'),
  });
}

function oneOf<T extends string>(name: string, given: string, allowed: readonly T[]): Result<T, Usage> {
  const value = allowed.find((one) => one === given);
  return value === undefined ? usage(`${name} is ${allowed.join(' or ')}, not "${given}".`) : ok(value);
}

/** "all", "findings", or UIDs of instances, each with ":n" for a frame other than the first. */
function frameChoice(given: readonly string[]): Result<FrameChoice, Usage> {
  if (given.length === 0 || (given.length === 1 && given[0] === 'findings')) return ok({ kind: 'findings' });
  if (given.length === 1 && given[0] === 'all') return ok({ kind: 'all' });
  const frames = [];
  for (const text of given.flatMap((one) => one.split(','))) {
    const match = /^([0-9][0-9.]*)(?::([1-9][0-9]*))?$/.exec(text.trim());
    if (match === null) {
      return usage(
        `--frames is "all", "findings" or UIDs of images (with ":n" for the n-th frame), not "${text}".`,
      );
    }
    frames.push({ sopInstanceUID: match[1] as string, frameNumber: Number(match[2] ?? 1) });
  }
  return ok({ kind: 'some', frames });
}

/** A preset's name, "stored", or centre and width: "40,400". */
function windowChoice(given: string | undefined): Result<WindowChoice, Usage> {
  if (given === undefined) return ok({ kind: 'default' });
  if (given === 'stored') return ok({ kind: 'stored' });
  const preset = VOI_PRESETS.find(({ name }) => name === given);
  if (preset !== undefined) return ok({ kind: 'fixed', voi: preset.voi });
  const [center, width, ...rest] = given
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const voi: VoiWindow = { function: 'LINEAR', centerHu: center ?? Number.NaN, widthHu: width ?? Number.NaN };
  if (rest.length === 0 && isValidVoi(voi)) return ok({ kind: 'fixed', voi });
  const names = VOI_PRESETS.map(({ name }) => name).join(', ');
  return usage(
    `--window is ${names}, "stored", or centre and width (1 at least) as in "40,400"; not "${given}".`,
  );
}

function outputSize(scale: string | undefined, width: string | undefined): Result<OutputSize, Usage> {
  if (scale !== undefined && width !== undefined) return usage('Give --scale or --width, not both.');
  if (width !== undefined) {
    const widthPx = Number(width);
    return Number.isInteger(widthPx) && widthPx >= 16 && widthPx <= MAX_OUTPUT_PX
      ? ok({ kind: 'width', widthPx })
      : usage(`--width is a whole number of pixels from 16 to ${MAX_OUTPUT_PX}, not "${width}".`);
  }
  switch (scale) {
    case undefined:
    case '1':
      return ok({ kind: 'scale', scale: 1 });
    case '2':
      return ok({ kind: 'scale', scale: 2 });
    case '4':
      return ok({ kind: 'scale', scale: 4 });
    default:
      return usage(`--scale is 1, 2 or 4, not "${scale}".`);
  }
}

function layerChoice(given: string | undefined): Result<readonly Layer[], Usage> {
  if (given === undefined) return ok(LAYERS);
  const names = given.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !LAYERS.some((layer) => layer === name));
  if (unknown !== undefined) return usage(`--layers names ${LAYERS.join(', ')}; not "${unknown}".`);
  return ok(LAYERS.filter((layer) => names.includes(layer)));
}
