/** What the case holds besides pictures: structured reports, presentation states, segmentations, documents. */
import { useStore } from '@nanostores/react';
import { IconFileDescription } from '@tabler/icons-react';
import type { OtherObject } from '../../../annotations/image/hierarchy.ts';
import { $sources } from '../../session/sources.ts';
import classes from './studies.module.css';

const KINDS: { readonly [K in OtherObject['kind']]: string } = {
  SR: 'Structured report',
  GSPS: 'Presentation state',
  SEG: 'Segmentation',
  RTSTRUCT: 'Structure set',
  PDF: 'PDF document',
  CDA: 'Clinical document',
  other: 'Other object',
};

export function OtherObjects() {
  const objects = useStore($sources).flatMap((open) => open.objects);
  if (objects.length === 0) return null;
  return (
    <section className={classes.objects} aria-label="Other objects" data-testid="other-objects">
      <div className={classes.study}>
        <span className={classes.studyTitle}>Other objects</span>
        <span className={classes.faint}>{objects.length}</span>
      </div>
      {objects.map((object) => (
        <div key={object.sopInstanceUID} className={classes.object} title={object.file}>
          <IconFileDescription size={15} stroke={1.5} />
          <span className={classes.objectText}>{object.description || KINDS[object.kind]}</span>
          <span className={classes.faint}>{object.kind === 'other' ? object.modality : object.kind}</span>
        </div>
      ))}
    </section>
  );
}
