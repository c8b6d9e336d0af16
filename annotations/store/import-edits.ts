/**
 * Foreign marks taken over and given back. The marks and the record of their import, with its ledger, come and go
 * together: one step of the undo list holds both.
 */
import { type ImportRecord, keptLedger } from '../codecs/import-record.ts';
import type { Imported } from '../codecs/imported-findings.ts';
import type { LedgerEntry } from '../codecs/loss-ledger.ts';
import type { Evidence, Finding } from '../finding/finding.ts';
import type { Region } from '../finding/region.ts';
import { type AnyUID, type ImportUID, uidOfWords } from '../ids.ts';
import { type Edit, type EditContext, edited, missing } from './edit.ts';
import { standingEvidence } from './evidence.ts';
import type { AnnotationState } from './state.ts';
import { frameFault, shapeFault } from './validate.ts';

const MUSCLE = 'muscle reference';

/**
 * Findings that are here already, by their UID, are left as they are and counted. No identity is given twice: of two
 * things with the same one the later gets another, and the ledger says so. A mark that cannot be (no area, no
 * number) goes to the ledger, and so does a quotation that an attached report does not hold; the others come.
 * `file` is a name without folders. Gives the import's record.
 */
export function importMarks(
  state: AnnotationState,
  context: EditContext,
  imported: Imported,
  file: string,
): Edit<ImportRecord> {
  const here = new Set(state.findings.map((finding) => finding.trackingUID));
  const drawn = new Set(
    [
      ...state.findings.flatMap(({ regions }) => regions),
      ...state.references.map(({ region }) => region),
    ].map(({ uid }) => uid),
  );
  const faults: LedgerEntry[] = [];
  const sound = (region: Region, where: string): boolean => {
    const why = shapeFault(region.shape) ?? frameFault(region.frame);
    if (why !== null)
      faults.push({ what: `Mark (${region.shape.kind})`, where, why: why.replace(/\.$/, '') });
    return why === null;
  };
  const quoted = (evidence: readonly Evidence[], where: string): readonly Evidence[] => {
    const standing = standingEvidence(evidence, state.report?.text ?? null);
    for (const { text } of evidence.filter((one) => !standing.includes(one)))
      faults.push({
        what: `Quotation “${text}”`,
        where,
        why: 'the report here has other words at its place',
      });
    return standing;
  };
  const taken = new Set<string>([...here, ...drawn]);
  /** The UID itself, unless something else has it: then one that the same file gives whenever it is read. */
  const own = <U extends AnyUID>(uid: U, thing: string, where: string): U => {
    let free = uid;
    for (let again = 2; taken.has(free); again += 1) free = uidOfWords<U>(`${where} ${uid} ${again}`);
    taken.add(free);
    if (free !== uid)
      faults.push({
        what: `Identity of a ${thing}`,
        where,
        why: `${uid} is the identity of another one already`,
      });
    return free;
  };
  const fresh = imported.findings
    .filter((finding) => !here.has(finding.trackingUID))
    .map((finding): Finding => {
      const name = finding.trackingIdentifier;
      const regions = finding.regions
        .filter((region) => sound(region, name))
        .map((region) => ({ ...region, uid: own(region.uid, 'mark', name) }));
      const evidence = state.report === null ? finding.evidence : quoted(finding.evidence, name);
      return { ...finding, trackingUID: own(finding.trackingUID, 'finding', name), regions, evidence };
    });
  const references = imported.references
    .filter(({ region }) => !drawn.has(region.uid) && sound(region, MUSCLE))
    .map(({ tissue, region }) => ({ tissue, region: { ...region, uid: own(region.uid, 'mark', MUSCLE) } }));
  const remembered = new Set(state.imports.map(({ uid }) => uid));
  const earlier = (imported.imports ?? []).filter(({ uid }) => !remembered.has(uid));
  const record: ImportRecord = {
    uid: context.newUid<ImportUID>(),
    origin: imported.origin,
    file,
    imported: context.stamp,
    findings: fresh.map((finding) => finding.trackingUID),
    references: references.map(({ region }) => region.uid),
    known: imported.findings.length - fresh.length,
    ledger: keptLedger([...imported.ledger, ...faults]),
  };
  return edited(
    {
      ...state,
      findings: [...state.findings, ...fresh],
      references: [...state.references, ...references],
      imports: [...state.imports, ...earlier, record],
    },
    `Import from ${file || imported.origin.description}`,
    record,
  );
}

/** Of an import's findings, those that nobody has made their own since: still here and still locked. */
export function untouchedFindings(state: AnnotationState, record: ImportRecord): readonly Finding[] {
  const brought = new Set(record.findings);
  return state.findings.filter(({ trackingUID, locked }) => brought.has(trackingUID) && locked);
}

/** The record goes with its ledger, its muscle references and its locked findings; unlocked ones are the reader's. */
export function removeImport(state: AnnotationState, uid: ImportUID): Edit {
  const record = state.imports.find((one) => one.uid === uid);
  if (record === undefined) return missing('The import');
  const going = new Set(untouchedFindings(state, record));
  const drawn = new Set(record.references);
  return edited(
    {
      ...state,
      findings: state.findings.filter((finding) => !going.has(finding)),
      references: state.references.filter(({ region }) => !drawn.has(region.uid)),
      imports: state.imports.filter((one) => one !== record),
    },
    `Remove the import from ${record.file || record.origin.description}`,
    null,
  );
}
