import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Flags } from '../../../src/model/command.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-jobs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function said(flags: Flags): Promise<string> {
  const environment = catchEnvironment();
  await adopt({ targets: [folder], flags }, environment);
  return environment.printed.out;
}

const goesIn = async (flags: Flags): Promise<readonly string[]> =>
  (JSON.parse(await said({ ...flags, survey: true, json: true })) as { proposal: { goesIn: string[] } }).proposal
    .goesIn;

const study = {
  'README.md': 'Start it:\n\n    python run.py\n',
  'run.py': 'print(open("/safe_data/a.csv").read())\n',
  'jobs/slurm.sh': '#!/bin/bash\n#SBATCH --time=01:00:00\nmodule load python\npython run.py\n',
  'jobs/pbs.sh': '#!/bin/sh\n#PBS -l select=1\npython run.py\n',
  'jobs/eddie.sh': '#!/bin/sh\n# Grid Engine\n#$ -cwd\n#$ -l h_rt=01:00:00\npython run.py\n',
  'jobs/lsf.sh': '#!/bin/sh\n#BSUB -J name\npython run.py\n',
  'submit.sh': '#!/bin/bash\nfor i in 1 2; do sbatch jobs/slurm.sh $i; done\n',
};

test('scripts for the scheduler of a cluster stay out, with the reason', async () => {
  write(study);
  expect(await goesIn({ set: ['program=run.py'] })).toEqual(['run.py']);
  expect(await said({ survey: true })).toMatch(
    /a script for SLURM, which the TRE does not have.* {3}jobs\/slurm\.sh:2/,
  );
  await said({ defaults: true, set: ['program=run.py'] });
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toContain(
    'jobs/eddie.sh (Grid Engine), jobs/lsf.sh (LSF), jobs/pbs.sh (PBS), jobs/slurm.sh (SLURM), submit.sh (SLURM)',
  );
});

test('one that is started, or that a program uses, goes in', async () => {
  write({ ...study, 'all.sh': '#!/bin/sh\nbash jobs/pbs.sh\n' });
  expect(await goesIn({})).toContain('jobs/pbs.sh');
  await said({ defaults: true, set: ['program=jobs/lsf.sh'] });
  expect(readFileSync(join(folder, 'tre/Dockerfile'), 'utf8')).toContain('jobs/lsf.sh');
});

test('what services read and a paper is set with stay out, unless a program reads it', async () => {
  const paper = { 'paper/main.tex': 'x\n', 'paper/refs.bib': 'x\n', 'azure-pipelines.yml': 'x: y\n' };
  write({ 'run.py': study['run.py'], ...paper, 'codemeta.json': '{}\n', 'appveyor.yml': 'a: b\n' });
  expect(await goesIn({})).toEqual(['run.py']);
  write({ 'run.py': 'print(open("codemeta.json").read(), open("paper/refs.bib").read())\n' });
  expect(await goesIn({})).toEqual(['codemeta.json', 'paper/refs.bib', 'run.py']);
  write({ 'report.Rmd': '---\nbibliography: paper/refs.bib\n---\n' });
  expect(await goesIn({})).toContain('paper/');
});
