/** The part of dcmjs that is used; the package brings no types. */
declare module 'dcmjs' {
  type Tags = Record<string, unknown>;
  const dcmjs: {
    readonly data: {
      readonly DicomDict: new (
        meta: Tags,
      ) => { dict: Tags; write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer };
      readonly DicomMetaDictionary: {
        readonly dictionary: Record<string, unknown>;
        denaturalizeDataset(dataset: Record<string, unknown>): Tags;
      };
    };
  };
  export default dcmjs;
}
