/** Why there is no picture: still reading, nothing chosen, nothing recognised, or a failure; and what to do. */
import { Button, Loader, ScrollArea } from '@mantine/core';
import { IconAlertTriangle, IconFolderOff, IconPhotoOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { oneLine } from '../../../annotations/printable.ts';
import { runCommand } from '../../session/commands.ts';
import { type OpenSource, skippedFiles } from '../../session/sources.ts';
import { plural } from '../words.ts';
import classes from './viewer.module.css';

type StateProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly testId: string;
};

const State = ({ icon, title, children, testId }: StateProps) => (
  <div className={classes.state} data-testid={testId}>
    <div className={classes.stateIcon}>{icon}</div>
    <h2 className={classes.stateTitle}>{title}</h2>
    {children}
  </div>
);

const OpenAnother = () => (
  <div className={classes.stateActions}>
    <Button onClick={() => runCommand('case.openFolder')}>Open another folder</Button>
    <Button variant="subtle" color="gray" onClick={() => runCommand('case.openSample')}>
      Open sample case
    </Button>
  </div>
);

const ICON = { size: 26, stroke: 1.3 } as const;
/** Further ones stand in the list of skipped files. */
const LISTED = 200;

export function NothingShown({ sources }: { readonly sources: readonly OpenSource[] }) {
  const running = sources.find((open) => open.scan.kind === 'running');
  if (running !== undefined) {
    return (
      <State
        icon={<Loader size={22} />}
        title={`Reading ${oneLine(running.source.name)}`}
        testId="state-scanning"
      >
        <p>The first slice appears as soon as its header has been read.</p>
      </State>
    );
  }
  const failed = sources.find((open) => open.scan.kind === 'failed');
  if (failed?.scan.kind === 'failed') {
    return (
      <State
        icon={<IconAlertTriangle {...ICON} />}
        title={`${oneLine(failed.source.name)} was not read`}
        testId="state-failed"
      >
        <p>{oneLine(failed.scan.message)}</p>
        <OpenAnother />
      </State>
    );
  }
  if (sources.some((open) => open.studies.length > 0)) {
    return (
      <State icon={<IconPhotoOff {...ICON} />} title="No series chosen" testId="state-empty">
        <p>Choose a series in the list on the left.</p>
      </State>
    );
  }
  const skipped = skippedFiles(sources);
  const objects = sources.flatMap((open) => open.objects);
  // What was read and is neither skipped nor an object is kept as a possible report.
  const texts = sources.reduce(
    (sum, { scan }) => sum + (scan.kind === 'done' ? scan.totals.filesRead - scan.totals.skipped : 0),
    -objects.length,
  );
  const title =
    objects.length > 0 || texts > 0
      ? 'No images here'
      : skipped.length > 0
        ? 'Nothing recognised here'
        : 'Nothing here';
  return (
    <State icon={<IconFolderOff {...ICON} />} title={title} testId="state-nothing">
      <p>
        {objects.length > 0
          ? objects.length === 1
            ? 'There is 1 DICOM object here, but no image that it belongs to. Open the folder of its images as well to use it.'
            : `There are ${plural(objects.length, 'DICOM object')} here, but no images that they belong to. Open the folder of their images as well to use them.`
          : skipped.length > 0
            ? 'No file here is an image that can be shown. These were skipped:'
            : texts > 0
              ? `There is only text here (${plural(texts, 'file')}), and no image.`
              : 'The folder holds no files.'}
      </p>
      {skipped.length > 0 && (
        <ScrollArea.Autosize mah={260} className={classes.skipped} type="auto">
          {skipped.slice(0, LISTED).map(({ file, path, reason }) => (
            <div key={path} className={classes.skippedRow}>
              <span className={classes.skippedFile} title={oneLine(path)}>
                {oneLine(file)}
              </span>
              <span className={classes.skippedReason}>{oneLine(reason)}</span>
            </div>
          ))}
        </ScrollArea.Autosize>
      )}
      {skipped.length > LISTED && (
        <Button variant="subtle" onClick={() => runCommand('case.skipped')}>
          All {plural(skipped.length, 'skipped file')}
        </Button>
      )}
      <OpenAnother />
    </State>
  );
}
