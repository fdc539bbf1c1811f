import { useMemo } from 'react';
import { formatNumber } from 'components/common/format';
import type { AnyRow, NumberColumn, SourceId } from 'data/source';
import useColumnFilter from 'hooks/useColumnFilter';
import useColumnStats from 'hooks/useColumnStats';
import useWidgetData from 'hooks/useWidgetData';
import ColumnChart from './ColumnChart';
import { rangesBetween, rangesOf, rangeText } from './ticks';
import type { Range } from './ticks';
import Widget from './Widget';

interface HistogramWidgetProps<Row> {
  id: string;
  title: string;
  sourceId: SourceId<Row>;
  column: NumberColumn<Row>;
  /** The limits between the bars; without them, round ones that fit the data. Keep them stable. */
  ticks?: number[];
  format?: (value: number) => string;
}

/** Counts the features in view by ranges. Selecting bars filters the map and all other widgets. */
export default function HistogramWidget<Row = AnyRow>(props: HistogramWidgetProps<Row>) {
  const { ticks } = props;
  const ranges = useMemo(() => ticks && rangesBetween(ticks), [ticks]);
  return ranges ? <Histogram {...props} ranges={ranges} /> : <FittingHistogram {...props} />;
}

function FittingHistogram<Row>(props: HistogramWidgetProps<Row>) {
  const { stats, isKnown } = useColumnStats(props.sourceId, props.column);
  const ranges = useMemo(() => stats && rangesOf(stats), [stats]);
  return (
    <Histogram
      {...props}
      ranges={ranges}
      isEmpty={isKnown && !stats}
      isInteger={stats?.isInteger}
    />
  );
}

interface HistogramProps<Row> extends HistogramWidgetProps<Row> {
  /** Null while they are not known. */
  ranges: Range[] | null;
  isEmpty?: boolean;
  isInteger?: boolean;
}

function Histogram<Row>({
  id,
  title,
  sourceId,
  column,
  ranges,
  isEmpty,
  isInteger,
  format = formatNumber,
}: HistogramProps<Row>) {
  const params = useMemo(
    () => ranges && { column, ticks: ranges.slice(1).map(([from]) => from!) },
    [column, ranges],
  );
  const { data, isLoading, isStale, failed, onRetry } = useWidgetData({
    sourceId,
    owner: id,
    calculation: 'histogram',
    params,
  });
  const filter = useColumnFilter({ sourceId, column, owner: id, type: 'closed_open' });
  const chosen = new Set(filter.values.map(String));
  const isOnly = ranges?.length === 1;
  const columns = (ranges ?? []).map((range, index) => {
    const count = data?.counts[index] ?? 0;
    return {
      label: `${rangeText(range, format, { isInteger, isOnly })}: ${formatNumber(count)}`,
      value: count,
      isChosen: chosen.has(String(range)),
      onClick: () => filter.toggle(range),
    };
  });

  return (
    <Widget
      title={title}
      shape="chart"
      failed={failed}
      isLoading={isLoading && !isEmpty}
      isStale={isStale}
      isEmpty={isEmpty || !data}
      onClear={filter.values.length > 0 && filter.clear}
      onRetry={onRetry}
    >
      {ranges && data && (
        <ColumnChart
          columns={columns}
          axis={axisOf(ranges, data, isInteger).map(({ at, value }) => ({
            at,
            text: format(value),
          }))}
          format={formatNumber}
        />
      )}
    </Widget>
  );
}

/** The limits of the ranges. An open end with features in view has their lowest or highest number. */
function axisOf(ranges: Range[], { min, max }: { min: number; max: number }, isInteger?: boolean) {
  const isEach = isInteger && ranges.every(([from, to]) => to === from! + 1);
  if (isEach || ranges.length === 1) {
    return ranges.map(([from], index) => ({ at: index + 0.5, value: from ?? min }));
  }
  const limits = ranges.slice(1).map(([from]) => from!);
  const start = ranges[0]![0] ?? (min < limits[0]! ? min : null);
  const end = ranges.at(-1)![1] ?? (max > limits.at(-1)! ? max : null);
  return [start, ...limits, end].flatMap((value, at) => (value === null ? [] : [{ at, value }]));
}
