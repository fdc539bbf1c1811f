import Box from '@mui/material/Box';
import Link from '@mui/material/Link';

export default function Attribution() {
  return (
    <Box
      sx={{
        bgcolor: 'map.veil',
        borderRadius: '6px 0 0',
        bottom: 0,
        color: 'text.secondary',
        fontSize: 11,
        pointerEvents: 'auto',
        position: 'absolute',
        px: 1,
        py: 0.25,
        right: 0,
        '& a': { color: 'inherit' },
      }}
    >
      © <Link href="https://carto.com/about-carto/">CARTO</Link>, ©{' '}
      <Link href="https://www.openstreetmap.org/copyright">OpenStreetMap</Link> contributors
    </Box>
  );
}
