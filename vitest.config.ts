import { defineConfig } from 'vitest/config';

// Without isolation the libraries are loaded once a worker, not once a file, which halves the time of the whole.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], isolate: false, testTimeout: 20_000 } });
