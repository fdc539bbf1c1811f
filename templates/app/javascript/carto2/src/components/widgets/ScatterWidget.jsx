import { useMemo } from 'react';
import { formatNumber } from 'components/common/format';
import useColumnFilter from 'hooks/useColumnFilter';
import useColumnStats from 'hooks/useColumnStats';
import useWidgetData from 'hooks/useWidgetData';
import ScatterPlot from './ScatterPlot';
import Widget from './Widget';

/** More would only cover each other. */
const LIMIT = 5000;

/** The features in view as points. Selecting a part filters the map and all other widgets. */
export default function ScatterWidget({ id, title, sourceId, x, y }) {
  const params = useMemo(() => ({ x: x.column, y: y.column, limit: LIMIT }), [x.column, y.column]);
  const { data, failed, isLoading, isStale, onRetry } = useWidgetData({
    sourceId,
    owner: id,
    calculation: 'scatter',
    params,
  });
  const xStats = useColumnStats(sourceId, x.column);
  const yStats = useColumnStats(sourceId, y.column);
  const filter = { sourceId, owner: id, type: 'between' };
  const xFilter = useColumnFilter({ ...filter, column: x.column });
  const yFilter = useColumnFilter({ ...filter, column: y.column });
  const chosen = [xFilter.values[0], yFilter.values[0]];
  const isFiltered = chosen.every((range) => range !== undefined);

  const choose = (area) => {
    xFilter.set(area ? [area[0]] : []);
    yFilter.set(area ? [area[1]] : []);
  };
  const axisOf = ({ column, label = column, format = formatNumber }) => ({
    label,
    format,
  });

  return (
    <Widget
      title={title}
      note={
        data &&
        data.points.length < data.count &&
        `${formatNumber(data.points.length)} of ${formatNumber(data.count)}`
      }
      failed={failed}
      isLoading={(isLoading || !xStats.isKnown || !yStats.isKnown) && !failed}
      isStale={isStale}
      isEmpty={data?.count === 0 || !xStats.stats || !yStats.stats}
      onClear={isFiltered && (() => choose(null))}
      onRetry={onRetry}
    >
      {data && xStats.stats && yStats.stats && (
        <ScatterPlot
          points={data.points}
          x={{ ...axisOf(x), ...xStats.stats }}
          y={{ ...axisOf(y), ...yStats.stats }}
          chosen={isFiltered ? chosen : null}
          onChoose={choose}
        />
      )}
    </Widget>
  );
}
