import { defineConfig } from 'vitest/config';

/** The proofs of the atlas: real libraries, as an entry names them, where there is no network. */
export default defineConfig({
  test: {
    include: ['test/libraries/**/*.test.ts'],
    globalSetup: ['test/libraries/install-libraries.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 400_000,
  },
});
