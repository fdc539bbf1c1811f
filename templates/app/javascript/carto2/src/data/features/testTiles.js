import { geojsonToBinary } from '@loaders.gl/gis';

const WORLD = { west: -180, south: -85.0511287798066, east: 180, north: 85.0511287798066 };

/** A tile with features, whose coordinates are from 0 to 1 within it. */
export function tile(features = [], bbox = WORLD) {
  return { data: geojsonToBinary(features), bbox };
}

export function feature(type, coordinates, properties = {}) {
  return { type: 'Feature', geometry: { type, coordinates }, properties };
}
