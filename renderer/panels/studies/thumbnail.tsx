/** A stack's middle frame, small. Asked for when it first comes into view. */
import { useEffect, useRef } from 'react';
import type { StackId } from '../../../annotations/ids.ts';
import { $thumbnails, wantThumbnail } from '../../session/thumbnails.ts';
import { useTold } from '../use-told.ts';
import classes from './studies.module.css';

export function Thumbnail({ stackId, frames }: { readonly stackId: StackId; readonly frames: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useTold($thumbnails)[stackId] ?? null;

  useEffect(() => {
    if (canvas.current === null || picture !== null) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      wantThumbnail(stackId, frames);
    });
    seen.observe(canvas.current);
    return () => seen.disconnect();
  }, [stackId, frames, picture]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (canvas.current === null || context === null || picture === null) return;
    canvas.current.width = picture.width;
    canvas.current.height = picture.height;
    const image = context.createImageData(picture.width, picture.height);
    const { channels, values } = picture;
    for (let pixel = 0; pixel < picture.width * picture.height; pixel += 1) {
      for (let channel = 0; channel < 3; channel += 1)
        image.data[pixel * 4 + channel] = values[pixel * channels + Math.min(channel, channels - 1)] ?? 0;
      image.data[pixel * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [picture]);

  return <canvas ref={canvas} className={classes.thumbnail} width={1} height={1} />;
}
