/** All findings, a line or two each; a click goes to the slice. */
import { Button, ScrollArea, Tooltip, UnstyledButton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { PHASES } from '../../../annotations/image/hierarchy.ts';
import { oneLine } from '../../../annotations/printable.ts';
import { findingTitle } from '../../../annotations/scene/label-text.ts';
import { formatNumber } from '../../../annotations/units.ts';
import { $annotationState, $annotations, PHASE_LETTERS, PHASE_NAMES } from '../../session/annotations.ts';
import { runCommand } from '../../session/commands.ts';
import { jumpToFinding } from '../../session/findings.ts';
import { type FindingNumbers, findingNumbers } from '../../session/numbers.ts';
import { $nothingShown } from '../../session/panes.ts';
import { $arrivals } from '../../session/pixels.ts';
import { $hover, $selection, hoverOver } from '../../session/selection.ts';
import { $sources } from '../../session/sources.ts';
import { NameWithKey } from '../key-hint.tsx';
import { useTold } from '../use-told.ts';
import { joined, levelsText } from '../words.ts';
import { attenuationShort, enhancementShort } from './descriptor-words.ts';
import classes from './findings.module.css';
import { References } from './references.tsx';

const sizeText = ({ sizeMm }: FindingNumbers): string =>
  sizeMm === null ? '' : `${sizeMm.map((mm) => formatNumber(mm, 0)).join(' × ')} mm`;

function HuByPhase({ numbers }: { readonly numbers: FindingNumbers }) {
  // What is awaited has its place already: nothing moves aside for it later.
  const phases = PHASES.flatMap((phase) => {
    const meanHu = numbers.hu.find((each) => each.phase === phase)?.meanHu ?? null;
    return meanHu !== null || numbers.awaited.includes(phase) ? [{ phase, meanHu }] : [];
  });
  if (phases.length === 0) return null;
  const label = phases
    .map(({ phase, meanHu }) =>
      meanHu === null
        ? `${PHASE_NAMES[phase]}: measured once its slices are loaded`
        : `${PHASE_NAMES[phase]}: mean ${formatNumber(meanHu, 1)} HU`,
    )
    .join('\n');
  return (
    <Tooltip label={<span style={{ whiteSpace: 'pre-line' }}>{label}</span>} position="left">
      <span className={classes.hu}>
        {phases.map(({ phase, meanHu }) => (
          <span key={phase}>
            <span className={classes.huPhase}>{PHASE_LETTERS[phase]}</span>{' '}
            <span className={classes.huValue}>{meanHu === null ? '…' : formatNumber(meanHu, 0)}</span>
          </span>
        ))}
        <span className={classes.unit}>HU</span>
      </span>
    </Tooltip>
  );
}

function FindingRow({ finding, number }: { readonly finding: Finding; readonly number: number }) {
  useTold($arrivals);
  const annotations = useStore($annotationState);
  const selected = useStore($selection).finding === finding.trackingUID;
  const hovered = useStore($hover).finding === finding.trackingUID;
  const numbers = findingNumbers(finding, annotations);
  const { descriptors } = finding;
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const list = row.current?.closest('[data-testid="finding-list"]') ?? null;
    if (!selected || list === null) return;
    // The list gets lower when the form opens below it.
    const sizes = new ResizeObserver(() => row.current?.scrollIntoView({ block: 'nearest' }));
    sizes.observe(list);
    return () => sizes.disconnect();
  }, [selected]);
  const presence = descriptors.presence?.value ?? 'present';
  const place = joined([
    presence !== 'present' && presence,
    finding.laterality,
    finding.site,
    levelsText(finding.levels),
  ]);
  const look = joined([
    attenuationShort(descriptors),
    enhancementShort(descriptors),
    descriptors.fat?.value === 'present' && 'fat',
    descriptors.calcification?.value === 'present' && 'calcified',
  ]);
  return (
    <UnstyledButton
      ref={row}
      className={classes.finding}
      data-selected={selected}
      data-hovered={hovered}
      data-presence={presence}
      data-testid="finding"
      data-uid={finding.trackingUID}
      aria-current={selected}
      onClick={() => jumpToFinding(finding.trackingUID)}
      onPointerEnter={() => hoverOver(finding.trackingUID)}
      onPointerLeave={() => hoverOver(null)}
    >
      <span className={classes.number}>{number}</span>
      <span className={classes.name}>
        {oneLine(findingTitle(finding))}
        {finding.locked && <IconLock size={12} className={classes.lock} aria-label="locked" />}
      </span>
      <span className={classes.size}>{sizeText(numbers)}</span>
      <span className={classes.facts}>{place || 'Place not set'}</span>
      <HuByPhase numbers={numbers} />
      {look !== '' && <span className={classes.look}>{look}</span>}
    </UnstyledButton>
  );
}

function Nothing() {
  const annotations = useStore($annotations);
  const nothing = useTold($nothingShown);
  const opened = useTold($sources);
  const read = opened.length > 0 && opened.every(({ scan }) => scan.kind !== 'running');
  if (nothing && read) {
    return (
      <div className={classes.nothing} data-testid="no-images">
        <p>The findings of a study stand here once its images are open.</p>
      </div>
    );
  }
  // They are being read: what is said too early would be taken back at once.
  if (annotations === null) return null;
  return (
    <div className={classes.nothing} data-testid="no-findings">
      <p className={classes.nothingTitle}>No findings yet</p>
      <p>
        Draw on a mass to begin one (<b>E</b> ellipse, <b>G</b> outline, <b>B</b> diameters), or read them
        from the report.
      </p>
      <div className={classes.nothingActions}>
        <Button onClick={() => runCommand('tool.ellipse')}>Draw ellipse</Button>
        <Button onClick={() => runCommand('report.attach')}>Load or paste report…</Button>
      </div>
    </div>
  );
}

export function FindingList() {
  const findings = useStore($annotationState)?.findings ?? [];
  if (findings.length === 0) return <Nothing />;
  return (
    <ScrollArea className={classes.list} scrollbarSize={8} type="hover" data-testid="finding-list">
      {findings.map((finding, index) => (
        <FindingRow key={finding.trackingUID} finding={finding} number={index + 1} />
      ))}
      <References />
      <div className={classes.listFoot}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          onClick={() => runCommand('finding.add')}
        >
          New finding
        </Button>
        <span className={classes.footHint}>
          <NameWithKey name="Next" command="finding.next" />
        </span>
      </div>
    </ScrollArea>
  );
}
