import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';

export interface ChartColumn {
  /** What it stands for, and its value. */
  label: string;
  value: number;
  color?: string;
  isChosen: boolean;
  onClick?: () => void;
}

/** A label below the axis, at so many columns from the left. */
export interface AxisLabel {
  at: number;
  text: string;
}

interface ColumnChartProps {
  columns: ChartColumn[];
  axis: AxisLabel[];
  /** Labels from bottom to top, for names. */
  isUpright?: boolean;
  format: (value: number) => string;
}

const HEIGHT = 96;

/** Columns to choose from. The tallest one fills the height. */
export default function ColumnChart({ columns, axis, isUpright, format }: ColumnChartProps) {
  const most = Math.max(0, ...columns.map(({ value }) => value));
  const isFiltered = columns.some(({ isChosen }) => isChosen);
  return (
    <>
      <Box aria-hidden sx={{ ...LABEL, mb: 0.5, textAlign: 'right' }}>
        {format(most)}
      </Box>
      <Box sx={{ borderColor: 'divider', borderStyle: 'solid', borderWidth: '1px 0' }}>
        <Box sx={{ alignItems: 'end', display: 'flex', height: HEIGHT }}>
          {columns.map((column, index) => (
            <Column
              key={index}
              {...column}
              share={column.value / (most || 1)}
              width={isUpright ? NAMED : '1'}
              isDimmed={isFiltered && !column.isChosen}
            />
          ))}
        </Box>
      </Box>
      {isUpright ? <Names axis={axis} /> : <Limits axis={axis} end={columns.length} />}
    </>
  );
}

/** Names, from bottom to top, below their columns. */
function Names({ axis }: { axis: AxisLabel[] }) {
  return (
    <Box aria-hidden sx={{ ...LABEL, display: 'flex' }}>
      {axis.map(({ at, text }) => (
        <Box key={at} title={text} sx={NAME}>
          {text}
        </Box>
      ))}
    </Box>
  );
}

function Limits({ axis, end }: { axis: AxisLabel[]; end: number }) {
  return (
    <Box aria-hidden sx={{ ...LABEL, height: 20, position: 'relative' }}>
      {fitting(axis).map(({ at, text }) => (
        <Box
          key={at}
          sx={LIMIT}
          style={{ left: `${(at / end) * 100}%`, translate: shift(at, end) }}
        >
          {text}
        </Box>
      ))}
    </Box>
  );
}

/** Labels are centered, but those at the ends stay within the chart. */
function shift(at: number, end: number) {
  if (at === 0) return '0';
  return at === end ? '-100%' : '-50%';
}

/** The characters that fit below a chart on a narrow phone. */
const CHARACTERS = 44;
const GAP = 2;

/** Every label, or every second, third, …, so that they don't overlap. */
export function fitting(axis: AxisLabel[]) {
  const longest = Math.max(0, ...axis.map(({ text }) => text.length));
  const step = Math.ceil((axis.length * (longest + GAP)) / CHARACTERS);
  return axis.filter((_, index) => index % step === 0);
}

interface ColumnProps extends ChartColumn {
  share: number;
  isDimmed: boolean;
  width: string;
}

function Column({
  label,
  share,
  color = 'primary.main',
  isChosen,
  isDimmed,
  width,
  onClick,
}: ColumnProps) {
  const button = onClick
    ? { component: 'button', type: 'button', 'aria-pressed': isChosen, onClick }
    : { role: 'img' };
  return (
    <Tooltip title={label} disableInteractive>
      <Box {...button} aria-label={label} sx={onClick ? BUTTON : COLUMN} style={{ flex: width }}>
        <Box
          component="span"
          sx={{
            bgcolor: color,
            borderRadius: '2px 2px 0 0',
            display: 'block',
            minHeight: share > 0 ? '2px' : 0,
            opacity: isDimmed ? 0.3 : 1,
          }}
          style={{ height: `${Math.max(0, share) * 100}%` }}
        />
      </Box>
    </Tooltip>
  );
}

const LABEL = { color: 'text.secondary', fontSize: '0.75rem', lineHeight: 1.4 };

const LIMIT = { mt: 0.5, position: 'absolute', whiteSpace: 'nowrap' };

/** A few columns with names don't fill the width. */
const NAMED = '0 1 72px';

const NAME = {
  display: 'grid',
  alignContent: 'center',
  flex: NAMED,
  maxHeight: 88,
  minWidth: 0,
  mt: 0.5,
  overflow: 'hidden',
  rotate: '180deg',
  textAlign: 'right',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  writingMode: 'vertical-rl',
};

const COLUMN = {
  alignItems: 'stretch',
  bgcolor: 'transparent',
  border: 0,
  display: 'flex',
  flexDirection: 'column',
  height: '100%',
  justifyContent: 'end',
  p: '0 1px',
};

const BUTTON = {
  ...COLUMN,
  cursor: 'pointer',
  '&:hover, &[aria-pressed="true"]': { bgcolor: 'action.hover' },
  '&:focus-visible': { outlineOffset: '-2px !important' },
};
