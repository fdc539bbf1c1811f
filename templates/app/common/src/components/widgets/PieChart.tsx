import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

export interface Slice {
  label: string;
  value: number;
  color: string;
  isDimmed: boolean;
  onClick?: () => void;
}

interface PieChartProps {
  slices: Slice[];
  format: (value: number) => string;
}

const SIZE = 160;
const RADIUS = 62;
const WIDTH = 26;

/**
 * A ring of slices with their sum. It can be used with a mouse only, and needs a list of the same slices
 * for everyone else.
 */
export default function PieChart({ slices, format }: PieChartProps) {
  const sizes = slices.map(({ value }) => Math.max(0, value));
  const sum = sizes.reduce((total, size) => total + size, 0);
  const shares = sizes.map((size) => (size / (sum || 1)) * 100);
  const starts = shares.map((_, index) =>
    shares.slice(0, index).reduce((total, share) => total + share, 0),
  );
  return (
    <Box aria-hidden sx={{ height: SIZE, mx: 'auto', my: 1, position: 'relative', width: SIZE }}>
      <svg viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`} width={SIZE} height={SIZE}>
        {slices.map(({ label, value, color, isDimmed, onClick }, index) => (
          <Box
            key={label}
            component="circle"
            r={RADIUS}
            fill="none"
            stroke="currentColor"
            strokeWidth={WIDTH}
            pathLength={100}
            strokeDasharray={`${Math.max(0, shares[index]! - (slices.length > 1 ? GAP : 0))} 100`}
            strokeDashoffset={-starts[index]!}
            transform="rotate(-90)"
            onClick={onClick}
            sx={{ color, cursor: onClick ? 'pointer' : 'auto', opacity: isDimmed ? 0.3 : 1 }}
          >
            <title>{`${label}: ${format(value)}`}</title>
          </Box>
        ))}
      </svg>
      <Typography sx={SUM}>{format(sum)}</Typography>
    </Box>
  );
}

/** Between slices, in percent. */
const GAP = 0.4;

const SUM = {
  display: 'grid',
  fontSize: '1.125rem',
  fontWeight: 600,
  inset: 0,
  placeItems: 'center',
  pointerEvents: 'none',
  position: 'absolute',
};
