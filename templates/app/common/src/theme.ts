import { alpha, createTheme } from '@mui/material/styles';

/** What makes the application look like yours: its colors, font and logo, a file in public/. */
const ACCENT = { light: '#1b5fad', dark: '#86bbf5' };
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
export const LOGO = '/favicon.svg';

/** The layout, in pixels: the panel is a card on the map, with a gap around it. */
export const HEADER_HEIGHT = 52;
export const PANEL_WIDTH = 368;
export const GAP = 12;

/** What lies on the map. */
export const CARD = {
  bgcolor: 'background.paper',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1.25,
  boxShadow: '0 1px 2px rgb(0 0 0 / 6%), 0 6px 20px rgb(0 0 0 / 10%)',
};

declare module '@mui/material/styles' {
  interface Palette {
    map: MapColors;
  }
  interface PaletteOptions {
    map: MapColors;
  }
}

interface MapColors {
  /** Where the map is not drawn yet. */
  background: string;
  /** Behind small text on the map. */
  veil: string;
}

const INK = '#17212c';
const SNOW = '#e8edf2';

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: '[data-color-scheme="%s"]' },
  // index.html draws the header and the map in the colors of `background.paper` and `map.background`.
  colorSchemes: {
    light: {
      palette: {
        primary: { main: ACCENT.light },
        background: { default: '#f4f6f8', paper: '#ffffff' },
        text: { primary: INK, secondary: '#586675' },
        divider: alpha(INK, 0.12),
        map: { background: '#e3e7ea', veil: 'rgb(255 255 255 / 82%)' },
      },
    },
    dark: {
      palette: {
        primary: { main: ACCENT.dark },
        background: { default: '#0f151b', paper: '#19222b' },
        text: { primary: SNOW, secondary: '#a3b1be' },
        divider: alpha(SNOW, 0.14),
        map: { background: '#14191e', veil: 'rgb(20 25 30 / 82%)' },
      },
    },
  },
  shape: { borderRadius: 8 },
  typography: {
    fontFamily: FONT,
    h1: { fontSize: '1.125rem', fontWeight: 600, letterSpacing: '-0.01em', lineHeight: 1.35 },
    h2: { fontSize: '0.8125rem', fontWeight: 600, lineHeight: 1.4 },
    body1: { fontSize: '0.9375rem' },
    body2: { fontSize: '0.8125rem' },
    button: { fontWeight: 600, textTransform: 'none' },
  },
  components: {
    MuiButton: { defaultProps: { disableElevation: true } },
  },
});

/** Where there is room for the panel beside the map. */
export const WIDE = theme.breakpoints.up('md');
