import { contains } from './geometry.mjs';

const KM2 = 1 / 6371 ** 2; // in steradians
/** The smallest bend that each kind of line keeps. */
const LEAST_BEND = { coast: 0.5 * KM2, state: 2 * KM2, county: 60 * KM2, lake: 8 * KM2 };
const LEAST_ISLAND = 1 * KM2;
const LEAST_LAKE = 300 * KM2;
/** As for the states: north of this latitude, an eighth of the detail is enough. */
const NORTH = 51;
/** Steps of about 200 m. */
const GRID = 5e4;
const TERRITORIES = new Set(['60', '66', '69', '72', '78']);

/**
 * Returns the basemap of the USA as a topology with `land`, the borders of `states` and `counties`, the lakes of North
 * America and the `labels` of the states, and a function that tells whether a point lies on that land.
 */
export function drawBasemap({ counties: atlas, northAmerica, topojson }) {
  const topology = simplify(topojson, withoutTerritories(atlas));
  const { objects } = topology;
  const { merge, mesh, feature, quantize } = topojson;
  const isBetween = (a, b) => a !== b;
  const isInState = (a, b) => a !== b && stateOf(a) === stateOf(b);
  const land = merge(topology, objects.states.geometries);
  const isOnLand = (point) => contains(land, point);
  const shapes = {
    land,
    states: mesh(topology, objects.states, isBetween),
    counties: mesh(topology, objects.counties, isInState),
    ...lakesOf(northAmerica, topojson, isOnLand),
  };
  const labels = feature(topology, objects.states).features.map(({ properties, geometry }) => ({
    type: 'Point',
    coordinates: middleOf(geometry),
    properties: { name: properties.name },
  }));
  return {
    basemap: quantize(separate(shapes, labels), GRID),
    isOnLand,
  };
}

const stateOf = ({ id }) => id.slice(0, 2);

function withoutTerritories({ objects, ...topology }) {
  const only = ({ geometries }) => ({
    type: 'GeometryCollection',
    geometries: geometries.filter((geometry) => !TERRITORIES.has(stateOf(geometry))),
  });
  return { ...topology, objects: { states: only(objects.states), counties: only(objects.counties) } };
}

/** Removes points: fewest from coasts, more from the borders of states, most from those of counties. */
function simplify({ meshArcs, simplification }, topology) {
  const { presimplify, simplify, filter, filterAttachedWeight, sphericalTriangleArea, sphericalRingArea } =
    simplification;
  const lessInTheNorth = (areaOf) => (points, isInterior) =>
    areaOf(points, isInterior) / (points[0][1] > NORTH ? 8 : 1);
  const weighted = presimplify(topology, lessInTheNorth(sphericalTriangleArea));
  const ofStates = arcsOf(meshArcs(topology, topology.objects.states));
  const between = arcsOf(meshArcs(topology, topology.objects.states, (a, b) => a !== b));
  const leastBend = (arc) => {
    if (!ofStates.has(arc)) return LEAST_BEND.county;
    return between.has(arc) ? LEAST_BEND.state : LEAST_BEND.coast;
  };
  const arcs = weighted.arcs.map((points, arc) => points.map(([x, y, weight]) => [x, y, weight / leastBend(arc)]));
  const coarse = simplify({ ...weighted, arcs }, 1);
  return filter(coarse, filterAttachedWeight(coarse, LEAST_ISLAND, lessInTheNorth(sphericalRingArea)));
}

const arcsOf = ({ arcs }) => new Set(arcs.flat(Infinity).map((arc) => (arc < 0 ? ~arc : arc)));

/** The lakes, apart from those within the USA, which lie on its land. The others, as in the north, end at its shore. */
function lakesOf(northAmerica, { feature, simplification }, isOnLand) {
  const { presimplify, simplify, sphericalTriangleArea, sphericalRingArea } = simplification;
  const coarse = simplify(presimplify(northAmerica, sphericalTriangleArea), LEAST_BEND.lake);
  const { features } = feature(coarse, coarse.objects.lakes);
  const polygons = features.map(({ geometry }) => geometry.coordinates);
  const big = polygons.filter(([outer]) => sphericalRingArea(outer, true) > LEAST_LAKE);
  const isInland = ([outer]) => outer.every(isOnLand);
  return {
    lakes: { type: 'MultiPolygon', coordinates: big.filter((lake) => !isInland(lake)) },
    inlandLakes: { type: 'MultiPolygon', coordinates: big.filter(isInland) },
  };
}

/** A topology in which no two shapes share a line: shorter than with all the arcs between crossings. */
function separate(shapes, labels) {
  const arcs = [];
  const add = (line) => [arcs.push(line) - 1];
  const objects = Object.entries(shapes).map(([name, { type, coordinates }]) => [
    name,
    { type, arcs: coordinates.map((part) => (type === 'MultiPolygon' ? part.map(add) : add(part))) },
  ]);
  return {
    type: 'Topology',
    objects: {
      ...Object.fromEntries(objects),
      labels: { type: 'GeometryCollection', geometries: labels },
    },
    arcs,
  };
}

/** The middle of the widest part of a shape, halfway between south and north. */
function middleOf({ type, coordinates }) {
  const rings = type === 'Polygon' ? [coordinates[0]] : coordinates.map(([outer]) => outer);
  const extent = (ring, axis) => {
    const values = ring.map((point) => point[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const size = (ring) => [0, 1].map((axis) => extent(ring, axis)).reduce((area, [from, to]) => area * (to - from), 1);
  const [biggest] = rings.toSorted((a, b) => size(b) - size(a));
  const [south, north] = extent(biggest, 1);
  const latitude = (south + north) / 2;
  const crossings = biggest
    .flatMap(([x, y], index) => {
      const [toX, toY] = biggest[index + 1] ?? biggest[0];
      return y > latitude === toY > latitude ? [] : [x + ((latitude - y) / (toY - y)) * (toX - x)];
    })
    .sort((a, b) => a - b);
  const parts = crossings.flatMap((from, index) => (index % 2 ? [] : [[from, crossings[index + 1]]]));
  const [[west, east]] = parts.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]));
  return [(west + east) / 2, latitude];
}
