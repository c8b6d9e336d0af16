/**
 * The library's theme: dense, dark, one accent. Colours are tokens of `theme.css`; here the library is told to use
 * them. Text is 12 px at least.
 */
import {
  ActionIcon,
  Button,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Select,
  Tabs,
  Tooltip,
} from '@mantine/core';

/** A cool blue, the one accent; index 4 is used for marks of focus and choice, on dark with 8:1. */
const accent: MantineColorsTuple = [
  '#eaf3ff',
  '#d3e4fb',
  '#a9c9f5',
  '#8db9f4',
  '#73a9f2',
  '#5b97e8',
  '#3f7fd4',
  '#2f68b6',
  '#254f8b',
  '#1c3a66',
];

/** From text (0) to the darkest surface (9), slightly cool; the library takes its dark scheme from these. */
const dark: MantineColorsTuple = [
  '#e6e9ee',
  '#c3c9d2',
  '#9aa2ae',
  '#838b98',
  '#3a404a',
  '#2a2f37',
  '#1d2127',
  '#14171b',
  '#101216',
  '#0d0f12',
];

const DENSE_INPUT = {
  '--input-height': '26px',
  '--input-fz': '12px',
  '--input-padding': '8px',
  '--input-left-section-width': '26px',
  '--input-right-section-width': '20px',
  '--input-section-size': '24px',
} as const;

const DIALOG_STYLES = {
  header: { minHeight: 48, paddingBlock: 8 },
  title: { fontSize: 14, fontWeight: 600 },
  content: { border: '1px solid var(--line-strong)' },
} as const;

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 4,
  autoContrast: true,
  luminanceThreshold: 0.3,
  colors: { accent, dark },
  fontFamily: "'Inter', system-ui, 'Segoe UI', 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '12.5px', md: '13px', lg: '15px', xl: '18px' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600' },
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default' },
      vars: (_, props) =>
        props.size === 'xs' ? { root: { '--button-height': '28px', '--button-fz': '12.5px' } } : { root: {} },
    }),
    Input: Input.extend({ vars: () => ({ wrapper: DENSE_INPUT }) }),
    InputWrapper: { defaultProps: { size: 'xs' } },
    Select: Select.extend({
      defaultProps: { size: 'xs', comboboxProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    }),
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 0 } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Menu: Menu.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 0 }, offset: 4 } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 0.6 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      styles: DIALOG_STYLES,
    }),
    Drawer: {
      defaultProps: { transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 0.6 } },
      styles: DIALOG_STYLES,
    },
    Table: { defaultProps: { borderColor: 'var(--line)' } },
    // One height, with a number beside the word or without.
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false }, styles: { tab: { height: 32 } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, transitionProps: { duration: 0 }, offset: 6, withinPortal: true },
      styles: {
        tooltip: {
          background: '#22272e',
          color: '#e6e9ee',
          border: '1px solid #3a404a',
          boxShadow: '0 4px 14px rgb(0 0 0 / 45%)',
        },
      },
    }),
  },
});
