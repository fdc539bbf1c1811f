import { afterEach, expect, test, vi } from 'vitest';
import { basemapRequest, basemapStyle } from './basemaps';

afterEach(() => vi.unstubAllEnvs());

const TILE = 'https://tiles-a.basemaps.cartocdn.com/vectortiles/v1/3/2/3.mvt';

test('adds the key to requests to CARTO’s basemaps', () => {
  vi.stubEnv('VITE_CARTO_BASEMAP_KEY', 'a-key');
  expect(basemapRequest(TILE).url).toBe(`${TILE}?key=a-key`);
  expect(basemapRequest(basemapStyle('positron')).url).toMatch(/style\.json\?key=a-key$/);
});

test('sends the key to nobody else', () => {
  vi.stubEnv('VITE_CARTO_BASEMAP_KEY', 'a-key');
  for (const url of [
    'https://example.com/style.json',
    'https://cartocdn.com.example.com/style.json',
    'https://notcartocdn.com/style.json',
    'http://basemaps.cartocdn.com/style.json',
  ]) {
    expect(basemapRequest(url)).toEqual({ url });
  }
});

test('changes nothing without a key', () => {
  vi.stubEnv('VITE_CARTO_BASEMAP_KEY', '');
  expect(basemapRequest(TILE)).toEqual({ url: TILE });
});
