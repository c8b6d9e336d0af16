/** The three planes of a series as a person sees them: what stands in each pane, and where its crosshair is. */
import { expect, type Locator, type Page } from '@playwright/test';
import { type Point, painted } from './viewer.ts';

/** The acquired plane and its two cuts. */
export const PANES = [0, 1, 2] as const;

export const paneOf = (page: Page, pane: number): Locator => page.getByTestId(`viewport-${pane}`);

export async function boxOf(
  page: Page,
  pane: number,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await paneOf(page, pane).boundingBox();
  if (box === null) throw new Error(`Pane ${pane} is not on the screen.`);
  return box;
}

/** Waits until all three have their picture. */
export async function expectPlanes(page: Page): Promise<void> {
  for (const pane of PANES) {
    await expect(paneOf(page, pane)).toHaveAttribute('data-frame-state', 'shown', { timeout: 30_000 });
    await expect(paneOf(page, pane).getByTestId('crosshair')).toHaveAttribute('data-centre', /\d/);
  }
}

/** Where the lines meet, on the page. */
export async function crosshairOn(page: Page, pane: number): Promise<Point> {
  await painted(page);
  const at = await paneOf(page, pane).getByTestId('crosshair').getAttribute('data-centre');
  const box = await boxOf(page, pane);
  const [x, y] = (at ?? '').split(',').map(Number);
  if (x === undefined || y === undefined || !Number.isFinite(x + y))
    throw new Error('There is no crosshair.');
  return { x: box.x + x, y: box.y + y };
}

/** Of the original slice, from 0; the slice from 1. */
export type VoxelReading = {
  readonly hu: number;
  readonly column: number;
  readonly row: number;
  readonly slice: number;
};

/** Moves the mouse there and reads the pane's corner. */
export async function voxelAt(page: Page, pane: number, { x, y }: Point): Promise<VoxelReading> {
  await page.mouse.move(x, y);
  await painted(page);
  const corner = paneOf(page, pane).getByTestId('corner-view');
  const text = (await corner.locator('span').first().textContent()) ?? '';
  const match = /^([−\d]+) HU at (\d+), (\d+)(?:, slice (\d+))?$/.exec(text);
  if (match === null) throw new Error(`"${text}" in pane ${pane} names no pixel.`);
  const [, hu = '', column, row, slice] = match;
  const shown = (await corner.getByTestId('slice-number').textContent()) ?? '';
  return {
    hu: Number(hu.replace('−', '-')),
    column: Number(column),
    row: Number(row),
    slice: Number(slice ?? shown.split('/')[0]),
  };
}

/** What each pane tells of the voxel under its crosshair. */
export async function voxelsUnderCrosshair(page: Page): Promise<VoxelReading[]> {
  const voxels: VoxelReading[] = [];
  for (const pane of PANES) voxels.push(await voxelAt(page, pane, await crosshairOn(page, pane)));
  return voxels;
}

/** The slice of a pane, from 1. */
export async function sliceOf(page: Page, pane: number): Promise<number> {
  const text = await paneOf(page, pane).getByTestId('slice-number').textContent();
  return Number((text ?? '').split('/')[0]);
}
