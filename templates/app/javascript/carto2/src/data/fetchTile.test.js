import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { executeTask } from './features/executeTask';
import { tile } from './features/testTiles';
import { fetchTile } from './fetchTile';

vi.mock('./features/executeTask', { spy: true });

const URL = 'https://carto.test/1/2/3.json?api_key=a-secret-key';
const TILE = tile().data;

const found = () => new Response(new Uint8Array([1, 2]));

const failed = (status) => new Response('', { status });
const answers = (...responses) => {
  for (const response of responses) {
    if (response instanceof Error) vi.mocked(fetch).mockRejectedValueOnce(response);
    else vi.mocked(fetch).mockResolvedValueOnce(response);
  }
};
const ask = (more) =>
  fetchTile(
    URL,
    { ...more },
    { username: 'alice', apiKey: 'a-secret-key', serverUrlTemplate: 'https://{user}.carto.test' },
  );

describe('a tile', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', vi.fn());
    vi.mocked(executeTask).mockReset();
    vi.mocked(executeTask).mockResolvedValue(TILE);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('is requested once', async () => {
    answers(found());
    expect(await ask()).toBe(TILE);
    expect(fetch).toHaveBeenCalledOnce();
    const [, task, { buffer }] = vi.mocked(executeTask).mock.lastCall;
    expect([task, [...new Uint8Array(buffer)]]).toEqual(['decodeTile', [1, 2]]);
  });

  test.each([
    ['refused', () => failed(502)],
    ['lost', () => new TypeError('Failed to fetch')],
  ])('that was %s is requested again', async (name, first) => {
    answers(first(), found());
    expect(await ask()).toBe(TILE);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('that is refused twice has the status of the second response', async () => {
    answers(failed(502), failed(401));
    const error = await ask().catch((reason) => reason);
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
    expect(vi.mocked(fetch).mock.lastCall[1].signal).toBe(controller.signal);
  });
});
