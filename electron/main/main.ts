/**
 * The app's main process: windows, dialogs, granted folders, saving. It parses no DICOM; the reader does.
 */
import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain, session } from 'electron';
import { z } from 'zod';
import type { EventName, HostEvents, RecentSource, Settings } from '../contract.ts';
import { AnnotationKeeper } from '../files/annotation-keeper.ts';
import { refuseNetwork, registerAppScheme, serveWindow } from './app-protocol.ts';
import { commandFromArguments, pathsFromArguments } from './arguments.ts';
import { ExporterHost } from './exporter-host.ts';
import { annotationHandlers } from './handlers/annotation-handlers.ts';
import { appHandlers, systemUserName } from './handlers/app-handlers.ts';
import { objectHandlers } from './handlers/object-handlers.ts';
import { reportHandlers } from './handlers/report-handlers.ts';
import { snapshotHandlers } from './handlers/snapshot-handlers.ts';
import { openPaths, sourceHandlers } from './handlers/source-handlers.ts';
import { openJsonFile } from './json-file.ts';
import { log } from './log.ts';
import { showMenu } from './menu.ts';
import { ReaderHost } from './reader-host.ts';
import { settingsSchema } from './request-schemas.ts';
import { answerRequests } from './requests.ts';
import { SampleMaker } from './sample-maker.ts';
import { Sources } from './sources.ts';
import { openWindow, type WindowPlace } from './window.ts';

app.setName('Marginalia');
registerAppScheme();
// Without a GPU, newer Chromium gives WebGL only when asked for its software rasteriser.
app.commandLine.appendSwitch('enable-unsafe-swiftshader');
// Chromium's own services look for the network at every start; nothing here may.
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');
app.commandLine.appendSwitch('disable-domain-reliability');
app.commandLine.appendSwitch('disable-sync');
app.commandLine.appendSwitch('disable-quic');
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');

const placeSchema = z.strictObject({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(400),
  height: z.int().min(300),
  maximized: z.boolean(),
});

const recentsSchema = z.array(
  z.strictObject({ id: z.string(), name: z.string(), path: z.string(), openedAt: z.string() }),
);

const INITIAL_SETTINGS: Settings = {
  userName: '',
  invertWindowDrag: false,
  headFirst: false,
  layout: {},
  pixelBudgetBytes: null,
};

async function run(): Promise<void> {
  await app.whenReady();
  const data = app.getPath('userData');
  const [settings, recents, place] = await Promise.all([
    openJsonFile<Settings>(join(data, 'settings.json'), settingsSchema, INITIAL_SETTINGS),
    openJsonFile<readonly RecentSource[]>(join(data, 'recent-cases.json'), recentsSchema, []),
    openJsonFile<WindowPlace | null>(
      join(data, 'window.json'),
      placeSchema.nullable() as z.ZodType<WindowPlace | null>,
      null,
    ),
  ]);

  let window: BrowserWindow | null = null;
  const theWindow = (): BrowserWindow | null => window;
  const tell = <N extends EventName>(name: N, event: HostEvents[N]): void => {
    if (window !== null && !window.isDestroyed()) window.webContents.send('marginalia.event', name, event);
  };

  const sources = new Sources();
  const reader = new ReaderHost((message) => tell('reader.restarted', { message }));
  const exporter = new ExporterHost();
  const keeper = new AnnotationKeeper({
    dataFolder: data,
    userName: () => settings.get().userName || systemUserName(),
  });
  const sample = new SampleMaker(join(data, 'cache'), (done, total) =>
    tell('sample.progress', { done, total }),
  );
  const shownPaths = new Set<string>();
  const sourceParts = { window: theWindow, sources, reader, recents, sample };

  reader.start();
  const windowSession = session.defaultSession;
  serveWindow(windowSession, join(__dirname, 'renderer'));
  refuseNetwork(windowSession);
  answerRequests(theWindow, {
    ...appHandlers(
      settings,
      (path) => shownPaths.has(path) || sources.all().some(({ source }) => source.path === path),
    ),
    ...sourceHandlers(sourceParts),
    ...annotationHandlers(keeper, sources),
    ...reportHandlers(theWindow, sources, (path) => reader.readReport(path)),
    ...objectHandlers(theWindow, (path) => shownPaths.add(path)),
    ...snapshotHandlers({ window: theWindow, exporter, onWritten: (path) => shownPaths.add(path) }),
  });

  const asked = pathsFromArguments(process.argv, app.isPackaged, process.cwd());
  let opened = false;
  ipcMain.on('marginalia.ready', (event) => {
    if (event.sender !== window?.webContents) return;
    reader.connect(event.sender);
    if (opened || asked.length === 0) return;
    opened = true;
    void open(asked);
  });

  async function open(paths: readonly string[]): Promise<void> {
    const outcome = await openPaths(sourceParts, paths);
    if (outcome.ok) tell('source.opened', { source: outcome.source });
    else tell('source.refused', { message: outcome.message });
  }

  showMenu((command) => tell('menu.command', { command }));
  window = openWindow(windowSession, place.get(), (next) => void place.set(next));
  closeWhenSaved(window, () => tell('window.closing', {}));
  window.on('closed', () => {
    window = null;
  });

  app.on('second-instance', (_event, argv, folder) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const paths = pathsFromArguments(argv, app.isPackaged, folder);
    if (paths.length > 0) void open(paths);
  });
  app.on('will-quit', () => {
    keeper.releaseLocks();
    reader.stop();
    exporter.stop();
  });
}

/** The page may hold a change that is not a second old: it is asked to save, and answers or has two seconds. */
function closeWhenSaved(window: BrowserWindow, ask: () => void): void {
  let saved = false;
  window.on('close', (event) => {
    if (saved || window.webContents.isCrashed()) return;
    event.preventDefault();
    const close = (): void => {
      saved = true;
      if (!window.isDestroyed()) window.close();
    };
    const timer = setTimeout(close, 2000);
    ipcMain.once('marginalia.saved', () => {
      clearTimeout(timer);
      close();
    });
    ask();
  });
}

/** An app that others can drive from outside is no place for patients' data; developers have the checkout. */
const drivenFromOutside =
  app.isPackaged &&
  ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk'].some((name) =>
    app.commandLine.hasSwitch(name),
  );

app.on('window-all-closed', () => app.quit());
process.on('uncaughtException', (cause: NodeJS.ErrnoException) => {
  // Whoever read what a command prints has seen enough (`| head`).
  if (cause.code === 'EPIPE') app.exit(0);
  log('app', `unexpected: ${cause.stack ?? cause.message}`);
  app.exit(70);
});

/** Without a window, and beside one that is open. */
async function runCommand(words: readonly string[]): Promise<void> {
  app.dock?.hide();
  const { commandLine } = await import('../cli/command-line.ts');
  app.exit(await commandLine(words));
}

const command = commandFromArguments(process.argv, app.isPackaged);

if (drivenFromOutside) {
  log('app', 'switches for debugging are refused in the packaged app');
  app.exit(2);
} else if (command !== null) void runCommand(command);
else if (app.requestSingleInstanceLock()) void run();
else app.quit();
