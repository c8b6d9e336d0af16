/** One line of the form: what is asked, the answer, and who gave it. */
import { Tooltip } from '@mantine/core';
import { IconQuote, IconRuler2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AnswerSource } from '../../../annotations/finding/descriptors.ts';
import classes from './editor.module.css';

function Source({ source }: { readonly source: AnswerSource | undefined }) {
  if (source === undefined || source.kind === 'reader') return <span className={classes.source} />;
  const words = source.kind === 'report' ? 'From the report' : `Measured: ${source.basis}`;
  const Icon = source.kind === 'report' ? IconQuote : IconRuler2;
  return (
    <Tooltip label={words} multiline maw={280}>
      <span className={classes.source} role="img" aria-label={words}>
        <Icon size={13} stroke={1.6} />
      </span>
    </Tooltip>
  );
}

type FieldProps = {
  readonly label: string;
  readonly source?: AnswerSource | undefined;
  readonly children: ReactNode;
};

export function Field({ label, source, children }: FieldProps) {
  return (
    <div className={classes.field}>
      <span className={classes.label}>{label}</span>
      <div className={classes.answer}>{children}</div>
      <Source source={source} />
    </div>
  );
}
