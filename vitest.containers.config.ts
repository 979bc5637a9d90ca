import { defineConfig } from 'vitest/config';

// One file after the other: they share an engine, and some look at everything that it has.
export default defineConfig({
  test: {
    include: ['test/containers/**/*.test.ts'],
    globalSetup: ['test/handover/install-scanners.ts', 'test/containers/equipment/set-up.ts'],
    setupFiles: ['test/containers/equipment/use-equipment.ts'],
    fileParallelism: false,
    reporters: ['verbose', './test/plain-closing-line.ts'],
    testTimeout: 600_000,
    hookTimeout: 900_000,
    teardownTimeout: 60_000,
  },
});
