/** Finds the geometry in the columns of a table, as CARTO's importer does. */
import { isPosition } from './geometry.js';

/** The names of columns with coordinates. Any longitude goes with any latitude. */
const LONGITUDES = [
  'longitude',
  'lon',
  'lng',
  'long',
  'longi',
  'longitud',
  'longitudedecimal',
  'decimallongitude',
  'decimal_longitude',
  'decimallong',
  'point_longitude',
];
const LATITUDES = [
  'latitude',
  'lat',
  'lati',
  'latitud',
  'latitudedecimal',
  'decimallatitude',
  'decimal_latitude',
  'decimallat',
  'point_latitude',
];
/** These can be anything, so they are coordinates only if all their values are in degrees. */
const VAGUE_LONGITUDES = ['x', 'point_x', 'x_coord', 'xcoord', 'coord_x'];
const VAGUE_LATITUDES = ['y', 'point_y', 'y_coord', 'ycoord', 'coord_y'];
const GEOMETRIES = ['geom', 'geometry', 'wkb_geometry', 'wkt', 'geojson'];
const SHAPE =
  /^\s*(\{|(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)|0[01][0-9A-F]{16,})/i;

/**
 * Returns the geometry of each record: `{ of, pair, geometry, notice }`. `of` is a function of the values,
 * `pair` are the columns with coordinates, and `geometry` is the column that it replaces.
 */
export function findGeometry(columns, records) {
  const at = (name) => columns.indexOf(name);
  if (at('the_geom') >= 0) return { of: (values) => values[at('the_geom')] };
  // One wrong value does not make it a column like any other.
  const isShape = (name) => records.some(({ values }) => isGeometry(values[at(name)]));
  const geometry = GEOMETRIES.find((name) => at(name) >= 0 && isShape(name));
  if (geometry) return { geometry, of: (values) => values[at(geometry)] };

  const first = (names) => names.find((name) => at(name) >= 0);
  const clear = [first(LONGITUDES), first(LATITUDES)];
  const pair = clear.map((name, nth) => name ?? first([VAGUE_LONGITUDES, VAGUE_LATITUDES][nth]));
  if (pair.includes(undefined)) return {};
  const of = (values) => pointOf(...pair.map((name) => values[at(name)]));
  if (!clear.includes(undefined)) return { pair, of };
  if (records.every(({ values }) => of(values) !== undefined)) return { of };
  return { notice: `${pair.join(' and ')} are not degrees, so they are columns like any other` };
}

/** What helps if a table has no geometry. */
export const COLUMNS_WITH_GEOMETRY =
  'name two columns longitude and latitude, lon and lat or x and y, or one column with WKT wkt or the_geom';

/** Whether a text seems to be a geometry: WKT, GeoJSON or WKB. */
export const isGeometry = (text) => typeof text === 'string' && SHAPE.test(text);

/** The point, null without coordinates, or undefined if they are not in degrees. */
function pointOf(x, y) {
  if (isMissing(x) && isMissing(y)) return null;
  const position = [x, y].map((text) => (isMissing(text) ? NaN : Number(text)));
  return isPosition(position) ? `POINT(${position.join(' ')})` : undefined;
}

const isMissing = (value) => value === null || value === undefined || value === '';
