/** The finding's marks with their numbers, phase by phase; a click goes there. */
import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconArrowRight, IconDots, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region } from '../../../annotations/finding/region.ts';
import { oneLine } from '../../../annotations/printable.ts';
import { findingTitle } from '../../../annotations/scene/label-text.ts';
import { measuredText } from '../../../annotations/scene/number-text.ts';
import type { AnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { formatNumber } from '../../../annotations/units.ts';
import type { MarkTool } from '../../overlay/drawing.ts';
import { $annotationState, PHASE_LETTERS, phaseOf } from '../../session/annotations.ts';
import { jumpToRegion } from '../../session/findings.ts';
import { accepted } from '../../session/notices.ts';
import { measuredIn, quantityIn } from '../../session/numbers.ts';
import { $arrivals } from '../../session/pixels.ts';
import { $hover, $selection, hoverOver, select } from '../../session/selection.ts';
import { $stacks, framePlace } from '../../session/studies.ts';
import { TOOL_ICONS } from '../toolbar/tool-switch.tsx';
import { useTold } from '../use-told.ts';
import { joined } from '../words.ts';
import classes from './blocks.module.css';

type Props = { readonly region: Region; readonly finding: Finding; readonly store: AnnotationStore };

const toolOf = (kind: Region['shape']['kind']): MarkTool => (kind === 'polyline' ? 'length' : kind);

function RegionMenu({ region, finding, store }: Props) {
  const others = (useStore($annotationState)?.findings ?? []).filter((other) => other !== finding);
  const join = (to: Finding | null): void => {
    const done = store.joinRegion(region.uid, to?.trackingUID ?? null);
    if (accepted(done) && done.ok) select(done.value, region.uid);
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon size={22} aria-label="Actions for this mark" className={classes.regionMenu}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move this mark to</Menu.Label>
        {others.map((other) => (
          <Menu.Item
            key={other.trackingUID}
            leftSection={<IconArrowRight size={15} />}
            onClick={() => join(other)}
          >
            {oneLine(findingTitle(other))}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => join(null)}>
          A new finding
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            if (accepted(store.makeReference(region.uid))) select(null, region.uid);
          }}
        >
          Use as muscle reference
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => accepted(store.removeRegion(region.uid))}
        >
          Delete mark
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What a mark is, where and with which numbers; a click goes there. */
export function RegionButton({ region, finding }: Omit<Props, 'store'>) {
  const annotations = useStore($annotationState);
  useTold($arrivals);
  const place = framePlace(region.frame);
  const measured = measuredIn(region);
  const Icon = TOOL_ICONS[toolOf(region.shape.kind)];
  const text = measured === null ? '' : measuredText(measured);
  const more = (['min', 'max', 'median', 'pixel-count'] as const)
    .map((quantity) => [quantity, quantityIn(measured, quantity)] as const)
    .filter((pair): pair is readonly [(typeof pair)[0], number] => pair[1] !== null)
    .map(([quantity, value]) =>
      quantity === 'pixel-count'
        ? `${formatNumber(value, 0)} pixels`
        : `${quantity} ${formatNumber(value, 0)} HU`,
    );
  const details = [joined(more), ...(measured?.problems ?? [])].filter((line) => line !== '');
  return (
    <Tooltip
      label={details.map((line) => <div key={line}>{line}</div>)}
      disabled={details.length === 0}
      multiline
      maw={320}
      position="left"
    >
      <UnstyledButton
        className={classes.regionButton}
        disabled={place === null}
        onClick={() => jumpToRegion(region.uid)}
        onPointerEnter={() => hoverOver(finding.trackingUID, region.uid)}
        onPointerLeave={() => hoverOver(null)}
      >
        <Icon size={15} stroke={1.6} />
        <span className={classes.regionPhase}>
          {place === null ? '' : PHASE_LETTERS[phaseOf(place.series, annotations).phase]}
        </span>
        <span className={classes.regionSlice}>{place === null ? 'not open' : place.slice + 1}</span>
        <span className={classes.regionNumbers}>{joined([text, region.text])}</span>
      </UnstyledButton>
    </Tooltip>
  );
}

/** Whether the mark is selected, or under the pointer here or on the image: as attributes of its row. */
export function useRowState(region: Region) {
  return {
    'data-selected': useStore($selection).region === region.uid,
    'data-hovered': useStore($hover).region === region.uid,
  };
}

function RegionRow({ region, finding, store }: Props) {
  return (
    <div className={classes.region} {...useRowState(region)} data-testid="region">
      <RegionButton region={region} finding={finding} />
      <RegionMenu region={region} finding={finding} store={store} />
    </div>
  );
}

export function FindingRegions({
  finding,
  store,
}: {
  readonly finding: Finding;
  readonly store: AnnotationStore;
}) {
  // Where the marks lie is known only once their files have been read.
  useTold($stacks);
  return (
    <section className={classes.block} aria-label="Marks">
      <h3 className={classes.blockTitle}>
        Marks <span className={classes.blockHint}>phase, slice, numbers</span>
      </h3>
      {finding.regions.length === 0 && (
        <p className={classes.blockEmpty}>None yet. Draw on the image; the mark joins this finding.</p>
      )}
      {finding.regions.map((region) => (
        <RegionRow key={region.uid} region={region} finding={finding} store={store} />
      ))}
    </section>
  );
}
