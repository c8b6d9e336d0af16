/** Draws a Scene on a canvas: the image first, then strokes and words in their order. */
import { overlayRaster } from '../../annotations/image/overlay-plane.ts';
import type { Affine } from '../../annotations/scene/affine.ts';
import type {
  EllipseItem,
  PathItem,
  Scene,
  SceneItem,
  Stroke,
  TextItem,
} from '../../annotations/scene/scene.ts';
import { type SnapshotRequest, shownOverlays } from '../../annotations/scene/snapshot.ts';
import { canvasFont, canvasLibrary } from './fonts.ts';
import { type ImageLayerRequest, imageLayer } from './image-layer.ts';

/** The image with the file's own graphics over it. */
export type PictureRequest = ImageLayerRequest & Pick<SnapshotRequest, 'overlays' | 'identity'>;

export type Canvas = InstanceType<typeof canvasLibrary.Canvas>;
type Context = ReturnType<Canvas['getContext']>;

export function drawScene(scene: Scene, image: PictureRequest): Canvas {
  const canvas = canvasLibrary.createCanvas(scene.widthPx, scene.heightPx);
  const context = canvas.getContext('2d');
  context.fillStyle = scene.background;
  context.fillRect(0, 0, scene.widthPx, scene.heightPx);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.textBaseline = 'alphabetic';
  for (const { items } of scene.layers) {
    for (const item of items) drawItem(context, item, scene, image);
  }
  return canvas;
}

function drawItem(context: Context, item: SceneItem, scene: Scene, image: PictureRequest): void {
  switch (item.kind) {
    case 'image': {
      const rgba = imageLayer(image, item.transform, scene.widthPx, scene.heightPx);
      context.putImageData(new canvasLibrary.ImageData(rgba, scene.widthPx, scene.heightPx), 0, 0);
      drawOverlays(context, image, item.transform);
      return;
    }
    case 'path':
      tracePath(context, item);
      drawStroke(context, item.stroke);
      if (item.fill !== null) {
        context.fillStyle = item.fill;
        context.fill();
      }
      return;
    case 'ellipse':
      traceEllipse(context, item);
      drawStroke(context, item.stroke);
      return;
    case 'text':
      drawText(context, item);
  }
}

/** Each bit as the rectangle of its pixel. */
function drawOverlays(context: Context, image: PictureRequest, { a, b, c, d, e, f }: Affine): void {
  const planes = shownOverlays(image);
  if (planes.length === 0) return;
  const { rows, columns } = image.pixels;
  const raster = canvasLibrary.createCanvas(columns, rows);
  const pixels = new canvasLibrary.ImageData(overlayRaster(planes, rows, columns), columns, rows);
  raster.getContext('2d').putImageData(pixels, 0, 0);
  context.save();
  context.imageSmoothingEnabled = false;
  context.setTransform(a, b, c, d, e, f);
  context.drawImage(raster, 0, 0);
  context.restore();
}

function tracePath(context: Context, { points, closed }: PathItem): void {
  context.beginPath();
  points.forEach(({ x, y }, index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  if (closed) context.closePath();
}

function traceEllipse(context: Context, item: EllipseItem): void {
  context.beginPath();
  context.ellipse(item.center.x, item.center.y, item.radiusX, item.radiusY, item.rotation, 0, 2 * Math.PI);
}

/** The current path: its dark rim first. */
function drawStroke(context: Context, stroke: Stroke | null): void {
  if (stroke === null) return;
  if (stroke.halo !== null) {
    context.setLineDash([]);
    context.strokeStyle = stroke.halo.color;
    context.lineWidth = stroke.widthPx + 2 * stroke.halo.widthPx;
    context.stroke();
  }
  context.setLineDash([...(stroke.dashPx ?? [])]);
  context.strokeStyle = stroke.color;
  context.lineWidth = stroke.widthPx;
  context.stroke();
}

function drawText(context: Context, item: TextItem): void {
  context.font = canvasFont(item.sizePx, item.weight);
  context.textAlign = item.anchor === 'middle' ? 'center' : item.anchor;
  if (item.halo !== null) {
    context.setLineDash([]);
    context.strokeStyle = item.halo.color;
    context.lineWidth = 2 * item.halo.widthPx;
    context.strokeText(item.text, item.at.x, item.at.y);
  }
  context.fillStyle = item.color;
  context.fillText(item.text, item.at.x, item.at.y);
}
