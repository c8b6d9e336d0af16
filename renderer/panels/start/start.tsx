/** The first thing that is seen: what this is, how to begin, what was open before. */
import { Anchor, Button, Loader, Text, Title, UnstyledButton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconFolderOpen, IconStack2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { oneLine } from '../../../annotations/printable.ts';
import type { RecentSource } from '../../../electron/contract.ts';
import { onHost, request } from '../../host.ts';
import { runCommand } from '../../session/commands.ts';
import { $opening, openRecent } from '../../session/sources.ts';
import { KeyHint } from '../key-hint.tsx';
import { dayAndTime } from '../words.ts';
import classes from './start.module.css';

function Recents() {
  const [recents, setRecents] = useState<readonly RecentSource[] | null>(null);
  useEffect(() => void request('recents.list', {}).then(setRecents), []);
  if (recents === null || recents.length === 0) return null;
  return (
    <section className={classes.recents} aria-label="Recent cases" data-testid="recents">
      <div className={classes.recentsHead}>
        <Text className={classes.heading}>Recent cases</Text>
        <Anchor
          component="button"
          fz={12}
          c="var(--text-faint)"
          onClick={() => void request('recents.clear', {}).then(() => setRecents([]))}
        >
          Forget all
        </Anchor>
      </div>
      {recents.map((recent) => (
        <UnstyledButton
          key={recent.id}
          className={classes.recent}
          title={oneLine(recent.path)}
          onClick={() => void openRecent(recent.id)}
        >
          <span className={classes.recentName}>{oneLine(recent.name)}</span>
          <span className={classes.recentPath}>
            <bdi>{oneLine(recent.path)}</bdi>
          </span>
          <span className={classes.recentTime}>{dayAndTime(recent.openedAt)}</span>
        </UnstyledButton>
      ))}
    </section>
  );
}

/** While main writes the sample or asks for a folder; the sample takes seconds the first time. */
function Opening({ what }: { readonly what: string }) {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useEffect(() => onHost('sample.progress', setProgress), []);
  return (
    <div className={classes.opening} role="status" data-testid="opening">
      <Loader size={14} />
      <span>
        Opening {what}…{progress !== null && ` writing slice ${progress.done} of ${progress.total}`}
      </span>
    </div>
  );
}

/** A mark, its leader line and its words: what the program puts on a picture. */
const Sign = () => (
  <svg viewBox="0 0 44 28" width="44" height="28" className={classes.sign} aria-hidden="true">
    <ellipse cx="12" cy="16" rx="9.5" ry="10" />
    <path d="M20 11 L27 6.5" strokeDasharray="2.4 2" strokeWidth="1.4" />
    <path d="M29.5 5 H42 M29.5 10.5 H38" strokeLinecap="round" />
  </svg>
);

export function Start() {
  const opening = useStore($opening);
  return (
    <div className={classes.stage} data-testid="start">
      <div className={classes.card}>
        <Title order={1} className={classes.title}>
          <Sign />
          Marginalia
        </Title>
        <Text className={classes.lead}>
          Reads a CT together with its findings: each mass with its place, attenuation and enhancement, its
          marks on every phase and its sentence in the report. Everything stays on this computer.
        </Text>
        <div className={classes.actions}>
          <Button
            size="sm"
            variant="filled"
            leftSection={<IconFolderOpen size={17} stroke={1.7} />}
            rightSection={<KeyHint command="case.openFolder" />}
            onClick={() => runCommand('case.openFolder')}
            data-testid="open-folder"
            data-autofocus
          >
            Open folder
          </Button>
          <Button
            size="sm"
            leftSection={<IconStack2 size={17} stroke={1.7} />}
            onClick={() => runCommand('case.openSample')}
            data-testid="open-sample"
          >
            Open sample case
          </Button>
          <Button size="sm" variant="subtle" color="gray" onClick={() => runCommand('case.openFiles')}>
            Open files…
          </Button>
        </div>
        {opening === null ? (
          <Text className={classes.hint}>
            Or drop a folder, DICOM files or a zip anywhere in this window.
          </Text>
        ) : (
          <Opening what={opening} />
        )}
        <Recents />
        <Text className={classes.fine}>
          Not a medical device: for review, teaching and publication, not for primary diagnosis.
        </Text>
      </div>
    </div>
  );
}
