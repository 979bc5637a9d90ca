import { defineConfig } from 'vitest/config';

/** Real linters and parsers on every golden tree: `npm run test:tools`. */
export default defineConfig({
  test: {
    include: ['test/tools/**/*.test.ts'],
    globalSetup: ['./test/tools/install-tools.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    testTimeout: 120_000,
    maxWorkers: 2,
  },
});
