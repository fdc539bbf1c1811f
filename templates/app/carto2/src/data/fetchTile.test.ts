import type { Layer } from '@deck.gl/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchTile } from './fetchTile';

const URL = 'https://carto.test/1/2/3.json?api_key=a-secret-key';
const JSON_LOADER = {
  id: 'json',
  name: 'JSON',
  version: '1',
  module: 'json',
  options: {},
  extensions: ['json'],
  mimeTypes: ['application/json'],
  parseTextSync: JSON.parse,
};
// deck.gl's fetch only asks its layer for resources.
const layer = { context: { resourceManager: { contains: () => false } } } as unknown as Layer;

const found = () => Response.json({ points: 1 });
const failed = (status: number) => new Response('', { status });
const answers = (...responses: (Response | Error)[]) => {
  for (const response of responses) {
    if (response instanceof Error) vi.mocked(fetch).mockRejectedValueOnce(response);
    else vi.mocked(fetch).mockResolvedValueOnce(response);
  }
};
const ask = (more?: { signal: AbortSignal }) =>
  fetchTile(
    URL,
    { layer, propName: 'data', loaders: [JSON_LOADER], loadOptions: { worker: false }, ...more },
    { username: 'alice', apiKey: 'a-secret-key', serverUrlTemplate: 'https://{user}.carto.test' },
  );

describe('a tile', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', vi.fn());
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('is requested once', async () => {
    answers(found());
    expect(await ask()).toEqual({ points: 1 });
    expect(fetch).toHaveBeenCalledOnce();
  });

  test.each([
    ['refused', () => failed(502)],
    ['lost', () => new TypeError('Failed to fetch')],
  ])('that was %s is requested again', async (name, first) => {
    answers(first(), found());
    expect(await ask()).toEqual({ points: 1 });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('that is refused twice has the status of the second response', async () => {
    answers(failed(502), failed(401));
    const error = (await ask().catch((reason) => reason)) as Error;
    expect(error).toMatchObject({ name: 'CartoError', status: 401 });
    expect(error.message).not.toContain('a-secret-key');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('that can’t be reached reports so', async () => {
    answers(new TypeError('Failed to fetch'), new TypeError('Failed to fetch'));
    await expect(ask()).rejects.toThrow('Could not reach');
  });

  test('that is no longer needed is not requested again', async () => {
    const controller = new AbortController();
    vi.mocked(fetch).mockImplementation(async () => {
      controller.abort();
      throw controller.signal.reason;
    });
    await expect(ask({ signal: controller.signal })).rejects.toBe(controller.signal.reason);
    expect(fetch).toHaveBeenCalledOnce();
    expect(vi.mocked(fetch).mock.lastCall![1]!.signal).toBe(controller.signal);
  });
});
