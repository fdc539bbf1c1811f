import { withHint } from 'data/withHint';
import { LoginError } from './loginError';

const PROBLEMS = {
  access_denied: 'You did not allow this application to use your CARTO account.',
  invalid_request: withHint(
    'CARTO rejected the login request.',
    'Check the client ID in src/store/initialStateSlice.js and the callback URL registered at CARTO.',
  ),
  login_required: 'You are not logged in to CARTO. Log in there, then try again.',
  server_error: 'CARTO reported a server error. Try again in a few minutes.',
};
const MALFORMED = 'CARTO returned a malformed answer to the login. Log in again.';
const UNTRUSTED = withHint(
  'CARTO’s answer to the login names a server that this application does not trust, so the token ' +
    'was not sent there.',
  'Check authorizeEndPoint and serverUrlTemplate in src/store/initialStateSlice.js.',
);

/** Reads the access token from an answer with a verified state. Throws the reason if there is none. */
export function readAnswer(fragment, isTrusted) {
  const params = new URLSearchParams(fragment);
  const names = [...params.keys()];
  if (new Set(names).size !== names.length) throw new LoginError(MALFORMED);
  if (params.has('error')) throw new LoginError(describeError(params));

  const accessToken = params.get('access_token');
  const lifetime = readSeconds(params.get('expires_in'));
  const userInfoUrl = params.get('user_info_url');
  const isBearer = params.get('token_type')?.toLowerCase() === 'bearer';
  if (!accessToken || !lifetime || !userInfoUrl || !isBearer) throw new LoginError(MALFORMED);
  if (!isTrusted(userInfoUrl)) throw new LoginError(UNTRUSTED);

  return { accessToken, expirationDate: Date.now() + lifetime * 1000, userInfoUrl };
}

/** CARTO sends a decimal number, such as 3599.912. */
function readSeconds(text) {
  return /^\d{1,10}(\.\d+)?$/.test(text ?? '') ? Number(text) : null;
}

function describeError(params) {
  const code = params.get('error');
  if (code === 'invalid_scope') return describeScopes(params.get('error_description'));
  if (Object.hasOwn(PROBLEMS, code)) return PROBLEMS[code];
  const name = /^[a-z_]{1,40}$/.test(code) ? ` (${code})` : '';
  return `CARTO refused the login for an unknown reason${name}.`;
}

/** Reads “Unsupported scopes: a, b”. Shows only valid scope names, as the rest could be any text. */
function describeScopes(description) {
  const list = /^Unsupported scopes?:(.*)$/i.exec(description ?? '')?.[1] ?? '';
  const words = list.split(/[\s,]+/);
  const scopes = words.filter((word) => /^[a-z_]+(:[a-z0-9_.*-]+)*$/.test(word)).join(', ');
  return withHint(
    `CARTO does not grant ${scopes ? `these scopes: ${scopes}` : 'the requested scopes'}. A dataset must ` +
      'exist and belong to you.',
    'Correct the scopes in src/store/initialStateSlice.js.',
  );
}
