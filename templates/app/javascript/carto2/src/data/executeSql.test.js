import { afterEach, describe, expect, test, vi } from 'vitest';
import { executeSql } from './executeSql';

const credentials = {
  username: 'alice',
  apiKey: 'a-secret-key',
  serverUrlTemplate: 'https://{user}.carto.com',
};

const ask = (more) => executeSql({ credentials, query: 'SELECT 1', ...more });
const answer = (status, body) => vi.fn().mockResolvedValue(Response.json(body, { status }));

describe('a request to the SQL API', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('goes to the server of the account, with the key in the body and not in the URL', async () => {
    vi.stubGlobal('fetch', answer(200, { rows: [] }));
    expect(await ask({ format: 'geojson' })).toEqual({ rows: [] });
    const [url, { method, body }] = vi.mocked(fetch).mock.lastCall;
    expect(url).toBe('https://alice.carto.com/api/v2/sql');
    expect(method).toBe('POST');
    expect(Object.fromEntries(body)).toEqual({
      q: 'SELECT 1',
      format: 'geojson',
      api_key: 'a-secret-key',
    });
  });

  test('supports servers with the account in the path', async () => {
    vi.stubGlobal('fetch', answer(200, { rows: [] }));
    await ask({
      credentials: { ...credentials, serverUrlTemplate: 'https://gis.test/user/{user}/' },
    });
    expect(vi.mocked(fetch).mock.lastCall[0]).toBe('https://gis.test/user/alice/api/v2/sql');
  });

  test.each([401, 403, 400, 429, 500])('fails with status %i', async (status) => {
    vi.stubGlobal('fetch', answer(status, { error: ['not with a-secret-key'] }));
    const error = await ask().catch((reason) => reason);
    expect(error).toMatchObject({ name: 'CartoError', status });
    expect(error.message).toMatch(/not with …/);
  });

  test('reports that CARTO can’t be reached or does not return JSON', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')));
    await expect(ask()).rejects.toThrow('Could not reach');
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response('<html>', { status: 502 })));
    await expect(ask()).rejects.toMatchObject({ status: 502 });
  });

  test('passes on the error of an aborted request', async () => {
    const aborted = new DOMException('aborted', 'AbortError');
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(aborted));
    await expect(ask({ signal: AbortSignal.abort() })).rejects.toBe(aborted);
  });
});
