/**
 * An ellipse from two conjugate half-axes, as they lie in the image after coordinates of the patient were mapped onto
 * pixels that need not be square: center + a·cos t + b·sin t.
 */
import type { EllipseShape } from '../../finding/region.ts';
import type { ImagePoint } from '../../image/plane.ts';

/** In pixels of the frame. Null where the two half-axes span no area. */
export function ellipseFromHalfAxes(center: ImagePoint, a: ImagePoint, b: ImagePoint): EllipseShape | null {
  const scale = Math.max(Math.hypot(a.x, a.y), Math.hypot(b.x, b.y));
  if (!(Math.abs(a.x * b.y - a.y * b.x) > 1e-9 * scale * scale)) return null;
  // Upright ellipses stay upright, without the noise of an angle.
  const flat = 1e-9 * scale;
  const upright = (rx: number, ry: number): EllipseShape => ({
    kind: 'ellipse',
    center,
    radiusX: Math.abs(rx),
    radiusY: Math.abs(ry),
    rotation: 0,
  });
  if (Math.abs(a.y) <= flat && Math.abs(b.x) <= flat) return upright(a.x, b.y);
  if (Math.abs(a.x) <= flat && Math.abs(b.y) <= flat) return upright(b.x, a.y);
  const dot = a.x * b.x + a.y * b.y;
  const turn = 0.5 * Math.atan2(2 * dot, a.x ** 2 + a.y ** 2 - b.x ** 2 - b.y ** 2);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const major = { x: a.x * cos + b.x * sin, y: a.y * cos + b.y * sin };
  const minor = { x: b.x * cos - a.x * sin, y: b.y * cos - a.y * sin };
  const angle = Math.atan2(major.y, major.x);
  // An axis has no direction: the angle that is nearest to none.
  const rotation = angle > Math.PI / 2 ? angle - Math.PI : angle <= -Math.PI / 2 ? angle + Math.PI : angle;
  return {
    kind: 'ellipse',
    center,
    radiusX: Math.hypot(major.x, major.y),
    radiusY: Math.hypot(minor.x, minor.y),
    rotation,
  };
}
