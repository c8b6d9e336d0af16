/** A picture onto the clipboard, on both of Electron's clipboards: the one of items (45) and the one before it (25). */
import { ClipboardItem, clipboard, nativeImage } from 'electron';

type OldClipboard = { writeImage?(image: Electron.NativeImage): void };

export async function copyPicture(png: Uint8Array): Promise<void> {
  const old = clipboard as unknown as OldClipboard;
  if (typeof old.writeImage === 'function') {
    old.writeImage(nativeImage.createFromBuffer(Buffer.from(png)));
    return;
  }
  const blob = new Blob([Uint8Array.from(png)], { type: 'image/png' });
  await clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}
