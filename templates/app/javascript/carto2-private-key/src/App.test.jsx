import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

// Each test loads the whole application again.
vi.setConfig({ testTimeout: 30_000 });

const loadMap = vi.fn();

/** Loads and opens the application with this key. */
async function open({ key }) {
  vi.resetModules();
  vi.stubEnv('VITE_CARTO_API_KEY', key);
  vi.doMock('components/common/Map', () => loadMap());
  const { default: App } = await import('./App');
  render(<App />);
}

describe('the application', () => {
  beforeEach(() => {
    loadMap.mockReset();
    loadMap.mockReturnValue({ default: () => <p>The map</p> });
    vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => {}));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('without its key, only says that the key is missing', async () => {
    await open({ key: '' });
    expect(screen.getByRole('alert')).toHaveTextContent('The API key is missing');
    expect(screen.queryByRole('banner')).toBeNull();
    await new Promise((resolve) => setTimeout(resolve));
    expect(loadMap).not.toHaveBeenCalled();
    expect(fetch).not.toHaveBeenCalled();
  });

  test('opens with its header and map if it has its key', async () => {
    await open({ key: 'a-key' });
    expect(screen.getByRole('banner')).toBeVisible();
    expect(await screen.findByText('The map')).toBeVisible();
  });
});
