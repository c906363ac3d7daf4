import { defineConfig } from 'vitest/config';

/** What takes longer than `npm test` may: whole processes, killed and photographed. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Properties are tried many times as often as in `npm test`.
    include: ['test/**/*.long.ts', 'test/**/*.oracle.test.ts', 'test/rules/lint/logic.test.ts'],
    env: { PROPERTY_RUNS: '10' },
    testTimeout: 300_000,
    fileParallelism: false,
  },
});
