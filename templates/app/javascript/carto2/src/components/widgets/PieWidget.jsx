import { useTheme } from '@mui/material/styles';
import { formatNumber } from 'components/common/format';
import useCategories from 'hooks/useCategories';
import { barsOf, colorsOf, labelOf, sumOf } from './categoryBars';
import CategoryList from './CategoryList';
import PieChart from './PieChart';
import Widget from './Widget';

/** Groups the features in view by a column, like CategoryWidget, in a ring. For values that add up. */
export default function PieWidget({ title, colors, format = formatNumber, ...categories }) {
  const { frame, list } = useCategories(categories);
  const { bars, others } = barsOf(list.categories, list.chosen);
  const shades = useShades();
  const own = colorsOf(colors);
  // Those in the list that the ring has not are as gray as its slice for them.
  const shown = new Map(bars.map((bar, index) => [bar.name, own(bar) ?? shades(index)]));
  const colorOf = ({ name }) => shown.get(name) ?? 'action.disabled';
  const isDimmed = list.chosen.length > 0;
  const slices = bars.map((bar) => ({
    label: labelOf(bar.name),
    value: bar.value ?? 0,
    color: colorOf(bar),
    isDimmed: isDimmed && !list.chosen.includes(bar.name),
    // CARTO's filters can't find features without a value.
    onClick: bar.name === null ? undefined : () => list.onToggle(bar.name),
  }));
  if (others.length > 0) {
    const label = `Other (${formatNumber(others.length)})`;
    slices.push({ label, value: sumOf(others), color: 'action.disabled', isDimmed });
  }

  return (
    <Widget title={title} {...frame}>
      <PieChart slices={slices} format={format} />
      <CategoryList {...list} format={format} colorOf={colorOf} mark="swatch" />
    </Widget>
  );
}

/** Shades of the main color, from dark to light: a place in the order, which says more than more colors. */
function useShades() {
  const theme = useTheme();
  const { palette } = theme.vars ?? theme;
  return (index) => {
    const share = Math.max(25, 100 - index * 10);
    return `color-mix(in srgb, ${palette.primary.main} ${share}%, ${palette.background.paper})`;
  };
}
