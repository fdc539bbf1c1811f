import { useId } from 'react';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import useBorrowedFocus from 'hooks/useBorrowedFocus';
import useScreenPosition from 'hooks/useScreenPosition';
import { CARD } from '../../theme';
import { CloseIcon } from './icons';

const WIDTH = 260;
const DISTANCE = 14;

/** A card at a feature, which stays there while the map moves, until it is closed. */
export default function FeaturePopup({ title, facts, longitude, latitude, onClose }) {
  const titleId = useId();
  const card = useBorrowedFocus();
  const { x, y, width, height } = useScreenPosition(longitude, latitude);
  const isInView = x >= 0 && x <= width && y >= 0 && y <= height;
  const isAbove = y > height / 2;
  const half = Math.min(WIDTH, width) / 2;

  const closeOnEscape = (event) => {
    if (event.key === 'Escape') onClose();
  };

  return (
    <Box
      ref={card}
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={closeOnEscape}
      sx={POPUP}
      style={{
        left: Math.min(Math.max(x, half), width - half),
        top: isAbove ? y - DISTANCE : y + DISTANCE,
        transform: `translate(-50%, ${isAbove ? -100 : 0}%)`,
        visibility: isInView ? 'visible' : 'hidden',
      }}
    >
      <Box sx={{ alignItems: 'start', display: 'flex', gap: 1 }}>
        <Typography id={titleId} variant="h2" sx={{ flexGrow: 1, overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        <IconButton size="small" aria-label="Close" onClick={onClose} sx={{ m: -0.75 }}>
          <CloseIcon />
        </IconButton>
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 0.5, p: 0 }}>
        {facts.map(({ name, text }, index) => (
          <Typography key={index} component="li" variant="body2" sx={FACT}>
            {name && (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {name}:{' '}
              </Box>
            )}
            {text}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

const POPUP = {
  ...CARD,
  boxSizing: 'border-box',
  maxHeight: '45%',
  maxWidth: WIDTH,
  minWidth: 160,
  overflowY: 'auto',
  pointerEvents: 'auto',
  position: 'absolute',
  px: 1.5,
  py: 1.25,
};

const FACT = { overflowWrap: 'anywhere' };
