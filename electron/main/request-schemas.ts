/**
 * What each request may carry. The window is sandboxed and may still be turned against us: main believes nothing that
 * does not fit here. Limits are generous for readers and small for attackers.
 */
import { z } from 'zod';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import { BYTES_PER_PIXEL } from '../../annotations/image/hierarchy.ts';
import { PLANE_SIDES } from '../../annotations/scene/plane-style.ts';
import { LAYERS, type SnapshotPlanes, type SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import type { HostRequests, RequestName } from '../contract.ts';

const nothing = z.strictObject({});
const path = z.string().min(1).max(32_768);
const sourceId = z.uuid();
const uid = z.string().min(1).max(128);
/** Of a journal or of an earlier version: a file's name, never a path. */
const entryId = z.string().regex(/^[\w][\w.-]{0,99}$/);
const change = z.int().min(0);

const MAX_TEXT = 64 * 1024 * 1024;
const text = z.string().max(MAX_TEXT);
const MAX_PIXELS = 16_384 * 16_384;

function fitsItsSize(pixels: FramePixels | undefined): boolean {
  if (pixels == null || !ArrayBuffer.isView(pixels.values)) return false;
  const { rows, columns, storedType, values } = pixels;
  const count = rows * columns;
  return (
    Number.isInteger(rows) &&
    Number.isInteger(columns) &&
    count > 0 &&
    count <= MAX_PIXELS &&
    values.byteLength === count * BYTES_PER_PIXEL[storedType]
  );
}

/** Three sides, each once. */
const fitsPlanes = ({ side, cuts, slices }: SnapshotPlanes): boolean =>
  Array.isArray(cuts) &&
  cuts.length === 2 &&
  cuts.every((cut) => fitsItsSize(cut?.pixels)) &&
  Array.isArray(slices) &&
  PLANE_SIDES.every((one) => [side, ...cuts.map((cut) => cut.side)].includes(one));

/** Shape and sizes; the findings and the words are checked where they are drawn. */
const snapshotRequest = z.custom<SnapshotRequest>((value) => {
  const request = value as SnapshotRequest;
  const { pixels, layers, size, findings, references, format, identity, planes } = request ?? {};
  return (
    fitsItsSize(pixels) &&
    (planes === undefined || fitsPlanes(planes)) &&
    Array.isArray(layers) &&
    layers.every((layer) => LAYERS.includes(layer)) &&
    Array.isArray(findings) &&
    (references === undefined || Array.isArray(references)) &&
    (format === 'png' || format === 'jpeg') &&
    (identity === 'hide' || identity === 'show') &&
    (size.kind === 'scale'
      ? [1, 2, 4].includes(size.scale)
      : Number.isInteger(size.widthPx) && size.widthPx >= 64 && size.widthPx <= 16_384)
  );
}, 'expected a snapshot request');

/** A manifest names a frame for each picture; of cuts there is none. */
const isSlice = ({ planes }: SnapshotRequest): boolean => planes === undefined;

const settings = z.strictObject({
  userName: z.string().max(200),
  invertWindowDrag: z.boolean(),
  // Not in the files of earlier versions.
  headFirst: z.boolean().default(false),
  layout: z.record(z.string().max(100), z.union([z.number(), z.boolean(), z.string().max(1000)])),
  pixelBudgetBytes: z
    .number()
    .int()
    .min(64 * 1024 * 1024)
    .nullable(),
});

export const settingsSchema = settings;

const requestSchemas: { [N in RequestName]: z.ZodType<unknown> } = {
  'app.info': nothing,
  'source.choose': z.strictObject({ kind: z.enum(['folder', 'files']) }),
  'source.openPaths': z.strictObject({ paths: z.array(path).min(1).max(100_000) }),
  'source.openRecent': z.strictObject({ id: z.string().max(100) }),
  'source.openSample': nothing,
  'source.close': z.strictObject({ sourceId }),
  'recents.list': nothing,
  'recents.keep': z.strictObject({ sourceId }),
  'recents.clear': nothing,
  'annotations.load': z.strictObject({ sourceId, studyInstanceUID: uid }),
  'annotations.note': z.strictObject({ studyInstanceUID: uid, text, change, recovered: entryId.nullable() }),
  'annotations.save': z.strictObject({
    studyInstanceUID: uid,
    text,
    change,
    recovered: entryId.nullable(),
    version: z.string().max(64),
  }),
  'annotations.discardRecovery': z.strictObject({ studyInstanceUID: uid, id: entryId }),
  'annotations.close': z.strictObject({ studyInstanceUID: uid }),
  'annotations.history': z.strictObject({ studyInstanceUID: uid }),
  'annotations.revision': z.strictObject({ studyInstanceUID: uid, id: entryId }),
  'report.find': z.strictObject({ sourceId }),
  'report.read': z.strictObject({ sourceId, path }),
  'report.choose': nothing,
  'snapshot.render': z.strictObject({ request: snapshotRequest }),
  'snapshot.saveAs': z.strictObject({ request: snapshotRequest, suggestedName: z.string().min(1).max(200) }),
  'snapshot.saveAll': z
    .strictObject({
      requests: z.array(snapshotRequest.refine(isSlice, 'expected pictures of slices')).min(1).max(10_000),
      names: z.array(z.string().min(1).max(200)),
    })
    .refine(({ requests, names }) => requests.length === names.length, 'as many names as pictures'),
  'snapshot.copy': z.strictObject({ request: snapshotRequest }),
  'objects.save': z.strictObject({
    files: z.array(z.instanceof(Uint8Array)).min(1).max(1000),
    suggestedName: z.string().min(1).max(200),
  }),
  'path.reveal': z.strictObject({ path }),
  'settings.get': nothing,
  'settings.set': z.strictObject({ settings }),
};

/** Throws on anything that does not fit: a bug in the window, or an attack; never a reader's mistake. */
export function checkArguments<N extends RequestName>(name: N, args: unknown): HostRequests[N]['args'] {
  const schema = requestSchemas[name];
  if (schema === undefined) throw new Error('Unknown request.');
  const parsed = schema.safeParse(args);
  if (!parsed.success) throw new Error(`The request ${name} does not fit the contract.`);
  return parsed.data as HostRequests[N]['args'];
}
