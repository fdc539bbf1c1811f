import { feature as makeFeature, readTable } from './formats.mjs';
import { area, contains, round } from './geometry.mjs';

const USA = '840'; // ISO 3166-1
const MARGIN = 0.004; // about 400 m
const KM2 = 1 / 6371 ** 2; // in steradians
const LEAST_BEND = 22 * KM2;
const LEAST_ISLAND = 60 * KM2;
/** Alaska has as much coast as all other states together; north of this latitude, a fourth of the detail is enough. */
const NORTH = 51;

/**
 * Returns the states with the properties of Natural Earth, and `land`. `land.contains(point, postal)` returns whether a
 * point lies in a state, or without `postal` in the contiguous states: as surveyed, as drawn here, and so far from the water
 * of the basemap, by `isOnLand`, that nothing drawn there stands in it.
 */
export function drawStates({ states: atlas, countries, topojson }, isOnLand) {
  const names = readTable('states.csv');
  const survey = withoutTerritories(atlas, names);
  const surveyed = toGeometries(topojson, survey);
  const drawn = toGeometries(topojson, simplify(topojson, survey));

  const states = names.map(({ name, postal, region }, index) => {
    const properties = {
      cartodb_id: index + 1,
      name,
      postal,
      iso_3166_2: `US-${postal}`,
      iso_a2: 'US',
      adm0_a3: 'USA',
      adm0_name: 'United States of America',
      type_en: postal === 'DC' ? 'Federal District' : 'State',
      region,
    };
    const { type, coordinates } = drawn.get(name);
    return makeFeature(properties, type, coordinates);
  });

  const contiguous = names.filter(({ postal }) => !['AK', 'HI'].includes(postal));
  const country = topojson.feature(countries, countries.objects.countries).features.find(({ id }) => id === USA);
  const isIn = (name, point) =>
    [surveyed.get(name), drawn.get(name), country.geometry].every((geometry) => contains(geometry, point)) &&
    around(point).every(isOnLand);
  const land = {
    contains: (point, postal) =>
      (postal ? names.filter((state) => state.postal === postal) : contiguous).some(({ name }) => isIn(name, point)),
  };
  return { states, land };
}

const around = ([x, y]) => [
  [x - MARGIN, y],
  [x + MARGIN, y],
  [x, y - MARGIN],
  [x, y + MARGIN],
];

function withoutTerritories(atlas, names) {
  const geometries = atlas.objects.states.geometries.filter(({ properties }) =>
    names.some(({ name }) => name === properties.name),
  );
  return { ...atlas, objects: { states: { type: 'GeometryCollection', geometries } } };
}

/** Removes points, the same ones on both sides of a border. */
function simplify({ simplification }, topology) {
  const { presimplify, simplify, filter, filterAttachedWeight, sphericalTriangleArea, sphericalRingArea } =
    simplification;
  const coarse = simplify(presimplify(topology, lessInTheNorth(sphericalTriangleArea)), LEAST_BEND);
  return filter(coarse, filterAttachedWeight(coarse, LEAST_ISLAND, lessInTheNorth(sphericalRingArea)));
}

const lessInTheNorth = (areaOf) => (points, isInterior) => areaOf(points, isInterior) / (points[0][1] > NORTH ? 4 : 1);

function toGeometries(topojson, topology) {
  const { features } = topojson.feature(topology, topology.objects.states);
  return new Map(features.map(({ properties, geometry }) => [properties.name, tidy(geometry)]));
}

/** Rounds the points and winds the rings as RFC 7946 requires: outer rings counterclockwise, holes clockwise. */
function tidy({ type, coordinates }) {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates)
    .map((rings) => rings.map((ring, index) => wind(clean(ring.map((point) => round(point, 3))), index === 0)))
    .filter(([outer]) => outer.length > 3);
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Removes repeated points and spikes that lead out and straight back, as in Oregon's survey. */
function clean(ring) {
  const isSame = (a, b) => String(a) === String(b);
  return ring
    .filter((_, index) => index === 0 || !isSame(ring[index - 1], ring[index + 1]))
    .filter((point, index, others) => !isSame(point, others[index - 1]));
}

const wind = (ring, isOuter) => (area(ring) > 0 === isOuter ? ring : ring.toReversed());
