/** A small JSON file of the app's own (settings, recent cases): checked on reading, written atomically. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { atomicWrite } from '../files/atomic-write.ts';
import { log } from './log.ts';

export type JsonFile<T> = { get(): T; set(value: T): Promise<void> };

/** A missing or damaged file counts as `initial`; it is replaced with the next `set`. */
export async function openJsonFile<T>(path: string, schema: z.ZodType<T>, initial: T): Promise<JsonFile<T>> {
  let value = initial;
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) {
    try {
      value = schema.parse(JSON.parse(text));
    } catch {
      log('app', `a settings file could not be read and is started anew`);
    }
  }
  return {
    get: () => value,
    async set(next) {
      value = next;
      await mkdir(dirname(path), { recursive: true });
      const written = await atomicWrite(path, Buffer.from(`${JSON.stringify(next, null, 2)}\n`));
      if (!written.ok) log('app', `a settings file could not be written: ${written.error.kind}`);
    },
  };
}
