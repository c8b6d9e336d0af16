/** Processes for the tests of saving. Node runs no TypeScript of itself, so the program is bundled first. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

export const temporaryFolder = (what: string): string => mkdtempSync(join(tmpdir(), `marginalia-${what}-`));

/** In memory where there is such a place: a killed process leaves the same there, and a flush costs nothing. */
export const quickFolder = (what: string): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `marginalia-${what}-`));

export async function bundledChild(): Promise<string> {
  const folder = temporaryFolder('child');
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'saving-child.mjs');
  await build({
    entryPoints: [new URL('./saving-child.ts', import.meta.url).pathname],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    logLevel: 'error',
  });
  return outfile;
}

export type Child = {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the first line that fits; throws when the process ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** SIGKILL; resolves when it is gone and everything that it said has been read. */
  kill(): Promise<void>;
  readonly ended: Promise<number | null>;
};

export function startChild(program: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  child.stderr.on('data', (data) => {
    errors += String(data);
  });
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    wake();
  });
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(([[code]]) => {
    wake();
    return code as number | null;
  });
  let over = false;
  void ended.then(() => {
    over = true;
    wake();
  });
  return {
    process: child,
    lines,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => pattern.test(line));
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`The process ended without ${pattern}: ${errors}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
      if (errors !== '') throw new Error(errors);
    },
  };
}
