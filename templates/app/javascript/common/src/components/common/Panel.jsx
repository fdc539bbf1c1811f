import { useId } from 'react';
import Box from '@mui/material/Box';
import { CARD, GAP, PANEL_WIDTH, WIDE } from '../../theme';
import { ChevronIcon } from './icons';

/** The panel of a view, and the handle that puts it away. Its content stays mounted: it feeds the map. */
export default function Panel({ isOpen, onToggle, children }) {
  const id = useId();
  return (
    <Box sx={[PANEL, !isOpen && CLOSED]}>
      <Box
        component="button"
        type="button"
        aria-label={isOpen ? 'Hide the panel' : 'Show the panel'}
        aria-controls={id}
        aria-expanded={isOpen}
        onClick={onToggle}
        sx={HANDLE}
      >
        <ChevronIcon />
      </Box>
      {/* A tab stop, as the keyboard scrolls it even where nothing in it takes the focus. */}
      <Box id={id} role="region" aria-label="Panel" hidden={!isOpen} tabIndex={0} sx={CONTENT}>
        {children}
      </Box>
    </Box>
  );
}

const PANEL = {
  ...CARD,
  borderRadius: { xs: '14px 14px 0 0', md: 1.75 },
  borderWidth: { xs: '1px 0 0', md: 1 },
  boxSizing: 'border-box',
  display: 'flex',
  flex: '0 0 58%',
  flexDirection: 'column',
  minHeight: 0,
  mt: { xs: '-14px', md: 0 },
  position: { xs: 'relative', md: 'absolute' },
  zIndex: 1,
  bottom: { md: GAP },
  right: { md: GAP },
  top: { md: GAP },
  width: { md: PANEL_WIDTH },
  // Too low for a map and a panel that scrolls by itself, as with a zoom of 400 %.
  '@media (max-width: 899.95px) and (max-height: 500px)': { flex: 'none' },
  '& > button svg': { transform: { xs: 'rotate(90deg)', md: 'none' } },
};

const CLOSED = {
  flex: 'none',
  right: { md: 0 },
  width: { md: 0 },
  borderWidth: 0,
  boxShadow: 'none',
  '& > button svg': { transform: { xs: 'rotate(-90deg)', md: 'rotate(180deg)' } },
};

/** A bar at the top of the sheet, or a tab at the edge of the card. */
const HANDLE = {
  bgcolor: 'background.paper',
  border: 0,
  borderRadius: 'inherit',
  color: 'text.secondary',
  cursor: 'pointer',
  flex: 'none',
  fontSize: '1.125rem',
  lineHeight: 0,
  p: '5px',
  '&:hover': { color: 'text.primary' },
  [WIDE]: {
    border: 1,
    borderColor: 'divider',
    borderRight: 0,
    borderRadius: '8px 0 0 8px',
    height: 52,
    left: -25,
    p: 0,
    position: 'absolute',
    // Below the controls of the map and above its scale.
    bottom: 64,
    width: 25,
  },
};

const CONTENT = { overflowY: 'auto', p: { xs: 2, md: 2.5 }, pt: { xs: 0.5, md: 2 } };
