import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import useHeading from './useHeading';

interface ViewPanelProps {
  title: string;
  children?: ReactNode;
}

/** A view with its title. Also sets the window's title, and focuses the heading after navigation. */
export default function ViewPanel({ title, children }: ViewPanelProps) {
  const heading = useHeading(title);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Typography ref={heading} variant="h1" tabIndex={-1} sx={{ overflowWrap: 'anywhere' }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}
