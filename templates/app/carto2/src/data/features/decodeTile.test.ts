import { expect, test } from 'vitest';
import { decodeTile } from './decodeTile';
import { featuresInView } from './featuresInView';

/** A tile with three points, whose revenues are 5, NULL and 0. */
const TILE =
  'Gmd4AQoGbGF5ZXIwKIAgEg8SBAAAAQEYASIFCeQhnB4SDRICAAIYASIFCcgjnB4SDxIEAAMBBBgBIgUJqiWcHhoKY2FydG9kYl9pZBoHcmV2ZW51ZSICKAEiAigFIgIoAiICKAMiAigA';

test('a number that is NULL stays unknown, and is not taken for 0', () => {
  const data = decodeTile(Uint8Array.from(atob(TILE), (byte) => byte.charCodeAt(0)).buffer);
  const bbox = { west: -180, south: -85, east: 180, north: 85 };
  expect(featuresInView([{ data, bbox }], [-180, -85, 180, 85])).toEqual([
    { cartodb_id: 1, revenue: 5 },
    { cartodb_id: 2, revenue: undefined },
    { cartodb_id: 3, revenue: 0 },
  ]);
});

test('a tile may be empty', () => {
  expect(decodeTile(new ArrayBuffer(0)).points.properties).toEqual([]);
});
