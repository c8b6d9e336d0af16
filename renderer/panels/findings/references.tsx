/** The muscle that findings are compared with, below the findings. */
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconTrash } from '@tabler/icons-react';
import { formatNumber } from '../../../annotations/units.ts';
import { $annotationState, annotationStore, PHASE_LETTERS, phaseOf } from '../../session/annotations.ts';
import { jumpToRegion } from '../../session/findings.ts';
import { accepted } from '../../session/notices.ts';
import { measuredIn, quantityIn } from '../../session/numbers.ts';
import { $arrivals } from '../../session/pixels.ts';
import { $selection } from '../../session/selection.ts';
import { $stacks, framePlace } from '../../session/studies.ts';
import { useTold } from '../use-told.ts';
import classes from './findings.module.css';

export function References() {
  useTold($arrivals);
  useTold($stacks);
  const state = useStore($annotationState);
  const selected = useStore($selection).region;
  if (state === null || state.references.length === 0) return null;
  return (
    <section className={classes.references} aria-label="Muscle references" data-testid="references">
      {state.references.map(({ region }) => {
        const place = framePlace(region.frame);
        const mean = quantityIn(measuredIn(region), 'mean');
        return (
          <div key={region.uid} className={classes.reference} data-selected={selected === region.uid}>
            <UnstyledButton
              className={classes.referenceButton}
              disabled={place === null}
              onClick={() => jumpToRegion(region.uid)}
            >
              <span>Muscle reference</span>
              <span className={classes.hu}>
                <span className={classes.huPhase}>
                  {place === null ? 'not open' : PHASE_LETTERS[phaseOf(place.series, state).phase]}
                </span>
                {mean !== null && formatNumber(mean, 0)}
                <span className={classes.unit}>HU</span>
              </span>
            </UnstyledButton>
            <Tooltip label="Delete this reference">
              <ActionIcon
                size={20}
                aria-label="Delete this muscle reference"
                onClick={() => {
                  const done = annotationStore()?.removeRegion(region.uid);
                  if (done !== undefined) accepted(done);
                }}
              >
                <IconTrash size={13} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          </div>
        );
      })}
    </section>
  );
}
