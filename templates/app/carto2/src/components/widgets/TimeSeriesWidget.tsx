import { useMemo } from 'react';
import { formatNumber } from 'components/common/format';
import type { TimeUnit } from 'data/features/timeSeries';
import type { AnyRow, ColumnOf, NumberColumn, SourceId } from 'data/source';
import useColumnFilter from 'hooks/useColumnFilter';
import useWidgetData from 'hooks/useWidgetData';
import type { CountOperation, NumberOperation } from './operations';
import TimeChart from './TimeChart';
import type { Span } from './TimeChart';
import Widget from './Widget';

type TimeSeriesWidgetProps<Row> = {
  id: string;
  title: string;
  sourceId: SourceId<Row>;
  /** Dates or times, as '2026-01-31' or '2026-01-31T12:00:00Z': tiles have them as text. */
  column: ColumnOf<Row, string>;
  format?: (value: number) => string;
} & (
  | { operation: CountOperation; operationColumn?: undefined }
  | { operation: NumberOperation; operationColumn: NumberColumn<Row> }
);

/**
 * One number for each day, week, month or year, whichever fits the features in view. Selecting a part
 * of the time filters the map and all other widgets.
 */
export default function TimeSeriesWidget<Row = AnyRow>({
  id,
  title,
  sourceId,
  column,
  operation,
  operationColumn,
  format = formatNumber,
}: TimeSeriesWidgetProps<Row>) {
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
          chosen={spanOf(values[0] as /* this filter's are ranges of dates */ Dates, limits)}
          onChoose={(span) => set(span ? [[limits[span[0]]!, limits[span[1] + 1]!]] : [])}
          format={format}
        />
      )}
    </Widget>
  );
}

type Dates = [from: string, to: string] | undefined;

/** The periods of a range that may have been chosen among others. */
function spanOf(range: Dates, limits: string[]): Span | null {
  if (!range) return null;
  const end = limits.length - 2;
  const first = limits.findLastIndex((limit) => limit <= range[0]);
  const next = limits.findIndex((limit) => limit >= range[1]);
  const from = Math.min(end, Math.max(0, first));
  return [from, Math.max(from, next === -1 ? end : next - 1)];
}

const FORMATS: Record<TimeUnit, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: 'medium' },
  week: { dateStyle: 'medium' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

const nameOf = (start: string, unit: TimeUnit) =>
  new Date(start).toLocaleDateString(navigator.language, { ...FORMATS[unit], timeZone: 'UTC' });
