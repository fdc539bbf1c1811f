/** Who may ask: the sandbox may hold a person's own data, and any web page can send a request here. */
import { Refusal } from '../refusal.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses a request to another host, which is somebody's name that leads here (DNS rebinding), and
 * one that a page of another host sends.
 */
export function checkHosts({ host, origin }, port) {
  const asked = parse(`http://${host}`);
  if (!LOOPBACK.includes(asked?.hostname) || Number(asked.port || 80) !== port) {
    throw new Refusal(421, `This server answers only at http://localhost:${port}`);
  }
  if (origin !== undefined && !LOOPBACK.includes(parse(origin)?.hostname)) {
    throw new Refusal(403, 'This server answers only to pages of this machine');
  }
}

/** Refuses a form that is not on this server's own pages; a program sends no origin. */
export function checkForm({ host, origin }) {
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new Refusal(403, 'This form can only be sent from its own page');
  }
}

function parse(url) {
  return URL.canParse(url) ? new URL(url) : null;
}
