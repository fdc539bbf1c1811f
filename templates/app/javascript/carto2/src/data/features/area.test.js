import { describe, expect, test } from 'vitest';
import { featuresInView } from './featuresInView';
import { feature, tile } from './testTiles';

const WORLD = [-180, -85, 180, 85];
/** In the tile of the whole world: above the diagonal from (0.5, 0.5) to (1, 0). */
const TRIANGLE = [
  [0, 0],
  [0, 85.0511287798066],
  [180, 85.0511287798066],
];
const square = (from, to) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];
const namesIn = (area, features) =>
  featuresInView([tile(features)], WORLD, area).map(({ name }) => name);

describe('the features in the selected area', () => {
  test.each([
    ['Point', [0.6, 0.2], [0.9, 0.3]],
    ['MultiPoint', [[0.2, 0.8], [0.6, 0.2]], [[0.2, 0.8], [0.9, 0.3]]], // prettier-ignore
    ['LineString', [[0.4, 0.2], [0.9, 0.4]], [[0.7, 0.4], [0.9, 0.4]]], // prettier-ignore
    ['Polygon', [square(0.4, 0.55)], [square(0.1, 0.4)]],
    ['Polygon', [[[0.1, 0.1], [0.9, 0.2], [0.2, 0.9], [0.1, 0.1]]], [[[0.7, 0.4], [0.9, 0.4], [0.9, 0.3], [0.7, 0.4]]]], // prettier-ignore
  ])('are those of a %s that the area touches', (type, inside, outside) => {
    const features = [
      feature(type, inside, { cartodb_id: 1, name: 'in' }),
      feature(type, outside, { cartodb_id: 2, name: 'out' }),
    ];
    expect(namesIn(TRIANGLE, features)).toEqual(['in']);
  });

  test('include a polygon around the area, unless the area is in its hole', () => {
    const small = [[-1, -1], [1, -1], [0, 1]]; // prettier-ignore
    const around = [
      feature('Polygon', [square(0.1, 0.9)], { cartodb_id: 1, name: 'around' }),
      feature('Polygon', [square(0.1, 0.9), square(0.4, 0.6)], { cartodb_id: 2, name: 'hole' }),
    ];
    expect(namesIn(small, around)).toEqual(['around']);
  });

  test('are found beyond the antimeridian, and only in view', () => {
    const west = [feature('Point', [0.01, 0.5], { cartodb_id: 1, name: 'west' })];
    const area = [[170, -10], [190, -10], [190, 10], [170, 10]]; // prettier-ignore
    expect(namesIn(area, west)).toEqual(['west']);
    expect(featuresInView([tile(west)], [0, 0, 90, 45], area)).toEqual([]);
  });
});
