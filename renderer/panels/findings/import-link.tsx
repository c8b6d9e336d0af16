/** From an imported finding to its import: what came with it, and what did not. */
import { Button } from '@mantine/core';
import { useStore } from '@nanostores/react';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { $annotationState } from '../../session/annotations.ts';
import { showImports } from '../../session/view.ts';
import { plural } from '../words.ts';

export function ImportLink({ finding }: { readonly finding: Finding }) {
  const record = useStore($annotationState)?.imports.find(({ findings }) =>
    findings.includes(finding.trackingUID),
  );
  if (record === undefined) return null;
  const lost = record.ledger.length;
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => showImports(record.uid)}>
      {lost === 0 ? 'Its import' : `Its import: ${plural(lost, 'thing')} lost or changed`}
    </Button>
  );
}
