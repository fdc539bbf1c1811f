/** The length of one degree of longitude in degrees of latitude, in the middle of the country. */
const NARROWER = Math.cos((38.5 * Math.PI) / 180);

/** The distance in degrees of latitude on a flat map, which is accurate enough between neighbors. */
export const distance = ([x1, y1], [x2, y2]) => Math.hypot((x1 - x2) * NARROWER, y1 - y2);

/** Returns the point at an angle and a distance from another. */
export const pointAt = ([x, y], angle, radius) => [
  x + (radius * Math.cos(angle)) / NARROWER,
  y + radius * Math.sin(angle),
];

/** Returns the point at a fraction of the way between two points, moved aside by a fraction of their distance. */
export function pointBeside([x1, y1], [x2, y2], fraction, aside) {
  const [east, north] = [(x2 - x1) * NARROWER, y2 - y1];
  return [x1 + (east * fraction - north * aside) / NARROWER, y1 + north * fraction + east * aside];
}

export const round = (point, decimals) => point.map((value) => Number(value.toFixed(decimals)));

/** The signed area of a ring: positive if it runs counterclockwise. */
export const area = (ring) => segments(ring).reduce((sum, [[x1, y1], [x2, y2]]) => sum + (x1 * y2 - x2 * y1) / 2, 0);

export const segments = (ring) => ring.slice(1).map((end, index) => [ring[index], end]);

/** Whether a point lies in a Polygon or MultiPolygon: a ray from it crosses all rings an odd number of times. */
export function contains(geometry, point) {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  return rings.flatMap(segments).filter((segment) => isLeftOf(point, segment)).length % 2 === 1;
}

/** Whether two segments have a point in common. */
export function touch([a, b], [c, d]) {
  const apart = [0, 1].some(
    (axis) =>
      Math.max(a[axis], b[axis]) < Math.min(c[axis], d[axis]) ||
      Math.max(c[axis], d[axis]) < Math.min(a[axis], b[axis]),
  );
  return !apart && side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

function isLeftOf([x, y], [[x1, y1], [x2, y2]]) {
  return y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1);
}

const side = ([x1, y1], [x2, y2], [x, y]) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
