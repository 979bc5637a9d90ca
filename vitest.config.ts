import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/{corpus,tools,packed,models,containers,registry,faults}/**'],
    globalSetup: ['./test/own-temporary-folder.ts'],
    reporters: ['default', './test/plain-closing-line.ts'],
    testTimeout: 30_000,
  },
});
