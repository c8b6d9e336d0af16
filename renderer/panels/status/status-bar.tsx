/** The bottom line: what is being read, what was left out, where the work is saved, the HU under the pointer. */
import { Anchor, Button, Popover, Progress, Text, Tooltip } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconAlertTriangle, IconCheck, IconCloudOff } from '@tabler/icons-react';
import { oneLine } from '../../../annotations/printable.ts';
import { formatNumber } from '../../../annotations/units.ts';
import { request } from '../../host.ts';
import {
  $annotations,
  fileName,
  type OpenAnnotations,
  reopenAnnotations,
} from '../../session/annotations.ts';
import { runCommand } from '../../session/commands.ts';
import { $pointer } from '../../session/pointer.ts';
import { $appInfo } from '../../session/settings.ts';
import { $sources } from '../../session/sources.ts';
import { useTold } from '../use-told.ts';
import { counted, plural, savedTime } from '../words.ts';
import { LoadProgress } from './load-progress.tsx';
import { MissingLetters } from './missing-letters.tsx';
import { saveElsewhere } from './save-elsewhere.ts';
import classes from './status-bar.module.css';

function ScanProgress() {
  const sources = useTold($sources);
  const running = sources.find((open) => open.scan.kind === 'running');
  const failed = sources.find((open) => open.scan.kind === 'failed');
  if (running?.scan.kind === 'running') {
    const { filesRead, filesSeen } = running.scan;
    return (
      <span className={classes.item} role="status" data-testid="scan-progress">
        Reading {counted(filesRead)} of {counted(filesSeen)} files
        <Progress
          className={classes.progress}
          value={filesSeen === 0 ? 0 : (100 * filesRead) / filesSeen}
          transitionDuration={0}
          aria-label="Reading files"
        />
      </span>
    );
  }
  if (failed?.scan.kind === 'failed') {
    return (
      <span className={`${classes.item} ${classes.error}`} role="alert">
        <IconAlertTriangle size={14} /> {oneLine(failed.scan.message)}
      </span>
    );
  }
  return <LoadProgress />;
}

function Skipped() {
  const skipped = useTold($sources).reduce((sum, open) => sum + open.skipped.length, 0);
  if (skipped === 0) return null;
  return (
    <Anchor
      component="button"
      className={classes.link}
      onClick={() => runCommand('case.skipped')}
      data-testid="skipped-link"
    >
      {plural(skipped, 'file')} skipped
    </Anchor>
  );
}

function Saved({ open }: { readonly open: OpenAnnotations }) {
  const { kind, place, savedAt, failure } = useStore(open.autosave.$state);
  if (open.store.readOnly !== null) {
    return (
      <>
        <Tooltip label={open.store.readOnly} multiline maw={460} position="top-end">
          <span className={classes.warning} data-testid="read-only">
            Read-only: {open.store.readOnly}
          </span>
        </Tooltip>
        <Anchor component="button" className={classes.link} onClick={() => void reopenAnnotations(open)}>
          Try again
        </Anchor>
      </>
    );
  }
  if (kind === 'failed') {
    return (
      <Popover width={380} position="top-end" withArrow>
        <Popover.Target>
          <Anchor component="button" className={classes.failed} data-testid="save-state" data-state={kind}>
            <IconCloudOff size={14} /> Not saved
          </Anchor>
        </Popover.Target>
        <Popover.Dropdown>
          <Text fz={12.5}>{failure}</Text>
          <Text fz={12.5} mt={6} c="var(--text-soft)">
            Nothing is lost: your work stays here and is saved again with the next change.
          </Text>
          <div className={classes.popoverActions}>
            <Button onClick={() => void open.autosave.flush()}>Try again</Button>
            <Button onClick={() => saveElsewhere(open)}>Save a copy elsewhere…</Button>
          </div>
        </Popover.Dropdown>
      </Popover>
    );
  }
  const where = place.kind === 'case-folder' ? 'in case folder' : 'in Marginalia’s folder';
  const text =
    kind === 'saving' || kind === 'waiting'
      ? 'Saving…'
      : savedAt === null
        ? `Saves ${where}`
        : `Saved ${savedTime(savedAt)} ${where}`;
  return (
    <Tooltip label={oneLine(place.notice ?? fileName(place))} multiline maw={420} position="top-end">
      <Anchor
        component="button"
        className={place.notice === null ? classes.link : classes.noticed}
        onClick={() => void request('path.reveal', { path: place.path })}
        data-testid="save-state"
        data-state={kind}
      >
        {kind === 'saved' && savedAt !== null && <IconCheck size={13} />}
        {text}
      </Anchor>
    </Tooltip>
  );
}

function Hu() {
  const pointer = useStore($pointer);
  return (
    <span className={classes.hu} data-testid="hu">
      {pointer === null ? '' : pointer.hu === null ? '—' : `${formatNumber(pointer.hu, 0)} ${pointer.unit}`}
    </span>
  );
}

export function StatusBar() {
  const info = useStore($appInfo);
  const annotations = useStore($annotations);
  return (
    <footer className={classes.bar} data-testid="status-bar">
      <ScanProgress />
      <Skipped />
      <MissingLetters />
      {annotations?.problem != null && (
        <Tooltip label={annotations.problem} multiline maw={460}>
          <span className={classes.warning} data-testid="annotations-problem">
            <IconAlertTriangle size={14} /> Saved annotations could not be read
          </span>
        </Tooltip>
      )}
      <span className={classes.space} />
      <Hu />
      {info?.runtimeNotice != null && (
        <Tooltip label={info.runtimeNotice} multiline maw={420}>
          <span className={classes.notice} data-testid="runtime-notice">
            Development runtime
          </span>
        </Tooltip>
      )}
      {annotations !== null && <Saved open={annotations} />}
    </footer>
  );
}
