/** The report beside the images, never altered: the sentences of findings are marked, a click goes to their mark. */
import { Button, ScrollArea } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconFileText } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { TrackingUID } from '../../../annotations/ids.ts';
import { oneLine } from '../../../annotations/printable.ts';
import { $annotationState, $annotations } from '../../session/annotations.ts';
import { runCommand } from '../../session/commands.ts';
import { jumpToFinding } from '../../session/findings.ts';
import { attachReportFile } from '../../session/report.ts';
import { $hover, $selection, hoverOver } from '../../session/selection.ts';
import { Proposals } from './proposals.tsx';
import classes from './report.module.css';
import { useReportFiles } from './report-files.ts';
import { type ReportPart, reportParts } from './report-parts.ts';

function NoReport() {
  const annotations = useStore($annotations);
  const [likeliest] = useReportFiles(annotations);
  return (
    <div className={classes.none} data-testid="no-report">
      <IconFileText size={24} stroke={1.3} />
      <p className={classes.noneTitle}>No report yet</p>
      <p>Its sentences are tied to the findings: a click on one goes to its slice and mark.</p>
      {annotations !== null && likeliest !== undefined && (
        <Button
          title={oneLine(likeliest.path)}
          onClick={() => void attachReportFile(annotations, likeliest)}
          data-testid="report-beside"
        >
          Use {oneLine(likeliest.name)}
        </Button>
      )}
      <Button disabled={annotations === null} onClick={() => runCommand('report.attach')}>
        Load or paste report…
      </Button>
    </div>
  );
}

function Quotation({
  part,
  numbers,
}: {
  readonly part: ReportPart;
  readonly numbers: ReadonlyMap<TrackingUID, number>;
}) {
  const selected = useStore($selection).finding;
  const hovered = useStore($hover).finding;
  const element = useRef<HTMLSpanElement>(null);
  const isSelected = selected !== null && part.findings.includes(selected);
  const isHovered = hovered !== null && part.findings.includes(hovered);

  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);

  // A sentence of several findings goes round them, click by click.
  const next = (): TrackingUID | undefined => {
    const at = selected === null ? -1 : part.findings.indexOf(selected);
    return part.findings[(at + 1) % part.findings.length];
  };
  const go = (): void => {
    const uid = next();
    if (uid !== undefined) jumpToFinding(uid);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button does not break over lines, a sentence does.
    <span
      ref={element}
      role="button"
      tabIndex={0}
      className={classes.quotation}
      data-selected={isSelected}
      data-hovered={isHovered}
      data-testid="quotation"
      onClick={go}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') go();
      }}
      onPointerEnter={() => hoverOver(part.findings[0] ?? null)}
      onPointerLeave={() => hoverOver(null)}
    >
      {part.text}
      {part.findings.map((uid) => (
        <sup key={uid} className={classes.number}>
          {numbers.get(uid)}
        </sup>
      ))}
    </span>
  );
}

export function ReportTab() {
  const state = useStore($annotationState);
  if (state === null || state.report === null) return <NoReport />;
  const source = oneLine(state.report.source);
  const numbers = new Map(state.findings.map((finding, index) => [finding.trackingUID, index + 1]));
  return (
    <div className={classes.panel} data-testid="report">
      <div className={classes.head}>
        <span className={classes.source} title={source}>
          {source}
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => runCommand('report.attach')}>
          Replace…
        </Button>
      </div>
      <Proposals report={state.report.text} state={state} />
      {/* Another text begins at its top. */}
      <ScrollArea key={state.report.text} className={classes.scroll} scrollbarSize={8} type="hover">
        <div className={classes.text} data-testid="report-text">
          {reportParts(state.report.text, state.findings).map((part) =>
            part.findings.length === 0 ? (
              <span key={part.start} className={part.heading ? classes.heading : undefined}>
                {part.text}
              </span>
            ) : (
              <Quotation key={part.start} part={part} numbers={numbers} />
            ),
          )}
        </div>
      </ScrollArea>
    </div>
  );
}
