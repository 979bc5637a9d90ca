import { defineConfig } from 'vitest/config';

/** The proof suite of offline models: real libraries, a real model, and networks that refuse or swallow packets. */
export default defineConfig({
  test: {
    include: ['test/models/**/*.test.ts'],
    globalSetup: ['test/models/install-libraries.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 400_000,
  },
});
