/** The form of one finding. Every change is a command of the store, and so is saved and can be undone. */
import { Alert, Button, ScrollArea, Textarea, TextInput } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { annotationStore } from '../../session/annotations.ts';
import { accepted } from '../../session/notices.ts';
import { $splitting } from '../../session/split.ts';
import { DescriptorFields } from './descriptor-fields.tsx';
import classes from './editor.module.css';
import { FindingActions } from './finding-actions.tsx';
import { FindingActivity } from './finding-activity.tsx';
import { FindingComparisons } from './finding-comparisons.tsx';
import { FindingEvidence } from './finding-evidence.tsx';
import { FindingRegions } from './finding-regions.tsx';
import { FindingSplit } from './finding-split.tsx';
import { ImportLink } from './import-link.tsx';
import { PlaceFields } from './place-fields.tsx';
import { StatedFields } from './stated-fields.tsx';

/** Text that is typed here and becomes the finding's when it is left or confirmed. */
function useDraft(value: string, commit: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  return {
    value: draft ?? value,
    onChange: (event: { currentTarget: { value: string } }) => setDraft(event.currentTarget.value),
    onBlur: () => {
      if (draft !== null && draft !== value) commit(draft);
      setDraft(null);
    },
  };
}

export function FindingEditor({ finding }: { readonly finding: Finding }) {
  const store = annotationStore();
  const uid = finding.trackingUID;
  const splitting = useStore($splitting) === uid;
  const name = useDraft(finding.trackingIdentifier, (text) => {
    if (store !== null) accepted(store.renameFinding(uid, text));
  });
  const note = useDraft(finding.note, (text) => {
    if (store !== null) accepted(store.setNote(uid, text));
  });
  if (store === null) return null;
  const fixed = finding.locked || store.readOnly !== null;

  return (
    <section
      className={classes.editor}
      aria-label={`Finding: ${finding.trackingIdentifier}`}
      data-testid="finding-editor"
    >
      <div className={classes.editorHead}>
        <TextInput
          {...name}
          className={classes.editorName}
          disabled={fixed}
          aria-label="Name"
          data-testid="finding-name"
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
        <FindingActions finding={finding} />
      </div>
      {splitting ? (
        // Another set of quotations (undo, another report) is another question.
        <FindingSplit
          key={finding.evidence.map(({ start }) => start).join(' ')}
          finding={finding}
          store={store}
        />
      ) : (
        <ScrollArea className={classes.editorBody} scrollbarSize={8} type="hover">
          {finding.locked && (
            <Alert className={classes.locked} icon={<IconLock size={15} />} variant="light" color="gray">
              {finding.origin === null ? 'Locked.' : `From ${finding.origin.description}; locked.`}{' '}
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => accepted(store.setLocked(uid, false))}
              >
                Unlock
              </Button>
              <ImportLink finding={finding} />
            </Alert>
          )}
          <fieldset className={classes.fields} disabled={fixed}>
            <PlaceFields finding={finding} store={store} />
            <DescriptorFields finding={finding} store={store} />
            <Textarea
              {...note}
              className={classes.note}
              label="Note"
              autosize
              minRows={2}
              maxRows={8}
              data-testid="finding-note"
            />
          </fieldset>
          <StatedFields finding={finding} store={store} fixed={fixed} />
          <FindingRegions finding={finding} store={store} />
          <FindingComparisons finding={finding} />
          <FindingActivity finding={finding} />
          <FindingEvidence finding={finding} />
        </ScrollArea>
      )}
    </section>
  );
}
