import { useMemo } from 'react';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { formatNumber } from 'components/common/format';
import useColumnFilter from 'hooks/useColumnFilter';
import useWidgetData from 'hooks/useWidgetData';
import Widget from './Widget';

const HEIGHT = 96;

/** Counts the features in view between ticks. Selecting bars filters the map and all other widgets. */
export default function HistogramWidget({
  id,
  title,
  sourceId,
  column,
  ticks,
  format = formatNumber,
}) {
  const params = useMemo(() => ({ column, ticks }), [column, ticks]);
  const { data, ...status } = useWidgetData({
    sourceId,
    owner: id,
    calculation: 'histogram',
    params,
  });
  const filter = useColumnFilter({ sourceId, column, owner: id, type: 'closed_open' });
  const counts = data ?? [];
  const most = Math.max(1, ...counts);

  return (
    <Widget
      title={title}
      shape="chart"
      {...status}
      isEmpty={counts.length === 0}
      onClear={filter.values.length > 0 && filter.clear}
    >
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>{formatNumber(most)}</Box>
      <Box sx={{ alignItems: 'end', borderBottom: 1, display: 'flex', height: HEIGHT }}>
        {counts.map((count, index) => {
          const range = [ticks[index - 1] ?? null, ticks[index] ?? null];
          const isChosen = filter.values.some((value) => String(value) === String(range));
          return (
            <Bar
              key={index}
              label={`${rangeText(range, format)}: ${formatNumber(count)}`}
              share={count / most}
              isChosen={isChosen}
              isDimmed={filter.values.length > 0 && !isChosen}
              onClick={() => filter.toggle(range)}
            />
          );
        })}
      </Box>
      <Box aria-hidden sx={{ color: 'text.secondary', display: 'flex', fontSize: '0.75rem' }}>
        {['', ...ticks].map((tick) => (
          <Box
            key={tick}
            sx={{ flex: 1, textAlign: 'center', transform: 'translateX(-50%)', width: 0 }}
          >
            {tick !== '' && format(tick)}
          </Box>
        ))}
      </Box>
    </Widget>
  );
}

function rangeText([from, to], format) {
  if (from === null) return to === null ? 'All' : `Below ${format(to)}`;
  return to === null ? `${format(from)} and more` : `${format(from)} to ${format(to)}`;
}

function Bar({ label, share, isChosen, isDimmed, onClick }) {
  return (
    <Tooltip title={label} disableInteractive>
      <Box
        component="button"
        type="button"
        aria-label={label}
        aria-pressed={isChosen}
        onClick={onClick}
        sx={BUTTON}
      >
        <Box
          component="span"
          sx={{ bgcolor: 'primary.main', display: 'block', opacity: isDimmed ? 0.3 : 1 }}
          style={{ height: `${share * 100}%` }}
        />
      </Box>
    </Tooltip>
  );
}

const BUTTON = {
  alignItems: 'stretch',
  bgcolor: 'transparent',
  border: 0,
  cursor: 'pointer',
  display: 'flex',
  flex: 1,
  flexDirection: 'column',
  height: '100%',
  justifyContent: 'end',
  p: '0 1px',
  '&:hover, &[aria-pressed="true"]': { bgcolor: 'action.hover' },
};
