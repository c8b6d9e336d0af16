/** The radiology report of the case. Its numbers are the phantom's own; its sentences are found again as evidence. */
import type { Evidence } from '../../annotations/finding/finding.ts';
import type { MassName } from './mass-shapes.ts';
import type { MeasuredMass, MeasuredShape } from './measured.ts';

export type ReportSentences = {
  readonly text: string;
  readonly sentences: Readonly<Record<MassName, readonly string[]>>;
};

export function writeReport(
  masses: Readonly<Record<MassName, MeasuredMass>>,
  muscle: readonly MeasuredShape[],
): ReportSentences {
  const [muscleNative, musclePortal] = muscle.map(({ truth }) => hu(truth?.meanHu ?? 0));
  const { paraspinal, paracostal, periaortic, perirenal } = masses;
  const sentences: Record<MassName, string[]> = {
    paraspinal: [
      `There is a lobulated, well-defined left paraspinal mass ${from(paraspinal)}, measuring ${size(paraspinal)}.`,
      `It is hypoattenuating to skeletal muscle (${hu(paraspinal.contourHu.native)} HU on the noncontrast images) and shows moderate homogeneous enhancement to ${hu(paraspinal.contourHu.portal)} HU in the portal venous phase.`,
      'It contains neither fat nor calcification.',
    ],
    paracostal: [
      `A second, right posterior paracostal mass ${from(paracostal)} measures ${size(paracostal)}.`,
      'It is isoattenuating to skeletal muscle, contains macroscopic fat and does not enhance.',
    ],
    periaortic: [
      `A periaortic retroperitoneal mass extends ${from(periaortic)}, measuring ${size(periaortic)}, encases the aorta and displaces the inferior vena cava to the right.`,
      `It measures ${hu(periaortic.contourHu.native)} HU without contrast and shows moderate heterogeneous enhancement to ${hu(periaortic.contourHu.portal)} HU.`,
    ],
    perirenal: [
      `Left perirenal soft tissue surrounds the kidney ${from(perirenal)} and is ill-defined, with moderate heterogeneous enhancement (${hu(perirenal.contourHu.native)} HU noncontrast, ${hu(perirenal.contourHu.portal)} HU portal venous).`,
    ],
  };
  const conclusions: Record<MassName, string> = {
    paraspinal: 'Left paraspinal mass, hypoattenuating with homogeneous enhancement.',
    paracostal: 'Right paracostal mass with fat and without enhancement.',
    periaortic: 'Periaortic retroperitoneal mass that encases the aorta.',
    perirenal: 'Left perirenal tissue of heterogeneous enhancement.',
  };
  const text = `${[
    'EXAMINATION: CT of the abdomen without and with intravenous contrast. Synthetic teaching case: the images were computed and show no person.',
    'CLINICAL INFORMATION: 39-year-old man with beta thalassaemia intermedia, rarely transfused. Back pain for three months.',
    'TECHNIQUE: Helical CT from T8 to the iliac crests, slices of 2.5 mm, before and 70 seconds after 100 mL of iohexol intravenously (noncontrast and portal venous phase).',
    'COMPARISON: None.',
    [
      'FINDINGS:',
      sentences.paraspinal.join(' '),
      sentences.paracostal.join(' '),
      sentences.periaortic.join(' '),
      sentences.perirenal.join(' '),
      `For reference, the right erector spinae measures ${muscleNative} HU without and ${musclePortal} HU with contrast.`,
      'The vertebral trabeculae are coarse; there is no fracture, and the spinal canal is not narrowed.',
      'The liver is homogeneous, and its veins and the portal vein are patent. The gallbladder, pancreas and adrenal glands are unremarkable. The spleen is normal in attenuation.',
      'A simple cyst of the right kidney measures 2.6 cm (6 HU). There is no stone and no hydronephrosis. The left kidney is displaced laterally and enhances normally.',
      'The aorta is of normal calibre with calcified plaques of its wall. Stomach and bowel are unremarkable apart from stool in the colon. No ascites and no enlarged lymph nodes. The lung bases are clear; no pleural effusion.',
    ].join('\n'),
    [
      'IMPRESSION:',
      `1. ${conclusions.paraspinal}`,
      `2. ${conclusions.paracostal}`,
      `3. ${conclusions.periaortic}`,
      `4. ${conclusions.perirenal}`,
      'In this setting the appearance suggests extramedullary haematopoiesis, with active and older deposits side by side.',
    ].join('\n'),
  ].join('\n\n')}\n`;
  const all = { ...sentences };
  for (const mass of Object.keys(all) as MassName[]) all[mass] = [...all[mass], conclusions[mass]];
  return { text, sentences: all };
}

/** Where the sentences stand; the text is ASCII, so that code points and string positions agree. */
export function evidenceOf({ text, sentences }: ReportSentences, mass: MassName): Evidence[] {
  return sentences[mass].map((sentence) => {
    const start = text.indexOf(sentence);
    if (start < 0) throw new Error(`The report lacks the sentence "${sentence}".`);
    return { start, end: start + sentence.length, text: sentence };
  });
}

const from = ({ levels: [upper, lower] }: MeasuredMass): string => `from ${upper} to ${lower}`;
const hu = (value: number): string => value.toFixed(0);
const cm = (mm: number): string => (mm / 10).toFixed(1);
const size = (mass: MeasuredMass): string =>
  sizeCm(mass)
    .map((value) => value.toFixed(1))
    .join(' x ')
    .concat(' cm');

/** Diameters as the report states them: long, short, craniocaudal, in cm to one decimal. */
export const sizeCm = ({ longMm, shortMm, craniocaudalMm }: MeasuredMass): number[] =>
  [longMm, shortMm, craniocaudalMm].map((mm) => Number(cm(mm)));
