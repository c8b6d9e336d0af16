/** Orientation letters at the middles of the edges, and the scale bar. */
import type { EdgeLetters } from '../../../annotations/image/orientation.ts';
import { scaleBarLabel, scaleBarLengthMm } from '../../../annotations/scene/scale-bar.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import classes from './viewer.module.css';

const CAMERA: readonly ViewportEvent[] = ['onCameraChanged', 'onSliceChanged', 'onStackChanged'];

/** No longer than this share of the width, as in exported pictures. */
const LONGEST = 0.25;

function ScaleBar({ pxPerMm, width }: { readonly pxPerMm: number; readonly width: number }) {
  const mm = scaleBarLengthMm(1 / pxPerMm, width * LONGEST);
  if (mm === null) return null;
  return (
    <div
      className={classes.scale}
      style={{ width: mm * pxPerMm }}
      data-testid="scale-bar"
      data-keep-clear
      role="img"
      aria-label={`Scale: ${scaleBarLabel(mm)}`}
    >
      {scaleBarLabel(mm)}
    </div>
  );
}

const EDGES = ['left', 'right', 'top', 'bottom'] as const satisfies readonly (keyof EdgeLetters)[];

const LETTER_PLACES = {
  left: { left: 10, top: '50%', translate: '0 -50%' },
  right: { right: 10, top: '50%', translate: '0 -50%' },
  top: { top: 6, left: '50%', translate: '-50% 0' },
  bottom: { bottom: 6, left: '50%', translate: '-50% 0' },
} as const satisfies { readonly [E in keyof EdgeLetters]: React.CSSProperties };

export function EdgeMarks({ viewport }: { readonly viewport: ImageViewport }) {
  // One text for all four: objects would be new at every reading.
  const letters = useViewportValue(
    viewport,
    CAMERA,
    (v) => {
      const edges = v.edgeLetters;
      return edges === null ? '' : EDGES.map((edge) => edges[edge]).join(',');
    },
    '',
  );
  const pxPerMm = useViewportValue(viewport, CAMERA, (v) => v.canvasPxPerMm, null);
  const width = useViewportValue(viewport, CAMERA, (v) => v.canvasSize.width, 0);
  const texts = letters.split(',');
  return (
    <>
      {letters !== '' && (
        <div data-testid="edge-letters" data-letters={letters}>
          {EDGES.map((edge, at) => (
            <span key={edge} className={classes.letter} data-keep-clear style={LETTER_PLACES[edge]}>
              {texts[at]}
            </span>
          ))}
        </div>
      )}
      {pxPerMm !== null && width > 0 && <ScaleBar pxPerMm={pxPerMm} width={width} />}
    </>
  );
}
