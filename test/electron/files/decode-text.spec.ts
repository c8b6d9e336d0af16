import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../electron/files/decode-text.ts';

/** "Połączenie" in ISO 8859-2, "Größe" in Windows-1252. */
const POLISH = Buffer.from([0x50, 0x6f, 0xb3, 0xb1, 0x63, 0x7a, 0x65, 0x6e, 0x69, 0x65]);
const GERMAN = Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65]);
const declared = (declaration: string, bytes: Uint8Array): string =>
  decodeText(Buffer.concat([Buffer.from(declaration), bytes])).slice(declaration.length);

const msh = (set: string): string => `MSH|^~\\&|RIS|H|PACS|H|2026||ORU^R01|1|P|2.5||||||${set}\rOBX|1|TX|||`;

describe('text in an encoding of its own', () => {
  it('is read as an XML declaration says', () => {
    expect(declared('<?xml version="1.0" encoding="ISO-8859-2"?><text>', POLISH)).toBe('Połączenie');
    expect(declared("<?xml version='1.0' encoding='iso-8859-1'?><text>", GERMAN)).toBe('Größe');
  });

  it('is read as MSH-18 of an HL7 message says', () => {
    expect(declared(msh('8859/2'), POLISH)).toBe('Połączenie');
    expect(declared(msh('8859/1~UNICODE UTF-8'), GERMAN)).toBe('Größe');
    expect(declared(`FHS|^~\\&|RIS\r${msh('GB 18030-2000')}`, Buffer.from([0xcd, 0xf5]))).toBe('王');
  });

  it('is Western European where nothing is declared, or nothing that is true or known', () => {
    expect(decodeText(GERMAN)).toBe('Größe');
    expect(declared(msh('UNICODE UTF-8'), GERMAN)).toBe('Größe');
    expect(declared('<?xml version="1.0" encoding="utf-8"?>', GERMAN)).toBe('Größe');
    expect(declared('<?xml version="1.0" encoding="klingon"?>', GERMAN)).toBe('Größe');
  });

  it('is UTF-8 where it is valid, whatever is declared', () => {
    expect(declared('<?xml version="1.0" encoding="ISO-8859-2"?>', Buffer.from('Größe, Połączenie'))).toBe(
      'Größe, Połączenie',
    );
  });
});
