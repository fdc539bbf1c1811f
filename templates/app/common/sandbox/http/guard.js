/** Protects the sandbox, which may contain private data, from requests of other web pages. */
import { Refusal } from '../refusal.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses requests to other host names, which can resolve to this server (DNS rebinding), and requests
 * from pages of other sites, which browsers mark even where they send no origin, as for images.
 */
export function checkHosts({ host, origin, 'sec-fetch-site': site }, port) {
  const asked = parse(`http://${host}`);
  if (!LOOPBACK.includes(asked?.hostname) || Number(asked.port || 80) !== port) {
    throw new Refusal(421, `This server is only available at http://localhost:${port}`);
  }
  const isForeign = origin !== undefined && !LOOPBACK.includes(parse(origin)?.hostname);
  if (isForeign || site === 'cross-site') {
    throw new Refusal(403, 'This server only accepts requests from pages of this machine');
  }
}

/** Refuses forms that are not on this server's own pages. Programs send no origin. */
export function checkForm({ host, origin }) {
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new Refusal(403, 'This form can only be submitted from its own page');
  }
}

function parse(url) {
  return URL.canParse(url) ? new URL(url) : null;
}
