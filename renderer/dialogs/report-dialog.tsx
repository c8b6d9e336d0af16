/** Takes a report: one that lies beside the images, any text or PDF file, or what is pasted. */
import { Button, Modal, Textarea, UnstyledButton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { oneLine } from '../../annotations/printable.ts';
import { request } from '../host.ts';
import { useReportFiles } from '../panels/report/report-files.ts';
import { $annotations } from '../session/annotations.ts';
import { attachReport, attachReportFile } from '../session/report.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

export function ReportDialog() {
  const open = useStore($annotations);
  const files = useReportFiles(open);
  const [text, setText] = useState('');

  if (open === null) return null;

  return (
    <Modal opened onClose={closeDialog} title="Report" size={560} data-testid="report-dialog">
      {files.length > 0 && (
        <section className={classes.reportFiles} aria-label="Beside the images">
          <h3 className={classes.groupTitle}>Beside the images</h3>
          {files.map((file) => (
            <UnstyledButton
              key={file.path}
              className={classes.reportFile}
              title={oneLine(file.path)}
              onClick={() => void attachReportFile(open, file)}
            >
              <IconFileText size={15} stroke={1.6} /> {oneLine(file.name)}
            </UnstyledButton>
          ))}
        </section>
      )}
      <Textarea
        label="Paste the report"
        description="It is kept with the annotations, word for word."
        minRows={10}
        maxRows={18}
        autosize
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        data-testid="report-paste"
      />
      <div className={classes.actions}>
        <Button
          variant="subtle"
          color="gray"
          onClick={async () => attachReport(open.store, await request('report.choose', {}))}
        >
          Choose a file…
        </Button>
        <span className={classes.space} />
        <Button onClick={closeDialog}>Cancel</Button>
        <Button
          variant="filled"
          disabled={text.trim() === ''}
          onClick={() => attachReport(open.store, { ok: true, name: 'Pasted', text })}
          data-testid="report-attach"
        >
          Use this text
        </Button>
      </div>
    </Modal>
  );
}
