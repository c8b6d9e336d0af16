/** What the mass is like: attenuation, enhancement, fat, calcification, margin. */
import { Select, type SelectProps } from '@mantine/core';
import {
  ATTENUATION_REFERENCES,
  ATTENUATIONS,
  type Descriptors,
  type DescriptorValues,
  ENHANCEMENT_DEGREES,
  ENHANCEMENT_PATTERNS,
  type EnhancementDegree,
  MARGINS,
  TISSUE_PRESENCES,
} from '../../../annotations/finding/descriptors.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { AnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { accepted } from '../../session/notices.ts';
import { capitalized } from '../words.ts';
import { ATTENUATION_NAMES, REFERENCE_NAMES } from './descriptor-words.ts';
import { Field } from './field.tsx';

type Props = { readonly finding: Finding; readonly store: AnnotationStore };

/** The questions whose answer is one word of a list. */
type WordQuestion = {
  [Q in keyof DescriptorValues]: DescriptorValues[Q] extends string ? Q : never;
}[keyof DescriptorValues];

type ChoiceProps<Q extends WordQuestion> = Props & {
  readonly question: Q;
  readonly choices: readonly DescriptorValues[Q][];
  readonly name?: (value: DescriptorValues[Q]) => string;
  readonly label: string;
} & Pick<SelectProps, 'placeholder' | 'disabled'>;

export function Choice<Q extends WordQuestion>({
  finding,
  store,
  question,
  choices,
  name = capitalized as (value: DescriptorValues[Q]) => string,
  label,
  ...rest
}: ChoiceProps<Q>) {
  const answer = finding.descriptors[question] as Descriptors[Q];
  return (
    <Select
      data={choices.map((value) => ({ value: value as string, label: name(value) }))}
      value={(answer?.value as string | undefined) ?? null}
      onChange={(value) => {
        const next =
          value === null
            ? null
            : ({ value: value as DescriptorValues[Q], source: { kind: 'reader' } } as const);
        accepted(store.setDescriptor(finding.trackingUID, question, next));
      }}
      clearable
      placeholder="Not stated"
      aria-label={label}
      data-testid={question}
      {...rest}
    />
  );
}

/** A range such as mild to moderate: two ends of the rising list, and everything between them. */
function EnhancementRange({ finding, store }: Props) {
  const degrees = finding.descriptors.enhancementDegree?.value ?? [];
  const from = degrees[0] ?? null;
  // One degree is no range: its end stays open, and changes with the beginning.
  const to = degrees.length > 1 ? (degrees[degrees.length - 1] ?? null) : null;
  const set = (first: EnhancementDegree | null, last: EnhancementDegree | null): void => {
    const ends = [first ?? last, last ?? first].map((degree) =>
      degree === null ? -1 : ENHANCEMENT_DEGREES.indexOf(degree),
    );
    const value = ENHANCEMENT_DEGREES.slice(Math.min(...ends), Math.max(...ends) + 1);
    const answer = first === null ? null : ({ value, source: { kind: 'reader' } } as const);
    accepted(store.setDescriptor(finding.trackingUID, 'enhancementDegree', answer));
  };
  const data = ENHANCEMENT_DEGREES.map((degree) => ({ value: degree, label: capitalized(degree) }));
  return (
    <>
      <Select
        data={data}
        value={from}
        onChange={(value) => set(value as EnhancementDegree | null, to)}
        clearable
        placeholder="Not stated"
        aria-label="Least enhancement"
        data-testid="enhancement-from"
      />
      <Select
        data={data.filter(({ value }) => value !== from)}
        value={to}
        onChange={(value) => set(from ?? (value as EnhancementDegree), value as EnhancementDegree | null)}
        clearable
        disabled={from === null}
        placeholder="to…"
        aria-label="Most enhancement"
        data-testid="enhancement-to"
      />
    </>
  );
}

export function DescriptorFields({ finding, store }: Props) {
  const { descriptors } = finding;
  const own = { finding, store };
  return (
    <>
      <Field label="Attenuation" source={descriptors.attenuation?.source}>
        <Choice
          {...own}
          question="attenuation"
          choices={ATTENUATIONS}
          name={(value) => ATTENUATION_NAMES[value]}
          label="Attenuation"
        />
        <Choice
          {...own}
          question="attenuationReference"
          choices={ATTENUATION_REFERENCES}
          name={(value) => REFERENCE_NAMES[value]}
          label="Compared with"
          placeholder="to…"
        />
      </Field>
      <Field label="Enhancement" source={descriptors.enhancementDegree?.source}>
        <EnhancementRange {...own} />
      </Field>
      <Field label="Pattern" source={descriptors.enhancementPattern?.source}>
        <Choice
          {...own}
          question="enhancementPattern"
          choices={ENHANCEMENT_PATTERNS}
          label="Enhancement pattern"
        />
      </Field>
      <Field label="Fat" source={descriptors.fat?.source}>
        <Choice {...own} question="fat" choices={TISSUE_PRESENCES} label="Fat" />
      </Field>
      <Field label="Calcification" source={descriptors.calcification?.source}>
        <Choice {...own} question="calcification" choices={TISSUE_PRESENCES} label="Calcification" />
      </Field>
      <Field label="Margin" source={descriptors.margin?.source}>
        <Choice {...own} question="margin" choices={MARGINS} label="Margin" />
      </Field>
    </>
  );
}
