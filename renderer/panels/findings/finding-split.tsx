/** One finding that is two masses: the reader picks the marks and sentences of the second. */
import { Button, Checkbox, ScrollArea, TextInput } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region } from '../../../annotations/finding/region.ts';
import type { Shares } from '../../../annotations/finding/split.ts';
import type { RegionUID } from '../../../annotations/ids.ts';
import type { AnnotationStore } from '../../../annotations/store/annotation-store.ts';
import { nameOfPart } from '../../../annotations/store/split-edit.ts';
import { accepted } from '../../session/notices.ts';
import { wordsOfFinding } from '../../session/report-answers.ts';
import { $selection, select } from '../../session/selection.ts';
import { endSplit } from '../../session/split.ts';
import { $stacks } from '../../session/studies.ts';
import blocks from './blocks.module.css';
import { RegionButton, useRowState } from './finding-regions.tsx';
import { QuotationShares } from './quotation-shares.tsx';
import classes from './split.module.css';

type Props = { readonly finding: Finding; readonly store: AnnotationStore };

function MarkRow({
  region,
  finding,
  goes,
  onChange,
}: {
  readonly region: Region;
  readonly finding: Finding;
  readonly goes: boolean;
  readonly onChange: (goes: boolean) => void;
}) {
  return (
    <div className={blocks.region} {...useRowState(region)} data-testid="split-region">
      <Checkbox
        className={classes.check}
        checked={goes}
        onChange={(event) => onChange(event.currentTarget.checked)}
        aria-label="Goes into the new finding"
      />
      <RegionButton region={region} finding={finding} />
    </div>
  );
}

export function FindingSplit({ finding, store }: Props) {
  // Where the marks lie is known only once their files have been read.
  useStore($stacks);
  const { regions, evidence } = finding;
  const pointed = $selection.get().region;
  const [chosen, setChosen] = useState<ReadonlySet<RegionUID>>(
    () => new Set(regions.filter(({ uid }) => uid === pointed).map(({ uid }) => uid)),
  );
  const [shares, setShares] = useState<Shares>(() => evidence.map(() => 'both'));
  const [name, setName] = useState('');
  const names = store.state.findings.map(({ trackingIdentifier }) => trackingIdentifier);
  // Undo may have taken a mark away meanwhile.
  const going = regions.filter(({ uid }) => chosen.has(uid));
  const nothing =
    going.length === 0 && (regions.length > 0 ? !shares.includes('goes') : evidence.length === 0);

  const choose = (uids: readonly RegionUID[], goes: boolean): void => {
    const next = new Set(chosen);
    for (const uid of uids) {
      if (goes) next.add(uid);
      else next.delete(uid);
    }
    setChosen(next);
  };
  const split = (): void => {
    const words = wordsOfFinding(finding, store.state.report?.text ?? null);
    const done = store.splitFinding(finding.trackingUID, {
      name,
      regions: going.map(({ uid }) => uid),
      quotations: shares,
      words,
    });
    if (accepted(done) && done.ok) select(done.value);
  };

  return (
    <form
      className={classes.form}
      aria-label="Split this finding"
      data-testid="finding-split"
      onSubmit={(event) => {
        event.preventDefault();
        if (!nothing) split();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        endSplit();
      }}
    >
      <ScrollArea className={classes.body} scrollbarSize={8} type="hover">
        <p className={classes.lead}>Choose what belongs to the second mass.</p>
        {regions.length > 0 && (
          <section className={blocks.block} aria-label="Marks">
            <h3 className={blocks.blockTitle}>
              <Checkbox
                label="Marks"
                checked={going.length === regions.length}
                indeterminate={going.length > 0 && going.length < regions.length}
                onChange={(event) =>
                  choose(
                    regions.map(({ uid }) => uid),
                    event.currentTarget.checked,
                  )
                }
                data-testid="split-all"
              />
            </h3>
            {regions.map((region) => (
              <MarkRow
                key={region.uid}
                region={region}
                finding={finding}
                goes={chosen.has(region.uid)}
                onChange={(goes) => choose([region.uid], goes)}
              />
            ))}
          </section>
        )}
        {evidence.length > 0 && (
          <section className={blocks.block} aria-label="Quotations">
            <h3 className={blocks.blockTitle}>In the report</h3>
            <QuotationShares
              evidence={evidence}
              shares={shares}
              names={{ stays: 'Stays', both: 'Both', goes: 'Goes' }}
              onChange={setShares}
            />
          </section>
        )}
        <p className={classes.note}>
          An answer of the report goes with its words. What cannot be told apart is said of both, but sizes
          and HU stay, and so does the note.
        </p>
      </ScrollArea>
      <div className={classes.foot}>
        <TextInput
          className={classes.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          placeholder={nameOfPart(finding.trackingIdentifier, names)}
          aria-label="Name of the new finding"
          data-testid="split-name"
        />
        <Button onClick={endSplit}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={nothing} data-testid="split-confirm">
          Split
        </Button>
      </div>
    </form>
  );
}
