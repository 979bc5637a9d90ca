import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'again-'));
  write('data/a.csv', 'a\n1\n');
  write('01.R', 'library(dplyr)\nd <- read.csv("data/a.csv")\nsaveRDS(d, "output/a.rds")\n');
  write('02.R', 'd <- readRDS("output/a.rds")\nwrite.csv(d, "output/b.csv")\n');
  write('03.R', 'library(gt)\nd <- readRDS("output/a.rds")\nwrite.csv(d, "output/c.csv")\n');
  tell('01.R', '02.R');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function tell(...programs: readonly string[]): void {
  write('README.md', `# Study\n\n\`\`\`\n${programs.map((each) => `Rscript ${each}\n`).join('')}\`\`\`\n`);
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function atTerminal(set: readonly string[] = []): Promise<{ readonly shown: string; readonly asked: string }> {
  const { asker, seen } = scriptedAsker({});
  const environment = catchEnvironment({ asker });
  expect(await adopt({ targets: [folder], flags: { set } }, environment)).toBe(0);
  return {
    shown: environment.printed.out + environment.printed.err,
    asked: seen.map(({ message }) => message).join('\n'),
  };
}

test('adopt again shows the start that it writes, and how to take the one that the files call for now', async () => {
  await atTerminal(['program=Rscript 01.R && Rscript 02.R', 'project=nsh-1', 'registry=ghcr.io/lab']);
  tell('01.R', '02.R', '03.R');
  const { shown } = await atTerminal();
  expect(shown).toMatch(/starts +sh -c 'Rscript 01\.R && Rscript 02\.R' +decided when tre\/ was written/);
  const [, program = ''] = /which --set program='([^']+)'\s+takes/.exec(shown) ?? [];
  expect(program).toBe('Rscript 01.R && Rscript 02.R && Rscript 03.R');
  expect(read('tre/start.sh')).not.toContain('03.R');
  await atTerminal([`program=${program}`]);
  expect(read('tre/start.sh')).toContain('Rscript 03.R');
  expect((await atTerminal()).shown).not.toContain('--set program=');
});

test('what is up to date is not asked about, and names that are given are not asked for', async () => {
  expect((await atTerminal(['project=nsh-1', 'registry=ghcr.io/lab'])).shown).not.toContain('beside the names of');
  const again = await atTerminal();
  expect(again.shown).not.toContain('beside the names of');
  expect(again.asked).not.toContain('Write ');
  const environment = catchEnvironment();
  await adopt({ targets: [folder], flags: { survey: true } }, environment);
  expect(environment.printed.out).toContain('Yours to settle later');
  expect(environment.printed.out).not.toContain('beside the names of');
});
