import { defineConfig } from 'vitest/config';

/** What takes minutes: a fault at every file-system call, every seed of the merge properties, every mutated Dockerfile, real SIGKILLs. `npm run test:upgrade`. */
export default defineConfig({
  test: {
    include: [
      'test/io/transaction/transaction.test.ts',
      'test/engine/merge-properties.test.ts',
      'test/parse/fuzz.test.ts',
      'test/faults/**/*.test.ts',
    ],
    globalSetup: ['./test/own-temporary-folder.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    env: { FAULT_STEP: '1', MERGE_SEEDS: '10000', FUZZ_SHARE: '1' },
    testTimeout: 1_200_000,
    fileParallelism: false,
  },
});
