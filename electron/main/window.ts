/** One window: sandboxed, isolated, shown when it has painted, its place remembered. */
import { join } from 'node:path';
import { BrowserWindow, type Session, screen } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import { log } from './log.ts';

export type WindowPlace = { x?: number; y?: number; width: number; height: number; maximized: boolean };

const DEFAULT_PLACE: WindowPlace = { width: 1440, height: 900, maximized: false };

/** A remembered place is used only while some screen still shows it. */
function visiblePlace(place: WindowPlace | null): WindowPlace {
  if (place === null) return DEFAULT_PLACE;
  const { x, y } = place;
  const seen =
    x !== undefined &&
    y !== undefined &&
    screen.getAllDisplays().some(({ bounds }) => {
      return (
        x >= bounds.x - 50 &&
        y >= bounds.y - 50 &&
        x < bounds.x + bounds.width &&
        y < bounds.y + bounds.height
      );
    });
  return seen ? place : { width: place.width, height: place.height, maximized: place.maximized };
}

export function openWindow(
  session: Session,
  remembered: WindowPlace | null,
  onPlace: (place: WindowPlace) => void,
): BrowserWindow {
  const { maximized, ...bounds } = visiblePlace(remembered);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#0d0f12',
    title: 'Marginalia',
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload: join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      backgroundThrottling: true,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    onPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  // A page that could lead elsewhere could lead anywhere.
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', (_event, details) => {
    log('window', `the window's process ended: ${details.reason}`);
  });
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}
