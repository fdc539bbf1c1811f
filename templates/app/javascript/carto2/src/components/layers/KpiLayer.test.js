import { expect, test } from 'vitest';
import { binOf } from './KpiLayer';

test.each([
  [0, 'Below $10M'],
  [9_999_999, 'Below $10M'],
  [10_000_000, '$10M – $50M'],
  [499_000_000, '$100M – $500M'],
  [500_000_000, '$500M and more'],
  [undefined, 'Unknown'],
])('a revenue of %s is in the bin “%s”', (revenue, label) => {
  expect(binOf(revenue).label).toBe(label);
});
