import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';

// Each test loads the whole application again.
vi.setConfig({ testTimeout: 30_000 });

const loadMap = vi.fn();

/** Loads and opens the application. */
async function open() {
  vi.resetModules();
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

  test('opens with its header and map', async () => {
    await open();
    expect(screen.getByRole('banner')).toBeVisible();
    expect(await screen.findByText('The map')).toBeVisible();
  });
});
