/** Tags by keyword (PS3.6) for the headers that tests make: those that a scan reads, and some that it passes over. */
import { PIXEL_DATA } from '../../../electron/reader/scan/elements.ts';
import { T as READ } from '../../../electron/reader/scan/tags.ts';

export const T = {
  ...READ,
  ReferencePixelX0: 0x00186020,
  OverlayRows: 0x60000010,
  OverlayColumns: 0x60000011,
  OverlayType: 0x60000040,
  OverlayOrigin: 0x60000050,
  OverlayBitsAllocated: 0x60000100,
  OverlayBitPosition: 0x60000102,
  OverlayLabel: 0x60001500,
  OverlayData: 0x60003000,
  PixelData: PIXEL_DATA,
} as const;
