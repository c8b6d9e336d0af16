/** What the case holds besides pictures: structured reports, presentation states, segmentations, documents. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconFileDescription, IconFileImport, IconFileText } from '@tabler/icons-react';
import type { OtherObject } from '../../../annotations/image/hierarchy.ts';
import { oneLine } from '../../../annotations/printable.ts';
import { importMarks, takeAsReport } from '../../session/exchange.ts';
import { holdsMarks, holdsWords } from '../../session/object-kinds.ts';
import { $sources } from '../../session/sources.ts';
import { useTold } from '../use-told.ts';
import classes from './studies.module.css';

const KINDS: { readonly [K in OtherObject['kind']]: string } = {
  SR: 'Structured report',
  GSPS: 'Presentation state',
  SEG: 'Segmentation',
  RTSTRUCT: 'Structure set',
  PDF: 'PDF document',
  CDA: 'Clinical document',
  JSON: 'Annotations',
  AIM: 'Annotations',
  other: 'Other object',
};

export function OtherObjects() {
  const all = useTold($sources).flatMap((open) => open.objects);
  // What was opened twice is one object.
  const objects = [...new Map(all.map((object) => [object.sopInstanceUID, object])).values()];
  if (objects.length === 0) return null;
  return (
    <section className={classes.objects} aria-label="Other objects" data-testid="other-objects">
      <div className={classes.study}>
        <span className={classes.studyTitle}>Other objects</span>
        <span className={classes.faint}>{objects.length}</span>
      </div>
      {objects.map((object) => (
        <div key={object.sopInstanceUID} className={classes.object} title={oneLine(object.file)}>
          <IconFileDescription size={15} stroke={1.5} />
          <span className={classes.objectText}>{nameOf(object)}</span>
          <span className={classes.faint}>{object.kind === 'other' ? object.modality : object.kind}</span>
          <ObjectMenu object={object} />
        </div>
      ))}
    </section>
  );
}

const nameOf = (object: OtherObject): string => oneLine(object.description) || KINDS[object.kind];

/** What can be done with an object; nothing for those that hold neither marks nor words. */
function ObjectMenu({ object }: { readonly object: OtherObject }) {
  if (!holdsMarks(object) && !holdsWords(object)) return null;
  const name = nameOf(object);
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`What to do with ${name}`}>
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {holdsMarks(object) && (
          <Menu.Item
            leftSection={<IconFileImport size={15} stroke={1.6} />}
            onClick={() => void importMarks(object, name)}
          >
            Import marks
          </Menu.Item>
        )}
        {holdsWords(object) && (
          <Menu.Item
            leftSection={<IconFileText size={15} stroke={1.6} />}
            onClick={() => void takeAsReport(object, name)}
          >
            Use as report
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
