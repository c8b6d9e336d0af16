/** Working copies, their journal and their earlier versions. */
import type { AnnotationKeeper } from '../../files/annotation-keeper.ts';
import type { Handlers } from '../requests.ts';
import type { Sources } from '../sources.ts';

type Names =
  | 'annotations.load'
  | 'annotations.note'
  | 'annotations.save'
  | 'annotations.discardRecovery'
  | 'annotations.close'
  | 'annotations.history'
  | 'annotations.revision';

export function annotationHandlers(keeper: AnnotationKeeper, sources: Sources): Pick<Handlers, Names> {
  return {
    'annotations.load': ({ sourceId, studyInstanceUID }) =>
      keeper.load(sources.get(sourceId)?.folders ?? [], studyInstanceUID),
    'annotations.note': ({ studyInstanceUID, ...work }) => keeper.note(studyInstanceUID, work),
    'annotations.save': ({ studyInstanceUID, version, ...work }) =>
      keeper.save(studyInstanceUID, work, version),
    async 'annotations.discardRecovery'({ studyInstanceUID, id }) {
      await keeper.discardRecovery(studyInstanceUID, id);
      return null;
    },
    async 'annotations.close'({ studyInstanceUID }) {
      await keeper.close(studyInstanceUID);
      return null;
    },
    'annotations.history': ({ studyInstanceUID }) => keeper.history(studyInstanceUID),
    async 'annotations.revision'({ studyInstanceUID, id }) {
      const text = await keeper.revision(studyInstanceUID, id);
      return text === null
        ? { ok: false, message: 'This version is no longer kept, or cannot be read.' }
        : { ok: true, text };
    },
  };
}
