/** Pictures: shown before they are written, written atomically, or copied. The exporter draws; main only keeps. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { type BrowserWindow, clipboard, dialog, nativeImage } from 'electron';
import type { RenderedSnapshot, SnapshotRequest } from '../../../annotations/scene/snapshot.ts';
import type { Refusal } from '../../contract.ts';
import { type ManifestEntry, manifestEntry, serializeManifest } from '../../exporter/manifest.ts';
import { atomicWrite } from '../../files/atomic-write.ts';
import type { ExporterHost } from '../exporter-host.ts';
import type { Handlers } from '../requests.ts';

export type SnapshotParts = {
  readonly window: () => BrowserWindow | null;
  readonly exporter: ExporterHost;
  readonly onWritten: (path: string) => void;
};

type Names = 'snapshot.render' | 'snapshot.saveAs' | 'snapshot.saveAll' | 'snapshot.copy';
