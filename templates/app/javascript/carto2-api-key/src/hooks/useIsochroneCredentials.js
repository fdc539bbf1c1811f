import { withHint } from 'data/withHint';
import { initialState } from 'store/initialStateSlice';

export const HOW_TO_GET_CREDENTIALS = withHint(
  'Isochrones consume credits of a CARTO account, so the public API key can’t calculate them.',
  'In CARTO, create an API key with this permission, and put it and your username in ' +
    'src/store/initialStateSlice.js.',
);

/** Isochrones consume the credits of the application's account, which needs its own API key. */
export default function useIsochroneCredentials() {
  const { credentials } = initialState;
  return credentials.apiKey === 'default_public' ? null : credentials;
}
