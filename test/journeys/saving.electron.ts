/** What is drawn survives the sudden end of the program, and two windows on one folder do not undo each other. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Page, test } from '@playwright/test';
import { readJournal } from '../../electron/files/annotation-journal.ts';
import { removeFolder, temporaryFolder, workingCopyIn } from './case-folders.ts';
import { keepScreenshot, launchMarginalia, type RunningApp } from './electron-app.ts';
import { writeSlices } from './small-series.ts';
import { expectLoaded } from './viewer.ts';

/** The whole program at once, as when the power goes. */
async function killAll({ app }: RunningApp): Promise<void> {
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  app.process().kill('SIGKILL');
  await ended;
}

async function addFinding(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByTestId('command-palette').getByRole('textbox').fill('New finding');
  await page.keyboard.press('Enter');
}
/** A journal is there from a change until its commit, a third of a second later. */
async function isInJournal(userData: string): Promise<boolean> {
  const folder = join(userData, 'journal');
  if (!existsSync(folder)) return false;
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    if (!name.endsWith('.journal')) continue;
    const journal = await readJournal(join(folder, name));
    if (journal !== null && journal.changes.length > 0) return true;
  }
  return false;
}

const committed = (folder: string): number =>
  readdirSync(folder).some((name) => name.endsWith('.marginalia.json'))
    ? workingCopyIn(folder).copy.findings.length
    : 0;

const findings = (page: Page) => page.getByTestId('finding');

test('whatever moment the program is killed at, the work is there again: saved, or offered', async ({
  browserName: _,
}, testInfo) => {
  test.setTimeout(180_000);
  const folder = join(temporaryFolder(), 'case');
  const userData = temporaryFolder();
  writeSlices(folder, 8);
  let expected = 0;
  let offered = 0;
  // Milliseconds after the change stands in the journal: before the commit, while it runs, and after it.
  for (const delay of [0, 100, 250, 1500, 0, 0, 0]) {
    // On a busy machine the commit may be quicker than the hand that kills: then it is tried again.
    if (delay === 0 && expected >= 4 && offered > 0) break;
    const running = await launchMarginalia({ paths: [folder], userData });
    const { window } = running;
    await expectLoaded(window);
    await expect(window.getByTestId('save-state')).toBeVisible();
    const restore = window.getByTestId('recovery-restore');
    if ((await findings(window).count()) < expected) {
      await expect(restore).toBeVisible();
      await expect(window.getByText('were kept, but not yet saved')).toContainText('1 finding added');
      if (offered === 0) await keepScreenshot(window, testInfo, 'recovery');
      offered += 1;
      await restore.click();
      await expect(restore).toBeHidden();
      await expect(window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
    }
    await expect(findings(window)).toHaveCount(expected);
    await addFinding(window);
    expected += 1;
    const kept = () => isInJournal(userData) || committed(folder) === expected;
    await expect.poll(kept, { intervals: [5] }).toBe(true);
    await wait(delay);
    await killAll(running);
  }
  expect(offered).toBeGreaterThan(0);
  const last = await launchMarginalia({ paths: [folder], userData });
  await expectLoaded(last.window);
  await expect(findings(last.window)).toHaveCount(expected);
  expect(workingCopyIn(folder).copy.findings).toHaveLength(expected);
  await last.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  for (const path of [join(folder, '..'), userData]) removeFolder(path);
});

test('a second window on the same folder is told who has it, reads only, and goes on when the first has ended', async ({
  browserName: _,
}, testInfo) => {
  const folder = join(temporaryFolder(), 'case');
  writeSlices(folder, 8);
  const first = await launchMarginalia({ paths: [folder] });
  await expectLoaded(first.window);
  await addFinding(first.window);
  await expect(first.window.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');

  const second = await launchMarginalia({ paths: [folder] });
  await expectLoaded(second.window);
  await expect(findings(second.window)).toHaveCount(1);
  await expect(second.window.getByTestId('read-only')).toContainText(
    /has these annotations open on \S+ since/,
  );
  await keepScreenshot(second.window, testInfo, 'second-window');
  await addFinding(second.window);
  await expect(findings(second.window)).toHaveCount(1);

  await addFinding(first.window);
  await first.close();
  await second.window.getByText('Try again').click();
  await expect(second.window.getByTestId('save-state')).toContainText('in case folder');
  await expect(findings(second.window)).toHaveCount(2);
  await addFinding(second.window);
  await expect.poll(() => workingCopyIn(folder).copy.findings.length).toBe(3);
  await second.close();
  removeFolder(join(folder, '..'));
});
