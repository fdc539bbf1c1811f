import { readUserInfo } from './userInfo';

// Unlike localStorage, sessionStorage ends with the tab, and only a duplicate of the tab gets a copy.
const KEY = 'carto-session';

/** Saves a session together with the client ID and the scopes it was granted for. */
export function saveSession({ oauthApp, token, userInfo }) {
  try {
    if (token) sessionStorage.setItem(KEY, JSON.stringify({ oauthApp, token, userInfo }));
    else sessionStorage.removeItem(KEY);
  } catch {
    // If the browser forbids storage, the session ends with the page.
  }
}

/** The session that this tab had before a reload, if it is for the same client ID and scopes. */
export function readSession(oauthApp, isTrusted) {
  const saved = readStorage();
  const token = readToken(saved?.token, isTrusted);
  const userInfo = readUserInfo(saved?.userInfo, isTrusted);
  const isOfThisApp = JSON.stringify(saved?.oauthApp) === JSON.stringify(oauthApp);
  if (!token || !userInfo || !isOfThisApp)
    return { token: null, userInfo: null, hasExpired: false };

  const hasExpired = token.expirationDate <= Date.now();
  return hasExpired ? { token: null, userInfo: null, hasExpired } : { token, userInfo, hasExpired };
}

function readStorage() {
  try {
    // Could be anything; readSession checks it.
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

function readToken(token, isTrusted) {
  const { accessToken, expirationDate, userInfoUrl } = token ?? {};
  const isToken =
    typeof accessToken === 'string' &&
    accessToken !== '' &&
    typeof expirationDate === 'number' &&
    Number.isFinite(expirationDate) &&
    isTrusted(userInfoUrl);
  return isToken ? { accessToken, expirationDate, userInfoUrl } : null;
}
