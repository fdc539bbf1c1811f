import { executeSql } from 'data/executeSql';

export const LONGEST_NAME = 200;

const TOWN_ZOOM = 11;
const ADDRESS_ZOOM = 16;

/**
 * The town with this name, or else the place with this address; null if CARTO knows neither. Consumes
 * credits.
 */
export async function findPlace({ credentials, name, signal }) {
  const text = name.trim();
  if (!text || text.length > LONGEST_NAME) {
    throw new RangeError(`A name must have 1 to ${LONGEST_NAME} characters.`);
  }
  const literal = `'${text.replaceAll("'", "''")}'`;
  const find = async (query, zoom) => {
    const { rows } = await executeSql({ credentials, query, signal });
    return rows[0] ? { ...rows[0], zoom } : null;
  };

  const town = `
    SELECT ST_X(the_geom) AS longitude, ST_Y(the_geom) AS latitude
    FROM cdb_geocode_namedplace_point(${literal}) AS the_geom
    WHERE the_geom IS NOT NULL
  `;
  const address = `
    SELECT ST_X(the_geom) AS longitude, ST_Y(the_geom) AS latitude
    FROM cdb_geocode_street_point(${literal}) AS the_geom
    WHERE the_geom IS NOT NULL
  `;
  return (await find(town, TOWN_ZOOM)) ?? (await find(address, ADDRESS_ZOOM));
}
