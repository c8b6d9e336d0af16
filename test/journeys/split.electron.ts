/** One finding that turns out to be two masses, and one proposal of the report that is: both are split. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { copyCase, removeFolder, sampleCase, workingCopyIn } from './case-folders.ts';
import { measure } from './command-line.ts';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';
import { expectLoaded, markTexts, painted } from './viewer.ts';

async function expectSaved(page: Page): Promise<void> {
  await painted(page);
  await expect(page.getByTestId('save-state')).toHaveAttribute('data-state', 'saved', { timeout: 5000 });
}

const share = (page: Page, quotation: RegExp, choice: string) =>
  page
    .getByTestId('split-quotation')
    .filter({ hasText: quotation })
    .locator('label')
    .filter({ hasText: choice })
    .click();

test('chosen marks and a sentence become a finding of their own, with the answers that the sentence gave; undo joins them again', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const { app, window, close } = await launchMarginalia({ paths: [folder] });
  await expectLoaded(window);
  const before = workingCopyIn(folder).copy.findings;
  const whole = before[0];
  if (whole === undefined) throw new Error('The sample case has no finding.');

  await window.keyboard.press('n');
  await window.getByTestId('finding-actions').click();
  await window.getByTestId('split-finding').click();
  await expect(window.getByTestId('finding-split')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('finding-split')).toHaveCount(0);

  await window.keyboard.press('Control+k');
  await window.keyboard.type('split finding');
  await window.keyboard.press('Enter');
  const rows = window.getByTestId('split-region');
  await expect(rows).toHaveCount(whole.regions.length);
  // The mark that was jumped to is chosen to begin with; here the first and the fourth shall go.
  for (let at = 0; at < whole.regions.length; at += 1) {
    await rows.nth(at).getByRole('checkbox').setChecked([0, 3].includes(at));
  }
  await share(window, /neither fat nor calcification/, 'Goes');
  await share(window, /There is a lobulated/, 'Stays');
  await window.getByTestId('split-name').fill('Lower left mass');
  await keepScreenshot(window, testInfo, 'split-form');
  await window.getByTestId('split-confirm').click();

  await expect(window.getByTestId('finding')).toHaveCount(5);
  const selected = window.locator('[data-testid="finding"][data-selected="true"]');
  await expect(selected).toContainText('Lower left mass');
  await expect(window.getByTestId('region')).toHaveCount(2);
  await window.getByTestId('region').first().getByRole('button').first().click();
  await expect.poll(async () => (await markTexts(window)).join(' ')).toContain('Lower left mass');
  await expectSaved(window);
  await keepScreenshot(window, testInfo, 'split-done');

  const after = workingCopyIn(folder).copy.findings;
  const part = after[4];
  const uids = (marks: typeof whole.regions) => marks.map(({ uid }) => uid);
  expect(uids(part?.regions ?? [])).toEqual(uids(whole.regions.filter((_, at) => [0, 3].includes(at))));
  expect(uids(after[0]?.regions ?? [])).toEqual(uids(whole.regions.filter((_, at) => ![0, 3].includes(at))));
  expect(part).toMatchObject({ site: whole.site, laterality: whole.laterality, levels: null });
  expect(part?.evidence.map(({ text }) => text)).toEqual([
    expect.stringContaining('hypoattenuating'),
    expect.stringContaining('neither fat nor calcification'),
    expect.stringContaining('Left paraspinal mass'),
  ]);
  expect(
    Object.keys(part?.descriptors ?? {}),
    'fat goes with its sentence, the size stays with its own',
  ).toEqual(expect.arrayContaining(['fat', 'calcification', 'attenuation']));
  expect(part?.descriptors).not.toHaveProperty('sizeMm');
  expect(part?.descriptors).not.toHaveProperty('attenuationHu');
  expect(after[0]?.descriptors).not.toHaveProperty('fat');
  expect(after[0]).toMatchObject({
    levels: whole.levels,
    descriptors: { sizeMm: whole.descriptors.sizeMm, attenuationHu: whole.descriptors.attenuationHu },
  });
  const measured = (await measure(folder)).cases[0]?.findings.find(({ name }) => name === 'Lower left mass');
  expect(measured?.regions.map(({ uid }) => uid)).toEqual(uids(part?.regions ?? []));

  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('finding')).toHaveCount(4);
  await expectSaved(window);
  expect(workingCopyIn(folder).copy.findings).toEqual(before);
  await window.keyboard.press('Control+Shift+Z');
  await expect(window.getByTestId('finding')).toHaveCount(5);
  await close();
  expect(app.windows()).toHaveLength(0);
  removeFolder(join(folder, '..'));
});

test('a proposal of the report that is two masses is accepted as two, each with its sentences', async ({
  browserName: _,
}, testInfo) => {
  const folder = copyCase(await sampleCase());
  const report = readFileSync(join(folder, 'report.txt'), 'utf8');
  rmSync(workingCopyIn(folder).path);
  const { window, close } = await launchMarginalia({ paths: [folder] });
  await expectLoaded(window);
  await window.getByTestId('tab-report').click();
  if ((await window.getByTestId('no-report').count()) > 0) {
    await window.getByTestId('no-report').getByRole('button', { name: 'Load or paste' }).click();
    await window.getByTestId('report-paste').fill(report);
    await window.getByTestId('report-attach').click();
  }
  const proposal = window.getByTestId('proposal').filter({ hasText: /left paraspinal/i });
  await expect(proposal).toHaveCount(1);
  await proposal.getByTestId('proposal-split').click();
  await share(window, /There is a lobulated/, 'First');
  await share(window, /hypoattenuating to skeletal/, 'First');
  await share(window, /neither fat/, 'Second');
  await keepScreenshot(window, testInfo, 'split-proposal');
  await window.getByTestId('proposal-accept-both').click();
  await expect(window.getByTestId('proposal').filter({ hasText: /left paraspinal/i })).toHaveCount(0);
  await expectSaved(window);

  const [first, second, ...others] = workingCopyIn(folder).copy.findings;
  expect(others).toEqual([]);
  expect([first?.trackingIdentifier, second?.trackingIdentifier]).toEqual([
    'Left paraspinal mass',
    'Left paraspinal mass 2',
  ]);
  expect(first?.evidence).toHaveLength(3);
  expect(second?.evidence).toHaveLength(2);
  expect(first?.descriptors).toHaveProperty('sizeMm');
  expect(first?.descriptors).not.toHaveProperty('fat');
  expect(second?.descriptors).toHaveProperty('fat');
  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('proposal').filter({ hasText: /left paraspinal/i })).toHaveCount(1);
  await close();
  removeFolder(join(folder, '..'));
});
