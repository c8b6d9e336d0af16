/** Numbers for regions of tests, of the quantities that each shape has. */
import { QUANTITIES, UNIT_CODES } from '../../../annotations/codecs/codes.ts';
import type { ReportedNumber } from '../../../annotations/codecs/sr/write-measurement-report.ts';
import type { Region } from '../../../annotations/finding/region.ts';

export const testNumbers = ({ shape }: Region): readonly ReportedNumber[] => {
  const number = (quantity: ReportedNumber['quantity'], unit: ReportedNumber['unit'], value: number) => ({
    quantity,
    derivation: null,
    unit,
    value,
  });
  switch (shape.kind) {
    case 'ellipse':
    case 'polygon':
      return [number(QUANTITIES.area, UNIT_CODES.mm2, 123.45678901234567)];
    case 'polyline':
      return [number(QUANTITIES.length, UNIT_CODES.mm, 12.5)];
    case 'bidirectional':
      return [
        number(QUANTITIES.longAxis, UNIT_CODES.mm, 30.123456789),
        number(QUANTITIES.shortAxis, UNIT_CODES.mm, 20),
      ];
    default:
      return [];
  }
};
