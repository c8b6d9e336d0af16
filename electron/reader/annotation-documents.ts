/**
 * Annotation files in JSON and AIM, and PDFs, among what a scan has set aside as no DICOM, and among the files that the
 * reader chose. They are known by the words at their beginning; whether they can be read shows when they are imported.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { makeUid, type SOPInstanceUID } from '../../annotations/ids.ts';
import type { OtherObject, SkippedFile } from '../../annotations/image/hierarchy.ts';
import { isPdf } from '../exchange/pdf-text.ts';
import { decodeText } from '../files/decode-text.ts';
import { readRange } from './bytes/source-bytes.ts';
import { InHand } from './in-hand.ts';

/** What tells the formats apart stands before the first coordinates. */
const HEAD_BYTES = 64 * 1024;
/** A folder of thousands of such files is something else; product choice. */
const MAX_LOOKS = 500;

type DocumentKind = 'JSON' | 'AIM' | 'PDF';

const SIGNS: readonly { readonly kind: DocumentKind; readonly signs: readonly RegExp[] }[] = [
  { kind: 'JSON', signs: [/"format"\s*:\s*"marginalia-annotations"/] },
  { kind: 'JSON', signs: [/"markups"\s*:\s*\[/, /markups-schema|"controlPoints"/] },
  { kind: 'JSON', signs: [/"toolName"\s*:\s*"/, /"(annotationUID|handles|contour|points)"\s*:/] },
  { kind: 'AIM', signs: [/^\s*</, /<(\w+:)?ImageAnnotationCollection[\s>]/] },
];

export class AnnotationDocuments {
  readonly #onFound: (object: OtherObject) => void;
  readonly #inHand: InHand;
  readonly #looked = new Set<string>();
  #running: Promise<unknown> = Promise.resolve();

  constructor(onFound: (object: OtherObject) => void, inHand: InHand = new InHand()) {
    this.#onFound = onFound;
    this.#inHand = inHand;
  }

  /** Files by their shown names; others than JSON, XML and PDF are passed over. */
  look(files: readonly string[]): void {
    for (const file of files) {
      if (!/\.(json|xml|pdf)$/i.test(file) || this.#looked.has(file) || this.#looked.size >= MAX_LOOKS)
        continue;
      this.#looked.add(file);
      this.#running = this.#running.then(async () => {
        const kind = await this.#inHand.during([file], () => kindOf(file));
        if (kind !== null) this.#onFound(documentObject(file, kind));
      });
    }
  }

  lookAmong(skipped: readonly SkippedFile[]): void {
    this.look(skipped.flatMap(({ file, kind }) => (kind === 'not-dicom' ? [file] : [])));
  }

  /** When all have been looked at. */
  async settled(): Promise<void> {
    await this.#running;
  }
}

/** The file on disk and the entries of zips in it. A name that really has the sign of an archive in it wins. */
export function sourceOf(shown: string): { readonly file: string; readonly entries: readonly string[] } {
  const [file = '', ...entries] = existsSync(shown) ? [shown] : shown.split(' › ');
  return { file, entries };
}

async function kindOf(shown: string): Promise<DocumentKind | null> {
  const { file, entries } = sourceOf(shown);
  // What cannot be read is no such document; the scan has said why it cannot.
  const head = await readRange(file, entries, 0, HEAD_BYTES).catch(() => null);
  if (head === null) return null;
  if (/\.pdf$/i.test(shown)) return isPdf(head) ? 'PDF' : null;
  const text = decodeText(head);
  return SIGNS.find(({ signs }) => signs.every((sign) => sign.test(text)))?.kind ?? null;
}

/** Its identity is its place: the same file is the same object when it is met again. */
const documentObject = (file: string, kind: DocumentKind): OtherObject => ({
  sopInstanceUID: makeUid<SOPInstanceUID>(createHash('sha256').update(file).digest().subarray(0, 16)),
  sopClassUID: '',
  kind,
  modality: '',
  description: basename(sourceOf(file).entries.slice(-1)[0] ?? file),
  studyInstanceUID: null,
  seriesInstanceUID: null,
  references: [],
  file,
});
