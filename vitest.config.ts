import { defineConfig } from 'vitest/config';

const slow = 'test/{handover,corpus,tools,packed,models,libraries,containers,registry,faults,security}/**';
/** Yeoman changes the working directory, which a thread cannot; steps are counted of a whole process, where nothing else may run. */
const inForks = ['test/generators/tre-generator.test.ts', 'test/growth-by-steps.test.ts'];
/** Only a test that hangs takes as long; a busy machine may take four times as long as a quiet one. */
const common = { globalSetup: ['./test/own-temporary-folder.ts'], testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    reporters: ['default', './test/plain-closing-line.ts'],
    // Vitest leaves one processor free, which of two is half of them.
    maxWorkers: '100%',
    projects: [
      {
        // Most of a test file's time was its process and its imports, the same in each.
        test: {
          ...common,
          name: 'threads',
          include: ['test/**/*.test.ts'],
          exclude: [slow, ...inForks],
          pool: 'threads',
          isolate: false,
        },
      },
      { test: { ...common, name: 'forks', include: inForks, pool: 'forks' } },
    ],
  },
});
