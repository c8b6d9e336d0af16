/** What the report's sentences say, as findings to take over. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconArrowMerge, IconArrowsSplit2, IconCheck, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { findingTitle } from '../../../annotations/scene/label-text.ts';
import type { AnnotationState } from '../../../annotations/store/annotation-store.ts';
import { $annotations } from '../../session/annotations.ts';
import { jumpToFinding } from '../../session/findings.ts';
import { accepted } from '../../session/notices.ts';
import { type Proposal, proposalsOf } from '../../session/proposals.ts';
import { enhancementShort } from '../findings/descriptor-words.ts';
import { joined, levelsText, plural } from '../words.ts';
import { ProposalSplit } from './proposal-split.tsx';
import classes from './report.module.css';

function factsOf({ draft }: Proposal): string {
  const descriptors = draft.descriptors ?? {};
  return joined([
    descriptors.presence?.value === 'present' ? null : descriptors.presence?.value,
    levelsText(draft.levels ?? null),
    descriptors.sizeMm === undefined ? null : `${descriptors.sizeMm.value.join(' × ')} mm`,
    descriptors.attenuation === undefined ? null : `${descriptors.attenuation.value}attenuating`,
    enhancementShort(descriptors),
  ]);
}

function ProposalRow({ proposal, state }: { readonly proposal: Proposal; readonly state: AnnotationState }) {
  const store = useStore($annotations)?.store ?? null;
  const [splitting, setSplitting] = useState(false);
  const same = state.findings.find((finding) => finding.trackingUID === proposal.same) ?? null;
  if (store === null) return null;
  const accept = (): void => {
    const added = store.addFinding(proposal.draft);
    if (accepted(added) && added.ok) jumpToFinding(added.value);
  };
  const merge = (): void => {
    if (same !== null && accepted(store.fillFinding(same.trackingUID, proposal.draft))) {
      jumpToFinding(same.trackingUID);
    }
  };
  const quoted = proposal.draft.evidence.length > 0;
  return (
    <>
      <div className={classes.proposal} data-testid="proposal" data-known={proposal.known}>
        <div className={classes.proposalText}>
          <span className={classes.proposalName}>{proposal.draft.name}</span>
          <span className={classes.proposalFacts}>{factsOf(proposal)}</span>
        </div>
        {proposal.known ? (
          <span className={classes.known}>
            <IconCheck size={14} /> linked
          </span>
        ) : (
          <div className={classes.proposalActions}>
            {quoted && (
              <Tooltip label="These are two masses: split">
                <ActionIcon
                  size={22}
                  aria-label="Split this proposal"
                  aria-expanded={splitting}
                  onClick={() => setSplitting(!splitting)}
                  data-testid="proposal-split"
                >
                  <IconArrowsSplit2 size={15} stroke={1.6} />
                </ActionIcon>
              </Tooltip>
            )}
            {same !== null && (
              <Tooltip label={`Add these words to “${findingTitle(same)}”; its own answers stay`}>
                <Button
                  size="compact-xs"
                  leftSection={<IconArrowMerge size={13} />}
                  onClick={merge}
                  data-testid="proposal-merge"
                >
                  Link
                </Button>
              </Tooltip>
            )}
            <Tooltip label="As a new finding">
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconPlus size={13} />}
                onClick={accept}
                data-testid="proposal-accept"
              >
                Accept
              </Button>
            </Tooltip>
          </div>
        )}
      </div>
      {splitting && !proposal.known && (
        <ProposalSplit proposal={proposal} store={store} onEnd={() => setSplitting(false)} />
      )}
    </>
  );
}

export function Proposals({ report, state }: { readonly report: string; readonly state: AnnotationState }) {
  const store = useStore($annotations)?.store ?? null;
  const proposals = useMemo(() => proposalsOf(report, state), [report, state]);
  const open = proposals.filter((proposal) => !proposal.known);
  const fresh = open.filter((proposal) => proposal.same === null);
  if (open.length === 0) {
    return (
      <div className={classes.proposalsHead} data-testid="proposals">
        {proposals.length === 0
          ? 'No mass is described in this report.'
          : `${plural(proposals.length, 'finding')} read from the report, all linked.`}
      </div>
    );
  }
  return (
    <section className={classes.proposals} aria-label="Findings read from the report" data-testid="proposals">
      <div className={classes.proposalsHead}>
        <span>{plural(open.length, 'finding')} read from the report</span>
        {fresh.length > 1 && (
          <Button
            size="compact-xs"
            variant="filled"
            onClick={() => {
              const drafts = fresh.map((proposal) => proposal.draft);
              if (store !== null) accepted(store.addFindings(drafts, 'Accept findings of the report'));
            }}
            data-testid="proposals-accept-all"
          >
            Accept {fresh.length}
          </Button>
        )}
      </div>
      {open.map((proposal) => (
        <ProposalRow
          key={`${proposal.draft.name} ${proposal.draft.evidence?.[0]?.start ?? 0}`}
          proposal={proposal}
          state={state}
        />
      ))}
    </section>
  );
}
