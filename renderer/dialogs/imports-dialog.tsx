/** Every import into this study: from what, when and by whom, what it brought, and what it could not bring and why. */
import { Button, Modal, ScrollArea, Table } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import type { ImportRecord } from '../../annotations/codecs/import-record.ts';
import type { LedgerEntry } from '../../annotations/codecs/loss-ledger.ts';
import type { AnnotationState } from '../../annotations/store/annotation-store.ts';
import { untouchedFindings } from '../../annotations/store/import-edits.ts';
import { dayAndTime, joined, plural } from '../panels/words.ts';
import { $annotationState, annotationStore } from '../session/annotations.ts';
import { accepted, notifyBriefly } from '../session/notices.ts';
import { select } from '../session/selection.ts';
import { $importShown, closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

function Ledger({ entries }: { readonly entries: readonly LedgerEntry[] }) {
  return (
    <Table fz="sm" verticalSpacing={4} data-testid="ledger">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th>Where</Table.Th>
          <Table.Th>Why</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(({ what, where, why }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity and never move.
          <Table.Tr key={index}>
            <Table.Td>{what}</Table.Td>
            <Table.Td>{where}</Table.Td>
            <Table.Td>{why}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** "3 findings, 1 of them deleted since, 2 were here already". */
function broughtText({ findings, references, known }: ImportRecord, state: AnnotationState): string {
  const here = new Set(state.findings.map(({ trackingUID }) => trackingUID));
  const gone = findings.filter((uid) => !here.has(uid)).length;
  return joined(
    [
      plural(findings.length, 'finding'),
      gone > 0 && `${gone} of them deleted or merged since`,
      references.length > 0 && plural(references.length, 'muscle reference'),
      known > 0 && `${known} were here already`,
    ],
    ', ',
  );
}

function remove(record: ImportRecord): void {
  const store = annotationStore();
  if (store === null || !accepted(store.removeImport(record.uid))) return;
  select(null);
  notifyBriefly('Removed with its ledger. Undo brings both back.');
}

function Import({ record, state }: { readonly record: ImportRecord; readonly state: AnnotationState }) {
  const [unfolded, unfold] = useState($importShown.get() === record.uid);
  const { origin, file, imported, ledger } = record;
  const readOnly = annotationStore()?.readOnly != null;
  const going = untouchedFindings(state, record).length;
  return (
    <section aria-label={`Import from ${file}`} data-testid="import">
      <div className={classes.version}>
        <span>{dayAndTime(imported.at)}</span>
        <div className={classes.versionWhat}>
          {joined([origin.description, file !== origin.description && file, origin.kind])}
          <div className={classes.soft}>
            {broughtText(record, state)}
            {imported.by !== '' && `, by ${imported.by}`}
          </div>
        </div>
        <span>
          {ledger.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-expanded={unfolded}
              onClick={() => unfold(!unfolded)}
            >
              {plural(ledger.length, 'thing')} lost or changed
            </Button>
          )}{' '}
          <Button
            size="compact-xs"
            variant="default"
            disabled={readOnly}
            title={`Takes away ${plural(going, 'locked finding')} and this entry; what you have unlocked stays.`}
            onClick={() => remove(record)}
          >
            Remove
          </Button>
        </span>
      </div>
      {unfolded && ledger.length > 0 && <Ledger entries={ledger} />}
    </section>
  );
}

export function ImportsDialog() {
  const state = useStore($annotationState);
  if (state === null) return null;
  const latestFirst = [...state.imports].reverse();
  return (
    <Modal
      opened
      onClose={closeDialog}
      title="Imported marks"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
      data-testid="imports-dialog"
    >
      {latestFirst.length === 0 && (
        <p className={classes.soft}>
          None yet. Marks of other programs are taken over from “Other objects” below the series.
        </p>
      )}
      <ScrollArea.Autosize mah="64vh" type="auto">
        {latestFirst.map((record) => (
          <Import key={record.uid} record={record} state={state} />
        ))}
      </ScrollArea.Autosize>
    </Modal>
  );
}
