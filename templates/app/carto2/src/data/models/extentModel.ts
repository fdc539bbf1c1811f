import { MAP_TYPES } from '@deck.gl/carto';
import { executeSql } from 'data/executeSql';
import type { Credentials, Source } from 'data/source';

/** In degrees. East of the date line, the east end is more than 180. */
export type Extent = [west: number, south: number, east: number, north: number];

type Row = Record<'west' | 'south' | 'east' | 'north', number | null>;

type ExtentRequest = Pick<Source, 'type' | 'data'> & {
  credentials: Credentials;
  signal?: AbortSignal;
};

/** The map shows no more of the world. */
const HIGHEST_LATITUDE = 85;

/** Whether CARTO can tell where a source is. SQL can't read tilesets. */
export const hasExtent = ({ type }: Pick<Source, 'type'>) => type === MAP_TYPES.QUERY;

/** Where the rows of a source are; null if it has none, or is a tileset. */
export async function getExtent(request: ExtentRequest): Promise<Extent | null> {
  if (!hasExtent(request)) return null;
  const geometry = 'ST_Transform(the_geom_webmercator, 4326)';
  const extent = await findExtent(request, geometry);
  if (!extent || extent[2] - extent[0] <= 180) return extent;
  // Data on both sides of the date line look as if they were all around the world.
  const shifted = await findExtent(request, `ST_ShiftLongitude(${geometry})`);
  return shifted && shifted[2] - shifted[0] < extent[2] - extent[0] ? shifted : extent;
}

async function findExtent({ credentials, data, signal }: ExtentRequest, geometry: string) {
  const query = `
    SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north
    FROM (SELECT ST_Extent(${geometry}) AS box FROM (${data}) AS source) AS extent
  `;
  const { rows } = await executeSql<{ rows: [Row] }>({ credentials, query, signal });
  const { west, south, east, north } = rows[0];
  if (west === null || south === null || east === null || north === null) return null;
  const limited = (latitude: number) =>
    Math.max(-HIGHEST_LATITUDE, Math.min(HIGHEST_LATITUDE, latitude));
  return [west, limited(south), east, limited(north)] satisfies Extent;
}
