import { API_VERSIONS } from '@deck.gl/carto';
import { cartoServers } from 'data/cartoServers';

/** The example's data belong to the account "public" at CARTO, whatever account and servers the rest has. */
export const publicAccount = {
  ...cartoServers,
  apiVersion: API_VERSIONS.V2,
  username: 'public',
  apiKey: 'default_public',
};
