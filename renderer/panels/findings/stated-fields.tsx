/** What the report states beyond the usual answers: presence, size, HU, neighbours. Folded until it is wanted. */
import { Accordion, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PRESENCES } from '../../../annotations/finding/descriptors.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { PHASES, type Phase } from '../../../annotations/image/hierarchy.ts';
import type { AnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { PHASE_NAMES } from '../../session/annotations.ts';
import { accepted, notifyFailure } from '../../session/notices.ts';
import { Choice } from './descriptor-fields.tsx';
import classes from './editor.module.css';
import { Field } from './field.tsx';

type Props = { readonly finding: Finding; readonly store: AnnotationStore };

const READER = { kind: 'reader' } as const;

/** "42 × 31", "42x31,5": numbers in mm. Null where something else stands between them. */
function parseSizes(text: string): readonly number[] | null {
  const parts = text
    .replace(/mm/gi, '')
    .split(/[×x*]/i)
    .map((part) => Number(part.trim().replace(',', '.')));
  return parts.some((mm) => !Number.isFinite(mm) || mm <= 0) ? null : parts;
}

function StatedSize({ finding, store }: Props) {
  const value = finding.descriptors.sizeMm?.value.join(' × ') ?? '';
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    if (draft === null || draft === value) return;
    const sizes = draft.trim() === '' ? null : parseSizes(draft);
    if (sizes === null && draft.trim() !== '') {
      notifyFailure('Not changed', `“${draft}” is no size; write for example 42 × 31.`);
    } else {
      const answer = sizes === null ? null : { value: sizes, source: READER };
      accepted(store.setDescriptor(finding.trackingUID, 'sizeMm', answer));
    }
    setDraft(null);
  };
  return (
    <TextInput
      value={draft ?? value}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      placeholder="42 × 31"
      rightSection={<span className={classes.unit}>mm</span>}
      aria-label="Stated size in mm"
    />
  );
}

function StatedHu({ finding, store }: Props) {
  const stated = finding.descriptors.attenuationHu?.value;
  const phase = finding.descriptors.attenuationPhase?.value ?? null;
  const uid = finding.trackingUID;
  const set = (text: string | number): void => {
    const hu = typeof text === 'number' ? text : Number.NaN;
    const answer = Number.isFinite(hu) ? { value: { fromHu: hu, toHu: hu }, source: READER } : null;
    accepted(store.setDescriptor(uid, 'attenuationHu', answer));
  };
  const spread = stated !== undefined && stated.fromHu !== stated.toHu;
  return (
    <>
      {spread ? (
        <TextInput value={`${stated.fromHu} to ${stated.toHu}`} readOnly aria-label="Stated HU" />
      ) : (
        <NumberInput
          value={stated?.fromHu ?? ''}
          onChange={set}
          hideControls
          placeholder="HU"
          aria-label="Stated HU"
        />
      )}
      <Select
        data={PHASES.map((value) => ({ value, label: PHASE_NAMES[value] }))}
        value={phase}
        onChange={(value) => {
          const answer = value === null ? null : { value: value as Phase, source: READER };
          accepted(store.setDescriptor(uid, 'attenuationPhase', answer));
        }}
        clearable
        placeholder="Phase"
        aria-label="Phase of the stated HU"
      />
    </>
  );
}

function Structures({ finding, store, question }: Props & { readonly question: 'encases' | 'extendsTo' }) {
  return (
    <TagsInput
      size="xs"
      value={[...(finding.descriptors[question]?.value ?? [])]}
      onChange={(value) => {
        const answer = value.length === 0 ? null : { value, source: READER };
        accepted(store.setDescriptor(finding.trackingUID, question, answer));
      }}
      placeholder="Add"
      aria-label={question === 'encases' ? 'Encases' : 'Extends to'}
    />
  );
}

/** Can be unfolded and read where nothing may be changed. */
export function StatedFields({ finding, store, fixed }: Props & { readonly fixed: boolean }) {
  const { descriptors } = finding;
  return (
    <Accordion chevronPosition="left" classNames={{ root: classes.more, control: classes.moreControl }}>
      <Accordion.Item value="stated">
        <Accordion.Control>Stated in the report</Accordion.Control>
        <Accordion.Panel>
          <fieldset className={classes.fields} disabled={fixed}>
            <Field label="Presence" source={descriptors.presence?.source}>
              <Choice
                finding={finding}
                store={store}
                question="presence"
                choices={PRESENCES}
                label="Presence"
              />
            </Field>
            <Field label="Size" source={descriptors.sizeMm?.source}>
              <StatedSize finding={finding} store={store} />
            </Field>
            <Field label="Attenuation" source={descriptors.attenuationHu?.source}>
              <StatedHu finding={finding} store={store} />
            </Field>
            <Field label="Encases" source={descriptors.encases?.source}>
              <Structures finding={finding} store={store} question="encases" />
            </Field>
            <Field label="Extends to" source={descriptors.extendsTo?.source}>
              <Structures finding={finding} store={store} question="extendsTo" />
            </Field>
          </fieldset>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
