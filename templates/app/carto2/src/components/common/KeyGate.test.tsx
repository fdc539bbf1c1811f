import { render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

async function open(key: string) {
  vi.resetModules();
  vi.stubEnv('VITE_CARTO_API_KEY', key);
  const { default: KeyGate } = await import('./KeyGate');
  render(<KeyGate>The application</KeyGate>);
}

afterEach(() => vi.unstubAllEnvs());

test('shows the application when there is a key', async () => {
  await open('a-key');
  expect(screen.getByText('The application')).toBeVisible();
});

test('says where to put the key when there is none', async () => {
  await open('');
  expect(screen.queryByText('The application')).toBeNull();
  expect(screen.getByRole('alert')).toHaveTextContent(
    /VITE_CARTO_API_KEY=.*\.env\.local|\.env\.local.*VITE_CARTO_API_KEY=/,
  );
});
