import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';

// Each test loads the whole application again.
vi.setConfig({ testTimeout: 30_000 });

const loadMap = vi.fn();

/** Loads and opens the application, with or without the forced login. */
async function open({ forceOAuthLogin }) {
  vi.resetModules();
  vi.doMock('components/common/Map', () => loadMap());
  vi.doMock('store/appSlice', async (original) => {
    const slice = await original();
    const initialState = { ...slice.initialState, forceOAuthLogin };
    return {
      ...slice,
      default: (state = initialState, action) => slice.default(state, action),
    };
  });
  const { default: App } = await import('./App');
  render(<App />);
}

describe('the application', () => {
  beforeEach(() => {
    sessionStorage.clear();
    loadMap.mockReset();
    loadMap.mockReturnValue({ default: () => <p>The map</p> });
    vi.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => {}));
  });

  test('shows only the login while it is forced and nobody is logged in', async () => {
    await open({ forceOAuthLogin: true });
    expect(screen.getByRole('button')).toHaveTextContent('Login with CARTO');
    expect(screen.queryByRole('banner')).toBeNull();
    await new Promise((resolve) => setTimeout(resolve));
    expect(loadMap).not.toHaveBeenCalled();
    expect(fetch).not.toHaveBeenCalled();
  });

  test('opens with its header and map if the login is not forced', async () => {
    await open({ forceOAuthLogin: false });
    expect(await screen.findByRole('banner')).toBeVisible();
    expect(await screen.findByText('The map')).toBeVisible();
  });
});
