import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterAll, afterEach, vi } from 'vitest';

// Test files share packages, but each file loads the application's modules anew.
vi.resetModules();
// A view that is still loading would bring its modules into the next file.
afterAll(() => vi.dynamicImportSettled());

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
