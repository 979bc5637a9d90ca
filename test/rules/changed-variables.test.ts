import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import directories from '../../src/rules/tre-directories-declared.ts';
import hfHome from '../../src/rules/hf-home-under-safe-data.ts';
import offline from '../../src/rules/offline-variables-set.ts';
import temp from '../../src/rules/temp-on-scratch.ts';
import { factsOf } from '../helpers/project.ts';

/** Variables that the image sets as it should be, and that what is started has otherwise, or may have. */
type Files = Readonly<Record<string, string>>;
const V = 'ENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch HF_HOME=/safe_data/hf HF_HUB_OFFLINE=1\n';
const r = (lines: string): string =>
  `FROM docker.io/rocker/r-ver:4.5.3\n${V}${lines}COPY main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n`;
const jl = `FROM docker.io/library/julia:1.11.5\n${V}COPY main.jl /app/\nENTRYPOINT ["julia", "/app/main.jl"]\n`;
const py = (start: string, lines = ''): string =>
  `FROM docker.io/library/python:3.13\n${V}${lines}COPY main.py run.sh /app/\nENTRYPOINT ${start}\n`;

async function answers(files: Files, rules: readonly Rule[]): Promise<readonly string[]> {
  return check(await factsOf(files), rules).results.map((each) =>
    each.verdict === 'pass' ? `pass ${each.proof ?? ''}` : each.verdict,
  );
}

const main = 'reticulate::import("transformers")\n';
const inPython = 'import transformers\n';
const script = (text: string): Files => ({
  Dockerfile: py('["bash", "/app/run.sh"]'),
  'main.py': inPython,
  'run.sh': `#!/bin/bash\n${text}\nexec python3 /app/main.py\n`,
});

test.each<readonly [string, Files, string]>([
  ['R that sets nothing', { Dockerfile: r(''), 'main.R': main }, 'pass file'],
  [
    'R that reads a file of settings',
    { Dockerfile: r(''), 'main.R': `readRenviron("/app/x.env")\n${main}` },
    'pass none-found',
  ],
  [
    'withr',
    { Dockerfile: r(''), 'main.R': `withr::local_envvar(TMPDIR="/tmp", HF_HOME="/root", HF_HUB_OFFLINE="0")\n${main}` },
    'fail',
  ],
  [
    'withr with the same values',
    {
      Dockerfile: r(''),
      'main.R': `withr::local_envvar(\n  TMPDIR = "/scratch", HF_HOME = "/safe_data/x",\n  HF_HUB_OFFLINE = "1")\n${main}`,
    },
    'pass file',
  ],
  [
    'withr with another variable',
    { Dockerfile: r(''), 'main.R': `withr::local_envvar(LANG="C")\n${main}` },
    'pass file',
  ],
  [
    'a command of R with variables of its own',
    {
      Dockerfile: r(''),
      'main.R': `system("TMPDIR=/tmp HF_HUB_OFFLINE=0 HF_HOME=/root python3 -c 'import transformers'")\n`,
    },
    'fail',
  ],
  [
    'Renviron.site that a line writes',
    {
      Dockerfile: r(
        'RUN printf "TMPDIR=/tmp\\nHF_HOME=/root\\nHF_HUB_OFFLINE=0\\n" > /usr/local/lib/R/etc/Renviron.site\n',
      ),
      'main.R': main,
    },
    'pass none-found',
  ],
  [
    'Renviron.site with other things',
    { Dockerfile: r('RUN echo "TZ=UTC" >> /usr/local/lib/R/etc/Renviron.site\n'), 'main.R': main },
    'pass file',
  ],
  [
    '.Renviron that is copied',
    {
      Dockerfile: r('COPY my.env /app/.Renviron\n'),
      'main.R': main,
      'my.env': 'TMPDIR=/tmp\nHF_HOME=/root\nHF_HUB_OFFLINE=0\n',
    },
    'pass none-found',
  ],
  [
    '.Renviron with other things',
    { Dockerfile: r('COPY my.env /app/.Renviron\n'), 'main.R': main, 'my.env': 'TZ=UTC\n' },
    'pass file',
  ],
  [
    'withenv of Julia',
    {
      Dockerfile: jl,
      'main.jl':
        'withenv("TMPDIR"=>"/tmp", "HF_HOME"=>"/root", "HF_HUB_OFFLINE"=>"0") do\n  using PyCall\n  pyimport("transformers")\nend\n',
    },
    'fail',
  ],
  [
    'merge! of Julia',
    {
      Dockerfile: jl,
      'main.jl':
        'merge!(ENV, Dict("TMPDIR"=>"/tmp", "HF_HOME"=>"/root", "HF_HUB_OFFLINE"=>"0"))\nusing PyCall\npyimport("transformers")\n',
    },
    'fail',
  ],
  [
    'a program of Julia that sets nothing',
    { Dockerfile: jl, 'main.jl': 'using PyCall\npyimport("transformers")\n' },
    'pass file',
  ],
  [
    'a login shell that reads what a line wrote',
    {
      Dockerfile: py(
        '["bash", "-lc", "python3 /app/main.py"]',
        'RUN echo export TMPDIR=/tmp HF_HOME=/root HF_HUB_OFFLINE=0 > /etc/profile.d/x.sh\n',
      ),
      'main.py': inPython,
      'run.sh': '',
    },
    'pass none-found',
  ],
  [
    'a login shell',
    { Dockerfile: py('["bash", "-lc", "python3 /app/main.py"]'), 'main.py': inPython, 'run.sh': '' },
    'pass file',
  ],
  [
    'sudo',
    {
      Dockerfile: py('["sudo", "python3", "/app/main.py"]', 'RUN apt-get install -y sudo\n'),
      'main.py': inPython,
      'run.sh': '',
    },
    'pass none-found',
  ],
  [
    'sudo that keeps all',
    {
      Dockerfile: py('["sudo", "-E", "python3", "/app/main.py"]', 'RUN apt-get install -y sudo\n'),
      'main.py': inPython,
      'run.sh': '',
    },
    'pass file',
  ],
  [
    'a login by su',
    { Dockerfile: py('["su", "-", "tre", "-c", "python3 /app/main.py"]'), 'main.py': inPython, 'run.sh': '' },
    'pass none-found',
  ],
  ['a script that sets nothing', script('set -e'), 'pass file'],
  [
    'a script with values that only a start has',
    script('export TMPDIR=$HOME/t HF_HOME=$HOME/.cache HF_HUB_OFFLINE=$ONLINE'),
    'pass none-found',
  ],
  [
    'a script that keeps what is there',
    script('export TMPDIR=${TMPDIR:-/tmp} HF_HOME="${HF_HOME:-$HOME/.cache}" HF_HUB_OFFLINE=${HF_HUB_OFFLINE:-1}'),
    'pass file',
  ],
])('%s', async (_, files, expected) => {
  const found = await answers(files, [temp, hfHome, offline]);
  expect(found).toEqual([expected, expected, expected]);
});

test.each([
  ['bash', '["/bin/bash", "-o", "pipefail", "-c"]', 'pass file'],
  ['bash that only reads', '["bash", "-nc"]', 'fail'],
])('a folder is made by a SHELL: %s', async (_, shell, expected) => {
  const Dockerfile = `FROM docker.io/library/python:3.13\nSHELL ${shell}\nRUN mkdir /safe_data /safe_outputs /scratch\n`;
  expect(await answers({ Dockerfile }, [directories])).toEqual([expected]);
});
