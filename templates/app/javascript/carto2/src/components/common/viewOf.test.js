import { WebMercatorViewport } from '@deck.gl/core';
import { expect, test } from 'vitest';
import { viewOf } from './viewOf';

const BOUNDS = { west: -71.2, south: 42.3, east: -71, north: 42.4 };

test.each([
  { width: 1200, height: 800 },
  { width: 390, height: 160 },
])('shows the bounds, with a margin, in a map of %o', (size) => {
  const [west, south, east, north] = new WebMercatorViewport({
    ...size,
    ...viewOf(BOUNDS, size),
  }).getBounds();
  expect(west).toBeLessThan(BOUNDS.west);
  expect(east).toBeGreaterThan(BOUNDS.east);
  expect(south).toBeLessThan(BOUNDS.south);
  expect(north).toBeGreaterThan(BOUNDS.north);
  expect(Math.min((east - west) / 0.2, (north - south) / 0.1)).toBeLessThan(1.8);
});
