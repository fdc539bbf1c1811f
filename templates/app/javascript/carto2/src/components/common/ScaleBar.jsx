import Box from '@mui/material/Box';
import { useSelector } from 'react-redux';
import { GAP } from '../../theme';
import { scaleOf } from './scaleOf';

/** How long a distance is in the middle of the map. */
export default function ScaleBar() {
  const viewState = useSelector((state) => state.carto.viewState);
  const { label, width } = scaleOf(viewState, navigator.language);
  return (
    <Box sx={BAR} style={{ width }}>
      {label}
    </Box>
  );
}

const BAR = {
  bgcolor: 'map.veil',
  border: 2,
  borderColor: 'text.secondary',
  borderTop: 0,
  bottom: 28,
  boxSizing: 'border-box',
  color: 'text.primary',
  fontSize: 11,
  lineHeight: '16px',
  pointerEvents: 'none',
  position: 'absolute',
  right: GAP,
  textAlign: 'center',
  whiteSpace: 'nowrap',
};
