/**
 * Steps from older versions of the working copy to the present one. Whoever raises WORKING_COPY_VERSION adds the step
 * from the version before, and puts a file of that version beside the others in
 * `test/annotations/codecs/working-copies/`, where every one of them has to open for ever.
 */

type Document = Readonly<Record<string, unknown>>;
export type Migration = (older: Document) => Document;

/** By the version that a step starts from; it leads to the next one. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map([
  // Version 1 forgot its imports: what they could not take over was shown once and is not known any more.
  [1, (older) => ({ imports: [], ...older })],
]);

/** The document as of version `to`; null when there is no way from its version. */
export function migrate(
  document: Document,
  to: number,
  steps: ReadonlyMap<number, Migration> = MIGRATIONS,
): Document | null {
  let version = document.version;
  let migrated = document;
  while (version !== to) {
    const step = typeof version === 'number' && version < to ? steps.get(version) : undefined;
    if (step === undefined) return null;
    version = (version as number) + 1;
    migrated = { ...step(migrated), version };
  }
  return migrated;
}
