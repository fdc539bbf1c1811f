import type { AnyRow } from 'data/source';

/** A tile of the map. */
export interface Tile {
  data: TileData;
  bbox: { west: number; south: number; east: number; north: number };
}

/** The features of a tile in binary form, with coordinates from 0 to 1 within the tile. */
export interface TileData {
  points: Shapes;
  lines: Shapes;
  polygons: Shapes;
  byteLength?: number;
}

/** The features of one type. Arrays named `value` have an entry for each vertex; `positions` has two. */
export interface Shapes {
  type: 'Point' | 'LineString' | 'Polygon';
  positions: { value: ArrayLike<number> };
  /** The feature of each vertex: an index of `properties` and `fields`. */
  featureIds: { value: ArrayLike<number> };
  numericProps: Record<string, { value: ArrayLike<number> }>;
  properties: AnyRow[];
  fields?: { id?: number | string }[];
  /** Where each line starts, and last, where all end. */
  pathIndices?: { value: ArrayLike<number> };
  /** Where each ring starts, and last, where all end. */
  primitivePolygonIndices?: { value: ArrayLike<number> };
}

/** The vertices of a feature: from `start` up to, but not including, `end`. */
export interface Feature {
  start: number;
  end: number;
  /** Where its points, lines or rings start. */
  parts: number[];
}

/** The features of a type. One with several points, lines or polygons comes once. */
export function* featuresOf(shapes: Shapes): Generator<Feature> {
  const ids = shapes.featureIds.value;
  const starts = (shapes.primitivePolygonIndices ?? shapes.pathIndices)?.value;
  const startOf = (part: number) => (starts ? starts[part]! : part);
  let part = 0;
  let end = 0;
  for (let start = 0; start < ids.length; start = end) {
    while (end < ids.length && ids[end] === ids[start]) end += 1;
    const parts = [];
    for (; startOf(part) < end; part += 1) parts.push(startOf(part));
    yield { start, end, parts };
  }
}

export function rowOf(
  { featureIds, properties, numericProps }: Shapes,
  { start }: Feature,
): AnyRow {
  const numbers = Object.entries(numericProps).map(([column, { value }]): [string, number] => [
    column,
    value[start]!,
  ]);
  return { ...properties[featureIds.value[start]!], ...Object.fromEntries(numbers) };
}
