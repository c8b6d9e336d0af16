/** Cornerstone3D on a GPU, made ready once, and a PLANAR_NEXT viewport of it. */
import { Enums, getRenderingEngine, init, PlanarViewport, RenderingEngine } from '@cornerstonejs/core';
import { registerFrameLoader } from './frame-loader.ts';

/** A viewport of Cornerstone with the way to end it. */
export type MountedViewport = { readonly viewport: PlanarViewport; dispose(): void };

const ENGINE_ID = 'marginalia';
let engine: RenderingEngine | null = null;

/** Makes a viewport that fills `element`. */
export function mountViewport(element: HTMLDivElement, viewportId: string): MountedViewport {
  element.style.touchAction = 'none';
  const started = startedEngine();
  started.enableElement({ viewportId, element, type: Enums.ViewportType.PLANAR_NEXT });
  const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
  if (!(viewport instanceof PlanarViewport)) throw new Error('Cornerstone made no planar viewport.');
  return { viewport, dispose: () => started.disableElement(viewportId) };
}

function startedEngine(): RenderingEngine {
  if (engine === null) {
    init({ rendering: { webGlContextCount: 1 }, debug: {} });
    registerFrameLoader();
    engine = new RenderingEngine(ENGINE_ID);
  }
  return engine;
}
