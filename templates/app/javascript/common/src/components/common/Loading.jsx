import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';

export default function Loading() {
  return (
    <Box sx={{ display: 'grid', height: '100%', minHeight: 120, placeItems: 'center' }}>
      <CircularProgress aria-label="Loading" size={32} />
    </Box>
  );
}
