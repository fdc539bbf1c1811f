const USER = '{user}';
// Replaces {user} while a template is parsed. It is valid in a host and in a path.
const PLACEHOLDER = 'user-placeholder';

export function parseUrl(text, base) {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** Whether nobody can read a request on its way: it uses https or stays on this machine. */
export function isEncrypted({ protocol, hostname }) {
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}

/**
 * Returns a function that tells which URLs may receive the token: those on the host of the authorization
 * endpoint or its subdomains, such as https://alice.carto.com, and those on the server of the SQL API if
 * it has the same host for all users.
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
  // Subdomains of a single name, such as localhost, could belong to anybody.
  const hasSubdomains = site.hostname.includes('.');
  return (
    url.hostname === site.hostname || (hasSubdomains && url.hostname.endsWith(`.${site.hostname}`))
  );
}

/** Without a list of domains, {user} in the host could stand for a site of anybody, as in https://{user}.co.uk. */
function serverPattern(template = '') {
  const url = parseUrl(template.replaceAll(USER, PLACEHOLDER));
  if (!url || url.hostname.includes(PLACEHOLDER)) return null;
  const path = escapeRegExp(url.pathname.replace(/\/+$/, '')).replaceAll(PLACEHOLDER, '[^/]+');
  return new RegExp(`^${escapeRegExp(url.origin)}${path}(/|$)`);
}

function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
