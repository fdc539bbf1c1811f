/**
 * A small stand-in for CARTO: the authorize page, the user information, the SQL API and the Maps API v2, with a few
 * tables in memory. One process serves them all: `/oauth2/authorize` and, for each account, `/user/NAME/…`.
 * Every request is noted, so that a test can tell who asked what, and with which key.
 */
import { createServer } from 'node:http';
import { Accounts, Refusal } from './accounts.mjs';
import { send } from './answer.mjs';
import { map, tile } from './maps.mjs';
import { authorize } from './oauth.mjs';
import { sql } from './sql.mjs';

const ROUTES = [
  ['authorize', /^\/oauth2\/authorize$/, authorize],
  ['me', /^\/user\/(?<user>[^/]+)\/api\/v4\/me$/, me],
  ['sql', /^\/user\/(?<user>[^/]+)\/api\/v2\/sql$/, sql],
  ['map', /^\/user\/(?<user>[^/]+)\/carto\/sql$/, map],
  ['tile', /^\/user\/(?<user>[^/]+)\/carto\/sql\/(?<z>\d+)\/(?<x>\d+)\/(?<y>\d+)$/, tile],
];

/**
 * Starts one; see `Accounts` for what it can be told.
 * `coop`: whether the authorize page cuts the tie to the window that opened it, as a server may.
 */
export async function startStandin({ port = 0, coop = false, ...known } = {}) {
  const accounts = new Accounts(known);
  const requests = [];

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();

    const [kind, pattern, answer] = ROUTES.find(([, pattern]) => pattern.test(url.pathname)) ?? [];
    const params = Object.fromEntries([...url.searchParams, ...(await form(request))]);
    const { origin, referer } = request.headers;
    const path = pattern?.exec(url.pathname).groups ?? {};
    const noted = { kind: kind ?? 'unknown', method: request.method, url: request.url, ...path, params, origin, referer };
    requests.push(noted);
    try {
      if (!answer) throw new Refusal(404, 'Not found');
      await answer({ accounts, coop, params, path, request, response, users: users(request) });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // The Maps API answers with a text where the SQL API answers with a list of them.
      const error = kind === 'map' || kind === 'tile' ? refusal.message : [refusal.message];
      send(response, refusal.status, { error });
    }
    noted.status = response.statusCode;
  });

  await new Promise((resolve, reject) => {
    server.on('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${server.address().port}`,
    requests,
    accounts,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function me({ accounts, params, path, response, users }) {
  const { user, scopes } = accounts.reader(path.user, params.api_key);
  if (!scopes) throw new Refusal(401, 'Unauthorized');
  const base = users.replace('{user}', user);
  send(response, 200, {
    username: user,
    organization: null,
    api_endpoints: { sql: base, maps: base, import: base, auth: base, builder: `${base}/builder` },
    ...(scopes.includes('user:profile') && accounts.profile),
  });
}

/** Where the caller finds the accounts' servers. A test that plays CARTO's own hosts says which with a header. */
function users(request) {
  return request.headers['x-standin-users'] ?? `http://${request.headers.host}/user/{user}`;
}

async function form(request) {
  if (request.method !== 'POST') return [];
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return new URLSearchParams(body);
}
