import { MAP_TYPES } from '@deck.gl/carto';

const aSource = {
  id: 'aSource',
  type: MAP_TYPES.QUERY,
  data: 'SELECT * FROM my_private_dataset',
};

export default aSource;
