/**
 * The overlay planes of the frame in view, pixel on pixel: a canvas of the frame's size under the viewport's own
 * affine map, above the picture and below the marks.
 */
import { useStore } from '@nanostores/react';
import { useEffect, useRef, useState } from 'react';
import type { Frame } from '../../../annotations/image/hierarchy.ts';
import { overlayRaster } from '../../../annotations/image/overlay-plane.ts';
import { type Overlays, overlaysOf } from '../../session/overlay-planes.ts';
import { $planesShown } from '../../session/view.ts';
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { useViewportValue, type ViewportEvent } from '../use-viewport.ts';
import classes from './viewer.module.css';

const FRAME: readonly ViewportEvent[] = ['onFrameStateChanged', 'onSliceChanged', 'onStackChanged'];
const CAMERA: readonly ViewportEvent[] = ['onCameraChanged', 'onStackChanged'];

/** Null until they have come, and for frames without any. */
function useOverlays(frame: Frame | null): Overlays | null {
  const [shown, setShown] = useState<{ readonly frame: Frame; readonly overlays: Overlays } | null>(null);
  useEffect(() => {
    if (frame?.overlays !== true) return;
    let current = true;
    void overlaysOf(frame).then((overlays) => {
      if (current) setShown({ frame, overlays });
    });
    return () => {
      current = false;
    };
  }, [frame]);
  return shown !== null && shown.frame === frame ? shown.overlays : null;
}

export function OverlayPlanes({ viewport }: { readonly viewport: ImageViewport }) {
  const wanted = useStore($planesShown);
  const frame = useViewportValue(
    viewport,
    FRAME,
    (v) => (v.frameState.kind === 'shown' ? v.frame : null),
    null,
  );
  const transform = useViewportValue(viewport, CAMERA, (v) => v.transform, null);
  const overlays = useOverlays(wanted ? frame : null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const planes = overlays?.planes ?? null;
  const { rows = 0, columns = 0 } = viewport.stack ?? {};
  const placed = transform !== null;
  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (!placed || context === null || planes === null || rows === 0 || columns === 0) return;
    context.putImageData(new ImageData(overlayRaster(planes, rows, columns), columns, rows), 0, 0);
  }, [planes, rows, columns, placed]);
  if (overlays === null || transform === null || !wanted) return null;
  const { a, b, c, d, e, f } = transform;
  return (
    <>
      {overlays.planes.length > 0 && (
        <canvas
          ref={canvas}
          width={columns}
          height={rows}
          className={classes.planes}
          style={{ transform: `matrix(${a}, ${b}, ${c}, ${d}, ${e}, ${f})` }}
          data-testid="overlay-planes"
          role="img"
          aria-label={`Overlay: ${overlays.planes.map((plane) => plane.name).join(', ')}`}
        />
      )}
      {overlays.message !== null && (
        <div className={classes.planesNotice} role="note">
          {overlays.message}
        </div>
      )}
    </>
  );
}
