/** Where the map ends, a little inside, as its tiles are not quite exact. */
const WORLD = [-179.9999, -85.05, 179.9999, 85.05];
const NOISE = 1e-6;

/** Whether the tiles reach to all ends of the view. A zoom without tiles has nothing to wait for. */
export function areCovered([west, south, east, north], tiles) {
  const ends = (side) => tiles.map(({ bbox }) => bbox[side]);
  return (
    tiles.length === 0 ||
    (Math.min(...ends('west')) <= Math.max(west, WORLD[0]) + NOISE &&
      Math.min(...ends('south')) <= Math.max(south, WORLD[1]) + NOISE &&
      Math.max(...ends('east')) >= Math.min(east, WORLD[2]) - NOISE &&
      Math.max(...ends('north')) >= Math.min(north, WORLD[3]) - NOISE)
  );
}

/** The parts of a tile that are in view. Where the world repeats itself, there may be more than one. */
export function boxesInTile([west, south, east, north], { bbox }) {
  const top = mercator(bbox.north);
  const x = (longitude) => (longitude - bbox.west) / (bbox.east - bbox.west);
  const y = (latitude) => (top - mercator(latitude)) / (top - mercator(bbox.south));
  return [-360, 0, 360]
    .map((turn) => [
      Math.max(0, x(west + turn)),
      Math.max(0, y(north)),
      Math.min(1, x(east + turn)),
      Math.min(1, y(south)),
    ])
    .filter(([left, above, right, below]) => left <= right && above <= below);
}

export function mercator(latitude) {
  return Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
}

/** Tells whether any part of a feature is in the box. */
export function touches(shapes, feature, box) {
  const crosses = someSegment(shapes, feature, (x1, y1, x2, y2) => {
    const [left, top, right, bottom] = box;
    const [from, to] = within(x1, x2, left, right);
    const [begin, end] = within(y1, y2, top, bottom);
    return Math.max(from, begin) <= Math.min(to, end);
  });
  return crosses || (shapes.type === 'Polygon' && contains(shapes, feature, box));
}

/** Which part of a segment, from 0 to 1, is between two limits along an axis. */
function within(from, to, least, most) {
  if (from === to) return from >= least && from <= most ? [0, 1] : [1, 0];
  const ends = [(least - from) / (to - from), (most - from) / (to - from)];
  return [Math.max(0, Math.min(...ends)), Math.min(1, Math.max(...ends))];
}

/** Tells whether a polygon contains a point: a ray from it crosses the rings an odd number of times. */
export function contains(shapes, feature, [x, y]) {
  let isInside = false;
  someSegment(shapes, feature, (x1, y1, x2, y2) => {
    if (meetsRay([x1, y1, x2, y2], x, y)) isInside = !isInside;
    return false;
  });
  return isInside;
}

/** Tells whether a segment meets the ray from a point to the right. */
export function meetsRay([x1, y1, x2, y2], x, y) {
  return y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1);
}

/** Tells whether the test holds for a segment of the feature. A point is a segment without length. */
export function someSegment({ positions: { value } }, { parts, end }, test) {
  return parts.some((first, part) => {
    const last = (parts[part + 1] ?? end) - 1;
    for (let vertex = first; vertex <= last; vertex += 1) {
      const next = Math.min(vertex + 1, last);
      if (test(value[2 * vertex], value[2 * vertex + 1], value[2 * next], value[2 * next + 1])) {
        return true;
      }
    }
    return false;
  });
}
