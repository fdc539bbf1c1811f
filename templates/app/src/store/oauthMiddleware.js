import { saveSession } from 'data/oauth/session';
import { requestFailed } from './appSlice';
import { sessionExpired } from './oauthSlice';

// Browsers fire a longer timer at once.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Keeps the session in step with its token: saved while it lasts, ended when it expires or is refused. */
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
  // Timers stand still while a computer sleeps.
  document.addEventListener('visibilitychange', endIfExpired);

  return (next) => (action) => {
    const accessToken = refusedToken(action);
    if (accessTokens.has(accessToken)) {
      // The person reads once that the session has expired, not for each of the requests that fail,
      // and nothing more once there is another session.
      return accessToken === token?.accessToken ? dispatch(sessionExpired()) : action;
    }
    const result = next(action);
    follow();
    return result;
  };
};

/** The key of a request that CARTO refused, which may be a token. */
function refusedToken(action) {
  const isRefused = requestFailed.match(action) && action.payload.status === 401;
  return isRefused ? action.meta.credentials?.apiKey : undefined;
}
