import { afterEach, expect, test, vi } from 'vitest';
import { withHint } from './withHint';

afterEach(() => vi.unstubAllEnvs());

test('users do not see what the developer can do', () => {
  expect(withHint('It failed.', 'See src/data.')).toBe('It failed. See src/data.');
  vi.stubEnv('DEV', false);
  expect(withHint('It failed.', 'See src/data.')).toBe('It failed.');
});
