import { defineConfig } from 'vitest/config';

/** What a user gets: the packed tarball, installed and run by real yo and npx, on every Node that is supported. Needs the npm registry. */
export default defineConfig({
  test: {
    include: ['test/packed/**/*.test.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
