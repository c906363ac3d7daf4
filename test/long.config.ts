import { defineConfig } from 'vitest/config';

/** What takes longer than `npm test` may: whole processes, killed and photographed. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.long.ts'],
    testTimeout: 300_000,
    fileParallelism: false,
  },
});
