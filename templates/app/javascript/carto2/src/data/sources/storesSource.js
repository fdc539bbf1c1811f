import { MAP_TYPES } from '@deck.gl/carto';
import { publicAccount } from './publicAccount';

const storesSource = {
  id: 'storesSource',
  type: MAP_TYPES.QUERY,
  credentials: publicAccount,
  data: `
    SELECT cartodb_id, store_id, storetype, revenue, size_m2, address, city, state, zip,
      the_geom_webmercator
    FROM retail_stores
  `,
};

export default storesSource;
