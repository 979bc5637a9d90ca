import { defineConfig } from 'vitest/config';

/** They look at everything that the engine has, so nothing else may use it meanwhile. */
const alone = ['test/containers/life-cycle.test.ts', 'test/containers/left-behind.test.ts'];
const common = {
  setupFiles: ['test/containers/equipment/use-equipment.ts'],
  pool: 'forks' as const,
  testTimeout: 600_000,
  hookTimeout: 900_000,
};

// Two files at a time share one engine: most of a test is waiting for it. Those that must be alone come after all others.
export default defineConfig({
  test: {
    globalSetup: ['test/handover/install-scanners.ts', 'test/containers/equipment/set-up.ts'],
    reporters: ['verbose', './test/plain-closing-line.ts'],
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          ...common,
          name: 'side by side',
          include: ['test/containers/**/*.test.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...common, name: 'alone', include: alone, fileParallelism: false, sequence: { groupOrder: 2 } } },
    ],
  },
});
