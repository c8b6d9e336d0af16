/** The reader's settings, as main keeps them, and what this program is. */
import { atom, type ReadableAtom } from 'nanostores';
import type { AppInfo, Settings } from '../../electron/contract.ts';
import { request } from '../host.ts';

const settings = atom<Settings>({
  userName: '',
  invertWindowDrag: false,
  headFirst: false,
  layout: {},
  pixelBudgetBytes: null,
});
export const $settings: ReadableAtom<Settings> = settings;

const appInfo = atom<AppInfo | null>(null);
export const $appInfo: ReadableAtom<AppInfo | null> = appInfo;

export async function loadSettings(): Promise<void> {
  const [info, stored] = await Promise.all([request('app.info', {}), request('settings.get', {})]);
  appInfo.set(info);
  settings.set(stored);
}

export function changeSettings(change: Partial<Settings>): void {
  settings.set({ ...settings.get(), ...change });
  void request('settings.set', { settings: settings.get() });
}

export function rememberLayout(change: Settings['layout']): void {
  changeSettings({ layout: { ...settings.get().layout, ...change } });
}

/** The name on every change: the one chosen here, otherwise the account's. */
export const readerName = (): string => settings.get().userName || appInfo.get()?.userName || '';
