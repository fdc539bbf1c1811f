import Box from '@mui/material/Box';
import useScreenPosition from 'hooks/useScreenPosition';

/** A dot at a place on the map, or a pin that points to it. */
export default function MapMarker({ longitude, latitude, label, isPin }) {
  const { x, y } = useScreenPosition(longitude, latitude);
  return <Box role="img" aria-label={label} sx={isPin ? PIN : DOT} style={{ left: x, top: y }} />;
}

const DOT = {
  bgcolor: '#1a73e8',
  border: '3px solid #fff',
  borderRadius: '50%',
  boxShadow: 2,
  height: 12,
  pointerEvents: 'none',
  position: 'absolute',
  transform: 'translate(-50%, -50%)',
  width: 12,
};

const PIN = {
  ...DOT,
  borderRadius: '50% 50% 50% 0',
  height: 22,
  transform: 'translate(-50%, calc(-50% - 15px)) rotate(-45deg)',
  width: 22,
};
