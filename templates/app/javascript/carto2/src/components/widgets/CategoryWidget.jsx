import { useMemo } from 'react';
import Box from '@mui/material/Box';
import { Methods } from '@carto/react-workers';
import { formatNumber } from 'components/common/format';
import useColumnFilter from 'hooks/useColumnFilter';
import useWidgetData from 'hooks/useWidgetData';
import Widget from './Widget';

const MOST = 8;
const OTHER_COLOR = '#5f6b76';

/** A category may be called “toString”, which every object has. */
const colorOf = (name, colors) => (Object.hasOwn(colors, name) ? colors[name] : OTHER_COLOR);

const byValue = (a, b) => b.value - a.value || String(a.name).localeCompare(String(b.name));

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
    method: Methods.FEATURES_CATEGORY,
    params,
  });
  const filter = useColumnFilter({ sourceId, column, owner: id, type: 'in' });
  const bars = [...(data ?? [])].sort(byValue).slice(0, MOST);
  const most = bars[0]?.value || 1;

  return (
    <Widget
      title={title}
      {...status}
      isEmpty={bars.length === 0}
      onClear={filter.values.length > 0 && filter.clear}
    >
      <Box component="ul" sx={{ display: 'grid', gap: 0.25, listStyle: 'none', m: 0, p: 0 }}>
        {bars.map(({ name, value }) => (
          <li key={name}>
            <Bar
              label={String(name)}
              value={format(value)}
              share={value / most}
              color={colors && colorOf(name, colors)}
              isChosen={filter.values.includes(name)}
              isDimmed={filter.values.length > 0 && !filter.values.includes(name)}
              onClick={() => filter.toggle(name)}
            />
          </li>
        ))}
      </Box>
    </Widget>
  );
}

function Bar({ label, value, share, color = '#12467b', isChosen, isDimmed, onClick }) {
  return (
    <Box component="button" type="button" aria-pressed={isChosen} onClick={onClick} sx={BUTTON}>
      <Box component="span" sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}>
        <span>{label}</span>
        <strong>{value}</strong>
      </Box>
      <Box
        component="span"
        sx={{ bgcolor: '#e6eaee', borderRadius: 1, display: 'block', height: 8 }}
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

const BUTTON = {
  bgcolor: 'transparent',
  border: 0,
  borderRadius: 1,
  color: 'inherit',
  cursor: 'pointer',
  font: 'inherit',
  fontSize: '0.8125rem',
  mx: -1,
  px: 1,
  py: 0.5,
  textAlign: 'left',
  width: 'calc(100% + 16px)',
  '&:hover, &[aria-pressed="true"]': { bgcolor: 'action.hover' },
};
