const USER = '{user}';
// Stands for {user} while a template is parsed; a legal host label.
const PLACEHOLDER = 'user-placeholder';

export function parseUrl(text, base) {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** Whether what is sent there can't be read on the way: by https, or on this very machine. */
export function isEncrypted({ protocol, hostname }) {
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}

/**
 * Answers which URLs belong to CARTO, as this application is configured: only they may get the token.
 * Those are the authorization end point's host with its sub-domains, and the server of the SQL API.
 */
export function trustedUrls({ authorizeEndPoint, serverUrlTemplate }) {
  const authorizeUrl = parseUrl(authorizeEndPoint);
  const server = serverPattern(serverUrlTemplate);

  return (text) => {
    const url = typeof text === 'string' ? parseUrl(text) : null;
    if (!url || !isEncrypted(url) || url.username || url.password) return false;
    return isOnSite(url, authorizeUrl) || Boolean(server?.test(url.origin + url.pathname));
  };
}

function isOnSite(url, site) {
  if (!site || url.protocol !== site.protocol || url.port !== site.port) return false;
  // The sub-domains of a single name, such as localhost, could be anybody's.
  const hasSubdomains = site.hostname.includes('.');
  return (
    url.hostname === site.hostname || (hasSubdomains && url.hostname.endsWith(`.${site.hostname}`))
  );
}

function serverPattern(template) {
  const url = parseUrl(template?.replaceAll(USER, PLACEHOLDER));
  if (!url || isTopLevel(url)) return null;
  const host = escapeRegExp(url.origin).replaceAll(PLACEHOLDER, '[a-z0-9-]+');
  const path = escapeRegExp(url.pathname.replace(/\/+$/, '')).replaceAll(PLACEHOLDER, '[^/]+');
  return new RegExp(`^${host}${path}(/|$)`);
}

/** https://{user}.com would be everybody's. */
function isTopLevel({ hostname }) {
  return hostname.startsWith(PLACEHOLDER) && hostname.split('.').length < 3;
}

function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
