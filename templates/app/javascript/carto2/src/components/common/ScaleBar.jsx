import Box from '@mui/material/Box';
import { useSelector } from 'react-redux';
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
  bgcolor: 'rgba(255, 255, 255, 0.7)',
  border: '2px solid #51606f',
  borderTop: 0,
  bottom: 28,
  boxSizing: 'border-box',
  color: '#1b2733',
  fontSize: 11,
  lineHeight: '16px',
  pointerEvents: 'none',
  position: 'absolute',
  right: 12,
  textAlign: 'center',
  whiteSpace: 'nowrap',
};
