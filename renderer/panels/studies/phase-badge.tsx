/** The phase of a series with the reason for it; a click corrects it. */
import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconCheck } from '@tabler/icons-react';
import { PHASES, type Series } from '../../../annotations/image/hierarchy.ts';
import {
  $annotationState,
  annotationStore,
  PHASE_LETTERS,
  PHASE_NAMES,
  phaseOf,
} from '../../session/annotations.ts';
import { accepted } from '../../session/notices.ts';
import classes from './studies.module.css';

export function PhaseBadge({ series }: { readonly series: Series }) {
  const annotations = useStore($annotationState);
  const { phase, reason, corrected } = phaseOf(series, annotations);
  const set = (next: typeof phase | null): void => {
    const done = annotationStore()?.setPhase(series.seriesInstanceUID, next);
    if (done !== undefined) accepted(done);
  };
  return (
    <Menu position="right-start" width={190}>
      <Menu.Target>
        <Tooltip
          multiline
          maw={300}
          label={
            <>
              <strong>{PHASE_NAMES[phase]}</strong>
              <div>{reason}</div>
            </>
          }
        >
          <UnstyledButton
            className={classes.phase}
            data-phase={phase}
            data-corrected={corrected}
            aria-label={`Phase: ${PHASE_NAMES[phase]}. ${reason} Change it.`}
            data-testid="phase"
          >
            {PHASE_LETTERS[phase]}
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Phase of this series</Menu.Label>
        {PHASES.map((choice) => (
          <Menu.Item
            key={choice}
            leftSection={choice === phase ? <IconCheck size={15} /> : <span style={{ width: 15 }} />}
            onClick={() => set(choice)}
          >
            {PHASE_NAMES[choice]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!corrected} onClick={() => set(null)}>
          As read from the files
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
