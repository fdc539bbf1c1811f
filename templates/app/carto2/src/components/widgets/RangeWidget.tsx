import { formatNumber } from 'components/common/format';
import type { AnyRow, NumberColumn, SourceId } from 'data/source';
import useColumnFilter from 'hooks/useColumnFilter';
import useColumnStats from 'hooks/useColumnStats';
import useWidgetData from 'hooks/useWidgetData';
import RangeSlider from './RangeSlider';
import type { Ends } from './RangeSlider';
import Widget from './Widget';

interface RangeWidgetProps<Row> {
  id: string;
  title: string;
  sourceId: SourceId<Row>;
  column: NumberColumn<Row>;
  format?: (value: number) => string;
}

const COUNT = { operation: 'count' } as const;

/** Filters the map and all other widgets by the range of a column. */
export default function RangeWidget<Row = AnyRow>({
  id,
  title,
  sourceId,
  column,
  format = formatNumber,
}: RangeWidgetProps<Row>) {
  const { stats, isKnown } = useColumnStats(sourceId, column);
  // Only tells whether the source could be loaded.
  const { failed } = useWidgetData({ sourceId, calculation: 'formula', params: COUNT });
  const filter = useColumnFilter({ sourceId, column, owner: id, type: 'between' });
  const chosen = filter.values[0] as /* this filter's are ranges of numbers */ Ends | undefined;

  const choose = ([from, to]: Ends) => {
    const isAll = from === stats!.min && to === stats!.max;
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
