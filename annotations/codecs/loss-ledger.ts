/** What an import could not take over: kept with it (`import-record.ts`), so that nothing is missing in silence. */
export type LedgerEntry = {
  /** The thing, in words: "Image region (SCOORD3D, ELLIPSOID)". */
  readonly what: string;
  /** Where it stands in the object: the path of concept meanings, or a sequence's item. */
  readonly where: string;
  /** Why it was not taken. */
  readonly why: string;
};
