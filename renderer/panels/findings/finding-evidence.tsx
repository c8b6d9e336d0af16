/** The report's own words about the finding. */
import { UnstyledButton } from '@mantine/core';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { showTab } from '../../session/view.ts';
import classes from './blocks.module.css';

export function FindingEvidence({ finding }: { readonly finding: Finding }) {
  if (finding.evidence.length === 0) return null;
  return (
    <section className={classes.block} aria-label="Quotations" data-testid="evidence">
      <h3 className={classes.blockTitle}>In the report</h3>
      {finding.evidence.map((one) => (
        <UnstyledButton
          key={`${one.start}-${one.end}`}
          className={classes.quote}
          onClick={() => showTab('report')}
        >
          {one.text}
        </UnstyledButton>
      ))}
    </section>
  );
}
