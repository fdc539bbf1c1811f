import { CARTO_URL } from '../../sandbox/settings.js';

/** What graphics drivers say; it is not about the application. */
const CHATTER = [/GL Driver Message/, /GPU stall due to ReadPixels/];

/** Notes all that the pages of a browser say and ask for from now on. */
export function watch(context) {
  const said = [];
  const requests = [];
  const expected = [...CHATTER];

  context.on('console', (message) => said.push({ type: message.type(), text: message.text() }));
  context.on('weberror', (webError) =>
    said.push({ type: 'error', text: String(webError.error().stack) }),
  );
  context.on('request', (request) => requests.push(request));

  return {
    /** From now on, what fits is no problem. */
    expect: (pattern) => expected.push(pattern),

    /** What was said that fits. */
    said: (pattern) => said.map(({ text }) => text).filter((text) => pattern.test(text)),

    /** Warnings and errors; violations of the Content-Security-Policy are among them. */
    problems: () =>
      said
        .filter(({ type }) => ['assert', 'error', 'warning'].includes(type))
        .map(({ text }) => text)
        .filter((text) => !expected.some((pattern) => pattern.test(text))),

    /** The addresses on other machines that were asked. */
    strangers: () => requests.map((request) => request.url()).filter(isElsewhere),

    /** The requests to CARTO with a text in their address or in their form. */
    toCarto: (text = '') =>
      requests
        .map((request) => decode(`${request.url()} ${request.postData() ?? ''}`))
        .filter((request) => request.startsWith(CARTO_URL) && request.includes(text)),

    /** All that was said, and where requests came from: no token may be in it. */
    traces: () => JSON.stringify([said, requests.map((request) => request.headers().referer)]),
  };
}

function isElsewhere(url) {
  const { protocol, hostname } = new URL(url);
  return /^(http|ws)s?:$/.test(protocol) && !/^(.+\.)?localhost$/.test(hostname);
}

const decode = (text) => decodeURIComponent(text.replaceAll('+', ' '));
