import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import executables from '../../src/rules/executables-not-writable.ts';
import { factsOf } from '../helpers/project.ts';

const from = 'FROM docker.io/library/python:3.13\nRUN useradd -m app\n';

test.each([
  ['COPY --chown=app . /var/www/app', 'fail'],
  ['COPY . /var/www/app', 'pass'],
  ['COPY --chown=app data.db /var/lib/app/', 'notApplicable'],
  ['USER app\nRUN git clone https://example.org/x/tool /opt/tool', 'fail'],
  ['USER app\nRUN cd /opt && git clone https://example.org/x/tool.git', 'fail'],
  ['USER app\nRUN git clone https://example.org/x/tool && pip install ./tool && rm -rf tool', 'notApplicable'],
  ['USER app\nRUN git clone https://example.org/x/tool /home/app/tool', 'notApplicable'],
  ['RUN git clone https://example.org/x/tool /opt/tool\nUSER app', 'notApplicable'],
])('code that whoever runs the image may change: %s', async (lines, verdict) => {
  const files = { Dockerfile: `${from}${lines}\n`, 'main.py': 'print(1)\n', 'data.db': 'x' };
  expect(check(await factsOf(files), [executables]).results[0]?.verdict).toBe(verdict);
});
