import Box from '@mui/material/Box';
import { CARD } from '../../theme';
import { AlertIcon } from './icons';
import Streets from './Streets';

/** What fills a page, or the map, when there is nothing else to show: what is wrong, and what to do. */
export default function Message({ icon = <AlertIcon />, title, action, children, ...props }) {
  return (
    <Box {...props} sx={PLACE}>
      <Streets />
      <Box sx={BOX}>
        <Box aria-hidden sx={ICON}>
          {icon}
        </Box>
        {title}
        <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{children}</Box>
        {action && <Box sx={{ mt: 1.5 }}>{action}</Box>}
      </Box>
    </Box>
  );
}

const PLACE = {
  bgcolor: 'map.background',
  boxSizing: 'border-box',
  color: 'text.primary',
  display: 'grid',
  flex: 1,
  minHeight: '100%',
  overflowY: 'auto',
  p: 2,
  placeItems: 'center',
  position: 'relative',
  textAlign: 'center',
};

const BOX = {
  ...CARD,
  borderRadius: 2,
  boxSizing: 'border-box',
  display: 'grid',
  gap: 1,
  justifyItems: 'center',
  maxWidth: 420,
  p: { xs: 3, sm: 5 },
  position: 'relative',
  width: '100%',
};

const ICON = {
  alignItems: 'center',
  bgcolor: 'action.hover',
  borderRadius: '50%',
  color: 'primary.main',
  display: 'flex',
  fontSize: '2rem',
  height: 72,
  justifyContent: 'center',
  mb: 1.5,
  width: 72,
};
