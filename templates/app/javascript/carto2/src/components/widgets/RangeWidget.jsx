import { formatNumber } from 'components/common/format';
import useColumnFilter from 'hooks/useColumnFilter';
import useColumnStats from 'hooks/useColumnStats';
import useWidgetData from 'hooks/useWidgetData';
import RangeSlider from './RangeSlider';
import Widget from './Widget';

const COUNT = { operation: 'count' };

/** Filters the map and all other widgets by the range of a column. */
export default function RangeWidget({ id, title, sourceId, column, format = formatNumber }) {
  const { stats, isKnown } = useColumnStats(sourceId, column);
  // Only tells whether the source could be loaded.
  const { failed } = useWidgetData({ sourceId, calculation: 'formula', params: COUNT });
  const filter = useColumnFilter({ sourceId, column, owner: id, type: 'between' });
  const chosen = filter.values[0];

  const choose = ([from, to]) => {
    const isAll = from === stats.min && to === stats.max;
    filter.set(isAll ? [] : [[from, to]]);
  };

  return (
    <Widget
      title={title}
      failed={failed}
      isLoading={!isKnown && !failed}
      isEmpty={!stats}
      onClear={chosen !== undefined && filter.clear}
    >
      {stats && (
        <RangeSlider
          label={title}
          {...stats}
          chosen={chosen ?? null}
          onChoose={choose}
          format={format}
        />
      )}
    </Widget>
  );
}
