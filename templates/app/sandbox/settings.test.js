// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test('an environment variable moves the application or the local CARTO', async () => {
  vi.stubEnv('SANDBOX_APP_PORT', '4000');
  vi.stubEnv('SANDBOX_CARTO_PORT', '4001');
  const { APP_URL, CARTO_URL } = await import('./settings');
  expect([APP_URL, CARTO_URL]).toEqual(['http://localhost:4000', 'http://localhost:4001']);
});

test.each(['0', '65536', 'x', '3000.5', '-1'])('%s is no port', async (port) => {
  vi.stubEnv('SANDBOX_APP_PORT', port);
  await expect(import('./settings')).rejects.toThrow('SANDBOX_APP_PORT must be a port');
});

test('one port can’t be both', async () => {
  vi.stubEnv('SANDBOX_APP_PORT', '4000');
  vi.stubEnv('SANDBOX_CARTO_PORT', '4000');
  await expect(import('./settings')).rejects.toThrow('must differ');
});
