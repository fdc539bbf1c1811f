const MOST = 8;

const byValue = (a, b) => b.value - a.value || String(a.name).localeCompare(String(b.name));

/** The categories with the highest values and the chosen ones, and apart from them, the others. */
export function barsOf(categories, chosen) {
  const sorted = [...categories].sort(byValue);
  // A single other category takes no more space than an entry for it.
  const count = sorted.length <= MOST + 1 ? sorted.length : MOST;
  const isShown = ({ name }, index) => index < count || chosen.includes(name);
  const known = new Set(sorted.map(({ name }) => name));
  const lost = chosen.filter((name) => !known.has(name));
  const bars = [...sorted.filter(isShown), ...lost.map((name) => ({ name, value: null }))];
  return { bars, others: sorted.filter((category, index) => !isShown(category, index)) };
}
