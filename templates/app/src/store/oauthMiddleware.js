import { saveSession } from 'data/oauth/session';
import { requestFailed } from './appSlice';
import { sessionExpired } from './oauthSlice';

// Browsers fire a longer timer at once.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Keeps the session in step with its token: saved while it lasts, ended when it expires or is refused. */
export const oauthMiddleware = ({ dispatch, getState }) => {
  let token = getState().oauth.token;
  let lastAccessToken = token?.accessToken;
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
    lastAccessToken = token?.accessToken ?? lastAccessToken;
    saveSession(oauth);
    watchExpiry();
  };

  saveSession(getState().oauth);
  watchExpiry();
  // Timers stand still while a computer sleeps.
  document.addEventListener('visibilitychange', endIfExpired);

  return (next) => (action) => {
    if (isRefused(action, lastAccessToken)) {
      // The person reads once that the session has expired, not for each of the requests that fail.
      return token ? dispatch(sessionExpired()) : action;
    }
    const result = next(action);
    follow();
    return result;
  };
};

function isRefused(action, accessToken) {
  return (
    requestFailed.match(action) &&
    action.payload.status === 401 &&
    Boolean(accessToken) &&
    action.meta.credentials?.apiKey === accessToken
  );
}
