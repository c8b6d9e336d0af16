/**
 * Cornerstone3D, made ready once: which backend draws, and a PLANAR_NEXT viewport on either of them.
 *
 * Backends: `gpu` draws with vtk.js over WebGL; `cpu` paints into a plain canvas (`frame-painter.ts`) and touches
 * WebGL nowhere, so that a machine without it works, and one with a software rasteriser starts no slow context.
 * Why so: docs/decisions/cornerstone-planar-next.md.
 */
import {
  ContextPoolRenderingEngine,
  Enums,
  getOrCreateCanvas,
  getRenderingEngine,
  init,
  PlanarViewport,
  RenderingEngine,
  setUseCPURendering,
} from '@cornerstonejs/core';
import { registerFrameLoader } from './frame-loader.ts';

export type Backend = 'cpu' | 'gpu';

const SOFTWARE_RASTERISER = /swiftshader|llvmpipe|softpipe|software|microsoft basic render/i;

let detected: Backend | null = null;

/** `gpu` only for a real one. Never throws. */
export function detectBackend(): Backend {
  detected ??= probedBackend();
  return detected;
}

function probedBackend(): Backend {
  const canvas = document.createElement('canvas');
  // Not with `failIfMajorPerformanceCaveat`: Chromium then prints an error into the terminal.
  const gl = canvas.getContext('webgl2');
  if (gl === null) return 'cpu';
  // The plain name is masked in Chromium ("WebKit WebGL").
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER;
  const renderer = String(gl.getParameter(unmasked));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE_RASTERISER.test(renderer) ? 'cpu' : 'gpu';
}

/** A viewport of Cornerstone with the way to end it. */
export type MountedViewport = { readonly viewport: PlanarViewport; dispose(): void };

/** Makes a viewport that fills `element`. The backend of the first call holds for the page's life. */
export function mountViewport(
  element: HTMLDivElement,
  viewportId: string,
  backend: Backend,
): MountedViewport {
  const engine = renderingEngine(backend);
  element.style.touchAction = 'none';
  const viewport =
    engine instanceof CpuEngine
      ? engine.addViewport(element, viewportId)
      : enabledOnGpu(engine, element, viewportId);
  return { viewport, dispose: () => engine.disableElement(viewportId) };
}

const ENGINE_ID = 'marginalia';
let started: { readonly backend: Backend; readonly engine: CpuEngine | RenderingEngine } | null = null;

function renderingEngine(backend: Backend): CpuEngine | RenderingEngine {
  if (started !== null) {
    if (started.backend !== backend) throw new Error(`Cornerstone runs on the ${started.backend} already.`);
    return started.engine;
  }
  if (backend === 'cpu') {
    // Stands for `init`, whose survey of WebGL's texture formats takes 70 ms and is of no use here.
    setUseCPURendering(true, false);
  } else {
    init({ rendering: { webGlContextCount: 1 }, debug: {} });
  }
  registerFrameLoader();
  const engine = backend === 'cpu' ? new CpuEngine(ENGINE_ID) : new RenderingEngine(ENGINE_ID);
  started = { backend, engine };
  return engine;
}

function enabledOnGpu(engine: RenderingEngine, element: HTMLDivElement, viewportId: string): PlanarViewport {
  engine.enableElement({ viewportId, element, type: Enums.ViewportType.PLANAR_NEXT });
  const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
  if (!(viewport instanceof PlanarViewport)) throw new Error('Cornerstone made no planar viewport.');
  return viewport;
}

/**
 * The stock engine without its pool of WebGL contexts. A planar viewport asks it for a renderer, only to set the
 * camera's projection; its CPU paths then use none of it.
 */
class CpuEngine extends ContextPoolRenderingEngine {
  override getRenderer(): ReturnType<ContextPoolRenderingEngine['getRenderer']> {
    const renderer = { getActiveCamera: () => ({ setParallelProjection: () => undefined }) };
    return renderer as unknown as ReturnType<ContextPoolRenderingEngine['getRenderer']>;
  }

  addViewport(element: HTMLDivElement, viewportId: string): PlanarViewport {
    const viewport = new PlanarViewport({
      id: viewportId,
      element,
      renderingEngineId: this.id,
      type: Enums.ViewportType.PLANAR_NEXT,
      canvas: getOrCreateCanvas(element),
      sx: 0,
      sy: 0,
      sWidth: element.clientWidth,
      sHeight: element.clientHeight,
      defaultOptions: {},
    });
    this._viewports.set(viewportId, viewport as unknown as Parameters<typeof this._viewports.set>[1]);
    return viewport;
  }
}
