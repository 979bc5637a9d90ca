import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import dataFiles from '../../src/rules/no-data-files.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

/** What a sixth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13-slim\n';
const tool: Files = {
  'pyproject.toml': '[project]\nname = "tool"\nversion = "1"\n[project.scripts]\ntool = "tool.run:main"\n',
  'tool/__init__.py': '',
  'tool/run.py': 'def main():\n    open("/results/a.txt", "w")\n',
};
const setup = 'FROM docker.io/library/python:3.13-slim\nCOPY scripts/ /tmp/scripts/\n';
const scripts: Files = { 'scripts/setup.sh': 'set -e\necho x > /etc/locale.gen\n' };

const copying = (path: string): Files => ({ Dockerfile: `${py}COPY . /opt/app\n`, [path]: '' });

test.each([
  ['data_for_release.zip', 'fail'],
  ['patients.7z', 'fail'],
  ['data/all.tar.gz', 'fail'],
  ['supplement.zip', 'unknown'],
  ['everything.tar', 'unknown'],
  ['dplyr_1.1.4.tar.gz', 'pass'],
  ['numpy-2.1.0.zip', 'pass'],
  ['src.zip', 'pass'],
  ['v1.2.tar.gz', 'unknown'],
  ['notes.txt.gz', 'pass'],
] as const)('an archive that is copied, %s: %s', async (path, verdict) => {
  expect(check(await factsOf(copying(path)), [dataFiles]).results[0]?.verdict).toBe(verdict);
});

test.each([
  [
    'a console script by its path',
    outputs,
    'fail',
    {
      Dockerfile: `${py}COPY . /code\nWORKDIR /code\nRUN pip3 --no-cache-dir install .\nENTRYPOINT ["/usr/local/bin/tool"]\n`,
      ...tool,
    },
  ],
  [
    'a console script in a virtual environment by its path',
    outputs,
    'fail',
    {
      Dockerfile: `${py}COPY . /code\nRUN python -m venv /opt/v && /opt/v/bin/pip install /code\nENTRYPOINT ["/opt/v/bin/tool"]\n`,
      ...tool,
    },
  ],
  [
    'another program at such a path',
    outputs,
    'unknown',
    {
      Dockerfile: `${py}COPY . /code\nWORKDIR /code\nRUN pip install .\nENTRYPOINT ["/usr/local/bin/other"]\n`,
      ...tool,
    },
  ],
  [
    'a script that a RUN runs is started by nobody else',
    outputs,
    'unknown',
    { Dockerfile: `${setup}RUN bash /tmp/scripts/setup.sh\nCMD ["bash"]\n`, ...scripts },
  ],
  [
    'the same with another one beside it',
    outputs,
    'fail',
    {
      Dockerfile: `${setup}RUN bash /tmp/scripts/setup.sh\nCMD ["bash"]\n`,
      ...scripts,
      'scripts/work.sh': 'echo x > /results.txt\n',
    },
  ],
  [
    'a script that a later RUN takes away',
    outputs,
    'unknown',
    { Dockerfile: `${setup}RUN rm -rf /tmp/*\nCMD ["bash"]\n`, 'scripts/work.sh': 'echo x > /results.txt\n' },
  ],
  [
    'one of two that a RUN takes away',
    outputs,
    'fail',
    {
      Dockerfile: `${setup}RUN rm /tmp/scripts/setup.sh\nCMD ["bash"]\n`,
      ...scripts,
      'scripts/work.sh': 'echo x > /results.txt\n',
    },
  ],
] as const)('%s', async (_title, rule, verdict, files) => {
  expect(check(await factsOf(files), [rule]).results[0]?.verdict).toBe(verdict);
});
