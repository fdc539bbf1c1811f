import { formatNumber } from 'components/common/format';
import useCategories from 'hooks/useCategories';
import { colorsOf } from './categoryBars';
import CategoryList from './CategoryList';
import Widget from './Widget';

/** Groups the features in view by a column. Selecting values filters the map and all other widgets. */
export default function CategoryWidget({ title, colors, format = formatNumber, ...categories }) {
  const { frame, list } = useCategories(categories);
  return (
    <Widget title={title} {...frame}>
      <CategoryList {...list} format={format} colorOf={colorsOf(colors)} />
    </Widget>
  );
}
