import Box from '@mui/material/Box';
import useScreenPosition from 'hooks/useScreenPosition';

/** A pin that points to a place on the map. */
export default function PlaceMarker({ longitude, latitude, name }) {
  const { x, y } = useScreenPosition(longitude, latitude);
  return <Box role="img" aria-label={name} sx={PIN} style={{ left: x, top: y }} />;
}

const PIN = {
  bgcolor: '#1a73e8',
  border: '3px solid #fff',
  borderRadius: '50% 50% 50% 0',
  boxShadow: 2,
  height: 22,
  pointerEvents: 'none',
  position: 'absolute',
  transform: 'translate(-50%, calc(-50% - 15px)) rotate(-45deg)',
  width: 22,
};
