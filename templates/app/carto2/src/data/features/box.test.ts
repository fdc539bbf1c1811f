import { expect, test } from 'vitest';
import { areCovered } from './box';
import type { Bounds } from './box';

const EAST = { bbox: { west: 0, south: 0, east: 180, north: 85.0511287798066 } };
const WEST = { bbox: { west: -180, south: 0, east: 0, north: 85.0511287798066 } };

test.each<[string, Bounds, { bbox: typeof EAST.bbox }[], boolean]>([
  ['inside a tile', [10, 10, 20, 20], [EAST], true],
  ['as large as a tile', [0, 0, 180, 85.0511287798066], [EAST], true],
  ['in two tiles', [-10, 10, 10, 20], [WEST, EAST], true],
  ['partly outside', [-10, 10, 10, 20], [EAST], false],
  ['elsewhere', [10, -20, 20, -10], [WEST, EAST], false],
  ['beyond the date line and the top of the map', [170, 80, 190, 89], [EAST], true],
  ['at a zoom without tiles', [10, 10, 20, 20], [], true],
])('a view %s', (_, bounds, tiles, isCovered) => {
  expect(areCovered(bounds, tiles)).toBe(isCovered);
});
