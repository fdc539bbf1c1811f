import { pointAt, pointBeside, round } from './geometry.mjs';
import { randomOf } from './random.mjs';

/** The distance from the center of a hexagon to a corner, in degrees of latitude. */
const SIZE = 1.6;
/** Corners of a hexagon, counterclockwise from the top and back to it, in half widths and half sides. */
// prettier-ignore
const CORNERS = [[0, 2], [-1, 1], [-1, -1], [0, -2], [1, -1], [1, 1], [0, 2]];

/** Returns the rings of irregular hexagons that share their sides and cover the country. */
export function honeycomb() {
  const rings = [];
  for (let row = 8; row >= -8; row--) {
    for (let column = -12; column <= 12; column++) {
      const [x, y] = [2 * column + Math.abs(row % 2), 3 * row];
      const around = CORNERS.map(([east, north]) => [x + east, y + north]);
      const sides = around.slice(1).map((to, index) => sideOf(around[index], to));
      rings.push([...sides.flatMap((side) => side.slice(0, -1)), sides[0][0]]);
    }
  }
  return rings;
}

/** Returns the side between two corners of the honeycomb: the same points in either direction. */
function sideOf(from, to) {
  if (String(from) > String(to)) return sideOf(to, from).reverse();
  const random = randomOf(`${from} ${to}`);
  const [start, end] = [from, to].map(cornerAt);
  return [start, pointBeside(start, end, 0.5, random.between(-0.12, 0.12)), end].map((point) => round(point, 3));
}

function cornerAt([x, y]) {
  const random = randomOf(`${x} ${y}`);
  const regular = [-96.5 + x * SIZE * 1.1, 38.5 + (y * SIZE) / 2];
  return pointAt(regular, random.between(0, 2 * Math.PI), random.between(0, 0.15 * SIZE));
}
