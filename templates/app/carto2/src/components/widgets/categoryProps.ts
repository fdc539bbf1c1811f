import type { Categories } from 'hooks/useCategories';
import type { CategoryBar } from './categoryBars';

/** What all widgets of categories have in common. */
export type CategoryProps<Row> = Categories<Row> & {
  title: string;
  /** The colors of the values, or a function that knows that of each bar. */
  colors?: Record<string, string> | ((bar: CategoryBar) => string);
  format?: (value: number) => string;
};
