/**
 * Who draws: `gpu` is Cornerstone3D over WebGL; `cpu` paints into a plain canvas (`frame-painter.ts`), where there is
 * no WebGL or only a software rasteriser stands in for it. Why so: docs/decisions/cornerstone-planar-next.md.
 */
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
