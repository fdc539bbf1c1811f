import { executeSql } from 'data/executeSql';

export const MODES = { walk: 'Walk', car: 'Car' };
export const MINUTES = [5, 10, 15, 30];

/** The area that can be reached from a point within some minutes, as GeoJSON. Consumes credits. */
export async function getIsochrone({ credentials, longitude, latitude, mode, minutes, signal }) {
  if (!isWithin(longitude, 180) || !isWithin(latitude, 90)) {
    throw new RangeError('The longitude and the latitude must be numbers in degrees.');
  }
  if (!Object.hasOwn(MODES, mode)) {
    throw new RangeError(`The mode must be one of: ${Object.keys(MODES).join(', ')}.`);
  }
  if (!MINUTES.includes(minutes)) {
    throw new RangeError(`The number of minutes must be one of: ${MINUTES.join(', ')}.`);
  }
  const point = `ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4326)`;
  const query = `
    SELECT the_geom, ST_Area(the_geom::geography) / 1e6 AS area,
      ST_XMin(the_geom) AS west, ST_YMin(the_geom) AS south,
      ST_XMax(the_geom) AS east, ST_YMax(the_geom) AS north
    FROM cdb_isochrone(${point}, '${mode}', ARRAY[${minutes * 60}])
  `;
  return executeSql({ credentials, query, format: 'geojson', signal });
}

function isWithin(value, limit) {
  return Number.isFinite(value) && Math.abs(value) <= limit;
}
