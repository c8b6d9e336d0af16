/** The picture as a person sees and touches it: what stands in its corners, and where a pixel lies on the screen. */
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, type Locator, type Page } from '@playwright/test';

export const stage = (page: Page): Locator => page.getByTestId('viewport-0');

/** Waits until a slice is on the screen, with its pixels. */
export async function expectPicture(page: Page): Promise<void> {
  await expect(page.getByTestId('slice-number')).toBeVisible({ timeout: 30_000 });
  await expect(stage(page).getByRole('status')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByTestId('frame-failed')).toHaveCount(0);
}

/** Waits until the whole case has been read and every slice of the stack on the screen is in the window. */
export async function expectLoaded(page: Page): Promise<void> {
  await expectPicture(page);
  await expect(page.getByTestId('scan-progress')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByTestId('load-progress')).toHaveCount(0, { timeout: 30_000 });
}

/** From 1, with the number of slices. */
export async function slice(page: Page): Promise<{ readonly number: number; readonly count: number }> {
  const text = (await page.getByTestId('slice-number').textContent()) ?? '';
  const [number, count] = text.split('/').map((part) => Number(part.trim()));
  if (!number || !count) throw new Error(`"${text}" is no slice number.`);
  return { number, count };
}

export const expectSlice = (page: Page, number: number): Promise<void> =>
  expect(page.getByTestId('slice-number')).toHaveText(new RegExp(`^${number} /`));

/** Lets the page paint what it has been told. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
      ),
  );
}

export type Reading = { readonly column: number; readonly row: number; readonly hu: number };

/** Moves the mouse there and reads the corner. Null off the image. */
export async function readingAt(page: Page, x: number, y: number): Promise<Reading | null> {
  await page.mouse.move(x, y);
  await painted(page);
  const text = (await page.getByTestId('corner-view').locator('span').first().textContent()) ?? '';
  const match = /^([−\d]+) HU at (\d+), (\d+)$/.exec(text);
  if (match === null) return null;
  const [, hu, column, row] = match as unknown as [string, string, string, string];
  return { hu: Number(hu.replace('−', '-')), column: Number(column), row: Number(row) };
}

export type Point = { readonly x: number; readonly y: number };

/**
 * Image points (sub-pixel, from the first pixel's top left corner) to the page, for an image that is neither turned nor
 * flipped; good to half an image pixel, which is what the corner's whole numbers allow.
 */
export async function imageToPage(page: Page): Promise<(point: Point) => Point> {
  const box = await stage(page).boundingBox();
  if (box === null) throw new Error('There is no viewport.');
  const half = Math.min(box.width, box.height) * 0.4;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const one = { x: middle.x - half, y: middle.y - half };
  const two = { x: middle.x + half, y: middle.y + half };
  const at = await readingAt(page, one.x, one.y);
  const to = await readingAt(page, two.x, two.y);
  if (at === null || to === null) throw new Error('The corner names no pixel.');
  const scaleX = (two.x - one.x) / (to.column - at.column);
  const scaleY = (two.y - one.y) / (to.row - at.row);
  return ({ x, y }) => ({
    x: one.x + (x - at.column - 0.5) * scaleX,
    y: one.y + (y - at.row - 0.5) * scaleY,
  });
}

/** Press, several moves, release: as a hand does it. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Names and numbers of the marks on the picture, as they are drawn beside them. */
export const markTexts = (page: Page): Promise<string[]> =>
  page.getByTestId('overlay').locator('text').allTextContents();

/** The strokes of marks: 0 when none are on this slice or when they are hidden. */
export const markStrokes = (page: Page): Locator =>
  page.getByTestId('overlay').locator('ellipse[stroke], path[stroke]:not([stroke="none"])');

/** Grey (0 to 255) as painted at points of the page, from a screenshot; words over the picture count as grey, too. */
export async function paintedGreys(page: Page, points: readonly Point[]): Promise<number[]> {
  await painted(page);
  const picture = await loadImage(await page.screenshot({ scale: 'css' }));
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  return points.map(({ x, y }) => data[4 * (Math.floor(y) * picture.width + Math.floor(x)) + 1] ?? -1);
}

/** With keys alone, from the first slice on. */
export async function goToSlice(page: Page, number: number): Promise<void> {
  await stage(page).focus();
  await page.keyboard.press('Home');
  for (let at = 1; at < number; at += 1) await page.keyboard.press('ArrowDown');
  await expectSlice(page, number);
}

/** Draws with the tool and the mouse, and waits for the numbers. Centre and radii in image pixels. */
export async function drawEllipse(page: Page, center: Point, radii: Point): Promise<void> {
  const toPage = await imageToPage(page);
  await stage(page).focus();
  await page.keyboard.press('e');
  await drag(
    page,
    toPage({ x: center.x - radii.x, y: center.y - radii.y }),
    toPage({ x: center.x + radii.x, y: center.y + radii.y }),
  );
  await expect(page.locator('[data-testid="region"][data-selected="true"]')).toContainText('HU');
}
