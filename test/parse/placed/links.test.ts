import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import complete from '../../../src/rules/image-complete.ts';
import { factsOf } from '../../helpers/project.ts';

/** Of an image whose start runs a script that starts `/app/main.py`. */
async function verdictOf(lines: string): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\n${lines}\nENTRYPOINT ["bash", "/opt/project/run.sh"]\n`,
    'run.sh': 'python3 /app/main.py\n',
    'main.py': 'print("hello")\n',
  };
  return check(await factsOf(files), [complete]).results[0]?.verdict;
}

test.each([
  ['RUN ln -sT /opt/project /app\nCOPY run.sh main.py /opt/project/'],
  ['COPY run.sh main.py /opt/project/\nRUN ln -sT /opt/project /app'],
  ['RUN mkdir -p /opt/project && ln -s /opt/project /app\nCOPY run.sh /opt/project/\nCOPY main.py /app/'],
  ['RUN mkdir /app && ln -s /opt/project/main.py /app/main.py\nCOPY run.sh main.py /opt/project/'],
  ['RUN ln -sT /app /opt/project\nCOPY run.sh main.py /app/'],
])('what comes into a folder after a link to it is at the place of the link, too: %s', async (lines) => {
  expect(await verdictOf(lines)).toBe('pass');
});

test.each([
  ['RUN ln -sT /opt/other /app\nCOPY run.sh main.py /opt/project/'],
  ['RUN ln -sT /opt/project /app\nRUN rm /app\nCOPY run.sh main.py /opt/project/'],
  ['RUN ln -sT /opt/project /app\nCOPY run.sh main.py /opt/project/\nRUN rm /opt/project/main.py'],
  ['RUN ln -sT /opt/project /app\nCOPY run.sh main.py /opt/project/\nRUN rm /app/main.py'],
])('a link that is gone, leads elsewhere or to what is gone brings nothing: %s', async (lines) => {
  expect(await verdictOf(lines)).not.toBe('pass');
});
