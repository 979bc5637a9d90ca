import { defineConfig } from 'vitest/config';

/** Assessments of real reports of Trivy, and the bundle in a real browser and under real shells: `npm run test:handover`. */
export default defineConfig({
  test: {
    include: ['test/handover/**/*.test.ts'],
    globalSetup: ['./test/own-temporary-folder.ts', './test/handover/install-scanners.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    testTimeout: 120_000,
    maxWorkers: 2,
  },
});
