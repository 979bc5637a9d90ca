import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The first looks at everything that the engine has, so nothing else may use it meanwhile; beside it run those that have an engine of their own, a user's podman. */
const alone = ['life-cycle', 'real-user', 'real-user-sessions'].map((name) => `test/containers/${name}.test.ts`);
const common = {
  setupFiles: ['test/containers/equipment/use-equipment.ts'],
  pool: 'forks' as const,
  testTimeout: 600_000,
  hookTimeout: 900_000,
};

/** Those that take longest, first, so that neither lane has a long one left at the end. */
const longest = [
  'findings',
  'bases',
  'must-fail',
  'pipeline',
  'traces',
  'watched',
  'life-cycle',
  'real-user',
  'real-user-sessions',
];

function placeOf({ moduleId }: TestSpecification): number {
  const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return at === -1 ? longest.length : at;
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

// Four files at a time, then three, for two cores: each waits for engines, servers and limits of time for a good part of its own.
export default defineConfig({
  test: {
    globalSetup: ['test/handover/install-scanners.ts', 'test/containers/equipment/set-up.ts'],
    reporters: ['verbose', './test/plain-closing-line.ts'],
    teardownTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'side by side',
          include: ['test/containers/**/*.test.ts'],
          exclude: alone,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...common, name: 'engine to itself', include: alone, maxWorkers: 3, sequence: { groupOrder: 2 } } },
    ],
  },
});
