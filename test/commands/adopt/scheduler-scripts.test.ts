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

interface Program {
  readonly start: readonly string[];
  readonly ask: boolean;
  readonly candidates: readonly string[];
}

const program = async (): Promise<Program> =>
  (JSON.parse(await said({ survey: true, json: true })) as { proposal: { program: Program } }).proposal.program;

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

const run = study['run.py'];

test('so do files of Binder and of what packs a project, unless a program reads them or a Dockerfile may use them', async () => {
  const packing = {
    'runtime.txt': 'python-3.11\n',
    'setup.cfg': '[flake8]\n',
    'package.json': '{}\n',
    'heroku.yml': 'a: b\n',
  };
  write({ 'run.py': study['run.py'], ...packing, 'binder/postBuild': 'true\n', 'binder/start.txt': 'x\n' });
  expect(await goesIn({ set: ['base=python'] })).toEqual(['run.py']);
  write({ 'run.py': 'print(open("package.json").read(), open("binder/start.txt").read())\n' });
  expect(await goesIn({ set: ['base=python'] })).toEqual(['binder/start.txt', 'package.json', 'run.py']);
  write({ Dockerfile: 'FROM python:3.12\nCOPY . /app\nRUN pip install /app\nCMD ["python", "/app/run.py"]\n' });
  expect(await goesIn({})).toContain('setup.cfg');
});

test('what a synopsis says may be given is no argument', async () => {
  const readme = 'Use:\n\n    python run.py \\\n        [-h] [--dir <dir>] [-v [level]] --all <out>\n';
  write({ 'README.md': readme, 'run.py': run });
  expect((await program()).start).toEqual(['python', 'run.py', '--all']);
  const setup =
    'from setuptools import setup\nsetup(name="t", entry_points={"console_scripts": ["tool = t.cli:main"]})\n';
  write({ 'setup.py': setup, 't/__init__.py': '', 't/cli.py': 'def main():\n    print(1)\n', 'run.py': '' });
  write({ 'README.md': 'Use:\n\n    tool [-h] [--dir <dir>] <out>\n' });
  expect((await program()).start.join(' ')).toBe('python -c import sys; from t.cli import main; sys.exit(main())');
});

const submit = '#!/bin/bash\nfor i in 1 2; do sbatch --export=I=$i job.sh; done\n';

test('what a job runs is the program, not the job, and not what submits it', async () => {
  write({ 'submit.sh': submit, 'job.sh': study['jobs/slurm.sh'], 'run.py': run });
  expect(await program()).toEqual({ start: ['python', 'run.py'], ask: false, candidates: ['run.py'] });
  expect(await goesIn({})).toEqual(['run.py']);
});

test('so it is where a guide names the scheduler, and where the job stands in the command', async () => {
  write({ 'README.md': 'Start it:\n\n    sbatch job.sh\n', 'job.sh': study['jobs/slurm.sh'], 'run.py': run });
  expect((await program()).start).toEqual(['python', 'run.py']);
});

test('a command in quotes that is submitted', async () => {
  write({ 'submit.sh': '#!/bin/bash\nsbatch --time=1:00 --wrap "python run.py"\n', 'run.py': run });
  expect((await program()).start).toEqual(['python', 'run.py']);
});

test('a job that runs no program of the repository is asked for, and what submits it is not offered', async () => {
  write({ 'submit.sh': submit, 'job.sh': '#!/bin/bash\n#SBATCH --time=1:00\nsamtools index a.bam\n' });
  const { ask, candidates } = await program();
  expect(ask).toBe(true);
  expect(candidates).toEqual(['job.sh']);
});

test('two programs of jobs are asked for', async () => {
  write({
    'job.sh': study['jobs/slurm.sh'],
    'run.py': run,
    'fit.py': run,
    'fit.sh': '#!/bin/bash\n#PBS -l x\npython fit.py\n',
  });
  const { ask, candidates } = await program();
  expect(ask).toBe(true);
  expect(candidates.slice(0, 2)).toEqual(['run.py', 'fit.py']);
});
