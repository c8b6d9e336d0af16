/** About the program itself: versions, settings, showing a file in the system's file manager. */
import { userInfo } from 'node:os';
import { app, shell } from 'electron';
import type { Settings } from '../../contract.ts';
import type { JsonFile } from '../json-file.ts';
import type { Handlers } from '../requests.ts';

/** Electron 25 is past its end of life: it serves to develop and to test, and the window says so. */
const OLDEST_SUPPORTED_ELECTRON = 40;

type Names = 'app.info' | 'settings.get' | 'settings.set' | 'path.reveal';

export function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** `shown`: whether a path was handed out by this program and may be revealed. */
export function appHandlers(
  settings: JsonFile<Settings>,
  shown: (path: string) => boolean,
): Pick<Handlers, Names> {
  return {
    async 'app.info'() {
      const electron = process.versions.electron ?? '';
      const old = Number.parseInt(electron, 10) < OLDEST_SUPPORTED_ELECTRON;
      return {
        version: app.getVersion(),
        electron,
        chromium: process.versions.chrome ?? '',
        runtimeNotice: old
          ? `Development runtime (Electron ${electron}, no longer maintained): for development and tests, not for patients' data.`
          : null,
        userName: settings.get().userName || systemUserName(),
        platform: process.platform,
      };
    },
    async 'settings.get'() {
      return settings.get();
    },
    async 'settings.set'({ settings: next }) {
      await settings.set(next);
      return null;
    },
    async 'path.reveal'({ path }) {
      if (shown(path)) shell.showItemInFolder(path);
      return null;
    },
  };
}
