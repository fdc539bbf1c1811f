import { useId, useState } from 'react';
import Box from '@mui/material/Box';

const HEIGHT = 200;
const STEP = 0.05;
/** In the lower left, where the keyboard starts. */
const QUARTER = { left: 0, right: 0.5, bottom: 0, top: 0.5 };

/** Points to choose from: with the mouse, by drawing a rectangle, and with the arrow keys. */
export default function ScatterPlot({ points, x, y, chosen, onChoose }) {
  const helpId = useId();
  const [start, setStart] = useState(null);
  const [drawn, setDrawn] = useState(null);
  const box = drawn ?? (chosen && boxOf(chosen, x, y));

  const choose = ({ left, right, bottom, top }) =>
    onChoose([
      [valueAt(x, left), valueAt(x, right)],
      [valueAt(y, bottom), valueAt(y, top)],
    ]);
  const at = ({ clientX, clientY, currentTarget }) => {
    const { left, bottom, width, height } = currentTarget.getBoundingClientRect();
    return [clamp((clientX - left) / width), clamp((bottom - clientY) / height)];
  };
  const draw = (event) => {
    if (!start) return;
    const [left, right] = ascending(start[0], at(event)[0]);
    const [bottom, top] = ascending(start[1], at(event)[1]);
    setDrawn({ left, right, bottom, top });
  };
  const finish = () => {
    // A click is no rectangle.
    const isArea = drawn && drawn.right - drawn.left > 0.01 && drawn.top - drawn.bottom > 0.01;
    if (isArea) choose(drawn);
    setStart(null);
    setDrawn(null);
  };
  const press = (event) => {
    if (event.key === 'Escape' && box) onChoose(null);
    const direction = DIRECTIONS[event.key];
    if (!direction) return;
    event.preventDefault();
    choose(box ? moved(box, direction, event.shiftKey) : QUARTER);
  };

  return (
    <figure style={{ margin: 0 }}>
      <Box sx={{ ...LABEL, mb: 0.5 }}>
        <span>↑ {y.label}</span>
        <span>{y.format(y.max)}</span>
      </Box>
      <Box
        role="application"
        aria-label={`${y.label} by ${x.label}`}
        aria-describedby={helpId}
        tabIndex={0}
        sx={PLOT}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setStart(at(event));
        }}
        onPointerMove={draw}
        onPointerUp={finish}
        onPointerCancel={() => {
          setStart(null);
          setDrawn(null);
        }}
      >
        <svg
          viewBox="0 0 1000 1000"
          preserveAspectRatio="none"
          width="100%"
          height={HEIGHT}
          style={SVG}
        >
          <path
            d={points.map((point) => dot(point, x, y)).join('')}
            stroke="currentColor"
            strokeLinecap="round"
            strokeOpacity={0.6}
            strokeWidth={points.length > 1000 ? 3 : 5}
            vectorEffect="non-scaling-stroke"
          />
          {box && (
            <rect
              x={box.left * 1000}
              y={(1 - box.top) * 1000}
              width={(box.right - box.left) * 1000}
              height={(box.top - box.bottom) * 1000}
              fill="currentColor"
              fillOpacity={0.12}
              stroke="currentColor"
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
      </Box>
      <Box sx={{ ...LABEL, mt: 0.5 }}>
        <span>{x.format(x.min)}</span>
        <span>{x.label} →</span>
        <span>{x.format(x.max)}</span>
      </Box>
      <figcaption id={helpId} style={HIDDEN}>
        {x.label} from {x.format(x.min)} to {x.format(x.max)}, {y.label} from {y.format(y.min)} to{' '}
        {y.format(y.max)}. Arrow keys choose a part and move it, with Shift they resize it, Escape
        clears it.
      </figcaption>
      <span role="status" style={HIDDEN}>
        {chosen && `Chosen: ${spoken(x, chosen[0])}, ${spoken(y, chosen[1])}`}
      </span>
    </figure>
  );
}

const DIRECTIONS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

function moved(box, [right, up], isResized) {
  if (isResized) {
    return {
      ...box,
      right: Math.max(box.left + STEP, clamp(box.right + right)),
      top: Math.max(box.bottom + STEP, clamp(box.top + up)),
    };
  }
  const dx = Math.min(1 - box.right, Math.max(-box.left, right));
  const dy = Math.min(1 - box.top, Math.max(-box.bottom, up));
  return {
    left: box.left + dx,
    right: box.right + dx,
    bottom: box.bottom + dy,
    top: box.top + dy,
  };
}

const clamp = (share) => Math.min(1, Math.max(0, share));

const ascending = (a, b) => [Math.min(a, b), Math.max(a, b)];

/** Rounded to what a pixel can tell, except at the ends, where the outermost points are. */
function valueAt({ min, max }, share) {
  if (share === 0) return min;
  if (share === 1) return max;
  const digits = 3 - Math.floor(Math.log10(max - min || 1));
  return Number((min + share * (max - min)).toFixed(Math.min(20, Math.max(0, digits))));
}

const shareOf = ({ min, max }, value) => (max > min ? (value - min) / (max - min) : 0.5);

function boxOf([[left, right], [bottom, top]], x, y) {
  return {
    left: clamp(shareOf(x, left)),
    right: clamp(shareOf(x, right)),
    bottom: clamp(shareOf(y, bottom)),
    top: clamp(shareOf(y, top)),
  };
}

/** A line without length, which round ends make a dot. Thousands of them are one element. */
function dot([left, top], x, y) {
  return `M${Math.round(shareOf(x, left) * 1000)} ${Math.round((1 - shareOf(y, top)) * 1000)}h0`;
}

const spoken = ({ label, format }, [from, to]) => `${label} from ${format(from)} to ${format(to)}`;

const SVG = { display: 'block', overflow: 'visible' };

const LABEL = {
  color: 'text.secondary',
  display: 'flex',
  fontSize: '0.75rem',
  justifyContent: 'space-between',
  lineHeight: 1.4,
};

const PLOT = {
  borderColor: 'divider',
  borderStyle: 'solid',
  borderWidth: '0 0 1px 1px',
  color: 'primary.main',
  cursor: 'crosshair',
  touchAction: 'none',
};

/** For screen readers only. */
const HIDDEN = {
  clipPath: 'inset(50%)',
  height: 1,
  overflow: 'hidden',
  position: 'absolute',
  whiteSpace: 'nowrap',
  width: 1,
};
