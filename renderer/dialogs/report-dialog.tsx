/** Takes a report: one that lies beside the images, any text file, or what is pasted. */
import { Button, Modal, Textarea, UnstyledButton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconFileText } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { oneLine } from '../../annotations/printable.ts';
import type { ReportFile } from '../../electron/contract.ts';
import { request } from '../host.ts';
import { $annotations } from '../session/annotations.ts';
import { notifyFailure } from '../session/notices.ts';
import { takeReport } from '../session/report.ts';
import { closeDialog, showTab } from '../session/view.ts';
import classes from './dialogs.module.css';

export function ReportDialog() {
  const open = useStore($annotations);
  const [files, setFiles] = useState<readonly ReportFile[]>([]);
  const [text, setText] = useState('');
  const sourceId = open?.sourceId ?? null;

  useEffect(() => {
    if (sourceId !== null) void request('report.find', { sourceId }).then(setFiles);
  }, [sourceId]);

  if (open === null) return null;

  const attach = (words: string, source: string): void => {
    if (!takeReport(open.store, { text: words, source })) return;
    closeDialog();
    showTab('report');
  };
  const take = (
    read:
      | { readonly ok: true; readonly name: string; readonly text: string }
      | { ok: false; message: string }
      | null,
  ): void => {
    if (read === null) return;
    if (read.ok) attach(read.text, read.name);
    else notifyFailure('Report not read', read.message);
  };

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
              onClick={() =>
                void request('report.read', { sourceId: open.sourceId, path: file.path }).then(take)
              }
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
        <Button variant="subtle" color="gray" onClick={() => void request('report.choose', {}).then(take)}>
          Choose a file…
        </Button>
        <span className={classes.space} />
        <Button onClick={closeDialog}>Cancel</Button>
        <Button
          variant="filled"
          disabled={text.trim() === ''}
          onClick={() => attach(text, 'Pasted')}
          data-testid="report-attach"
        >
          Use this text
        </Button>
      </div>
    </Modal>
  );
}
