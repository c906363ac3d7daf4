import { defineConfig } from 'vitest/config';

// Without isolation the libraries are loaded once a worker, not once a file, which halves the time of the whole. By itself
// vitest leaves a core to others.
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], isolate: false, maxWorkers: 2, testTimeout: 20_000 },
});
