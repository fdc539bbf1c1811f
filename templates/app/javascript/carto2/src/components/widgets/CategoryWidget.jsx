import { useMemo } from 'react';
import Box from '@mui/material/Box';
import { formatNumber } from 'components/common/format';
import useColumnFilter from 'hooks/useColumnFilter';
import useWidgetData from 'hooks/useWidgetData';
import { barsOf } from './categoryBars';
import Widget from './Widget';

const OTHER_COLOR = '#5f6b76';

/** Groups the features in view by a column. Selecting values filters the map and all other widgets. */
export default function CategoryWidget({
  id,
  title,
  sourceId,
  column,
  operation,
  operationColumn = column,
  colors,
  format = formatNumber,
}) {
  const params = useMemo(
    () => ({ column, operation, operationColumn }),
    [column, operation, operationColumn],
  );
  const { data, ...status } = useWidgetData({
    sourceId,
    owner: id,
    calculation: 'categories',
    params,
  });
  const filter = useColumnFilter({ sourceId, column, owner: id, type: 'in' });
  const { bars, others } = barsOf(data ?? [], filter.values);
  const most = bars[0]?.value || 1;
  const isFiltered = filter.values.length > 0;
  const colorOf = (name) =>
    colors && (Object.hasOwn(colors, String(name)) ? colors[String(name)] : OTHER_COLOR);

  return (
    <Widget
      title={title}
      {...status}
      isEmpty={bars.length === 0}
      onClear={isFiltered && filter.clear}
    >
      <Box component="ul" sx={{ display: 'grid', gap: 0.25, listStyle: 'none', m: 0, p: 0 }}>
        {bars.map(({ name, value }) => (
          <li key={JSON.stringify(name)}>
            <Bar
              label={name === null ? 'No value' : String(name)}
              value={value === null ? '–' : format(value)}
              share={(value ?? 0) / most}
              color={colorOf(name)}
              isChosen={filter.values.includes(name)}
              isDimmed={isFiltered && !filter.values.includes(name)}
              // CARTO's filters can't find features without a value.
              onClick={name !== null && (() => filter.toggle(name))}
            />
          </li>
        ))}
        {others.length > 0 && (
          <li>
            <Bar
              label={`Other (${formatNumber(others.length)})`}
              value={isAdditive(operation) ? format(sumOf(others)) : ''}
              share={0}
              isDimmed={isFiltered}
            />
          </li>
        )}
      </Box>
    </Widget>
  );
}

/** Tells whether the values of categories can be added up. */
const isAdditive = (operation) => operation === 'count' || operation === 'sum';

const sumOf = (categories) => categories.reduce((total, { value }) => total + value, 0);

function Bar({ label, value, share, color = 'primary.main', isChosen, isDimmed, onClick }) {
  const button = onClick && {
    component: 'button',
    type: 'button',
    'aria-pressed': isChosen,
    onClick,
  };
  return (
    <Box {...button} sx={onClick ? BUTTON : ROW}>
      <Box component="span" sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}>
        <span>{label}</span>
        <strong>{value}</strong>
      </Box>
      <Box
        component="span"
        sx={{ bgcolor: 'action.selected', borderRadius: 1, display: 'block', height: 8 }}
      >
        <Box
          component="span"
          sx={{
            bgcolor: color,
            borderRadius: 1,
            display: 'block',
            height: '100%',
            opacity: isDimmed ? 0.3 : 1,
          }}
          style={{ width: `${Math.max(0, share) * 100}%` }}
        />
      </Box>
    </Box>
  );
}

const ROW = { borderRadius: 1, fontSize: '0.8125rem', mx: -1, px: 1, py: 0.5 };

const BUTTON = {
  ...ROW,
  bgcolor: 'transparent',
  border: 0,
  color: 'inherit',
  cursor: 'pointer',
  font: 'inherit',
  fontSize: ROW.fontSize, // after `font`, which sets it, too
  textAlign: 'left',
  width: 'calc(100% + 16px)',
  '&:hover, &[aria-pressed="true"]': { bgcolor: 'action.hover' },
};
