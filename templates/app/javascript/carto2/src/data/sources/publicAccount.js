import { API_VERSIONS } from '@deck.gl/carto';
import { cartoServers } from 'data/cartoServers';

/** The account with the example's data, whatever account and servers the rest of the application uses. */
export const publicAccount = {
  ...cartoServers,
  apiVersion: API_VERSIONS.V2,
  username: 'public',
  apiKey: 'default_public',
};
