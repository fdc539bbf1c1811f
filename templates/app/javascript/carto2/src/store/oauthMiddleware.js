import { saveSession } from 'data/oauth/session';
import { requestFailed } from './appSlice';
import { sessionExpired } from './oauthSlice';

// Browsers fire longer timers immediately.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Saves the session while its token is valid, and ends it when the token expires or is rejected. */
export const oauthMiddleware = ({ dispatch, getState }) => {
  let token = getState().oauth.token;
  const accessTokens = new Set();
  let timer;

  const endIfExpired = () => {
    if (!token) return;
    if (token.expirationDate <= Date.now()) dispatch(sessionExpired());
    else watchExpiry();
  };

  const watchExpiry = () => {
    clearTimeout(timer);
    if (!token) return;
    const rest = token.expirationDate - Date.now();
    timer = setTimeout(endIfExpired, Math.min(rest, LONGEST_TIMEOUT));
  };

  const follow = () => {
    const { oauth } = getState();
    if (oauth.token === token) return;
    token = oauth.token;
    if (token) accessTokens.add(token.accessToken);
    saveSession(oauth);
    watchExpiry();
  };

  if (token) accessTokens.add(token.accessToken);
  saveSession(getState().oauth);
  watchExpiry();
  // Timers stop while a computer sleeps.
  document.addEventListener('visibilitychange', endIfExpired);

  return (next) => (action) => {
    const accessToken = refusedToken(action);
    if (accessTokens.has(accessToken)) {
      // Report the expired session once, not for each failed request, and not at all if there is a
      // new session.
      return accessToken === token?.accessToken ? dispatch(sessionExpired()) : action;
    }
    const result = next(action);
    follow();
    return result;
  };
};

/** The key of a request that CARTO rejected. It may be a token. */
function refusedToken(action) {
  const isRefused = requestFailed.match(action) && action.payload.status === 401;
  return isRefused ? action.meta.credentials?.apiKey : undefined;
}
