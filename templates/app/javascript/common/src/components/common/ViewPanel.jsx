import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import ClearFilters from './ClearFilters';
import useHeading from './useHeading';

/** A view with its title. Also sets the window's title, and focuses the heading after navigation. */
export default function ViewPanel({ title, children }) {
  const heading = useHeading(title);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ alignItems: 'center', display: 'flex', gap: 1, minHeight: 32 }}>
        <Typography
          ref={heading}
          variant="h1"
          tabIndex={-1}
          sx={{ flexGrow: 1, overflowWrap: 'anywhere' }}
        >
          {title}
        </Typography>
        <ClearFilters />
      </Box>
      {children}
    </Box>
  );
}
