import { MAP_TYPES } from '@deck.gl/carto';
import type { Source } from 'data/source';

const aSource: Source = {
  id: 'aSource',
  type: MAP_TYPES.QUERY,
  data: 'SELECT * FROM my_private_dataset',
};

export default aSource;
