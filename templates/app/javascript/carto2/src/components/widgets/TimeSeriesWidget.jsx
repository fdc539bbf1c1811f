import { useMemo } from 'react';
import { formatNumber } from 'components/common/format';
import useColumnFilter from 'hooks/useColumnFilter';
import useWidgetData from 'hooks/useWidgetData';
import TimeChart from './TimeChart';
import Widget from './Widget';

/**
 * One number for each day, week, month or year, whichever fits the features in view. Selecting a part
 * of the time filters the map and all other widgets.
 */
export default function TimeSeriesWidget({
  id,
  title,
  sourceId,
  column,
  operation,
  operationColumn,
  format = formatNumber,
}) {
  const params = useMemo(
    () => ({ column, operation, operationColumn }),
    [column, operation, operationColumn],
  );
  const { data, ...status } = useWidgetData({
    sourceId,
    owner: id,
    calculation: 'timeSeries',
    params,
  });
  const { values, set, clear } = useColumnFilter({
    sourceId,
    column,
    owner: id,
    // Text in this form can be compared as it is. CARTO's filter for times needs numbers on the map.
    type: 'closed_open',
  });
  const starts = data?.periods.map(({ start }) => start) ?? [];
  const limits = [...starts, data?.end ?? ''];

  return (
    <Widget
      title={title}
      note={data && `by ${data.unit}`}
      {...status}
      isEmpty={!data}
      onClear={values.length > 0 && clear}
    >
      {data && (
        <TimeChart
          label={title}
          periods={data.periods.map(({ start, value }) => ({
            label: nameOf(start, data.unit),
            value,
          }))}
          chosen={spanOf(values[0], limits)}
          onChoose={(span) => set(span ? [[limits[span[0]], limits[span[1] + 1]]] : [])}
          format={format}
        />
      )}
    </Widget>
  );
}

/** The periods of a range that may have been chosen among others. */
function spanOf(range, limits) {
  if (!range) return null;
  const end = limits.length - 2;
  const first = limits.findLastIndex((limit) => limit <= range[0]);
  const next = limits.findIndex((limit) => limit >= range[1]);
  const from = Math.min(end, Math.max(0, first));
  return [from, Math.max(from, next === -1 ? end : next - 1)];
}

const FORMATS = {
  day: { dateStyle: 'medium' },
  week: { dateStyle: 'medium' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

const nameOf = (start, unit) =>
  new Date(start).toLocaleDateString(navigator.language, { ...FORMATS[unit], timeZone: 'UTC' });
