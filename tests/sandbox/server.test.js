import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeDatabase } from './fakeDatabase';
import { AccountsWithLogins as Accounts } from './logins';
import { startCarto } from './server';
import { API_KEY, OWNER } from './settings';

const OWN_PORT = { Origin: 'http://localhost:3000' };

let carto;
let database;
let log;

beforeEach(async () => {
  database = fakeDatabase();
  log = vi.fn();
  const accounts = new Accounts({ database, publicTables: ['stores'] });
  carto = await startCarto({ accounts, database, port: 0, log });
});

afterEach(() => carto.close());

const sqlUrl = (params) =>
  `${carto.url}/user/${OWNER}/api/v2/sql?${new URLSearchParams({ q: 'SELECT 1', ...params })}`;

/** Sends a request with any headers, which fetch does not allow. Returns the status. */
const ask = (host, headers = {}) =>
  new Promise((resolve, reject) => {
    const { port } = new URL(carto.url);
    httpRequest({ host, port, headers: { Host: `localhost:${port}`, ...headers } }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });

describe('the server', () => {
  test('is available at both addresses of localhost', async () => {
    expect(await ask('127.0.0.1')).toBe(200);
    expect(await ask('::1').catch((error) => error.code)).toSatisfy((answer) =>
      [200, 'EADDRNOTAVAIL', 'ENETUNREACH'].includes(answer),
    );
  });

  test.each(['carto.evil.example', 'localhost', 'localhost:1', 'localhost.evil.example:80'])(
    'refuses the host %s',
    async (host) => {
      expect(await ask('127.0.0.1', { Host: host })).toBe(421);
    },
  );

  test.each(['https://evil.example', 'http://localhost.evil.example', 'null'])(
    'refuses pages from %s',
    async (Origin) => {
      expect(await ask('127.0.0.1', { Origin })).toBe(403);
    },
  );

  test('refuses other sites where browsers send no origin, such as images', async () => {
    const statusFrom = (site) => ask('127.0.0.1', { 'Sec-Fetch-Site': site });
    expect(await statusFrom('cross-site')).toBe(403);
    for (const site of ['same-origin', 'same-site', 'none'])
      expect(await statusFrom(site)).toBe(200);
  });

  test('says which port is in use, and how to choose another', async () => {
    const port = Number(new URL(carto.url).port);
    const accounts = new Accounts({ database });
    await expect(startCarto({ accounts, database, port })).rejects.toThrow(
      `Port ${port} is in use. Stop the program that uses it, or set SANDBOX_CARTO_PORT to another port.`,
    );
  });

  test('survives an internal error, and logs it without the key', async () => {
    database.query = async () => {
      throw new TypeError('a mistake');
    };
    const response = await fetch(sqlUrl({ api_key: API_KEY }));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: ['Internal error'] });
    expect(log).toHaveBeenCalledWith(expect.stringContaining('a mistake'));
    expect(log.mock.lastCall[0]).not.toContain(API_KEY);
    expect((await fetch(carto.url)).status).toBe(200);
  });
});

describe('an API', () => {
  test('accepts requests from pages of this machine', async () => {
    const asked = await fetch(sqlUrl(), { headers: OWN_PORT });
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await fetch(sqlUrl(), {
      method: 'OPTIONS',
      headers: { ...OWN_PORT, 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('*');
  });

  test.each([
    ['a form', (body) => new URLSearchParams(body), {}],
    ['JSON', (body) => JSON.stringify(body), { 'Content-Type': 'application/json' }],
  ])('accepts %s', async (name, encode, headers) => {
    const body = encode({ q: 'SELECT 2', api_key: API_KEY });
    const response = await fetch(`${carto.url}/user/${OWNER}/api/v2/sql`, {
      method: 'POST',
      headers,
      body,
    });
    expect((await response.json()).rows).toEqual([{ role: 'key_of_owner', sql: 'SELECT 2' }]);
  });

  test.each([
    ['no JSON', 400, '{'],
    ['null', 400, 'null'],
    ['too much', 413, JSON.stringify({ q: 'x'.repeat(1024 * 1024) })],
  ])('refuses %s', async (name, status, body) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(sqlUrl(), { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect((await response.json()).error).toHaveLength(1);
  });

  test('reports errors like CARTO', async () => {
    const answer = async (path) => {
      const response = await fetch(carto.url + path);
      return [response.status, (await response.json()).error];
    };
    expect(await answer('/user/owner/api/v2/sql?q=x&api_key=x')).toEqual([401, ['Unauthorized']]);
    expect(await answer('/user/owner/carto/sql?source=x&api_key=x')).toEqual([401, 'Unauthorized']);
    expect(await answer('/user/owner/carto/sql/a/0/0')).toEqual([404, 'Not found']);
    expect(await answer('/nowhere')).toEqual([404, ['Not found']]);
    expect(await answer('//')).toEqual([404, ['Not found']]);
  });

  test('refuses other methods', async () => {
    const response = await fetch(`${carto.url}/basemap/positron.json`, { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([
      405,
      { error: ['Method not allowed'] },
    ]);
  });
});

test('the home page lists the tables and who can read them', async () => {
  const page = await (await fetch(carto.url)).text();
  const text = page.replace(/(<[^>]*>|\s)+/g, ' ');
  for (const row of ['acme.parks 3 owner', 'roads 3 owner', 'stores 3 everyone']) {
    expect(text).toContain(row);
  }
});
