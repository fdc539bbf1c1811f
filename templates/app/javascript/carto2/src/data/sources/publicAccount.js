import { cartoServers } from 'data/cartoServers';

/** The account with the example's data, whatever account and servers the rest of the application uses. */
export const publicAccount = {
  ...cartoServers,
  apiVersion: 'v2',
  username: 'public',
  apiKey: 'default_public',
};
