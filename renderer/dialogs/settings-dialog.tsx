/** Name, mouse, memory. Each change holds at once. */
import { Modal, NumberInput, Switch, TextInput } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { $appInfo, $settings, changeSettings } from '../session/settings.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

const MB = 1_000_000;

export function SettingsDialog() {
  const settings = useStore($settings);
  const info = useStore($appInfo);
  return (
    <Modal opened onClose={closeDialog} title="Settings" size={420} data-testid="settings-dialog">
      <div className={classes.form}>
        <TextInput
          label="Your name"
          description="Stands on every change that you make to annotations."
          placeholder={info?.userName ?? ''}
          defaultValue={settings.userName}
          onBlur={(event) => changeSettings({ userName: event.currentTarget.value.trim() })}
          data-autofocus
        />
        <Switch
          label="Dragging up lowers the level"
          description="Otherwise dragging down lowers it. Dragging right widens the window."
          checked={settings.invertWindowDrag}
          onChange={(event) => changeSettings({ invertWindowDrag: event.currentTarget.checked })}
        />
        <NumberInput
          label="Memory for decoded images, in MB"
          description="Empty: by the memory of this computer."
          placeholder="Automatic"
          min={200}
          step={100}
          value={settings.pixelBudgetBytes === null ? '' : Math.round(settings.pixelBudgetBytes / MB)}
          onChange={(value) =>
            changeSettings({ pixelBudgetBytes: typeof value === 'number' ? value * MB : null })
          }
        />
      </div>
    </Modal>
  );
}
