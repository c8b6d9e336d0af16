/** The words in the corners: who, where, which series and slice, how it is shown. */
import { useStore } from '@nanostores/react';
import { oneLine } from '../../../annotations/printable.ts';
import { windowWords } from '../../../annotations/scene/corner-text.ts';
import { formatNumber } from '../../../annotations/units.ts';
import { $annotationState, PHASE_NAMES, phaseOf } from '../../session/annotations.ts';
import { $pointer } from '../../session/pointer.ts';
import { $stacks } from '../../session/studies.ts';
import { $identityShown, $layout } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useTold } from '../use-told.ts';
import { useSlice, useViewportValue, useVoi, type ViewportEvent } from '../use-viewport.ts';
import { joined, patientName } from '../words.ts';
import { PlaneTag } from './plane-tag.tsx';
import classes from './viewer.module.css';

const CAMERA: readonly ViewportEvent[] = ['onCameraChanged', 'onStackChanged'];
const VOI: readonly ViewportEvent[] = ['onVoiChanged'];
const STACK: readonly ViewportEvent[] = ['onStackChanged'];

type ViewProps = {
  readonly viewport: ImageViewport;
  readonly pane: number;
  /** Its window is that of another pane, which says so where this one is narrow. */
  readonly linked?: boolean;
};

export function View({ viewport, pane, linked = false }: ViewProps) {
  const slice = useSlice(viewport);
  const voi = useVoi(viewport);
  const zoom = useViewportValue(viewport, CAMERA, (v) => v.presentation.zoom, 1);
  const inverted = useViewportValue(viewport, VOI, (v) => v.inverted, false);
  const pointer = useStore($pointer);
  const here = pointer?.pane === pane ? pointer : null;
  return (
    <div className={`${classes.corner} ${classes.bottomLeft}`} data-testid="corner-view" data-keep-clear>
      {here !== null && (
        <span className={classes.reading}>
          {here.hu === null ? 'No value' : `${formatNumber(here.hu, 0)} ${here.unit}`} at {here.column},{' '}
          {here.row}
          {here.slice !== null && `, slice ${here.slice + 1}`}
        </span>
      )}
      <span data-testid="slice-number">
        <span className={classes.strong}>{slice + 1}</span> / {viewport.sliceCount}
      </span>
      {voi !== null && (
        <span data-testid="window-text" className={linked ? classes.linked : undefined}>
          {windowWords(voi)}
          {inverted && ' inverted'}
        </span>
      )}
      <span className={classes.scarce}>Zoom {formatNumber(zoom * 100, 0)} %</span>
    </div>
  );
}

export function CornerText({ viewport, pane }: { readonly viewport: ImageViewport; readonly pane: number }) {
  const stack = useViewportValue(viewport, STACK, (v) => v.stack, null);
  const slice = useSlice(viewport);
  const identity = useStore($identityShown);
  const mpr = useStore($layout) === 'mpr';
  const annotations = useStore($annotationState);
  const place = useTold($stacks).find((each) => each.stack.id === stack?.id) ?? null;
  const frame = stack?.frames[slice] ?? null;
  if (place === null || frame === null) return null;
  const { study, series } = place;
  const { patient } = study;
  const { phase } = phaseOf(series, annotations);
  return (
    <>
      <div className={`${classes.corner} ${classes.topLeft}`} data-keep-clear>
        {mpr && <PlaneTag viewport={viewport} pane={pane} />}
        {identity && (
          <div className={classes.lines} data-testid="corner-patient">
            <span className={classes.strong}>{patientName(patient)}</span>
            <span>{oneLine(patient.id)}</span>
            <span>{joined([patient.sex, patient.age, patient.birthDate])}</span>
          </div>
        )}
      </div>
      <div className={`${classes.corner} ${classes.topRight}`} data-testid="corner-study" data-keep-clear>
        {identity && <span className={classes.sparing}>{oneLine(study.institution)}</span>}
        <span className={classes.sparing}>{oneLine(study.description)}</span>
        {identity && (
          <span className={classes.scarce}>{joined([study.date, study.time.slice(0, 5)], ' ')}</span>
        )}
      </div>
      <div className={`${classes.corner} ${classes.bottomRight}`} data-testid="corner-series" data-keep-clear>
        {phase !== 'unspecified' && <span className={classes.strong}>{PHASE_NAMES[phase]}</span>}
        <span className={classes.wrapping}>
          {joined([
            series.number === null ? '' : `Series ${series.number}`,
            series.description,
            stack?.pass?.label,
          ])}
        </span>
        <span className={classes.sparing}>
          {joined([
            frame.sliceLocationMm === null ? null : `Location ${formatNumber(frame.sliceLocationMm, 1)} mm`,
            frame.sliceThicknessMm === null ? null : `${formatNumber(frame.sliceThicknessMm, 1)} mm thick`,
          ])}
        </span>
      </div>
      <View viewport={viewport} pane={pane} />
    </>
  );
}
