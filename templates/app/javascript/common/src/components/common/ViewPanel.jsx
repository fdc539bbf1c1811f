import { useEffect, useRef } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import ClearFilters from './ClearFilters';

/** A view with its title. Also sets the window's title, and focuses the heading after navigation. */
export default function ViewPanel({ title, children }) {
  const appTitle = useSelector((state) => state.app.title);
  const { key } = useLocation();
  const isRedirected = useNavigationType() === NavigationType.Replace;
  const heading = useRef(null);

  useEffect(() => {
    document.title = `${title} – ${appTitle}`;
    return () => {
      document.title = appTitle;
    };
  }, [title, appTitle]);

  useEffect(() => {
    // The first page keeps the focus at the top, like any page.
    const isFirst = key === 'default' || isRedirected;
    if (!isFirst) heading.current.focus();
  }, [key, isRedirected]);

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ alignItems: 'center', display: 'flex', gap: 1, minHeight: 32 }}>
        <Typography ref={heading} variant="h1" tabIndex={-1} sx={{ flexGrow: 1 }}>
          {title}
        </Typography>
        <ClearFilters />
      </Box>
      {children}
    </Box>
  );
}
