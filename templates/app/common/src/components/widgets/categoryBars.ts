import type { Value } from 'data/source';

export interface Category {
  /** Null for features without a value. */
  name: Value;
  value: number;
}

/** A category, or one that is chosen but not in view, which has no value. */
export interface CategoryBar {
  name: Value;
  value: number | null;
}

const MOST = 8;

const byValue = (a: Category, b: Category) =>
  b.value - a.value || String(a.name).localeCompare(String(b.name));

/** The categories with the highest values and the chosen ones, and apart from them, the others. */
export function barsOf(categories: Category[], chosen: unknown[], most = MOST) {
  const sorted = [...categories].sort(byValue);
  // A single other category takes no more space than an entry for it.
  const count = sorted.length <= most + 1 ? sorted.length : most;
  const isShown = ({ name }: Category, index: number) => index < count || chosen.includes(name);
  const known = new Set<unknown>(sorted.map(({ name }) => name));
  const lost = chosen.filter((name) => !known.has(name)) as /* this widget chose them */ Value[];
  const bars: CategoryBar[] = [
    ...sorted.filter(isShown),
    ...lost.map((name) => ({ name, value: null })),
  ];
  return { bars, others: sorted.filter((category, index) => !isShown(category, index)) };
}

export const labelOf = (name: Value) => (name === null ? 'No value' : String(name));

export const sumOf = (bars: CategoryBar[]) =>
  bars.reduce((total, { value }) => total + (value ?? 0), 0);

/**
 * The color of each category, if there are any: gray for those without one of their own, such as those
 * that a layer draws like all others.
 */
export function colorsOf(colors?: Record<string, string> | ((bar: CategoryBar) => string)) {
  if (typeof colors === 'function') return colors;
  const known = colors && new Map(Object.entries(colors));
  return ({ name }: CategoryBar) => known && (known.get(String(name)) ?? OTHER_COLOR);
}

const OTHER_COLOR = '#5f6b76';
