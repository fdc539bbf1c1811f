import type { FeatureCollection, Geometry } from 'geojson';
import { executeSql } from 'data/executeSql';
import type { Credentials } from 'data/source';

export const MODES = { walk: 'Walk', car: 'Car' };
export const MINUTES: [number, ...number[]] = [5, 10, 15, 30];

export type Isochrone = FeatureCollection<Geometry | null>;

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
  const query = `SELECT the_geom FROM cdb_isochrone(${point}, '${mode}', ARRAY[${minutes * 60}])`;
  return executeSql<Isochrone>({ credentials, query, format: 'geojson', signal });
}

function isWithin(value: number, limit: number) {
  return Number.isFinite(value) && Math.abs(value) <= limit;
}
