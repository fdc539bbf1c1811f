import { useEffect, useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Slider from '@mui/material/Slider';

const HEIGHT = 96;
const PLAYED_PERIOD = 700; // ms

/** A line over time. A part of it can be chosen, by drawing on it or with the slider, and played. */
export default function TimeChart({ label, periods, chosen, onChoose, format }) {
  const end = periods.length - 1;
  const [drawn, setDrawn] = useState(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [from, to] = drawn ?? chosen ?? [0, end];
  // There may be fewer periods than when it was drawn.
  const span = [Math.min(from, end), Math.min(to, end)];
  const most = Math.max(0, ...periods.map(({ value }) => value ?? 0));

  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => {
      const [first, last] = chosen ?? [0, 0];
      if (last >= end) setIsPlaying(false);
      else onChoose([first + 1, last + 1]);
    }, PLAYED_PERIOD);
    return () => clearTimeout(timer);
  }, [isPlaying, chosen, end, onChoose]);

  const play = () => {
    setIsPlaying(!isPlaying);
    if (isPlaying) return;
    const [first, last] = chosen ?? [0, 0];
    // From the start, unless there is something ahead.
    onChoose(last < end ? [first, last] : [0, last - first]);
  };
  const choose = (next) => {
    setDrawn(null);
    setIsPlaying(false);
    onChoose(next[0] === 0 && next[1] === end ? null : next);
  };

  const at = ({ clientX, currentTarget }) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.min(end, Math.max(0, Math.floor(((clientX - left) / width) * periods.length)));
  };
  const [start, setStart] = useState(null);
  const draw = (event) => {
    if (start === null) return;
    const now = at(event);
    setDrawn([Math.min(start, now), Math.max(start, now)]);
  };

  const text = (index) => {
    const { label: name, value } = periods[index];
    return value === null ? name : `${name}: ${format(value)}`;
  };
  return (
    <>
      <Box aria-hidden sx={{ ...LABEL, justifyContent: 'flex-end', mb: 0.5 }}>
        {format(most)}
      </Box>
      <Box
        aria-hidden
        sx={PLOT}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setStart(at(event));
          setDrawn([at(event), at(event)]);
        }}
        onPointerMove={draw}
        onPointerUp={() => {
          if (drawn) choose(span);
          setStart(null);
        }}
        onPointerCancel={() => {
          setDrawn(null);
          setStart(null);
        }}
      >
        <Line periods={periods} span={span} most={most} />
      </Box>
      <Box sx={{ px: 1 }}>
        <Slider
          size="small"
          max={end}
          value={span}
          getAriaLabel={(index) => `${label}: ${index === 0 ? 'first' : 'last'}`}
          getAriaValueText={text}
          valueLabelDisplay="auto"
          valueLabelFormat={text}
          disabled={end === 0}
          sx={{ display: 'block', py: 1 }}
          onChange={(_, value) => setDrawn(value)}
          onChangeCommitted={(_, value) => choose(value)}
        />
      </Box>
      <Box sx={LABEL}>
        <span>{periods[span[0]].label}</span>
        <Button size="small" disabled={end === 0} onClick={play} sx={{ minWidth: 72 }}>
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <span>{periods[span[1]].label}</span>
      </Box>
    </>
  );
}

/** The periods as steps, so that each one, even a single one, has its width. */
function Line({ periods, span: [first, last], most }) {
  const width = periods.length;
  const y = (value) => HEIGHT - (Math.max(0, value) / (most || 1)) * (HEIGHT - 4);
  const areas = periods
    .map(({ value }, index) =>
      value === null ? '' : `M${index} ${HEIGHT}V${y(value)}H${index + 1}V${HEIGHT}`,
    )
    .join('');
  const line = periods
    .map(({ value }, index) => {
      if (value === null) return '';
      const isJoined = index > 0 && periods[index - 1].value !== null;
      return `${isJoined ? 'V' : `M${index} `}${y(value)}H${index + 1}`;
    })
    .join('');
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      width="100%"
      height={HEIGHT}
      sx={{ color: 'primary.main', display: 'block' }}
    >
      <path d={areas} fill="currentColor" fillOpacity={0.15} />
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        vectorEffect="non-scaling-stroke"
      />
      {[
        [0, first],
        [last + 1, width],
      ].map(([from, to], index) => (
        <Box
          component="rect"
          key={index}
          x={from}
          width={to - from}
          height={HEIGHT}
          fill="currentColor"
          fillOpacity={0.7}
          sx={{ color: 'background.paper' }}
        />
      ))}
    </Box>
  );
}

const LABEL = {
  alignItems: 'center',
  color: 'text.secondary',
  display: 'flex',
  fontSize: '0.75rem',
  justifyContent: 'space-between',
  lineHeight: 1.4,
};

const PLOT = {
  borderColor: 'divider',
  borderStyle: 'solid',
  borderWidth: '1px 0',
  cursor: 'crosshair',
  touchAction: 'pan-y',
};
