/** What is known of the numbers to divide. */
export interface Numbers {
  min: number;
  max: number;
  mean: number;
  isInteger: boolean;
}

/** The numbers from the first up to, but not including, the second; null is an open end. */
export type Range = [from: number | null, to: number | null];

const MOST = 10;

/**
 * Round limits of at most ten ranges that have all the numbers: at equal distances, or, if most numbers
 * are small, each about twice the one before. A single number is its own range.
 */
export function rangesOf(numbers: Numbers): Range[] {
  const { min, max, mean } = numbers;
  if (min === max) return [[min, null]];
  const isSkewed = min >= 0 && mean - min < (max - min) / 8;
  const limits = isSkewed ? growingLimits(numbers) : equalLimits(numbers);
  return limits.slice(1).map((to, index): Range => [limits[index]!, to]);
}

/** The ranges between ticks that were chosen. The first and the last are open. */
export function rangesBetween(ticks: number[]): Range[] {
  return [null, ...ticks].map((from, index): Range => [from, ticks[index] ?? null]);
}

function equalLimits({ min, max, isInteger }: Numbers) {
  // The last limit is above the highest number, since a range does not have its end.
  const placesOf = (step: number) => [min, max].map((end) => Math.floor(exact(end / step)));
  const steps = roundSteps((max - min) / MOST).filter((step) => !isInteger || step >= 1);
  const step = steps.find((round) => {
    const [first, last] = placesOf(round);
    return last! - first! < MOST;
  })!;
  const [first, last] = placesOf(step);
  const count = last! - first! + 2;
  return Array.from({ length: count }, (_, index) => exact((first! + index) * step));
}

/** 0, 1, 2, 5, 10, …, without those that have no numbers; of many, the small ones become one range. */
function growingLimits({ min, max, isInteger }: Numbers) {
  // From there on, there are more limits than are kept.
  const all = roundSteps(Math.max(min, max / 1000)).filter((limit) => !isInteger || limit >= 1);
  const first = all.findLastIndex((limit) => limit <= min);
  const end = all.findIndex((limit) => limit > max) + 1;
  const limits = all.slice(Math.max(first, 0), end).slice(-MOST);
  return limits[0]! > min ? [0, ...limits] : limits;
}

/** The numbers 1, 2 and 5 with zeros, from about this one on, which is positive. */
function roundSteps(from: number) {
  const exponent = Math.floor(Math.log10(from));
  return Array.from({ length: 16 }, (_, index) => exponent + index).flatMap((power) =>
    [1, 2, 5].map((digit) => exact(digit * 10 ** power)),
  );
}

/** Removes the noise of calculations: 0.1 * 3 is 0.30000000000000004. */
const exact = (value: number) => Number(value.toPrecision(12));

/** The same in words; a range of one whole number is this number. */
export function rangeText(
  [from, to]: Range,
  format: (value: number) => string,
  { isInteger = false, isOnly = false } = {},
) {
  if (from === null) return to === null ? 'All' : `Below ${format(to)}`;
  if (isOnly || (isInteger && to === from + 1)) return format(from);
  return to === null ? `${format(from)} and more` : `${format(from)} to ${format(to)}`;
}
