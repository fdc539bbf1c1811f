import type { FeatureCollection, Geometry } from 'geojson';
import { executeSql } from 'data/executeSql';
import type { Credentials } from 'data/source';

export const MODES = { walk: 'Walk', car: 'Car' };
export const MINUTES: [number, ...number[]] = [5, 10, 15, 30];

/** The area in square kilometers, and the bounds in degrees. */
interface Extent {
  area: number;
  west: number;
  south: number;
  east: number;
  north: number;
}
export type Isochrone = FeatureCollection<Geometry | null, Extent>;

export interface IsochroneRequest {
  credentials: Credentials;
  longitude: number;
  latitude: number;
  mode: string;
  minutes: number;
  signal?: AbortSignal;
}

/** The area that can be reached from a point within some minutes, as GeoJSON. Consumes credits. */
export async function getIsochrone({
  credentials,
  longitude,
  latitude,
  mode,
  minutes,
  signal,
}: IsochroneRequest) {
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
  return executeSql<Isochrone>({ credentials, query, format: 'geojson', signal });
}

function isWithin(value: number, limit: number) {
  return Number.isFinite(value) && Math.abs(value) <= limit;
}
