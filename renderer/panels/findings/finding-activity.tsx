/** New, older, or mixed, by the published imaging rules, with the votes that led there. Never a diagnosis. */
import { Badge } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { assessActivity } from '../../../annotations/report/report.ts';
import { capitalized } from '../words.ts';
import classes from './blocks.module.css';

export function FindingActivity({ finding }: { readonly finding: Finding }) {
  const { descriptors } = finding;
  const { label, votes, atypicalBecause, note } = assessActivity({
    present: descriptors.presence?.value ?? 'present',
    attenuation: descriptors.attenuation?.value ?? null,
    attenuationReference: descriptors.attenuationReference?.value ?? null,
    fat: descriptors.fat?.value ?? null,
    calcification: descriptors.calcification?.value ?? null,
    enhancementDegree: descriptors.enhancementDegree?.value ?? null,
    enhancementPattern: descriptors.enhancementPattern?.value ?? null,
  });
  return (
    <section className={classes.block} aria-label="Activity" data-testid="activity">
      <h3 className={classes.blockTitle}>
        Activity <span className={classes.blockHint}>if extramedullary haematopoiesis</span>
      </h3>
      <div className={classes.activity}>
        <Badge variant="default" className={classes.activityLabel} data-testid="activity-label">
          {capitalized(label)}
        </Badge>
        <ul className={classes.votes}>
          {votes.map((vote) => (
            <li key={vote.field}>
              <b>{capitalized(vote.for)}:</b> {vote.because}
            </li>
          ))}
          {votes.length === 0 && <li>No descriptor votes for new or older.</li>}
          {atypicalBecause.length > 0 && (
            <li className={classes.atypical}>
              <IconAlertTriangle size={13} /> Atypical: {atypicalBecause.join(', ')}
            </li>
          )}
        </ul>
      </div>
      <p className={classes.blockEmpty}>{note}</p>
    </section>
  );
}
