import { describe, expect, test, vi } from 'vitest';
import { featuresInView } from './featuresInView';
import { feature, tile } from './testTiles';

const NORTHEAST = [0, 0, 180, 85];
const namesIn = (features, bounds) =>
  featuresInView([tile(features)], bounds).map(({ name }) => name);
const square = (from, to) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];

describe('the features in view', () => {
  // In the tile of the whole world, the northeast is where x is above and y below one half.
  test.each([
    ['Point', [0.75, 0.25], [0.25, 0.25]],
    ['MultiPoint', [[0.2, 0.8], [0.75, 0.25]], [[0.2, 0.8], [0.3, 0.7]]], // prettier-ignore
    ['LineString', [[0.3, 0.2], [0.8, 0.4]], [[0.3, 0.2], [0.4, 0.9]]], // prettier-ignore
    ['MultiLineString', [[[0, 0.9], [0.1, 0.9]], [[0.6, 0.1], [0.7, 0.1]]], [[[0, 0.9], [0.1, 0.9]], [[0.6, 0.8], [0.7, 0.9]]]], // prettier-ignore
    ['Polygon', [square(0.4, 0.6)], [square(0.1, 0.4)]],
    ['MultiPolygon', [[square(0.1, 0.4)], [square(0.4, 0.6)]], [[square(0.1, 0.2)], [square(0.6, 0.9)]]], // prettier-ignore
  ])('are those of a %s that the view touches, once', (type, inside, outside) => {
    const features = [
      feature(type, inside, { cartodb_id: 1, name: 'in' }),
      feature(type, outside, { cartodb_id: 2, name: 'out' }),
    ];
    expect(namesIn(features, NORTHEAST)).toEqual(['in']);
    expect(namesIn(features, [-180, -85, 180, 85])).toEqual(['in', 'out']);
  });

  test('include a polygon around the view, unless the view is in its hole', () => {
    const around = [
      feature('Polygon', [square(0.1, 0.9)], { cartodb_id: 1, name: 'around' }),
      feature('Polygon', [square(0.1, 0.9), square(0.4, 0.6)], { cartodb_id: 2, name: 'hole' }),
    ];
    expect(namesIn(around, [-1, -1, 1, 1])).toEqual(['around']);
  });

  test('are found beyond the antimeridian', () => {
    const west = [feature('Point', [0.01, 0.5], { cartodb_id: 1, name: 'west' })];
    expect(namesIn(west, [170, -10, 190, 10])).toEqual(['west']);
  });

  test('keep all columns', () => {
    const row = { cartodb_id: 7, name: 'A', size: 1.5, toString: 'text' };
    expect(featuresInView([tile([feature('Point', [0.6, 0.4], row)])], NORTHEAST)).toEqual([row]);
  });

  test('count once in several tiles if they have an ID, and otherwise warn, but not twice', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const line = (properties) => feature('LineString', [[0, 0.4], [1, 0.4]], properties); // prettier-ignore
    const count = (properties) =>
      featuresInView([tile([line(properties)]), tile([line(properties)])], NORTHEAST).length;
    expect(count({ cartodb_id: 7 })).toBe(1);
    expect(warn).not.toHaveBeenCalled();
    expect(count({ name: 'A' })).toBe(2);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('cartodb_id'));
  });
});
