import { useEffect, useRef } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useSelector } from 'react-redux';
import { useLocation, useNavigationType } from 'react-router-dom';

/** A view with its title, which is also the window's, and where the focus goes on arrival. */
export default function ViewPanel({ title, children }) {
  const appTitle = useSelector((state) => state.app.title);
  const { key } = useLocation();
  const isRedirected = useNavigationType() === 'REPLACE';
  const heading = useRef(null);

  useEffect(() => {
    document.title = `${title} – ${appTitle}`;
    return () => {
      document.title = appTitle;
    };
  }, [title, appTitle]);

  useEffect(() => {
    // The page that is opened first begins at its top, as any page does.
    const isFirst = key === 'default' || isRedirected;
    if (!isFirst) heading.current.focus();
  }, [key, isRedirected]);

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Typography ref={heading} variant="h1" tabIndex={-1}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}
