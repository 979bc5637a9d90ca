import { describe, expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import dependenciesPinned from '../../src/rules/dependencies-pinned.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, dockerfile: string, files: Record<string, string>): Promise<string> {
  const verdict = rule.check(await factsOf({ Dockerfile: dockerfile, ...files }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const python = 'FROM docker.io/library/python:3.10';
const packages = '/usr/local/lib/python3.10/site-packages';
const start = 'ENTRYPOINT ["python", "/app/a.py"]\n';
/** The image of two stages, the first of which installs. */
const staged = (build: string, copies: string): string =>
  `${python} AS b\n${build}\n${python}\nWORKDIR /app\nCOPY --from=b ${packages} ${packages}\n${copies}\n${start}`;
const alone = (lines: string): string => `${python}\nWORKDIR /app\n${lines}\n${start}`;
const lists = (imported: string, own: string, other: string): Record<string, string> => ({
  'requirements.txt': `${own}\n`,
  'ui/requirements.txt': `${other}\n`,
  'a.py': `import ${imported}\n`,
});

describe('the list that a RUN installs is the one that lies where it runs', () => {
  test.each([
    [
      'one of another stage lies in a folder that the last copies',
      staged('COPY requirements.txt .\nRUN pip install -r requirements.txt', 'COPY a.py ./\nCOPY ui/ ./ui/'),
    ],
    [
      'one of another stage has the same path',
      staged(
        'COPY requirements.txt /app/requirements.txt\nRUN pip install -r /app/requirements.txt',
        'COPY ui/requirements.txt /app/requirements.txt\nCOPY a.py /app/',
      ),
    ],
    [
      'a third stage hands it on',
      `${python} AS source\nCOPY . /src/\n${python} AS b\nCOPY ui/ /app/ui/\nCOPY --from=source /src /app\nRUN pip install -r /app/requirements.txt\n${python}\nCOPY --from=b ${packages} ${packages}\nCOPY . /app/\n${start}`,
    ],
    [
      'it is mounted from a stage',
      `${python} AS source\nCOPY . /src/\n${python}\nCOPY ui/ /ui/\nRUN --mount=type=bind,from=source,source=/src,target=/src pip install -r /src/requirements.txt\nCOPY a.py /app/\n${start}`,
    ],
    ['a later COPY brings another', alone('COPY . /app/\nRUN pip install -r requirements.txt\nCOPY ui/ /app/')],
    [
      'the command goes into its folder',
      alone('COPY . /app/ui\nCOPY a.py /app/\nRUN cd ui && pip install -r requirements.txt'),
    ],
    [
      'cp puts it over another',
      alone('COPY . /app/\nRUN cp requirements.txt ui/ && cd ui && pip install -r requirements.txt'),
    ],
    [
      'cp puts its folder elsewhere',
      alone('COPY . /src\nCOPY ui a.py /app/\nRUN cp -r /src /x && pip install -r /x/requirements.txt'),
    ],
  ])('%s', async (_, dockerfile) => {
    const unpinned = lists('fastapi', 'fastapi', 'plotly==5.1');
    expect(await judged(dependenciesPinned, dockerfile, unpinned)).toContain('fastapi');
    const pinned = lists('fastapi', 'fastapi==1.0', 'plotly');
    expect(await judged(dependenciesPinned, dockerfile, pinned)).toBe('pass');
    expect(await judged(importsInstalled, dockerfile, pinned)).toBe('pass');
    expect(await judged(importsInstalled, dockerfile, lists('plotly', 'fastapi==1.0', 'plotly==5.1'))).not.toBe('pass');
  });
});

describe('a list that no stage of the RUN has is not there', () => {
  test.each([
    ['only the last stage has it', staged('RUN pip install -r requirements.txt', 'COPY a.py requirements.txt ./')],
    ['it lies in another folder', alone('COPY a.py ./\nCOPY ui/ ./ui/\nRUN pip install -r requirements.txt')],
    ['a folder below is another one', alone('COPY . /src/\nRUN pip install -r /src/api/requirements.txt')],
  ])('%s', async (_, dockerfile) => {
    const files = lists('fastapi', 'fastapi==1.0', 'fastapi==1.0');
    expect(await judged(dependenciesPinned, dockerfile, files)).toBe('unknown');
    expect(await judged(importsInstalled, dockerfile, files)).toBe('unknown');
  });

  test('nor is a lock', async () => {
    const dockerfile = `${python} AS b\nWORKDIR /w\nCOPY pyproject.toml .\nRUN pip install uv==0.9 && uv sync\n${python}\nCOPY --from=b /w/.venv /app/.venv\nENV PATH=/app/.venv/bin:$PATH\nCOPY . /app/\n${start}`;
    const files = {
      'pyproject.toml': '[project]\nname = "x"\ndependencies = ["pandas"]\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "pandas"\nversion = "3.0.6"\n',
      'a.py': 'import pandas\n',
    };
    expect(await judged(dependenciesPinned, dockerfile, files)).toContain('pandas');
    expect(
      await judged(dependenciesPinned, dockerfile.replace('COPY pyproject.toml', 'COPY pyproject.toml uv.lock'), files),
    ).toBe('pass');
  });
});

test('where nobody knows the working directory, a COPY into it and a RUN in it mean the same', async () => {
  const dockerfile = `FROM registry.example.org/x:1\nCOPY . .\nRUN pip install -r requirements.txt\n${start}`;
  expect(await judged(dependenciesPinned, dockerfile, lists('a', 'fastapi', 'plotly==5.1'))).toContain('fastapi');
  expect(await judged(dependenciesPinned, dockerfile, lists('a', 'fastapi==1.0', 'plotly'))).toBe('pass');
});

test('where no WORKDIR is set, the image begins in its root, or where nobody knows', async () => {
  for (const base of ['docker.io/library/python:3.10', 'registry.example.org/x:1']) {
    const dockerfile = `FROM ${base}\nCOPY requirements.txt /\nCOPY ui /ui\nRUN pip install -r requirements.txt\n${start}`;
    expect(await judged(dependenciesPinned, dockerfile, { 'requirements.txt': 'a\n' })).toContain('a');
    expect(await judged(dependenciesPinned, dockerfile, { 'requirements.txt': 'a==1\n' })).toBe('pass');
  }
  const dockerfile = `FROM registry.example.org/x:1\nCOPY requirements.txt /\nCOPY ui /ui\nRUN pip install -r requirements.txt\n${start}`;
  expect(await judged(dependenciesPinned, dockerfile, lists('a', 'a==1', 'a==1'))).toBe('unknown');
});

test('a COPY whose words do not say where it puts what is fitted by its name', async () => {
  const files = { 'requirements.txt': 'fastapi==1.0\n', 'a.py': 'import fastapi\n' };
  for (const copy of ['COPY *.txt a.py /app/', 'COPY . ${APP}'])
    expect(await judged(dependenciesPinned, alone(`${copy}\nRUN pip install -r requirements.txt`), files)).toBe('pass');
});

test('stages and commands that hand a list on crosswise are gone through once', async () => {
  const stages = Array.from({ length: 200 }, (_, at) =>
    at === 0
      ? `${python} AS s0\nCOPY requirements.txt /x/requirements.txt`
      : `${python} AS s${String(at)}\nCOPY --from=s${String(at - 1)} /x /y\nCOPY --from=s${String(at - 1)} /y /x\nRUN mv /y /z && cp -r /z /y`,
  );
  const dockerfile = `${stages.join('\n')}\nRUN pip install -r /y/requirements.txt\n${start}`;
  const began = Date.now();
  await judged(dependenciesPinned, dockerfile, { 'requirements.txt': 'a==1\n' });
  expect(Date.now() - began).toBeLessThan(10_000);
});
