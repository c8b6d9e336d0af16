/**
 * Attenuation of every tissue of the sample case, in HU, without contrast and in the portal venous phase.
 *
 * Sources: "R" the ranges that radiology textbooks give for 120 kVp (Prokop & Galanski, Spiral and
 * Multislice CT of the Body, 2003; Hounsfield's definition fixes air −1000 and water 0); "product choice"
 * where a value only has to be plausible or is chosen to teach.
 */

/** Texture added to a tissue: smooth noise of the given feature size (mm) and amplitude (HU) in each phase. */
export type Grain = {
  readonly sizeMm: number;
  readonly native: number;
  readonly portal: number;
  readonly seed: number;
};

export type Tissue = { readonly native: number; readonly portal: number; readonly grain?: Grain };

const grain = (sizeMm: number, native: number, portal: number, seed: number): Grain => ({
  sizeMm,
  native,
  portal,
  seed,
});

export const tissues = {
  air: { native: -1000, portal: -1000 },
  skin: { native: 10, portal: 22 },
  subcutaneousFat: { native: -108, portal: -106, grain: grain(9, 5, 5, 11) },
  visceralFat: { native: -104, portal: -101, grain: grain(7, 8, 9, 12) },
  muscle: { native: 54, portal: 62, grain: grain(5, 4, 4, 13) },
  fascia: { native: -62, portal: -60 },
  blood: { native: 42, portal: 152 },
  venousBlood: { native: 42, portal: 142 },
  infrarenalVenousBlood: { native: 42, portal: 112, grain: grain(8, 0, 9, 14) },
  portalBlood: { native: 42, portal: 168 },
  calcifiedPlaque: { native: 620, portal: 640 },
  liver: { native: 59, portal: 112, grain: grain(6, 2.5, 4, 21) },
  spleen: { native: 48, portal: 124, grain: grain(8, 2, 4, 22) },
  pancreas: { native: 38, portal: 96, grain: grain(4, 8, 12, 23) },
  bile: { native: 8, portal: 9 },
  gallbladderWall: { native: 30, portal: 62 },
  renalCortex: { native: 34, portal: 188, grain: grain(5, 2, 6, 24) },
  renalMedulla: { native: 32, portal: 154, grain: grain(5, 2, 6, 24) },
  urine: { native: 6, portal: 8 },
  cystFluid: { native: 6, portal: 7 },
  adrenal: { native: 26, portal: 82 },
  gastricWall: { native: 38, portal: 88 },
  gastricFluid: { native: 14, portal: 14, grain: grain(6, 9, 9, 25) },
  bowelWall: { native: 36, portal: 92 },
  bowelFluid: { native: 16, portal: 20, grain: grain(6, 7, 7, 26) },
  gas: { native: -960, portal: -960 },
  myocardium: { native: 46, portal: 108 },
  lung: { native: -868, portal: -862, grain: grain(6, 16, 16, 27) },
  cortex: { native: 680, portal: 684 },
  denseCortex: { native: 900, portal: 904 },
  cancellous: { native: 178, portal: 194, grain: grain(2.4, 85, 85, 31) },
  ribMarrow: { native: 150, portal: 165, grain: grain(3, 50, 50, 32) },
  disc: { native: 94, portal: 98, grain: grain(6, 7, 7, 33) },
  cartilage: { native: 104, portal: 108, grain: grain(4, 18, 18, 34) },
  cerebrospinalFluid: { native: 12, portal: 13 },
  spinalCord: { native: 38, portal: 44 },
  epiduralFat: { native: -80, portal: -76 },
  mattress: { native: -930, portal: -930 },
  tableShell: { native: 130, portal: 130 },
  tableFoam: { native: -965, portal: -965 },
} as const satisfies Record<string, Tissue>;

/**
 * The four masses and what they teach (product choice within what is published of paraspinal
 * extramedullary haematopoiesis: new deposits are darker than muscle and enhance evenly, mildly to
 * moderately; older ones look like muscle, often hold fat and hardly enhance).
 */
export const massTissues = {
  paraspinal: { native: 29, portal: 71, grain: grain(9, 1.5, 2, 41) },
  paracostal: { native: 53, portal: 55, grain: grain(7, 2, 2, 42) },
  paracostalFat: { native: -92, portal: -91, grain: grain(4, 8, 8, 43) },
  periaortic: { native: 37, portal: 76, grain: grain(11, 7, 74, 44) },
  perirenal: { native: 43, portal: 76, grain: grain(9, 7, 78, 45) },
} as const satisfies Record<string, Tissue>;
