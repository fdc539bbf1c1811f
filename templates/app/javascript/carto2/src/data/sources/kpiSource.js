import { MAP_TYPES } from '@deck.gl/carto';
import { publicAccount } from './publicAccount';

const kpiSource = {
  id: 'kpiSource',
  type: MAP_TYPES.QUERY,
  credentials: publicAccount,
  data: `
    SELECT states.cartodb_id, states.name, states.the_geom_webmercator,
      COUNT(stores.cartodb_id) AS stores, SUM(stores.revenue)::float8 AS revenue
    FROM ne_50m_admin_1_states AS states
    JOIN retail_stores AS stores ON ST_Intersects(stores.the_geom, states.the_geom)
    GROUP BY states.cartodb_id, states.name, states.the_geom_webmercator
  `,
};

export default kpiSource;
