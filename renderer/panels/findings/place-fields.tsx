/** Where the mass lies: site, side, vertebral levels. */
import { SegmentedControl, Select } from '@mantine/core';
import {
  LATERALITIES,
  type Laterality,
  SITES,
  type Site,
  type VertebralLevel,
} from '../../../annotations/finding/descriptors.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { AnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { levelOrder } from '../../../annotations/store/validate.ts';
import { accepted } from '../../session/notices.ts';
import { SITE_NAMES } from './descriptor-words.ts';
import { Field } from './field.tsx';

const counted = (letter: string, count: number): VertebralLevel[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}` as VertebralLevel);
/** T13 and L6 exist in some people; who needs them types them. */
const LEVELS: readonly VertebralLevel[] = [
  ...counted('C', 7),
  ...counted('T', 13),
  ...counted('L', 6),
  ...counted('S', 5),
];

const SIDES: { readonly [L in Laterality]: string } = {
  left: 'Left',
  right: 'Right',
  bilateral: 'Both',
  midline: 'Midline',
};

type Props = { readonly finding: Finding; readonly store: AnnotationStore };

function Levels({ finding, store }: Props) {
  const { levels, trackingUID } = finding;
  const set = (which: 0 | 1, level: VertebralLevel | null): void => {
    if (level === null) {
      accepted(store.setLevels(trackingUID, null));
      return;
    }
    const other = levels?.[which === 0 ? 1 : 0] ?? level;
    const [upper, lower] = which === 0 ? [level, other] : [other, level];
    // An end that is moved past the other takes it along.
    const ordered =
      levelOrder(upper) <= levelOrder(lower) ? ([upper, lower] as const) : ([level, level] as const);
    accepted(store.setLevels(trackingUID, ordered));
  };
  const choose = (which: 0 | 1) => (
    <Select
      data={LEVELS as VertebralLevel[]}
      value={levels?.[which] ?? null}
      onChange={(value) => set(which, value as VertebralLevel | null)}
      searchable
      clearable={which === 0}
      placeholder={which === 0 ? 'From' : 'To'}
      aria-label={which === 0 ? 'Upper level' : 'Lower level'}
      data-testid={which === 0 ? 'level-upper' : 'level-lower'}
    />
  );
  return (
    <Field label="Levels">
      {choose(0)}
      {choose(1)}
    </Field>
  );
}

export function PlaceFields({ finding, store }: Props) {
  const uid = finding.trackingUID;
  return (
    <>
      <Field label="Site">
        <Select
          data={SITES.map((site) => ({ value: site, label: SITE_NAMES[site] }))}
          value={finding.site}
          onChange={(value) => accepted(store.setSite(uid, value as Site | null))}
          searchable
          clearable
          placeholder="Not set"
          aria-label="Site"
          data-testid="site"
        />
      </Field>
      <Field label="Side">
        <SegmentedControl
          fullWidth
          data={LATERALITIES.map((side) => ({ value: side, label: SIDES[side] }))}
          value={finding.laterality ?? ''}
          onChange={(value) => accepted(store.setLaterality(uid, value as Laterality))}
          aria-label="Side"
          data-testid="side"
        />
      </Field>
      <Levels finding={finding} store={store} />
    </>
  );
}
