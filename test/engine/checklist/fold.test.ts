import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRow } from '../../../src/engine/checklist/checklist-row.ts';

const golden = join(import.meta.dirname, '../../golden');
const variants = readdirSync(golden, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe.each(variants)('the fresh checklist of %s', (variant) => {
  const lines = readFileSync(join(golden, variant, 'CHECKLIST.md'), 'utf8').split('\n');
  const fold = lines.indexOf('<details>');

  test('has 60 lines at most above the fold, and only what is open', () => {
    expect(fold).toBeGreaterThan(0);
    expect(fold).toBeLessThanOrEqual(60);
    const above = lines.slice(0, fold).flatMap((line) => readRow(line) ?? []);
    expect(above.length).toBeGreaterThan(20);
    expect(above.map(({ box }) => box)).toEqual(above.map(() => ' '));
  });

  test('shows addresses of ours as they are', () => {
    expect(lines.filter((line) => line.includes('&#58;//'))).toEqual([]);
  });
});
