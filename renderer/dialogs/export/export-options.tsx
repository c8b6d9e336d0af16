/** The choices of an export, in the order in which they matter. */
import { Checkbox, NumberInput, SegmentedControl, Select, Switch } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import { VOI_PRESETS } from '../../../annotations/image/voi.ts';
import { LAYERS, type Layer } from '../../../annotations/scene/snapshot.ts';
import { capitalized, plural, voiText } from '../../panels/words.ts';
import { $annotationState } from '../../session/annotations.ts';
import type { SnapshotOptions } from '../../session/snapshot.ts';
import classes from './export.module.css';
import { LAYER_NAMES, type Scope, WIDTH_PX } from './options.ts';

type Props = {
  readonly options: SnapshotOptions;
  readonly onChange: (part: Partial<SnapshotOptions>) => void;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  /** Named where identity is offered, so that it is plain what would be shown. */
  readonly patient: string;
  /** Three planes are on the screen; whether their picture has the crosshair. Null when they are not. */
  readonly crosshair: { readonly shown: boolean; readonly onChange: (shown: boolean) => void } | null;
};

const Row = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <div className={classes.row}>
    <span className={classes.label}>{label}</span>
    <div>{children}</div>
  </div>
);

/** What is being typed is kept until it can be drawn; until then it is said how wide the picture is. */
function WidthField({
  widthPx,
  onChange,
}: {
  readonly widthPx: number;
  readonly onChange: (widthPx: number) => void;
}) {
  const [typed, setTyped] = useState<number | string>(widthPx);
  const fits = typeof typed === 'number' && typed >= WIDTH_PX.least && typed <= WIDTH_PX.most;
  return (
    <NumberInput
      mt={5}
      value={typed}
      step={100}
      allowDecimal={false}
      rightSection={<span className={classes.label}>px</span>}
      hideControls
      onChange={(value) => {
        setTyped(value);
        if (typeof value === 'number' && value >= WIDTH_PX.least && value <= WIDTH_PX.most) onChange(value);
      }}
      onBlur={() => setTyped(widthPx)}
      error={fits ? null : `${WIDTH_PX.least} to ${WIDTH_PX.most} px; the picture stays ${widthPx} px wide`}
      aria-label="Width in pixels"
    />
  );
}

function Size({ options, onChange }: Pick<Props, 'options' | 'onChange'>) {
  const { size } = options;
  const choose = (value: string): void => {
    if (value === 'width') onChange({ size: { kind: 'width', widthPx: WIDTH_PX.first } });
    else onChange({ size: { kind: 'scale', scale: Number(value) as 1 | 2 | 4 } });
  };
  return (
    <>
      <SegmentedControl
        fullWidth
        data={[
          { value: '1', label: '×1' },
          { value: '2', label: '×2' },
          { value: '4', label: '×4' },
          { value: 'width', label: 'Width' },
        ]}
        value={size.kind === 'width' ? 'width' : String(size.scale)}
        onChange={choose}
        aria-label="Size"
      />
      {size.kind === 'width' && (
        <WidthField
          widthPx={size.widthPx}
          onChange={(widthPx) => onChange({ size: { kind: 'width', widthPx } })}
        />
      )}
    </>
  );
}

export function ExportOptions({ options, onChange, scope, onScope, patient, crosshair }: Props) {
  const findings = useStore($annotationState)?.findings.length ?? 0;
  const preset = VOI_PRESETS.find(
    (one) => one.voi.centerHu === options.voi?.centerHu && one.voi.widthHu === options.voi.widthHu,
  );
  return (
    <div className={classes.options}>
      <Row label="Export">
        <SegmentedControl
          fullWidth
          data={[
            ...(crosshair === null ? [] : [{ value: 'planes', label: 'Three planes' }]),
            { value: 'slice', label: 'This slice' },
            {
              value: 'findings',
              label: findings === 0 ? 'All findings' : `All ${plural(findings, 'finding')}`,
              disabled: findings === 0,
            },
          ]}
          value={scope}
          onChange={(value) => onScope(value as Scope)}
          aria-label="What to export"
        />
      </Row>
      <Row label="Layers">
        <Checkbox.Group
          value={[...options.layers]}
          onChange={(chosen) =>
            onChange({ layers: LAYERS.filter((layer) => chosen.includes(layer)) as Layer[] })
          }
          aria-label="Layers"
        >
          <div className={classes.layers}>
            {LAYERS.map((layer) => (
              <Checkbox key={layer} value={layer} label={LAYER_NAMES[layer]} data-testid={`layer-${layer}`} />
            ))}
          </div>
        </Checkbox.Group>
      </Row>
      <Row label="Window">
        <Select
          data={[
            { value: 'screen', label: scope === 'findings' ? 'Fitting each finding' : 'As on screen' },
            ...VOI_PRESETS.map(({ name, voi }) => ({
              value: name,
              label: `${capitalized(name)} ${voiText(voi)}`,
            })),
          ]}
          value={preset?.name ?? 'screen'}
          onChange={(value) => onChange({ voi: VOI_PRESETS.find(({ name }) => name === value)?.voi ?? null })}
          allowDeselect={false}
          aria-label="Window"
        />
      </Row>
      <Row label="Size">
        <Size options={options} onChange={onChange} />
      </Row>
      <Row label="Format">
        <SegmentedControl
          fullWidth
          data={[
            { value: 'png', label: 'PNG' },
            { value: 'jpeg', label: 'JPEG' },
          ]}
          value={options.format}
          onChange={(value) => onChange({ format: value as 'png' | 'jpeg' })}
          aria-label="Format"
        />
      </Row>
      <Row label="Frame">
        <Switch
          label="Only the part on screen"
          checked={options.visiblePart}
          disabled={scope === 'findings'}
          onChange={(event) => onChange({ visiblePart: event.currentTarget.checked })}
        />
      </Row>
      {crosshair !== null && scope === 'planes' && (
        <Row label="Lines">
          <Switch
            label="Crosshair"
            checked={crosshair.shown}
            onChange={(event) => crosshair.onChange(event.currentTarget.checked)}
            data-testid="export-crosshair"
          />
        </Row>
      )}
      <Row label="Report">
        <Switch
          label="Whether the pixels agree with it"
          checked={options.checks}
          onChange={(event) => onChange({ checks: event.currentTarget.checked })}
          data-testid="export-checks"
        />
      </Row>
      <Row label="Patient">
        <Switch
          label={options.identity === 'show' ? `Shown: ${patient || 'no name'}` : 'Hidden'}
          checked={options.identity === 'show'}
          onChange={(event) => onChange({ identity: event.currentTarget.checked ? 'show' : 'hide' })}
          data-testid="export-identity"
        />
      </Row>
    </div>
  );
}
