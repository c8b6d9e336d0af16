/** A proposal that is two masses: whose each sentence is, then both are accepted in one step. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Shares } from '../../../annotations/finding/split.ts';
import type { AnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { jumpToFinding } from '../../session/findings.ts';
import { accepted } from '../../session/notices.ts';
import { type Proposal, splitProposal } from '../../session/proposals.ts';
import { QuotationShares } from '../findings/quotation-shares.tsx';
import classes from './report.module.css';

export function ProposalSplit({
  proposal,
  store,
  onEnd,
}: {
  readonly proposal: Proposal;
  readonly store: AnnotationStore;
  readonly onEnd: () => void;
}) {
  const { draft } = proposal;
  const [shares, setShares] = useState<Shares>(() => draft.evidence.map(() => 'both'));
  const halves = splitProposal(proposal, shares);
  const wordless = halves.some(({ evidence }) => evidence.length === 0);
  const accept = (): void => {
    const added = store.addFindings(halves, `Accept ${draft.name} as two`);
    if (!accepted(added) || !added.ok) return;
    onEnd();
    const [first] = added.value;
    if (first !== undefined) jumpToFinding(first);
  };
  return (
    <div className={classes.split} data-testid="proposal-halves">
      <QuotationShares
        evidence={draft.evidence}
        shares={shares}
        names={{ stays: 'First', both: 'Both', goes: 'Second' }}
        onChange={setShares}
      />
      <div className={classes.splitActions}>
        <Button size="compact-xs" onClick={onEnd}>
          Cancel
        </Button>
        <Button
          size="compact-xs"
          variant="filled"
          disabled={wordless}
          onClick={accept}
          data-testid="proposal-accept-both"
        >
          Accept two
        </Button>
      </div>
    </div>
  );
}
