import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

export default function ViewPanel({ title, children }) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Typography variant="h1">{title}</Typography>
      {children}
    </Box>
  );
}
