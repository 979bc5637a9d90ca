import { defineConfig } from 'vitest/config';

/** A real registry (Debian's docker-registry) and skopeo, on loopback. */
export default defineConfig({
  test: {
    include: ['test/registry/**/*.test.ts'],
    globalSetup: ['./test/own-temporary-folder.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
