import { defineConfig } from 'vitest/config';

/** Repositories made by somebody else on the built program, and how its work grows with what they hold. `npm run test:security`. */
export default defineConfig({
  test: {
    include: ['test/security/**/*.test.ts', 'test/growth-by-steps.test.ts'],
    env: { STEPS_EVERY: '1', STEPS_BYTES: '1000' },
    globalSetup: ['./test/own-temporary-folder.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    testTimeout: 600_000,
    fileParallelism: false,
  },
});
