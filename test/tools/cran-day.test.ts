import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { goldenFolder } from '../helpers/golden.ts';
import { runTool } from './run-tool.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'day-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The lines that choose the repositories, with a base image whose CRAN is this one. */
function choose(cran: string, day: string): string {
  const text = readFileSync(join(goldenFolder, 'r-full', 'install_packages.R'), 'utf8');
  const [, lines = ''] = /^(day <- ""\n[^]*?)^message/m.exec(text) ?? [];
  const [, mirror = ''] = /^(mirror <- [^]*?)^options/m.exec(text) ?? [];
  const code = `options(repos = c(CRAN = "${cran}"))\n${lines}${mirror}cat(repository, mirror, sep = "\\n")\n`;
  const { out, err } = runTool(folder, 'Rscript', ['--vanilla', '-e', code.replace('day <- ""', `day <- "${day}"`)]);
  return out === '' ? err : out;
}

const cran = 'https://p3m.dev/cran/__linux__/noble';

test("R installs from CRAN and Bioconductor of the image's day, of the day that is written, and stops where there are no days", () => {
  expect(choose(`${cran}/2026-04-23`, '')).toContain(`${cran}/2026-04-23\n`);
  expect(choose(`${cran}/latest`, '')).toMatch(/\/noble\/\d{4}-\d{2}-\d{2}\n/);
  for (const day of ['2026-04-23', 'latest'])
    expect(choose(`${cran}/${day}`, '2026-10-01')).toMatch(
      /\/noble\/2026-10-01\nhttps:\/\/[^\s]+\/bioconductor\/2026-10-01/,
    );
  expect(choose('https://cloud.r-project.org', '2026-10-01')).toContain('is CRAN of no day');
});
