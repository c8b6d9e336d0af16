/** What an import could not take over: each mark with its place and the reason. */
import { Modal, ScrollArea, Table } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { $ledger, closeLedger } from '../../session/exchange.ts';
import { plural } from '../words.ts';

/** More rows than anyone reads. */
const ROWS = 500;

export function LedgerDialog() {
  const ledger = useStore($ledger);
  if (ledger === null) return null;
  const { from, entries } = ledger;
  return (
    <Modal
      opened
      onClose={closeLedger}
      size="lg"
      title={`Not taken over from ${from}: ${plural(entries.length, 'entry', 'entries')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      data-testid="ledger"
    >
      <ScrollArea.Autosize mah="60vh" type="auto">
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              <Table.Th>Where</Table.Th>
              <Table.Th>Why not</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.slice(0, ROWS).map(({ what, where, why }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity and never move.
              <Table.Tr key={index}>
                <Table.Td>{what}</Table.Td>
                <Table.Td>{where}</Table.Td>
                <Table.Td>{why}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {entries.length > ROWS && <p>and {plural(entries.length - ROWS, 'other')}</p>}
      </ScrollArea.Autosize>
    </Modal>
  );
}
