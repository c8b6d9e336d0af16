/** The report against the pixels in a label's few words: what agrees in one line, what differs with its figures. */
import type { CheckRow } from '../finding/check-outcome.ts';
import type { Question } from '../finding/descriptors.ts';

/** How a question is called among others, in the middle of a sentence too. */
export const QUESTION_NAMES: { readonly [Q in Question]: string } = {
  presence: 'presence',
  attenuation: 'attenuation',
  attenuationReference: 'reference',
  attenuationHu: 'HU',
  attenuationPhase: 'phase of HU',
  fat: 'fat',
  calcification: 'calcification',
  enhancementDegree: 'enhancement',
  enhancementPattern: 'pattern',
  margin: 'margin',
  sizeMm: 'size',
  encases: 'encasement',
  extendsTo: 'extension',
};

/** Nothing for rows that could not be checked: a picture has no room for reasons; the manifest has them. */
export function checkNotes(rows: readonly CheckRow[]): readonly string[] {
  const agreeing = rows
    .filter(({ verdict }) => verdict === 'agrees')
    .map(({ question }) => QUESTION_NAMES[question]);
  const differing = rows
    .filter(({ verdict }) => verdict === 'differs')
    .map(
      ({ question, stated, measured }) =>
        `${QUESTION_NAMES[question]} differs: stated ${stated}, measured ${measured}`,
    );
  return [...(agreeing.length === 0 ? [] : [`report agrees: ${agreeing.join(', ')}`]), ...differing];
}
