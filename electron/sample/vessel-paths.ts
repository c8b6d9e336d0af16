/** Where the great vessels and the oesophagus run: shared by those that paint them and by their neighbours. */
import { tube } from './tubes.ts';

/** Slightly tortuous, lifted off the spine at T11–L2 by the mass that surrounds it. */
export const aorta = tube([
  [21, 24, 170, 12.6],
  [21, 23, 140, 12.4],
  [17, 17, 105, 12],
  [12, 10, 72, 11.8],
  [8, 4, 40, 11.6],
  [4, -1, 8, 11.2],
  [6, -6, -28, 10.6],
  [7, -8, -62, 9.8],
  [3, -5, -96, 9.2],
  [2, -3, -122, 9.2],
  [2, -2, -133, 8.6],
]);
export const iliacArteries = [
  tube([
    [2, -2, -130, 7],
    [-8, -2, -142, 6.4],
    [-19, 2, -158, 6.2],
  ]),
  tube([
    [2, -2, -130, 7],
    [11, -2, -142, 6.4],
    [22, 3, -158, 6.2],
  ]),
];
export const venaCava = tube([
  [-17, 4, -160, 10],
  [-20, 2, -128, 11],
  [-25, 0, -95, 11],
  [-30, -3, -60, 10.4],
  [-35, -6, -25, 10],
  [-36, -8, 8, 10.4],
  [-33, -10, 42, 11.4],
  [-28, -12, 75, 12.4],
  [-25, -16, 100, 13],
  [-22, -22, 122, 14],
  [-20, -30, 136, 15],
]);
export const oesophagus = tube([
  [8, 6, 170, 7.5],
  [10, 4, 140, 7.5],
  [15, -2, 112, 7.5],
  [24, -8, 94, 7.5],
  [36, -8, 84, 8.5],
]);
export const azygos = tube([
  [-6, 26, 170, 3.4],
  [-6, 25, 120, 3.2],
  [-5, 22, 70, 2.8],
  [-7, 18, 30, 2.2],
]);
