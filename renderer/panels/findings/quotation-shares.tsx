/** For each quotation of a finding that is split: whose it is. */
import { SegmentedControl } from '@mantine/core';
import type { Evidence } from '../../../annotations/finding/finding.ts';
import { SHARES, type Share, type Shares } from '../../../annotations/finding/split.ts';
import classes from './split.module.css';

export function QuotationShares({
  evidence,
  shares,
  names,
  onChange,
}: {
  readonly evidence: readonly Evidence[];
  readonly shares: Shares;
  readonly names: { readonly [S in Share]: string };
  readonly onChange: (shares: Shares) => void;
}) {
  return evidence.map(({ start, text }, index) => (
    <div key={start} className={classes.quotation} data-testid="split-quotation">
      <span className={classes.words}>{text}</span>
      <SegmentedControl
        aria-label={`Whose words: ${text}`}
        data={SHARES.map((share) => ({ value: share, label: names[share] }))}
        value={shares[index] ?? 'both'}
        onChange={(share) => onChange(evidence.map((_, at) => (at === index ? share : shares[at]) ?? 'both'))}
      />
    </div>
  ));
}
