import { MAP_TYPES } from '@deck.gl/carto';
import type { Source } from 'data/source';
import { publicAccount } from './publicAccount';

export type Store = {
  cartodb_id: number;
  store_id: number;
  storetype: string;
  revenue?: number | null;
  size_m2: number;
  address: string;
  city: string;
  state: string;
  zip: string | number;
};

const storesSource: Source<Store> = {
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
