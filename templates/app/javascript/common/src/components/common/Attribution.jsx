import Box from '@mui/material/Box';
import Link from '@mui/material/Link';

export default function Attribution() {
  return (
    <Box
      sx={{
        bgcolor: 'rgba(255, 255, 255, 0.85)',
        borderTopLeftRadius: 6,
        bottom: 0,
        fontSize: 11,
        position: 'absolute',
        px: 1,
        py: 0.25,
        right: 0,
      }}
    >
      © <Link href="https://carto.com/about-carto/">CARTO</Link>, ©{' '}
      <Link href="https://www.openstreetmap.org/copyright">OpenStreetMap</Link> contributors
    </Box>
  );
}
