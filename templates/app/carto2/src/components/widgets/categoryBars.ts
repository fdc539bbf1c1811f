import type { Category } from 'data/features/calculations';
import type { Value } from 'data/source';

/** A category, or one that is chosen but not in view, which has no value. */
export interface CategoryBar {
  name: Value;
  value: number | null;
}

const MOST = 8;

const byValue = (a: Category, b: Category) =>
  b.value - a.value || String(a.name).localeCompare(String(b.name));

/** The categories with the highest values and the chosen ones, and apart from them, the others. */
export function barsOf(categories: Category[], chosen: unknown[]) {
  const sorted = [...categories].sort(byValue);
  // A single other category takes no more space than an entry for it.
  const count = sorted.length <= MOST + 1 ? sorted.length : MOST;
  const isShown = ({ name }: Category, index: number) => index < count || chosen.includes(name);
  const known = new Set<unknown>(sorted.map(({ name }) => name));
  const lost = chosen.filter((name) => !known.has(name)) as /* this widget chose them */ Value[];
  const bars: CategoryBar[] = [
    ...sorted.filter(isShown),
    ...lost.map((name) => ({ name, value: null })),
  ];
  return { bars, others: sorted.filter((category, index) => !isShown(category, index)) };
}
