/** The nesting depth of the coordinates of each GeoJSON geometry type. */
const DEPTHS = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** The error in a GeoJSON geometry, or undefined. */
export function faultOfGeometry(geometry) {
  if (geometry === null) return undefined;
  if (geometry?.type === 'GeometryCollection' && Array.isArray(geometry.geometries)) {
    return geometry.geometries.map(faultOfGeometry).find(Boolean);
  }
  const depth = DEPTHS[geometry?.type];
  if (depth === undefined) return `unknown geometry type "${geometry?.type}"`;
  const positions = [geometry.coordinates].flat(depth);
  const wrong = positions.find((position) => !isPosition(position));
  if (wrong === undefined) return undefined;
  return `${JSON.stringify(wrong)} is not a longitude and a latitude in degrees (WGS 84)`;
}

/** Whether a position is in degrees. Some datasets go beyond 180 degrees around the Pacific. */
export const isPosition = (position) =>
  Array.isArray(position) &&
  position.every(Number.isFinite) &&
  Math.abs(position[0]) <= 360 &&
  Math.abs(position[1]) <= 90;
