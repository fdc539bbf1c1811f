import { formatNumber } from 'components/common/format';
import type { AnyRow } from 'data/source';
import useCategories from 'hooks/useCategories';
import { barsOf, colorsOf, labelOf, sumOf } from './categoryBars';
import type { CategoryProps } from './categoryProps';
import ColumnChart from './ColumnChart';
import Widget from './Widget';

/** Groups the features in view by a column, like CategoryWidget, in upright bars. */
export default function BarWidget<Row = AnyRow>({
  title,
  colors,
  format = formatNumber,
  ...categories
}: CategoryProps<Row>) {
  const { frame, list } = useCategories(categories);
  const { bars, others } = barsOf(list.categories, list.chosen);
  const colorOf = colorsOf(colors);
  const columns = bars.map((bar) => ({
    name: labelOf(bar.name),
    value: bar.value ?? 0,
    color: colorOf(bar),
    isChosen: list.chosen.includes(bar.name),
    // CARTO's filters can't find features without a value.
    onClick: bar.name === null ? undefined : () => list.onToggle(bar.name),
  }));
  if (others.length > 0 && list.isAdditive) {
    columns.push({
      name: `Other (${formatNumber(others.length)})`,
      value: sumOf(others),
      color: 'action.disabled',
      isChosen: false,
      onClick: undefined,
    });
  }

  return (
    <Widget title={title} {...frame}>
      <ColumnChart
        columns={columns.map(({ name, ...column }) => ({
          ...column,
          label: `${name}: ${format(column.value)}`,
        }))}
        axis={columns.map(({ name }, index) => ({ at: index + 0.5, text: name }))}
        isUpright
        format={format}
      />
    </Widget>
  );
}
