import { geojsonToBinary } from '@loaders.gl/gis';
import type { Feature, Geometry } from 'geojson';
import type { Tile } from './tile';

const WORLD = { west: -180, south: -85.0511287798066, east: 180, north: 85.0511287798066 };

/** A tile with features, whose coordinates are from 0 to 1 within it. */
export function tile(features: Feature[] = [], bbox = WORLD): Tile {
  return { data: geojsonToBinary(features) as /* loosely typed */ unknown as Tile['data'], bbox };
}

export function feature(
  type: Exclude<Geometry['type'], 'GeometryCollection'>,
  coordinates: unknown,
  properties = {},
) {
  return { type: 'Feature', geometry: { type, coordinates } as Geometry, properties } as Feature;
}
