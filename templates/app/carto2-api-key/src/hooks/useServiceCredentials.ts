import { withHint } from 'data/withHint';
import { initialState } from 'store/initialStateSlice';

export const howToGetCredentials = (purpose: string) =>
  withHint(
    `The public API key can’t ${purpose}, since that consumes credits of a CARTO account.`,
    'In CARTO, create an API key with this permission, and put it and your username in ' +
      'src/store/initialStateSlice.ts.',
  );

/**
 * Data services, such as isochrones, consume the credits of the application's account, which needs its
 * own API key.
 */
export default function useServiceCredentials() {
  const { credentials } = initialState;
  return credentials.apiKey === 'default_public' ? null : credentials;
}
