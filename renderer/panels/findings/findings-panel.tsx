/** The right of the window: the findings with the form of the selected one, and the report. */
import { Badge, Tabs } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { findingOf } from '../../../annotations/store/state.ts';
import { $annotationState } from '../../session/annotations.ts';
import { $selection } from '../../session/selection.ts';
import { $findingsTab, type FindingsTab, showTab } from '../../session/view.ts';
import { ReportTab } from '../report/report-tab.tsx';
import { FindingEditor } from './finding-editor.tsx';
import { FindingList } from './finding-list.tsx';
import classes from './findings.module.css';

/** Rows of the list and of the references below it, and its foot, in CSS pixels. */
const ROW_PX = { finding: 69, reference: 25, foot: 34 } as const;
/** Bars and tabs above and below the two. */
const AROUND_PX = 42 + 32 + 26;
/** Of the height, for the list, while one of its findings is being edited. */
const LIST_AT_MOST = 0.44;

/** All findings where they fit, but never more than the form leaves. In per cent. */
function listShare(findings: number, references: number): number {
  const wanted = findings * ROW_PX.finding + references * ROW_PX.reference + ROW_PX.foot;
  return 100 * Math.min(LIST_AT_MOST, wanted / Math.max(1, window.innerHeight - AROUND_PX));
}

function Findings() {
  const state = useStore($annotationState);
  const { finding: uid } = useStore($selection);
  const finding = state === null || uid === null ? null : findingOf(state, uid);
  const share = listShare(state?.findings.length ?? 0, state?.references.length ?? 0);
  return (
    <Group orientation="vertical" id="findings-split" className={classes.split}>
      <Panel id="finding-list" defaultSize={finding === null ? '100%' : `${share}%`} minSize={96}>
        <FindingList />
      </Panel>
      {finding !== null && (
        <>
          <Separator className={classes.separator} aria-label="Height of the list of findings" />
          <Panel id="finding-editor" defaultSize={`${100 - share}%`} minSize={140}>
            <FindingEditor key={finding.trackingUID} finding={finding} />
          </Panel>
        </>
      )}
    </Group>
  );
}

export function FindingsPanel() {
  const tab = useStore($findingsTab);
  const state = useStore($annotationState);
  const count = state?.findings.length ?? 0;
  return (
    <aside className={classes.panel} aria-label="Findings and report" data-testid="findings-panel">
      <Tabs
        className={classes.tabs}
        value={tab}
        onChange={(next) => showTab((next ?? 'findings') as FindingsTab)}
      >
        <Tabs.List className={classes.tabList}>
          <Tabs.Tab
            value="findings"
            data-testid="tab-findings"
            rightSection={
              count > 0 && (
                <Badge size="sm" variant="default" className={classes.count}>
                  {count}
                </Badge>
              )
            }
          >
            Findings
          </Tabs.Tab>
          <Tabs.Tab value="report" data-testid="tab-report">
            Report
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="findings" className={classes.tabPanel}>
          <Findings />
        </Tabs.Panel>
        <Tabs.Panel value="report" className={classes.tabPanel}>
          <ReportTab />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}
