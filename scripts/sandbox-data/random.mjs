/** Returns a pseudorandom generator with this word as its seed. */
export function randomOf(word) {
  let state = hash(word);

  /** Returns a number from 0 to below 1, by mulberry32. */
  function next() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const between = (least, limit) => least + next() * (limit - least);

  return {
    between,
    integer: (least, most) => Math.floor(between(least, most + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    /** Picks one of the entries, weighted by `share`. */
    pickByShare: (entries) => {
      let left = next() * entries.reduce((sum, { share }) => sum + share, 0);
      return entries.find(({ share }) => (left -= share) < 0) ?? entries.at(-1);
    },
    /** A random factor near 1, as often below as above. */
    spread: (size) => Math.exp(size * (next() + next() + next() + next() - 2)),
    date: (firstYear, lastYear) => {
      const days = between(Date.UTC(firstYear, 0, 1), Date.UTC(lastYear + 1, 0, 1));
      return new Date(days).toISOString().slice(0, 10);
    },
  };
}

/** FNV-1a. */
function hash(word) {
  let value = 0x811c9dc5;
  for (const character of word) value = Math.imul(value ^ character.codePointAt(0), 0x01000193);
  return value;
}
