import { useEffect, useState } from 'react';
import Box from '@mui/material/Box';
import { useSelector } from 'react-redux';
import { visuallyHidden } from './visuallyHidden';

const PAUSE = 1000;

/** Tells screen readers what the map shows, once it has not changed for a moment. */
export default function Status() {
  const text = useSelector(({ app }) => Object.values(app.announcements).join(', '));
  const [said, setSaid] = useState('');

  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <Box role="status" sx={visuallyHidden}>
      {said}
    </Box>
  );
}
