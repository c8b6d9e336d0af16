/**
 * The window's page comes from `app://marginalia/`, never from `file://`: a proper origin, a strict content security
 * policy in the header, and nothing outside `dist/renderer` within reach.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';

const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://marginalia';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** Before `app.whenReady()`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves `folder` to the given session. Anything but a plain file below it is answered with 404. */
export function serveWindow(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url);
    const path = normalize(
      join(folder, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)),
    );
    if (url.host !== 'marginalia' || !path.startsWith(folder + sep))
      return new Response(null, { status: 404 });
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null) return new Response(null, { status: 404 });
    return new Response(bytes, {
      headers: {
        'Content-Type': MEDIA_TYPES[extname(path)] ?? 'application/octet-stream',
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
}

/** No network: whatever is neither the page's own nor made by it is refused before it leaves. */
export function refuseNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(app|devtools|blob|data|chrome-extension):/.test(details.url);
    answer({ cancel: !allowed });
  });
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === 'fullscreen' || permission === 'clipboard-sanitized-write');
  });
  session.setPermissionCheckHandler(() => false);
}
