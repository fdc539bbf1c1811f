import { cartoServers } from 'data/cartoServers';
import type { Credentials } from 'data/source';

/** The account with the example's data, whatever account and servers the rest of the application uses. */
export const publicAccount: Credentials = {
  ...cartoServers,
  apiVersion: 'v2',
  username: 'public',
  apiKey: 'default_public',
};
