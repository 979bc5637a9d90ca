import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import noDataFiles from '../../src/rules/no-data-files.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';
import directoriesDeclared from '../../src/rules/tre-directories-declared.ts';
import { factsOf } from '../helpers/project.ts';

async function verdictOf(rule: Rule, lines: string): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY src/ /app/\n${lines}\n`,
    'src/main.py': 'print(1)\n',
    'data/cohort.csv': 'id,name\n1,Ann\n',
    'lock.txt': 'x\n',
  };
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

test.each([
  'CMD ["true"]',
  'CMD ["echo", "hi"]',
  'CMD ["cat", "/app/main.py"]',
  'CMD ["sh", "-c", "true"]',
  'CMD ["sh", "-c", "# python3 /app/main.py"]',
  'CMD ["python3", "--version"]',
  'CMD exit 0',
  'CMD :',
  'ENTRYPOINT ["true"]\nCMD ["python3", "/app/main.py"]',
  'ENTRYPOINT []\nCMD []',
])('what runs no program does not start by itself: %s', async (lines) => {
  expect(await verdictOf(startsWithoutInteraction, lines)).toBe('fail');
});

test.each([
  'CMD ["python3", "/app/main.py"]',
  'CMD echo hi && python3 /app/main.py',
  'CMD ["sh", "-c", "echo hi; exec python3 /app/main.py"]',
  'ENTRYPOINT []\nCMD ["python3", "/app/main.py"]',
  'ENTRYPOINT ["python3"]\nCMD ["/app/main.py", "--help"]',
])('and what runs one does: %s', async (lines) => {
  expect(await verdictOf(startsWithoutInteraction, lines)).toBe('pass');
});

const make = 'RUN mkdir /safe_data /safe_outputs /scratch';
test.each([
  [`${make}\nRUN rm -rf /safe_*`, 'fail'],
  [`${make}\nRUN bash -c 'rm -rf /safe_{data,outputs}'`, 'unknown'],
  [`${make}\nRUN python3 -c "import os; os.rmdir('/scratch')"`, 'unknown'],
  [`${make}\nRUN rm -rf /scratch/* /tmp/* /safe_data/x*`, 'pass'],
  [`${make}\nRUN python3 -c "print('/scratch')"`, 'pass'],
])('%s: %s', async (lines, expected) => {
  expect(await verdictOf(directoriesDeclared, lines)).toBe(expected);
});

test.each([
  ['RUN --mount=type=bind,source=data,target=/m cp -r /m /app/d', 'unknown'],
  ['RUN --mount=type=bind,target=/m install -D /m/data/cohort.csv /app/d/c.csv', 'unknown'],
  [`RUN --mount=type=bind,target=/m python3 -c "import shutil; shutil.copytree('/m/data', '/app/d')"`, 'unknown'],
  ['RUN --mount=type=bind,source=lock.txt,target=lock.txt pip install -r lock.txt', 'pass'],
  ['RUN --mount=type=bind,target=. pip install .', 'pass'],
  ['RUN --mount=type=cache,target=/root/.cache cp /app/main.py /x', 'pass'],
])('data that a RUN mounts, %s: %s', async (lines, expected) => {
  expect(await verdictOf(noDataFiles, lines)).toBe(expected);
});
