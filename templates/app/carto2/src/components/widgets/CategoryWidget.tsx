import { formatNumber } from 'components/common/format';
import type { AnyRow } from 'data/source';
import useCategories from 'hooks/useCategories';
import { colorsOf } from './categoryBars';
import CategoryList from './CategoryList';
import type { CategoryProps } from './categoryProps';
import Widget from './Widget';

/** Groups the features in view by a column. Selecting values filters the map and all other widgets. */
export default function CategoryWidget<Row = AnyRow>({
  title,
  colors,
  format = formatNumber,
  ...categories
}: CategoryProps<Row>) {
  const { frame, list } = useCategories(categories);
  return (
    <Widget title={title} {...frame}>
      <CategoryList {...list} format={format} colorOf={colorsOf(colors)} />
    </Widget>
  );
}
