/** Text of files that do not say how they are encoded, or say it in a line of their own. */

/** A declaration stands at the beginning. */
const HEAD_BYTES = 2048;

/** HL7 table 0211, as in MSH-18. */
const HL7_SETS: Readonly<Record<string, string>> = {
  'GB 18030-2000': 'gb18030',
  'KS X 1001': 'euc-kr',
  'BIG-5': 'big5',
  'CNS 11643-1992': 'big5',
};

/**
 * UTF-8 where it is valid (with or without a mark), UTF-16 by its mark, otherwise what an XML declaration or an HL7
 * header names, and Windows-1252 where nothing does, as old systems write.
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(declaredSet(bytes) ?? 'windows-1252').decode(bytes);
  }
}

/** Null where nothing is declared, or nothing that is known here. */
function declaredSet(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, HEAD_BYTES));
  const named =
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? hl7Set(head) ?? 'windows-1252';
  try {
    const { encoding } = new TextDecoder(named);
    // What is not valid UTF-8 is not UTF-8, whatever it says.
    return encoding === 'utf-8' ? null : encoding;
  } catch {
    return null;
  }
}

/** The first repetition of MSH-18; fields are counted from the separator, which is MSH-1 itself. */
function hl7Set(head: string): string | null {
  const header = /(?:^|[\r\n\v])(MSH[^\r\n]*)/.exec(head)?.[1];
  const separator = header?.[3];
  if (header === undefined || separator === undefined) return null;
  const repetition = header[5] ?? '~';
  const name = (header.split(separator)[17] ?? '').split(repetition)[0]?.trim().toUpperCase() ?? '';
  const latin = /^8859\/(\d+)$/.exec(name)?.[1];
  return latin === undefined ? (HL7_SETS[name] ?? null) : `iso-8859-${latin}`;
}
