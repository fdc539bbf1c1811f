/** How deep the coordinates of each type of GeoJSON's are nested. */
const DEPTHS = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** What is wrong with a GeoJSON geometry, or undefined. */
export function faultOfGeometry(geometry) {
  if (geometry === null) return undefined;
  if (geometry?.type === 'GeometryCollection' && Array.isArray(geometry.geometries)) {
    return geometry.geometries.map(faultOfGeometry).find(Boolean);
  }
  const depth = DEPTHS[geometry?.type];
  if (depth === undefined) return `"${geometry?.type}" is not a type of geometry`;
  const positions = [geometry.coordinates].flat(depth);
  const wrong = positions.find((position) => !isPosition(position));
  if (wrong === undefined) return undefined;
  return `${JSON.stringify(wrong)} is not a longitude and a latitude in degrees (WGS 84)`;
}

/** Whether these are degrees; some datasets go a little beyond 180, around the Pacific. */
export const isPosition = (position) =>
  Array.isArray(position) &&
  position.every(Number.isFinite) &&
  Math.abs(position[0]) <= 360 &&
  Math.abs(position[1]) <= 90;
