import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { dir: 'sandbox', testTimeout: 20_000 } });
