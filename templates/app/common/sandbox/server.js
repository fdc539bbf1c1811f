/** The local CARTO: one server on this machine for its pages, its APIs and the basemap, with the routes of routes.js. */
import { sendJson } from './http/answer.js';
import { checkHosts } from './http/guard.js';
import { listen } from './http/listen.js';
import { Refusal } from './refusal.js';
import { readParams } from './http/request.js';
import { findRoute } from './routes.js';

const MAPS_API = /^\/user\/[^/]+\/carto\//;
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': '*, Authorization',
};

/**
 * Starts the server. Port 0 means any free port. `log` gets unexpected errors, but never a key. `reload`
 * reads the data again.
 */
export async function startCarto({ accounts, database, port, log = console.error }) {
  await accounts.refresh();
  const server = await listen({
    port,
    variable: 'SANDBOX_CARTO_PORT',
    answer: (request, response) => answer({ accounts, database, request, response }, log),
  });
  const reload = async () => {
    await database.reload();
    await accounts.refresh();
  };
  return { url: urlAt(server.port), reload, close: server.close };
}

async function answer(context, log) {
  const { request, response } = context;
  const [pathname] = request.url.split('?');
  try {
    await answerRoute(context);
  } catch (error) {
    if (!error.status) log(`${request.method} ${pathname} failed: ${error.stack}`);
    if (response.headersSent) return response.destroy();
    const { status, message } = error.status ? error : new Refusal(500, 'Internal error');
    // The body of a refused request may not have been read completely.
    response.setHeader('Connection', 'close');
    // The Maps API returns the error as a string, the others as a list.
    sendJson(response, status, { error: MAPS_API.test(pathname) ? message : [message] });
  }
}

async function answerRoute(context) {
  const { request, response } = context;
  const { localPort } = request.socket;
  checkHosts(request.headers, localPort);
  const url = urlAt(localPort);
  if (!URL.canParse(url + request.url)) throw new Refusal(400, 'Bad request');
  const address = new URL(url + request.url);
  const isPreflight = request.method === 'OPTIONS';
  const method = isPreflight ? request.headers['access-control-request-method'] : request.method;
  const route = findRoute(method, address.pathname);
  if (route.isApi) setHeaders(response, CORS);
  if (isPreflight) return response.writeHead(204).end();

  await route.answer({
    ...context,
    url,
    urlOf: (user) => `${url}/user/${user}`,
    path: route.path,
    params: await readParams(request, address),
  });
}

function setHeaders(response, headers) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

const urlAt = (port) => `http://localhost:${port}`;
