import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { formatMoney } from 'components/common/formatMoney';
import type { MonthRevenue } from 'data/models/revenueModel';
import useMonthlyRevenue from 'hooks/useMonthlyRevenue';
import Widget from './Widget';

const HEIGHT = 80;
/** The width of a month. The chart is stretched to the width of the panel. */
const STEP = 10;
const GAP = 1;

interface MonthlyRevenueProps {
  /** Null until they are known. Keep them stable between renders. */
  storeIds: number[] | null;
  /** Whether they can't be known. */
  isLost?: boolean;
  isStale?: boolean;
  onRetry?: (() => void) | false;
}

/** The revenue of some stores together in each month. */
export default function MonthlyRevenue({
  storeIds,
  isLost = false,
  isStale,
  onRetry,
}: MonthlyRevenueProps) {
  const { months, failed } = useMonthlyRevenue(storeIds);
  return (
    <Widget
      title="Revenue by month"
      note={months && yearsOf(months)}
      shape="chart"
      isLoading={!months}
      failed={failed || isLost}
      isEmpty={storeIds?.length === 0}
      isStale={isStale}
      onRetry={onRetry}
    >
      {months?.length ? (
        <Chart months={months} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          No revenue has been recorded.
        </Typography>
      )}
    </Widget>
  );
}

function Chart({ months }: { months: MonthRevenue[] }) {
  const most = Math.max(1, ...months.map(({ revenue }) => revenue));
  const descriptions = months.map(
    ({ month, revenue }) => `${nameOf(month, LONG)}: ${formatMoney(revenue)}`,
  );
  return (
    <>
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>{formatMoney(most)}</Box>
      <Box
        component="svg"
        role="img"
        aria-label={descriptions.join(', ')}
        viewBox={`0 0 ${months.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        sx={{ borderBottom: 1, color: 'primary.main', display: 'block', height: HEIGHT, width: 1 }}
      >
        {months.map(({ month, revenue }, index) => {
          const height = (Math.max(0, revenue) / most) * HEIGHT;
          return (
            <rect
              key={month}
              x={index * STEP + GAP / 2}
              y={HEIGHT - height}
              width={STEP - GAP}
              height={height}
              fill="currentColor"
            >
              <title>{descriptions[index]}</title>
            </rect>
          );
        })}
      </Box>
      <Box aria-hidden sx={{ color: 'text.secondary', display: 'flex', fontSize: '0.75rem' }}>
        {months.map(({ month }) => (
          <Box key={month} sx={{ flex: 1, textAlign: 'center', width: 0 }}>
            {nameOf(month, LETTER)}
          </Box>
        ))}
      </Box>
    </>
  );
}

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(navigator.language, { ...options, timeZone: 'UTC' });
const LONG = format({ month: 'long', year: 'numeric' });
const LETTER = format({ month: 'narrow' });

const nameOf = (month: string, { format }: Intl.DateTimeFormat) => format(new Date(month));

function yearsOf(months: MonthRevenue[]) {
  const [first, last] = [months[0], months.at(-1)].map((each) => each?.month.slice(0, 4));
  return first === last ? first : `${first}–${last}`;
}
