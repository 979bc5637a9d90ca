import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import complete from '../../src/rules/image-complete.ts';
import download from '../../src/rules/no-runtime-download.ts';
import interaction from '../../src/rules/starts-without-interaction.ts';
import sends from '../../src/rules/sends-nothing.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a fourteenth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

async function judgeBy(rule: CheckedRule, files: Files): Promise<string> {
  const [first] = check(await factsOf(files), [rule]).results;
  return `${first?.verdict ?? ''} ${first?.reason ?? first?.message ?? ''}`;
}

const py = 'FROM docker.io/library/python:3.13\n';

test.each([
  ['FROM lab/notebook:1\n', 'unknown nothing of the project is started, and what lab/notebook:1 starts is not known'],
  ['FROM lab/notebook:1\nENTRYPOINT ["jupyter"]\n', 'pass'],
  ['FROM quay.io/jupyter/base-notebook:2026-10-05\n', 'pass'],
])('nothing found in no program is no pass where nobody knows what is started: %#', async (base, verdict) => {
  const files = {
    Dockerfile: `${base}COPY examples /home/x/examples\nCMD ["notebook"]\n`,
    'examples/a.ipynb': '{"cells": []}',
  };
  for (const rule of [download, sends]) expect((await judgeBy(rule, files)).startsWith(verdict)).toBe(true);
});

test.each([
  ['small.txt', 'pass'],
  ['requirements.txt', 'fail'],
])('of two lists that are copied, the one that is installed counts: %s', async (list, verdict) => {
  const files = {
    Dockerfile: `${py}WORKDIR /app\nCOPY ${list} requirements.txt\nRUN pip install -r requirements.txt\nCOPY . .\nCMD ["python", "/app/main.py"]\n`,
    'requirements.txt': 'torch==2.11.0\n',
    'small.txt': 'pandas==3.0.6\n',
    'main.py': '',
  };
  const said = await judgeBy(accelerator, files);
  expect(verdict === 'fail' ? said.startsWith('fail') : !said.startsWith('fail')).toBe(true);
});

/** The start script of neurodocker, and what its later lines put into it. */
const startup = (more: string): string =>
  `FROM docker.io/library/debian:13\nENV START="/neurodocker/startup.sh"\nRUN mkdir -p /neurodocker && if [ ! -f "$START" ]; then echo '#!/usr/bin/env bash' >> "$START" && echo 'set -e' >> "$START" && echo 'if [ -n "$1" ]; then "$@"; else /usr/bin/env bash; fi' >> "$START"; fi && chmod 777 /neurodocker\nENTRYPOINT ["/neurodocker/startup.sh"]\nRUN ${more}\n`;

test('a line that sed puts before the last of a start script is read with it', async () => {
  const Dockerfile = startup(`sed -i '$isource activate neuro' $START`);
  expect(await judgeBy(complete, { Dockerfile })).toMatch(/^(?:pass|notApplicable) /);
  expect(await judgeBy(interaction, { Dockerfile })).toMatch(/^fail /);
  expect(await judgeBy(download, { Dockerfile: startup(`sed -i '$iwget https://example.org/x' $START`) })).toMatch(
    /^fail /,
  );
  expect(await judgeBy(complete, { Dockerfile: startup(`sed -i 's/bash/sh/' $START`) })).toMatch(/^unknown /);
});
