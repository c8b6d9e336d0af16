/** Working copies and their history. */
import type { AnnotationKeeper } from '../annotation-keeper.ts';
import type { Handlers } from '../requests.ts';
import type { Sources } from '../sources.ts';

type Names = 'annotations.load' | 'annotations.save' | 'annotations.history' | 'annotations.revision';

export function annotationHandlers(keeper: AnnotationKeeper, sources: Sources): Pick<Handlers, Names> {
  return {
    'annotations.load': ({ sourceId, studyInstanceUID }) =>
      keeper.load(sources.get(sourceId)?.folders ?? [], studyInstanceUID),
    'annotations.save': ({ sourceId, studyInstanceUID, text, baseRevision }) =>
      keeper.save(sources.get(sourceId)?.folders ?? [], studyInstanceUID, text, baseRevision),
    'annotations.history': ({ studyInstanceUID }) => keeper.history(studyInstanceUID),
    async 'annotations.revision'({ studyInstanceUID, revision }) {
      const text = await keeper.revision(studyInstanceUID, revision);
      return text === null
        ? { ok: false, message: `Revision ${revision} is no longer kept.` }
        : { ok: true, text };
    },
  };
}
