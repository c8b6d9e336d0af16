/** Name, mouse, memory. Each change holds at once. */
import { Modal, NumberInput, Switch, TextInput } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { $arrivals, heldBytes } from '../session/pixels.ts';
import { $appInfo, $settings, changeSettings } from '../session/settings.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

const MB = 1_000_000;
/** A CT stack of 400 slices takes 210 MB. */
const MIN_MB = 200;

export function SettingsDialog() {
  const settings = useStore($settings);
  const info = useStore($appInfo);
  useStore($arrivals);
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
        <Switch
          label="Axial slices from the head down"
          description="Turns wheel, arrow keys and slice bar round. Otherwise they go as slices are numbered, from the feet up. Slice numbers stay, here and in every file."
          checked={settings.headFirst}
          onChange={(event) => changeSettings({ headFirst: event.currentTarget.checked })}
        />
        <NumberInput
          label="Memory for decoded images, in MB"
          description={
            <>
              Empty: by the memory of this computer. In use now:{' '}
              <span data-testid="memory-in-use">{Math.round(heldBytes() / MB)} MB</span>. Series that are not
              on the screen leave when it is full, and come back when they are looked at.
            </>
          }
          placeholder="Automatic"
          min={MIN_MB}
          step={100}
          value={settings.pixelBudgetBytes === null ? '' : Math.round(settings.pixelBudgetBytes / MB)}
          onChange={(value) => {
            // While somebody types "300", a "3" is no wish for 3 MB.
            if (value === '') changeSettings({ pixelBudgetBytes: null });
            else if (typeof value === 'number' && value >= MIN_MB)
              changeSettings({ pixelBudgetBytes: value * MB });
          }}
        />
      </div>
    </Modal>
  );
}
