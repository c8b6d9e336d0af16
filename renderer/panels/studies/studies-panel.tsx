/** Patients, their studies, the series with a picture each, and what else lies in the case. */
import { ScrollArea, Skeleton } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconAlertTriangle, IconFolderOff } from '@tabler/icons-react';
import type { PatientIdentity, Study } from '../../../annotations/image/hierarchy.ts';
import { $sources } from '../../session/sources.ts';
import { $patients } from '../../session/studies.ts';
import { $identityShown } from '../../session/view.ts';
import { useTold } from '../use-told.ts';
import { joined, patientName, studyTitle } from '../words.ts';
import { OtherObjects } from './other-objects.tsx';
import { SeriesRow } from './series-row.tsx';
import classes from './studies.module.css';

function Patient({ patient }: { readonly patient: PatientIdentity }) {
  const shown = useStore($identityShown);
  return (
    <div className={classes.patient}>
      <span className={classes.patientName}>{shown ? patientName(patient) : 'Patient hidden'}</span>
      {shown && (
        <span className={classes.patientFacts}>
          {joined([patient.id, patient.sex, patient.age || patient.birthDate])}
        </span>
      )}
    </div>
  );
}

function StudySection({ study }: { readonly study: Study }) {
  const identity = useStore($identityShown);
  return (
    <section aria-label={studyTitle(study)} data-testid="study">
      <div className={classes.study}>
        <span className={classes.studyTitle} title={studyTitle(study)}>
          {studyTitle(study)}
        </span>
        {identity && <span className={classes.faint}>{study.date}</span>}
      </div>
      {study.series.flatMap((series) =>
        series.stacks.map((stack) => <SeriesRow key={stack.id} series={series} stack={stack} />),
      )}
    </section>
  );
}

/** While the first headers are still on their way. */
const Waiting = () => (
  <div className={classes.waiting} aria-hidden="true">
    {[0, 1, 2].map((row) => (
      <div key={row} className={classes.waitingRow}>
        <Skeleton width={46} height={46} animate={false} />
        <div style={{ flex: 1 }}>
          <Skeleton height={10} width="70%" mt={8} animate={false} />
          <Skeleton height={9} width="50%" mt={10} animate={false} />
        </div>
      </div>
    ))}
  </div>
);

export function StudiesPanel() {
  const patients = useTold($patients);
  const sources = useTold($sources);
  const scanning = sources.some((open) => open.scan.kind === 'running');
  const failed = sources.flatMap(({ source, scan }) =>
    scan.kind === 'failed' ? [{ id: source.id, message: scan.message }] : [],
  );
  return (
    <nav className={classes.panel} aria-label="Studies" data-testid="studies-panel">
      <ScrollArea className={classes.scroll} scrollbarSize={8} type="hover">
        {patients.map(({ key, patient, studies }) => (
          <div key={key} className={classes.group}>
            <Patient patient={patient} />
            {studies.map(({ study }) => (
              <StudySection key={study.studyInstanceUID} study={study} />
            ))}
          </div>
        ))}
        {patients.length === 0 && scanning && <Waiting />}
        {sources.length > 0 && patients.length === 0 && !scanning && failed.length === 0 && (
          <div className={classes.none}>
            <IconFolderOff size={16} stroke={1.6} /> No images here
          </div>
        )}
        {failed.map(({ id, message }) => (
          <div key={id} className={classes.failed} role="alert">
            <IconAlertTriangle size={15} /> {message}
          </div>
        ))}
        <OtherObjects />
      </ScrollArea>
    </nav>
  );
}
