import { CARTO_URL } from '../../sandbox/settings.js';

/** Messages about the speed or the graphics of the machine, which don't concern the application. */
const MACHINE_MESSAGES = [
  /GL Driver Message/,
  /GPU stall due to ReadPixels/,
  /InvariantMiddleware took \d+ms/,
];

/** Records all console messages and requests of the browser from now on. */
export function watch(context) {
  const said = [];
  const requests = [];
  const expected = [...MACHINE_MESSAGES];

  context.on('console', (message) => said.push({ type: message.type(), text: message.text() }));
  context.on('weberror', (webError) =>
    said.push({ type: 'error', text: String(webError.error().stack) }),
  );
  context.on('request', (request) => requests.push(request));

  return {
    /** From now on, messages that match are not a problem. */
    expect: (pattern) => expected.push(pattern),

    /** The messages that match. */
    said: (pattern) => said.map(({ text }) => text).filter((text) => pattern.test(text)),

    /** Warnings and errors, including violations of the Content-Security-Policy. */
    problems: () =>
      said
        .filter(({ type }) => ['assert', 'error', 'warning'].includes(type))
        .map(({ text }) => text)
        .filter((text) => !expected.some((pattern) => pattern.test(text))),

    /** The requested URLs on other machines. */
    strangers: () => requests.map((request) => request.url()).filter(isElsewhere),

    /** The requests to CARTO with a text in their URL or form. */
    toCarto: (text = '') =>
      requests
        .map((request) => decode(`${request.url()} ${request.postData() ?? ''}`))
        .filter((request) => request.startsWith(CARTO_URL) && request.includes(text)),

    /** All messages and the referrers of all requests, which must not contain a secret. */
    traces: () => JSON.stringify([said, requests.map((request) => request.headers().referer)]),
  };
}

function isElsewhere(url) {
  const { protocol, hostname } = new URL(url);
  return /^(http|ws)s?:$/.test(protocol) && !/^(.+\.)?localhost$/.test(hostname);
}

const decode = (text) => decodeURIComponent(text.replaceAll('+', ' '));
