/**
 * Marks of other programs into the open study, its own marks as DICOM objects, and the words of documents: asked of
 * the reader's process, where such files are parsed and made.
 */
import type { OtherObject } from '../../annotations/image/hierarchy.ts';
import { toWorkingCopy } from '../../annotations/store/state.ts';
import type { FromReader, ToReader } from '../../electron/contract.ts';
import { reader, request } from '../host.ts';
import { $annotations } from './annotations.ts';
import { accepted, counted, notify, notifyFailure } from './notices.ts';
import { activeStackId } from './panes.ts';
import { takeReport } from './report.ts';
import { select } from './selection.ts';
import { readerName } from './settings.ts';
import { showImports, showTab } from './view.ts';

type Answer = Extract<FromReader, { readonly type: 'marks.imported' | 'marks.written' | 'document.text' }>;
type Question = Extract<ToReader, { readonly type: 'marks.import' | 'marks.write' | 'document.read' }>;
type QuestionBody = Question extends infer Q ? (Q extends Question ? Omit<Q, 'requestId'> : never) : never;

let requests = 0;

function ask<T extends Answer['type']>(
  type: T,
  question: QuestionBody,
): Promise<Extract<Answer, { type: T }>> {
  requests += 1;
  const requestId = requests;
  return new Promise((resolve) => {
    const finish = (answer: Extract<Answer, { type: T }>): void => {
      for (const stop of stops) stop();
      resolve(answer);
    };
    const stops = [
      reader.subscribe((message) => {
        if (message.type === type && (message as Answer).requestId === requestId) {
          finish(message as Extract<Answer, { type: T }>);
        }
      }),
      reader.onRestart(() =>
        finish({
          type,
          requestId,
          ok: false,
          message: 'The reading process was started again meanwhile; ask once more.',
        } as Extract<Answer, { type: T }>),
      ),
    ];
    reader.post({ ...question, requestId } as ToReader);
  });
}

/** Imported findings are locked and know where they came from; the ledger opens when something is missing. */
export async function importMarks(object: OtherObject, name: string): Promise<void> {
  const open = $annotations.get();
  if (open === null) return notifyFailure('Not imported', 'Open the images first that the marks lie on.');
  const answer = await ask('marks.imported', {
    type: 'marks.import',
    object,
    studyInstanceUID: open.studyInstanceUID,
    shown: activeStackId(),
  });
  if (!answer.ok) return notifyFailure('Not imported', answer.message);
  const { findings, references, ledger } = answer.imported;
  const empty = findings.length === 0 && references.length === 0;
  // Nothing came and nothing is missing: there is nothing to keep.
  if (empty && ledger.length === 0) return notify('It holds no marks.', name);
  const done = open.store.importMarks(answer.imported, fileNameOf(object));
  if (!accepted(done) || !done.ok) return;
  const record = done.value;
  if (empty) notify('It holds no marks that can be drawn on the opened images.', name);
  else {
    const before = record.known === 0 ? '' : `; ${record.known} were here already`;
    notify(`${counted(record.findings.length, 'finding')} taken over, locked${before}.`, name);
  }
  if (record.ledger.length > 0) showImports(record.uid);
  const first = findings[0];
  if (first !== undefined) select(first.trackingUID);
}

/** A file in a zip is called by its path there. */
const fileNameOf = ({ file }: OtherObject): string => file.split(/[\\/]| › /).pop() ?? file;

/** The document becomes the study's report; an earlier report comes back by undo. */
export async function takeAsReport(object: OtherObject, name: string): Promise<void> {
  const open = $annotations.get();
  if (open === null) return notifyFailure('No report', 'Open the images first that the report describes.');
  const answer = await ask('document.text', { type: 'document.read', object });
  if (!answer.ok) return notifyFailure('No report', answer.message);
  if (takeReport(open.store, { text: answer.text, source: name })) showTab('report');
}

const NAMES = { sr: 'measurement report', gsps: 'presentation state' } as const;

export async function saveAsDicom(to: 'sr' | 'gsps'): Promise<void> {
  const open = $annotations.get();
  if (open === null) return;
  const copy = toWorkingCopy(open.store.state, 0, { by: readerName(), at: new Date().toISOString() });
  const answer = await ask('marks.written', { type: 'marks.write', to, copy });
  if (!answer.ok) return notifyFailure('Not saved', answer.message);
  const saved = await request('objects.save', {
    files: answer.files,
    suggestedName: to === 'sr' ? 'findings-sr.dcm' : 'findings-presentation.dcm',
  });
  if (saved === null) return;
  if (!saved.ok) return notifyFailure('Not saved', saved.message);
  const files = saved.paths.length === 1 ? '' : ` (${saved.paths.length} files, one a series)`;
  notify([`Saved as a DICOM ${NAMES[to]}${files}.`, ...answer.notices].join(' '));
}
