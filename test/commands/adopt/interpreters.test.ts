import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-interpreters-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function run(flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await adopt({ targets: [folder], flags: { defaults: true, ...flags } }, environment);
  return environment.printed.out + environment.printed.err;
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** The lines that run programs. */
const started = (): string =>
  /^sh -e -c '([^]*?)' \|\| status/m.exec(read('tre/start.sh'))?.[1] ?? read('tre/start.sh');

const fitting = 'd <- read.csv("data/a.csv")\nwrite.csv(d, "results/b.csv")\n';
const python = 'import csv\nprint(list(csv.reader(open("data/a.csv"))))\n';

describe('programs that are named by their path alone', () => {
  it('are run by what their language is run by', async () => {
    write({ 'steps/01-clean.R': fitting, 'steps/02-fit.R': fitting });
    await run({ set: ['program=steps/01-clean.R && ./steps/02-fit.R --n 3'] });
    expect(started()).toBe('Rscript steps/01-clean.R\nRscript ./steps/02-fit.R --n 3');
  });

  it.each([
    ['steps/a.py', python, 'python steps/a.py'],
    ['steps/a.jl', 'using CSV\nprintln(read("data/a.csv"))\n', 'julia steps/a.jl'],
    ['steps/a.Rmd', '---\ntitle: X\n---\n\n```{r}\nread.csv("data/a.csv")\n```\n', 'Rscript -e'],
    ['steps/a.sh', 'echo "$(wc -l data/a.csv)"\n', 'bash steps/a.sh'],
  ])('whatever they are written in: %s', async (path, text, expected) => {
    write({ [path]: text, 'b.py': python, 'c.jl': 'println(1)\n' });
    await run({
      base: path.endsWith('.jl') ? 'julia' : path.endsWith('.Rmd') ? 'r' : 'python',
      set: [`program=N=1 ${path} > /scratch/log && echo done`],
    });
    expect(started()).toContain(`N=1 ${expected}`);
  });

  it('also where one is started with arguments, and behind a change of folder', async () => {
    write({ 'steps/a.R': fitting, 'steps/b.R': fitting });
    await run({ set: ['program=steps/a.R --seed 1'] });
    expect(read('tre/start.sh')).toContain(`Rscript steps/a.R '--seed' 1 "$@"`);
    await run({ set: ['program=cd steps && ./a.R; b.R'] });
    expect(started()).toBe('cd steps\nRscript ./a.R; Rscript b.R');
  });

  it('run by themselves where their first line says what runs them and they may be executed', async () => {
    write({
      'a.sh': '#!/bin/bash\nwc -l data/a.csv\n',
      'b.py': `#!/usr/bin/env -S python3 -u\n${python}`,
      'c.py': python,
    });
    chmodSync(join(folder, 'a.sh'), 0o755);
    await run({ set: ['program=./a.sh && ./b.py && python c.py && make all'] });
    expect(started()).toBe('./a.sh\npython3 ./b.py\npython c.py\nmake all');
  });

  it('found where they lie when they are named without a folder, since a shell looks for such a name among the commands of the system', async () => {
    write({ 'train.sh': '#!/bin/bash\nwc -l data/a.csv\n', 'steps/infer.sh': '#!/bin/sh\nwc -l data/a.csv\n' });
    for (const name of ['train.sh', 'steps/infer.sh']) chmodSync(join(folder, name), 0o755);
    await run({ base: 'python', set: ['program=train.sh && cd steps && infer.sh --n 3'] });
    expect(started()).toBe('./train.sh\ncd steps\n./infer.sh --n 3');
  });

  it('as a shell script of the repository, which nobody may execute', async () => {
    write({ 'run.sh': 'python fit.py\n', 'fit.py': python, 'README.md': 'Run `./run.sh`.\n' });
    await run({ set: ['program=run.sh'] });
    expect(read('tre/start.sh')).toContain('bash run.sh "$@"');
  });
});

it('says how several are named, where it stops for want of one', async () => {
  write({ 'steps/01-clean.R': fitting, 'steps/02-fit.R': fitting });
  expect(await run({})).toContain(
    "several, one after the other: --set program='Rscript steps/01-clean.R && Rscript steps/02-fit.R'",
  );
});
