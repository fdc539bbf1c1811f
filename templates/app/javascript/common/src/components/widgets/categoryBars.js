const MOST = 8;

const byValue = (a, b) => b.value - a.value || String(a.name).localeCompare(String(b.name));

/** The categories with the highest values and the chosen ones, and apart from them, the others. */
export function barsOf(categories, chosen, most = MOST) {
  const sorted = [...categories].sort(byValue);
  // A single other category takes no more space than an entry for it.
  const count = sorted.length <= most + 1 ? sorted.length : most;
  const isShown = ({ name }, index) => index < count || chosen.includes(name);
  const known = new Set(sorted.map(({ name }) => name));
  const lost = chosen.filter((name) => !known.has(name));
  const bars = [...sorted.filter(isShown), ...lost.map((name) => ({ name, value: null }))];
  return { bars, others: sorted.filter((category, index) => !isShown(category, index)) };
}

export const labelOf = (name) => (name === null ? 'No value' : String(name));

export const sumOf = (bars) => bars.reduce((total, { value }) => total + (value ?? 0), 0);

/**
 * The color of each category, if there are any: gray for those without one of their own, such as those
 * that a layer draws like all others.
 */
export function colorsOf(colors) {
  if (typeof colors === 'function') return colors;
  const known = colors && new Map(Object.entries(colors));
  return ({ name }) => known && (known.get(String(name)) ?? OTHER_COLOR);
}

const OTHER_COLOR = '#5f6b76';
