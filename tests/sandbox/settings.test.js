import { beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test('environment variables change the ports', async () => {
  vi.stubEnv('SANDBOX_APP_PORT', '4000');
  vi.stubEnv('SANDBOX_CARTO_PORT', '4001');
  const { APP_URL, CARTO_URL } = await import('./settings');
  expect([APP_URL, CARTO_URL]).toEqual(['http://localhost:4000', 'http://localhost:4001']);
});

test.each(['0', '65536', 'x', '3000.5', '-1'])('%s is not a port', async (port) => {
  vi.stubEnv('SANDBOX_APP_PORT', port);
  await expect(import('./settings')).rejects.toThrow('SANDBOX_APP_PORT must be a port');
});

test('the ports must differ', async () => {
  vi.stubEnv('SANDBOX_APP_PORT', '4000');
  vi.stubEnv('SANDBOX_CARTO_PORT', '4000');
  await expect(import('./settings')).rejects.toThrow('must differ');
});
