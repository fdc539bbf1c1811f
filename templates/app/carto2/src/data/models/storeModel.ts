import type { Geometry } from 'geojson';
import { executeSql } from 'data/executeSql';
import { publicAccount } from 'data/sources/publicAccount';
import type { Store } from 'data/sources/storesSource';

export type PlacedStore = Store & { longitude: number | null; latitude: number | null };
type Answer = { rows: PlacedStore[] };
type Counted = { rows: [{ count: number }] };

/** One store of the example, or null if there is none with this ID. */
export async function getStore({ id, signal }: { id: number; signal?: AbortSignal }) {
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new RangeError('The ID of a store must be a positive whole number.');
  }
  const query = `
    SELECT cartodb_id, store_id, storetype, revenue, size_m2, address, city, state, zip,
      ST_X(the_geom) AS longitude, ST_Y(the_geom) AS latitude
    FROM retail_stores
    WHERE cartodb_id = ${id}
  `;
  const { rows } = await executeSql<Answer>({ credentials: publicAccount, query, signal });
  return rows[0] ?? null;
}

/** The number of stores of the example in an area, which is in degrees. */
export async function countStoresIn({ area, signal }: { area: Geometry; signal?: AbortSignal }) {
  const text = JSON.stringify(area).replaceAll("'", "''");
  const query = `
    SELECT count(*)::integer AS count
    FROM retail_stores
    WHERE ST_Intersects(the_geom, ST_SetSRID(ST_GeomFromGeoJSON('${text}'), 4326))
  `;
  const { rows } = await executeSql<Counted>({ credentials: publicAccount, query, signal });
  return rows[0].count;
}

/** The ID in a route such as /stores/12, or null for anything else. */
export function parseStoreId(text: string | undefined) {
  return /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : null;
}
