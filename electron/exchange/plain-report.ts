/**
 * Reports inside HL7 messages and CDA documents as plain text, when they are simple: OBX-5 of an ORU message, the
 * narrative of a CDA. Any other text is given back as it is.
 */

export function plainReport(text: string): string {
  const start = text.trimStart();
  if (/^MSH\|/.test(start)) return observationText(start);
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

const HL7_ESCAPES: Readonly<Record<string, string>> = {
  '.br': '\n',
  '.sp': '\n',
  F: '|',
  S: '^',
  T: '&',
  R: '~',
  E: '\\',
  H: '',
  N: '',
};

function unescaped(value: string, sign: string): string {
  const parts = value.split(sign);
  return parts.map((part, index) => (index % 2 === 0 ? part : (HL7_ESCAPES[part] ?? ''))).join('');
}

/** The texts of the body, a line for what CDA shows as one; tags are taken away in one pass, nothing is executed. */
function narrative(document: string): string {
  const body =
    /<structuredBody[\s>][\s\S]*<\/structuredBody>|<nonXMLBody[\s>][\s\S]*<\/nonXMLBody>/.exec(
      document,
    )?.[0] ?? document;
  const text = body
    .replace(/<!--[\s\S]*?-->/g, '')
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

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function entity(_all: string, name: string, decimal?: string, hex?: string): string {
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : null;
  if (code === null) return ENTITIES[name.toLowerCase()] ?? '';
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
