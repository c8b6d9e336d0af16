/**
 * Reports inside HL7 messages and CDA documents as plain text, when they are simple: OBX-5 of an ORU message, the
 * narrative of a CDA. Any other text is given back as it is.
 */
import { decodeText } from '../files/decode-text.ts';

export function plainReport(text: string): string {
  const start = text.trimStart();
  // A batch brings headers of its own before the message.
  const message = /^(?:[BF]HS\|[^\r\n]*[\r\n]+)*(MSH\|[\s\S]*)/.exec(start)?.[1];
  if (message !== undefined) return observationText(message);
  if (/^<(\?xml|ClinicalDocument)/.test(start) && /<ClinicalDocument[\s>]/.test(start))
    return narrative(start);
  return text;
}

/** HL7 v2: segments end with CR, fields are separated by what MSH-1 says, `\.br\` breaks a line, `\T\` and others escape. */
function observationText(message: string): string {
  const separator = message[3] as string;
  const repetition = message[5] ?? '~';
  const escapeSign = message[6] ?? '\\';
  const lines: string[] = [];
  for (const segment of message.split(/\r\n?|\n/)) {
    const fields = segment.split(separator);
    if (fields[0] !== 'OBX' || !['TX', 'FT', 'ST'].includes(fields[2] ?? '')) continue;
    for (const value of (fields[5] ?? '').split(repetition)) lines.push(unescaped(value, escapeSign));
  }
  return `${lines.join('\n')}\n`;
}

const HL7_ESCAPES: Readonly<Record<string, string>> = { F: '|', S: '^', T: '&', R: '~', E: '\\' };
/** Formatting commands that begin a line; the others only indent. */
const HL7_BREAKS = /^\.(br|sp|ce)/;

/**
 * Escape sequences (HL7 v2.5 2.7): delimiters, formatting, bytes in hexadecimal. A sign that begins none of them is
 * itself, as in messages whose writer escaped nothing ("L1\L2"): no word may go with it.
 */
function unescaped(value: string, sign: string): string {
  const quoted = sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  // A letter beyond ASCII may be several sequences of a byte each.
  const sequence = new RegExp(
    `((?:${quoted}X(?:[0-9A-Fa-f]{2})+${quoted})+)|${quoted}(\\.[a-z]{2}[+-]?\\d*|[FSTREHN]|[CMZ][0-9A-F]*)${quoted}`,
    'g',
  );
  return value.replace(sequence, (_all, bytes: string | undefined, code = '') => {
    if (bytes !== undefined) {
      const digits = bytes.replaceAll(`${sign}X`, '').replaceAll(sign, '');
      return decodeText(Buffer.from(digits, 'hex')).replace(/\r\n?/g, '\n');
    }
    if (HL7_BREAKS.test(code)) return '\n';
    return code.startsWith('.') ? ' ' : (HL7_ESCAPES[code] ?? '');
  });
}

/** The texts of the body, a line for what CDA shows as one; tags are taken away in one pass, nothing is executed. */
function narrative(document: string): string {
  const body =
    /<structuredBody[\s>][\s\S]*<\/structuredBody>|<nonXMLBody[\s>][\s\S]*<\/nonXMLBody>/.exec(
      document,
    )?.[0] ?? document;
  const text = body
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<tr\b(?:(?!<t(?:r|able)\b)[\s\S])*?<\/tr>/g, row)
    .replace(/<title[^>]*>([^<]*)<\/title>/g, '\n$1:\n')
    .replace(/<(br|paragraph|item|tr|table|section|text|\/paragraph|\/item|\/tr)\b[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|amp|quot|apos|#(\d+)|#x([0-9a-f]+));/gi, entity);
  return `${text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')}\n`;
}

/** A row of several cells as one line, the cells between bars: reports in plain text have tables like that. */
function row(tags: string): string {
  const cells = tags
    .split(/<t[dh]\b[^>]*>/)
    .slice(1)
    .map((cell) =>
      cell
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  return cells.length < 2 ? tags : `\n| ${cells.join(' | ')} |\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function entity(_all: string, name: string, decimal?: string, hex?: string): string {
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : null;
  if (code === null) return ENTITIES[name.toLowerCase()] ?? '';
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
