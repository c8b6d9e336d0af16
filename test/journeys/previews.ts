/** The bytes of the export dialog's preview: the page's policy forbids it to fetch what it shows. */
import type { Page } from '@playwright/test';

/** From now on blobs are caught where they get their addresses. */
export const keepPreviews = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const made = URL.createObjectURL.bind(URL);
    const kept = new Map<string, Blob>();
    Object.assign(window, { previews: kept });
    URL.createObjectURL = (blob: Blob) => {
      const address = made(blob);
      kept.set(address, blob);
      return address;
    };
  });

/** Of the picture that is shown now; none while it is drawn. */
export async function previewBytes(page: Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(async () => {
    const image = document.querySelector<HTMLImageElement>('[data-testid="export-preview"]');
    const blob = (window as unknown as { previews: Map<string, Blob> }).previews.get(image?.src ?? '');
    if (blob === undefined) return '';
    // A list of millions of numbers would take seconds on its way.
    return new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
      reader.readAsDataURL(blob);
    });
  });
  return Buffer.from(bytes, 'base64');
}
