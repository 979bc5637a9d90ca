import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import download from '../../src/rules/no-runtime-download.ts';
import start from '../../src/rules/starts-without-interaction.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a thirtieth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const python = 'FROM docker.io/library/python:3.13\n';

async function judgeBy(rule: CheckedRule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

test.each([
  ['FROM docker.io/somebody/shiny-base:1\n', 'CMD ["/bin/sh"]', 'fail', 'notApplicable'],
  [python, 'CMD ["tail", "-f", "/dev/null"]', 'fail', 'notApplicable'],
  [python, 'ENTRYPOINT ["sleep", "infinity"]', 'fail', 'notApplicable'],
  ['FROM docker.io/somebody/shiny-base:1\n', 'CMD ["/init"]', 'notApplicable', 'unknown'],
  ['FROM docker.io/rocker/rstudio:4.5.3\n', 'CMD ["bash"]', 'notApplicable', 'pass'],
])('a port is no server where the start serves nothing: %s%s', async (from, line, started, asked) => {
  const files = { Dockerfile: `${from}COPY main.py /app/\nEXPOSE 80\n${line}\n`, 'main.py': 'print(1)\n' };
  expect(await judgeBy(start, files)).toBe(started);
  expect(await judgeBy(authenticated, files)).toBe(asked);
});

test.each([
  ['import nighres\nx = nighres.data.download_7T_TRT("/safe_data/x")', 'fail'],
  ['from strange.sets import download_all\ndownload_all()', 'fail'],
  ['import strange as s\ns.fetch_atlas()', 'unknown'],
  ['import strange\nstrange.connect().fetch_rows()', 'pass'],
  ['import strange\nstrange.download_button("x")', 'pass'],
  ['import strange\nstrange.downloads()', 'pass'],
  ['import strange\ndef download_all():\n    return strange.x\ndownload_all()', 'pass'],
])('a library that no table has says by the name of its function that it fetches: %s', async (lines, verdict) => {
  const files = {
    Dockerfile: `${python}COPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': `${lines}\n`,
  };
  expect(await judgeBy(download, files)).toBe(verdict);
});
