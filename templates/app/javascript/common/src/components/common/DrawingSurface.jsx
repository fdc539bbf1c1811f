import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { MOST_CORNERS } from 'data/viewQuery';
import useBorrowedFocus from 'hooks/useBorrowedFocus';
import { CARD } from '../../theme';

const HINTS = {
  rectangle: 'Drag to draw a rectangle.',
  polygon: 'Click the corners, and the first one again to finish.',
};
/** So near, two places are the same, in pixels. */
const SAME = 5;
const NEAR_FIRST = 12;

/** Lies over the map while the user draws a shape on it. */
export default function DrawingSurface({ shape, onDraw, onCancel }) {
  const surface = useBorrowedFocus();
  const [corners, setCorners] = useState([]);
  const [pointer, setPointer] = useState(null);
  const isRectangle = shape === 'rectangle';

  const finish = (all) => {
    if (all.length >= 3) onDraw(all);
  };
  const press = (event) => {
    if (!isRectangle) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setCorners([pixelOf(event)]);
  };
  const release = (event) => {
    const at = pixelOf(event);
    const [first] = corners;
    if (isRectangle) {
      setCorners([]);
      if (first && Math.min(...distances(first, at)) >= SAME) onDraw(rectangle(first, at));
      return;
    }
    const isClosed = corners.length >= 3 && isNear(corners[0], at, NEAR_FIRST);
    if (isClosed || corners.length === MOST_CORNERS) finish(corners);
    else if (!corners.some((corner) => isNear(corner, at, SAME))) setCorners([...corners, at]);
  };
  const handleKey = ({ key }) => {
    if (key === 'Escape') onCancel();
    if (key === 'Enter') finish(corners);
  };

  return (
    <>
      <Box
        ref={surface}
        role="application"
        aria-label={`${HINTS[shape]} Esc cancels.`}
        tabIndex={-1}
        onPointerDown={press}
        onPointerMove={(event) => setPointer(pixelOf(event))}
        onPointerUp={release}
        onDoubleClick={() => finish(corners)}
        onKeyDown={handleKey}
        sx={SURFACE}
      >
        <svg width="100%" height="100%" aria-hidden>
          <polygon points={outline(isRectangle, corners, pointer).join(' ')} />
          {!isRectangle &&
            corners.map(([x, y]) => <circle key={`${x} ${y}`} cx={x} cy={y} r={4} />)}
        </svg>
      </Box>
      <Box sx={HINT}>
        {HINTS[shape]}
        {/* Without a keyboard, there is no Esc. */}
        <Button size="small" onClick={onCancel} sx={{ pointerEvents: 'auto' }}>
          Cancel
        </Button>
      </Box>
    </>
  );
}

function outline(isRectangle, corners, pointer) {
  const [first] = corners;
  if (!first || !pointer) return corners;
  return isRectangle ? rectangle(first, pointer) : [...corners, pointer];
}

const rectangle = ([x1, y1], [x2, y2]) => [
  [x1, y1],
  [x2, y1],
  [x2, y2],
  [x1, y2],
];

const distances = (one, other) => [Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];

const isNear = (one, other, distance) => Math.hypot(...distances(one, other)) <= distance;

function pixelOf({ clientX, clientY, currentTarget }) {
  const { left, top } = currentTarget.getBoundingClientRect();
  return [clientX - left, clientY - top];
}

const SURFACE = {
  cursor: 'crosshair',
  inset: 0,
  pointerEvents: 'auto',
  position: 'absolute',
  touchAction: 'none',
  userSelect: 'none',
  '& polygon, & circle': { stroke: 'var(--mui-palette-primary-main)', strokeWidth: 2 },
  '& polygon': { fill: 'var(--mui-palette-primary-main)', fillOpacity: 0.12 },
  '& circle': { fill: 'var(--mui-palette-background-paper)' },
};

/** On a phone, it covers some of the controls, which the drawing does not need. */
const HINT = {
  ...CARD,
  alignItems: 'center',
  boxSizing: 'border-box',
  display: 'flex',
  fontSize: '0.875rem',
  gap: 1,
  left: '50%',
  maxWidth: 'calc(100% - 24px)',
  pointerEvents: 'none',
  position: 'absolute',
  pl: 1.5,
  pr: 0.5,
  py: 0.5,
  top: 12,
  transform: 'translateX(-50%)',
  width: 'max-content',
  zIndex: 1,
};
