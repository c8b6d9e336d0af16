/** The very bytes that would be written, shown as a picture. */
import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SnapshotRequest } from '../../../annotations/scene/snapshot.ts';
import { request } from '../../host.ts';
import classes from './export.module.css';

export type PreviewState =
  | { readonly kind: 'rendering' }
  | {
      readonly kind: 'shown';
      readonly address: string;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly bytes: number;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** Choices are often changed several at once. */
const QUIET_MS = 120;

export function usePreview(frozen: SnapshotRequest | null): PreviewState {
  const [state, setState] = useState<PreviewState>({ kind: 'rendering' });
  useEffect(() => {
    if (frozen === null) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void request('snapshot.render', { request: frozen }).then((rendered) => {
        if (!wanted) return;
        if (!rendered.ok) {
          setState({ kind: 'failed', message: rendered.message });
          return;
        }
        const { bytes, widthPx, heightPx } = rendered;
        const picture = new Blob([new Uint8Array(bytes)], { type: `image/${frozen.format}` });
        const address = URL.createObjectURL(picture);
        setState({ kind: 'shown', address, widthPx, heightPx, bytes: bytes.byteLength });
      });
    }, QUIET_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [frozen]);

  useEffect(() => {
    if (state.kind !== 'shown') return;
    return () => URL.revokeObjectURL(state.address);
  }, [state]);
  return state;
}

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export function Preview({ preview, waiting }: { readonly preview: PreviewState; readonly waiting: boolean }) {
  return (
    <figure className={classes.preview}>
      <div className={classes.picture}>
        {waiting && <span>The slice is still loading.</span>}
        {!waiting && preview.kind === 'rendering' && <Loader size={20} />}
        {preview.kind === 'failed' && <span role="alert">{preview.message}</span>}
        {preview.kind === 'shown' && (
          <img src={preview.address} alt="What will be saved" data-testid="export-preview" />
        )}
      </div>
      <figcaption className={classes.caption}>
        {preview.kind === 'shown' &&
          `${preview.widthPx} × ${preview.heightPx} px · ${sizeText(preview.bytes)}`}
      </figcaption>
    </figure>
  );
}
