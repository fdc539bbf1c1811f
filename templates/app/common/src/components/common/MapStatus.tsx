import { useEffect } from 'react';
import Box from '@mui/material/Box';
import { CARD } from '../../theme';

interface MapStatusProps {
  status: string;
  onEnd: () => void;
}

const DURATION = 6000;

/** What a button of the map has to say, for some seconds. Screen readers read it politely. */
export default function MapStatus({ status, onEnd }: MapStatusProps) {
  useEffect(() => {
    if (!status) return undefined;
    const timer = setTimeout(onEnd, DURATION);
    return () => clearTimeout(timer);
  }, [status, onEnd]);

  return (
    <Box role="status" sx={STATUS}>
      {status && <Box sx={TEXT}>{status}</Box>}
    </Box>
  );
}

const STATUS = {
  bottom: 36,
  display: 'flex',
  justifyContent: 'center',
  left: 12,
  pointerEvents: 'none',
  position: 'absolute',
  right: 12,
};

const TEXT = {
  ...CARD,
  fontSize: '0.875rem',
  px: 1.5,
  py: 0.75,
};
