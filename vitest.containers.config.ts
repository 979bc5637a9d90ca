import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { nativeSource } from './test/native-source.ts';

/** Those that take longest, first, so that no lane has a long one left at the end. */
const longest = [
  'findings',
  'bases',
  'must-fail',
  'real-user-sessions',
  'real-user',
  'pipeline',
  'life-cycle',
  'documents',
  'traces',
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

// Five files at a time for two cores: each waits for engines, servers and limits of time for a good part of its own.
export default defineConfig({
  // Each file is a process that reads our source anew.
  plugins: [nativeSource()],
  test: {
    include: ['test/containers/**/*.test.ts'],
    globalSetup: ['test/handover/install-scanners.ts', 'test/containers/equipment/set-up.ts'],
    setupFiles: ['test/containers/equipment/use-equipment.ts'],
    reporters: ['verbose', './test/plain-closing-line.ts'],
    pool: 'forks',
    maxWorkers: 5,
    testTimeout: 600_000,
    hookTimeout: 900_000,
    teardownTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
  },
});
