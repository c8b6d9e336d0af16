/**
 * What a change of annotations is: a pure function from one valid state to the next, with the name under which it can
 * be undone. A change that is not allowed gives a sentence and leaves the state alone. The changes themselves:
 * `finding-edits.ts`, `region-edits.ts`, `case-edits.ts`.
 */
import type { Finding, Stamp } from '../finding/finding.ts';
import type { AnyUID, TrackingUID } from '../ids.ts';
import { err, type Failure, failure, ok, type Result } from '../result.ts';
import { type AnnotationState, findingOf } from './state.ts';

export type StoreFailure = Failure<'locked' | 'missing' | 'invalid' | 'read-only' | 'nothing-to-undo'>;

/** A change: the new state, its name for the undo list, and what it made. */
export type Edited<T> = { readonly state: AnnotationState; readonly name: string; readonly value: T };
export type Edit<T = null> = Result<Edited<T>, StoreFailure>;

export type EditContext = { readonly stamp: Stamp; newUid<U extends AnyUID>(): U };

export const edited = <T>(state: AnnotationState, name: string, value: T): Edit<T> =>
  ok({ state, name, value });
export const invalid = (message: string): Edit<never> => err(failure('invalid', message));
export const missing = (what: string): Edit<never> => err(failure('missing', `${what} is no longer there.`));

export const quoted = (name: string): string => (name === '' ? 'The finding' : `“${name}”`);

export const locked = (finding: Finding): Edit<never> => {
  const from = finding.origin === null ? '' : ` It came from ${finding.origin.description}.`;
  return err(
    failure('locked', `${quoted(finding.trackingIdentifier)} is locked.${from} Unlock it to change it.`),
  );
};

export const withFinding = (state: AnnotationState, finding: Finding): AnnotationState => ({
  ...state,
  findings: state.findings.map((old) => (old.trackingUID === finding.trackingUID ? finding : old)),
});

/** Changes one finding that is there and not locked. */
export function editFinding(
  state: AnnotationState,
  context: EditContext,
  uid: TrackingUID,
  name: string,
  change: Partial<Finding>,
): Edit {
  const finding = findingOf(state, uid);
  if (finding === null) return missing('The finding');
  if (finding.locked) return locked(finding);
  return edited(withFinding(state, { ...finding, ...change, modified: context.stamp }), name, null);
}
