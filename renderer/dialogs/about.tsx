/** What this is, which version, on which runtime. */
import { Modal, Text } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { $appInfo } from '../session/settings.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

export function About() {
  const info = useStore($appInfo);
  return (
    <Modal opened onClose={closeDialog} title="About Marginalia" size={440}>
      <div className={classes.prose}>
        <p>
          A CT viewer whose unit is the finding: one mass with its place, its attenuation and enhancement, its
          marks on every phase and its sentence in the report. It works offline; nothing leaves this computer
          unless you export it.
        </p>
        <p>
          <b>Not a medical device.</b> For review, teaching and publication; not for primary diagnosis.
        </p>
        <p>
          HU of a region come from all pixels whose centre lies inside it, on the stored values, the same in
          every view and in every file.
        </p>
      </div>
      {info !== null && (
        <Text fz={12} c="var(--text-faint)" mt={14}>
          Marginalia {info.version} · Electron {info.electron} · Chromium {info.chromium} · {info.platform}
        </Text>
      )}
      {info?.runtimeNotice != null && (
        <Text fz={12} c="var(--text-faint)" mt={4}>
          {info.runtimeNotice}
        </Text>
      )}
    </Modal>
  );
}
