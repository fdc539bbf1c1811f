/** Finds the geometry in the columns of a table, as CARTO's importer does. */
import { isPosition } from './geometry.js';

/** The names of columns with a longitude and a latitude. */
const PAIRS = [
  ['longitude', 'latitude'],
  ['lon', 'lat'],
  ['lng', 'lat'],
  ['long', 'lat'],
  ['longitud', 'latitud'],
  ['longitudedecimal', 'latitudedecimal'],
  ['decimallongitude', 'decimallatitude'],
  ['decimallong', 'decimallat'],
  ['decimal_longitude', 'decimal_latitude'],
  ['point_longitude', 'point_latitude'],
];
/** These can be anything, so they are coordinates only if all their values are in degrees. */
const VAGUE_PAIRS = [
  ['x', 'y'],
  ['x_coord', 'y_coord'],
  ['xcoord', 'ycoord'],
  ['point_x', 'point_y'],
  ['coord_x', 'coord_y'],
];
const GEOMETRIES = ['geom', 'geometry', 'wkb_geometry', 'wkt', 'geojson'];
const SHAPE =
  /^\s*(\{|(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)|0[01][0-9A-F]{16,})/i;

/**
 * Returns the geometry of each record: `{ of, used, message }`. `of` is a function of the values, and
 * `used` are the columns that it replaces.
 */
export function findGeometry(columns, records) {
  const at = (name) => columns.indexOf(name);
  const isShape = (name) =>
    records.some(({ values }) => values[at(name)]) &&
    records.every(({ values }) => !values[at(name)] || SHAPE.test(values[at(name)]));
  if (at('the_geom') >= 0) return { of: (values) => values[at('the_geom')] };
  const geometry = GEOMETRIES.find((name) => at(name) >= 0 && isShape(name));
  if (geometry) return { of: (values) => values[at(geometry)], replaced: geometry };

  const isThere = ([x, y]) => at(x) >= 0 && at(y) >= 0;
  const pair = PAIRS.find(isThere);
  if (pair) return { pair, of: (values) => pointOf(values[at(pair[0])], values[at(pair[1])]) };
  const vague = VAGUE_PAIRS.find(isThere);
  if (!vague) return {};
  const of = (values) => pointOf(values[at(vague[0])], values[at(vague[1])]);
  if (records.every(({ values }) => of(values) !== undefined)) return { of };
  return { notice: `${vague.join(' and ')} are not degrees, so they are columns like any other` };
}

/** The point, null without coordinates, or undefined if they are not in degrees. */
function pointOf(x, y) {
  if (isMissing(x) && isMissing(y)) return null;
  const position = [x, y].map((text) => (isMissing(text) ? NaN : Number(text)));
  return isPosition(position) ? `POINT(${position.join(' ')})` : undefined;
}

const isMissing = (value) => value === null || value === undefined || value === '';
