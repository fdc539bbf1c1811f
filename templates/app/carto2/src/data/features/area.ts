import type { Area } from 'data/viewQuery';
import { contains, mercator, meetsRay, someSegment } from './box';
import type { Segment } from './box';
import type { Feature, Shapes, Tile } from './tile';

type Point = [x: number, y: number];

/** The selected area in the coordinates of a tile, once for each time that the world repeats itself. */
export function areasInTile(area: Area, { bbox }: Tile): Point[][] {
  const top = mercator(bbox.north);
  const bottom = mercator(bbox.south);
  return [-360, 0, 360]
    .map((turn) =>
      area.map(([longitude, latitude]): Point => [
        (longitude + turn - bbox.west) / (bbox.east - bbox.west),
        (top - mercator(latitude)) / (top - bottom),
      ]),
    )
    .filter((corners) => [0, 1].every((axis) => reachesTile(corners, axis)));
}

const reachesTile = (corners: Point[], axis: number) =>
  corners.some((corner) => corner[axis]! <= 1) && corners.some((corner) => corner[axis]! >= 0);

/** Tells whether any part of a feature is in the area. */
export function isInArea(shapes: Shapes, feature: Feature, area: Point[]) {
  const enters = someSegment(
    shapes,
    feature,
    (...segment) =>
      surrounds(area, [segment[0], segment[1]]) ||
      area.some((corner, at) => meet(segment, [...corner, ...area[(at + 1) % area.length]!])),
  );
  return enters || (shapes.type === 'Polygon' && contains(shapes, feature, area[0]!));
}

/** Tells whether a point is in the area: a ray from it crosses the outline an odd number of times. */
function surrounds(area: Point[], [x, y]: Point) {
  let isInside = false;
  area.forEach(([x1, y1], at) => {
    const [x2, y2] = area[(at + 1) % area.length]!;
    if (meetsRay([x1, y1, x2, y2], x, y)) isInside = !isInside;
  });
  return isInside;
}

/** Tells whether two segments cross: each has its ends on both sides of the other. */
function meet(one: Segment, other: Segment) {
  const side = ([x1, y1, x2, y2]: Segment, x: number, y: number) =>
    Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  const isParted = (line: Segment, [x1, y1, x2, y2]: Segment) =>
    side(line, x1, y1) !== side(line, x2, y2);
  return isParted(one, other) && isParted(other, one);
}
