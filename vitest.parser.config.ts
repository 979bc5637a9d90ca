import { defineConfig } from 'vitest/config';

/** Dockerfiles that nobody here wrote, and BuildKit's own parser: `npm run test:parser`. */
export default defineConfig({
  test: {
    include: ['test/corpus/**/*.test.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
  },
});
