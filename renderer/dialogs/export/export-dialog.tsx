/** Snapshots: what they show, how large, where they go. The preview is the file's own bytes. */
import { Button, Modal } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconCopy, IconDeviceFloppy, IconPhotoDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { oneLine } from '../../../annotations/printable.ts';
import { snapshotName } from '../../../annotations/scene/snapshot-name.ts';
import { request } from '../../host.ts';
import { useStackViewport } from '../../panels/use-viewport.ts';
import { plural } from '../../panels/words.ts';
import { $mpr } from '../../session/mpr.ts';
import { notify, notifyFailure } from '../../session/notices.ts';
import { $activePane, $stackPane } from '../../session/panes.ts';
import { snapshotOfPlanes } from '../../session/planes-snapshot.ts';
import { type SnapshotOptions, snapshotOfViewport, snapshotsOfFindings } from '../../session/snapshot.ts';
import { $crosshairShown, closeDialog } from '../../session/view.ts';
import classes from './export.module.css';
import { ExportOptions } from './export-options.tsx';
import { FIRST_OPTIONS, type Scope } from './options.ts';
import { Preview, usePreview } from './preview.tsx';

/** Kept for as long as the window is open: the next export most often looks alike. Who it is is asked for each time. */
let lastOptions: SnapshotOptions = FIRST_OPTIONS;

export function ExportDialog() {
  const viewport = useStackViewport();
  const pane = useStore($activePane);
  const mpr = useStore($mpr);
  const sides = mpr.kind === 'cut' ? mpr.sides : null;
  const cut = useStore($stackPane) !== pane && sides !== null;
  const [options, setOptions] = useState(lastOptions);
  const [scope, setScope] = useState<Scope>(sides === null ? 'slice' : 'planes');
  const [crosshair, setCrosshair] = useState(() => $crosshairShown.get());
  const [busy, setBusy] = useState(false);
  const frozen = useMemo(() => {
    if (viewport === null) return null;
    return scope === 'planes' ? snapshotOfPlanes(options, crosshair) : snapshotOfViewport(viewport, options);
  }, [viewport, options, scope, crosshair]);
  const preview = usePreview(frozen);

  const change = (part: Partial<SnapshotOptions>): void => {
    const changed = { ...options, ...part };
    lastOptions = { ...changed, identity: FIRST_OPTIONS.identity };
    setOptions(changed);
  };

  /** Runs one of the ways out; the dialog stays when it failed. */
  const run = async (work: () => Promise<boolean>): Promise<void> => {
    setBusy(true);
    const done = await work().finally(() => setBusy(false));
    if (done) closeDialog();
  };

  const saveOne = async (): Promise<boolean> => {
    if (frozen === null) return false;
    const saved = await request('snapshot.saveAs', {
      request: frozen,
      suggestedName: snapshotName(null, frozen),
    });
    if (saved === null) return false;
    if (saved.ok) notify(saved.path, 'Saved');
    else notifyFailure('Not saved', saved.message);
    return saved.ok;
  };

  const saveAll = async (): Promise<boolean> => {
    if (viewport === null) return false;
    const { snapshots, problems } = await snapshotsOfFindings(viewport.voi, options);
    for (const problem of problems) notifyFailure('Left out', problem);
    if (snapshots.length === 0) return false;
    const saved = await request('snapshot.saveAll', {
      requests: snapshots.map((each) => each.request),
      names: snapshots.map((each) => each.name),
    });
    if (saved === null) return false;
    if (saved.ok) notify(`${plural(snapshots.length, 'picture')} in ${saved.folder}`, 'Saved');
    else notifyFailure('Not saved', saved.message);
    return saved.ok;
  };

  const copy = async (): Promise<boolean> => {
    if (frozen === null) return false;
    const copied = await request('snapshot.copy', { request: frozen });
    if (copied.ok) notify('The picture is on the clipboard.');
    else notifyFailure('Not copied', copied.message);
    return copied.ok;
  };

  return (
    <Modal
      opened
      onClose={closeDialog}
      title="Export snapshot"
      size="min(1040px, 94vw)"
      data-testid="export-dialog"
    >
      <div className={classes.body}>
        <Preview preview={preview} waiting={frozen === null} />
        <div className={classes.side}>
          <ExportOptions
            options={options}
            onChange={change}
            scope={scope}
            onScope={setScope}
            crosshair={sides === null ? null : { shown: crosshair, onChange: setCrosshair }}
            patient={oneLine(frozen?.context.patient.name ?? '')}
          />
          {cut && scope === 'slice' && (
            <p className={classes.note} data-testid="export-cut">
              A picture of one plane is made of a slice as it was acquired: this is the {sides?.[0]} slice
              through the crosshair, not the {sides?.[pane]} cut. Cuts are in the picture of three planes.
            </p>
          )}
          <div className={classes.actions}>
            <Button
              leftSection={<IconCopy size={15} stroke={1.6} />}
              disabled={frozen === null || busy || scope === 'findings'}
              onClick={() => void run(copy)}
              data-testid="export-copy"
            >
              Copy
            </Button>
            <Button
              variant="filled"
              leftSection={
                scope === 'findings' ? (
                  <IconPhotoDown size={15} stroke={1.6} />
                ) : (
                  <IconDeviceFloppy size={15} stroke={1.6} />
                )
              }
              disabled={frozen === null}
              loading={busy}
              onClick={() => void run(scope === 'findings' ? saveAll : saveOne)}
              data-autofocus
              data-testid="export-save"
            >
              {scope === 'findings' ? 'Save all…' : 'Save…'}
            </Button>
          </div>
        </div>
      </div>
    </Modal>
  );
}
