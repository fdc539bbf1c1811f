import { withHint } from 'data/withHint';
import { LoginError } from './loginError';
import { isEncrypted, parseUrl } from './trustedUrl';

export const REDIRECT_PATH = '/oauthCallback';

const NO_CLIENT_ID = withHint(
  'This application has no client ID yet.',
  'Register it in your CARTO dashboard, and put the client ID in oauthInitialState in ' +
    'src/store/initialStateSlice.js.',
);
const BAD_END_POINT = withHint(
  'This application does not know where to log in to CARTO.',
  'The authorizeEndPoint in src/store/initialStateSlice.js must be a URL that starts with https://.',
);

/** Ties CARTO's answer to the login that was started here. Nobody else can know or guess the state. */
export function createState() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The authorization request of OAuth's implicit flow: the URL of CARTO's consent page. */
export function authorizationUrl({ clientId, scopes, authorizeEndPoint }, state) {
  if (!clientId?.trim()) throw new LoginError(NO_CLIENT_ID);
  const url = parseUrl(authorizeEndPoint);
  if (!url || !isEncrypted(url)) throw new LoginError(BAD_END_POINT);

  url.searchParams.set('client_id', clientId.trim());
  url.searchParams.set('response_type', 'token');
  url.searchParams.set('redirect_uri', window.location.origin + REDIRECT_PATH);
  if (scopes.length > 0) url.searchParams.set('scope', scopes.join(' '));
  url.searchParams.set('state', state);
  return url.href;
}
