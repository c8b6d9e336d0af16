/** Goes between the stacks of the study on the screen: by phase where there are few, by name where there are many. */
import { SegmentedControl, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useStore } from '@nanostores/react';
import { asStackId } from '../../../annotations/ids.ts';
import { $annotationState, PHASE_LETTERS, PHASE_NAMES, phaseOf } from '../../session/annotations.ts';
import { showStack } from '../../session/panes.ts';
import { $current } from '../../session/selection.ts';
import { $stacks } from '../../session/studies.ts';
import { useTold } from '../use-told.ts';
import { joined, seriesTitle } from '../words.ts';
import classes from './toolbar.module.css';

/** More segments than this leave no room for tools. */
const SEGMENTS = 3;

export function SeriesSwitch() {
  const current = useTold($current);
  const annotations = useStore($annotationState);
  const stacks = useTold($stacks).filter(
    (place) => place.study.studyInstanceUID === current?.study.studyInstanceUID && !place.stack.localizer,
  );
  const narrow = useMediaQuery('(max-width: 1000px)');
  if (current === null || stacks.length < 2) return null;

  const phases = stacks.map((place) => phaseOf(place.series, annotations).phase);
  const distinct = new Set(phases).size === phases.length && !phases.includes('unspecified');
  const data = stacks.map((place, index) => ({
    value: place.stack.id as string,
    label:
      distinct && phases[index] !== undefined
        ? (narrow ? PHASE_LETTERS : PHASE_NAMES)[phases[index]]
        : joined([
            place.series.number === null ? null : `${place.series.number}`,
            seriesTitle(place.series),
            place.stack.pass?.label,
          ]),
  }));
  const change = (value: string | null): void => {
    if (value !== null) showStack(asStackId(value));
  };
  return distinct && stacks.length <= SEGMENTS ? (
    <SegmentedControl
      className={classes.series}
      data={data}
      value={current.stack.id}
      onChange={change}
      aria-label="Series"
      data-testid="series-switch"
    />
  ) : (
    <Select
      data={data}
      value={current.stack.id}
      onChange={change}
      allowDeselect={false}
      w={190}
      aria-label="Series"
      data-testid="series-switch"
    />
  );
}
