import { defineConfig } from 'vitest/config';
import { nativeSource } from './test/native-source.ts';

const slow = 'test/{handover,corpus,tools,packed,models,libraries,containers,registry,faults,security}/**';
/** Yeoman changes the working directory, which a thread cannot; steps are counted of a whole process, where nothing else may run. */
const inForks = [
  'test/generators/tre-generator.test.ts',
  'test/growth-by-steps.test.ts',
  'test/parse/reports-by-steps.test.ts',
];
/** It loads a module anew, which Node's own loader does not do. */
const byVite = ['test/io/programs/load-syntax.test.ts'];
/** Only a test that hangs takes as long; a busy machine may take four times as long as a quiet one. */
const common = {
  globalSetup: ['./test/folder-in-memory.ts', './test/own-temporary-folder.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

/** A run loads our code as Node does; `vitest` alone watches the source, which Vite does. */
const plugins = process.argv.includes('run') ? [nativeSource()] : [];

export default defineConfig({
  test: {
    reporters: ['default', './test/plain-closing-line.ts'],
    // Vitest leaves one processor free, which of two is half of them.
    maxWorkers: '100%',
    projects: [
      {
        plugins,
        // Most of a test file's time was its process and its imports, the same in each.
        test: {
          ...common,
          name: 'threads',
          include: ['test/**/*.test.ts'],
          exclude: [slow, ...inForks, ...byVite],
          pool: 'threads',
          isolate: false,
        },
      },
      { test: { ...common, name: 'by Vite', include: byVite, pool: 'forks' } },
      { plugins, test: { ...common, name: 'forks', include: inForks, pool: 'forks' } },
    ],
  },
});
