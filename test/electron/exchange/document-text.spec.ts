import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractFindings } from '../../../annotations/report/extract.ts';
import { documentText } from '../../../electron/exchange/document-text.ts';
import { plainReport } from '../../../electron/exchange/plain-report.ts';
import { testData } from '../../test-data.ts';
import { encapsulated, smallPdf } from './small-pdf.ts';

describe('the words of a document', () => {
  it('come out of an encapsulated PDF line by line', async () => {
    const pdf = smallPdf(['FINDINGS: Left paraspinal mass, 4.8 cm.', 'IMPRESSION: As above.']);
    const text = await documentText(encapsulated('1.2.840.10008.5.1.4.1.1.104.1', pdf), 'report.dcm');
    expect(text).toEqual({
      ok: true,
      value: 'FINDINGS: Left paraspinal mass, 4.8 cm.\nIMPRESSION: As above.',
    });
  });

  it('are missing in a PDF that is damaged, and the sentence says so', async () => {
    const text = await documentText(
      encapsulated('1.2.840.10008.5.1.4.1.1.104.1', Buffer.from('%PDF-1.4 nothing')),
      'report.dcm',
    );
    expect(text.ok).toBe(false);
    expect(!text.ok && text.error.message).toMatch(/^report\.dcm holds a PDF that could not be read/);
  });

  it('come out of an HL7 message, its line breaks and escapes honoured', () => {
    const message = [
      'MSH|^~\\&|RIS|H|PACS|H|202601020304||ORU^R01|1|P|2.5',
      'PID|||1||Doe^Jane',
      'OBX|1|TX|1^Findings||Mass 4 x 3 cm \\T\\ fat.\\.br\\No ascites.||||||F',
      'OBX|2|NM|2^Dose||7|mGy',
    ].join('\r');
    expect(plainReport(message)).toBe('Mass 4 x 3 cm & fat.\nNo ascites.\n');
  });

  it.each([
    ['an unescaped sign', 'Mass at L1\\L2, 3 cm, 42 HU', 'Mass at L1\\L2, 3 cm, 42 HU'],
    [
      'letters as bytes',
      'Gr\\XF6\\\\XDF\\e, M\\XC3\\\\XBC\\ller\\X0D0A\\new line',
      'Größe, Müller\nnew line',
    ],
    ['escaped signs', 'a\\E\\X41\\E\\b', 'a\\X41\\b'],
    ['formatting', '\\.in+4\\Mass\\.sp2\\of fat\\.ce\\centred \\H\\bold\\N\\', ' Mass\nof fat\ncentred bold'],
  ])('keeps every word of an HL7 text with %s', (_what, value, words) => {
    const message = `MSH|^~\\&|RIS\rZPI|x\rOBX|1|FT|CT||${value}||||||F\r`;
    expect(plainReport(message)).toBe(`${words}\n`);
    expect(plainReport(`FHS|^~\\&|RIS\rBHS|^~\\&|RIS\r${message}BTS|1\r`)).toBe(`${words}\n`);
  });

  it('gives each row of a CDA table as a line of cells, so that each is a lesion of its own', () => {
    const cda = `<?xml version="1.0"?><ClinicalDocument><structuredBody><text><table>
      <tr><th>Site</th><th>Size</th><th>HU</th></tr>
      <tr><td>left <content>paraspinal</content> T10</td><td><paragraph>3.2 x 2.1 cm</paragraph></td><td>42 HU</td></tr>
      <tr><td>periaortic</td><td>2.0 cm</td><td>55 HU</td></tr>
      <tr><td>One cell only.</td></tr>
      </table></text></structuredBody></ClinicalDocument>`;
    const text = plainReport(cda);
    expect(text).toBe(
      '| Site | Size | HU |\n| left paraspinal T10 | 3.2 x 2.1 cm | 42 HU |\n| periaortic | 2.0 cm | 55 HU |\nOne cell only.\n',
    );
    expect(extractFindings(text)).toMatchObject([
      { site: 'paraspinal', sizeMm: [32, 21], attenuationHU: 42 },
      { site: 'periaortic', sizeMm: [20], attenuationHU: 55 },
    ]);
  });

  it('come out of the body of a CDA, titles as headings', () => {
    const cda = `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget>Doe</recordTarget><component>
      <structuredBody><component><section><title>Findings</title><text><paragraph>Mass &lt; 5&#160;cm.</paragraph>
      <list><item>One</item><item>Two</item></list></text></section></component></structuredBody></component></ClinicalDocument>`;
    expect(plainReport(cda)).toBe('Findings:\nMass < 5 cm.\nOne\nTwo\n');
  });

  it('of a plain text are the text itself', () => {
    expect(plainReport('Plain.\n')).toBe('Plain.\n');
  });

  const polish = testData('zoo', 'charset', 'MarekLatin2.dcm');
  it.skipIf(!existsSync(polish))('of a text SR keep their letters', async () => {
    const text = await documentText(readFileSync(polish), 'MarekLatin2.dcm');
    if (!text.ok) throw new Error(text.error.message);
    expect(text.value).toMatch(/[ąćęłńóśźż]/i);
    expect(text.value).not.toContain('\ufffd');
  });
});
