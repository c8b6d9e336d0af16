/** One stack: its picture, its phase with the reason, its frames, what to beware of. A click shows it. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Series, Stack } from '../../../annotations/image/hierarchy.ts';
import { $shown, showStack } from '../../session/panes.ts';
import { $current } from '../../session/selection.ts';
import { useTold } from '../use-told.ts';
import { seriesTitle, stackFacts } from '../words.ts';
import { PhaseBadge } from './phase-badge.tsx';
import classes from './studies.module.css';
import { Thumbnail } from './thumbnail.tsx';

function Warnings({ stack }: { readonly stack: Stack }) {
  if (stack.warnings.length === 0) return null;
  const words = stack.warnings.map((warning) => warning.message);
  return (
    <Tooltip multiline maw={360} label={words.map((message) => <div key={message}>{message}</div>)}>
      <span className={classes.warning} role="img" aria-label={words.join(' ')}>
        <IconAlertTriangle size={13} />
      </span>
    </Tooltip>
  );
}

/** Where contrast passes through: no radiograph or ultrasound is asked for its phase. */
const HAS_PHASES = /^(CT|MR|PT|)$/;

export function SeriesRow({ series, stack }: { readonly series: Series; readonly stack: Stack }) {
  const active = useTold($current)?.stack.id === stack.id;
  const open = useTold($shown).some((pane) => pane?.stackId === stack.id);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const title = seriesTitle(series);
  return (
    <div ref={row} className={classes.row} data-active={active} data-open={open} data-testid="series">
      <UnstyledButton
        className={classes.rowButton}
        onClick={() => showStack(stack.id)}
        onDragStart={(event) => {
          event.dataTransfer.setData('application/x-marginalia-stack', stack.id);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        draggable
        aria-label={`Show ${title}, ${stackFacts(series, stack)}`}
        aria-current={active}
      >
        <Thumbnail stackId={stack.id} frames={stack.frames.length} />
        <span className={classes.rowText}>
          <span className={classes.rowTitle} title={title}>
            {title}
          </span>
          <span className={classes.rowFacts}>{stackFacts(series, stack)}</span>
        </span>
      </UnstyledButton>
      <span className={classes.rowMarks}>
        {!stack.localizer && HAS_PHASES.test(series.modality) && <PhaseBadge series={series} />}
        <Warnings stack={stack} />
      </span>
    </div>
  );
}
