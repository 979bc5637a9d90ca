import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import complete from '../../src/rules/image-complete.ts';
import byPath from '../../src/rules/starts-by-absolute-path.ts';
import { factsOf } from '../helpers/project.ts';

/** Starts that fail at once, or of which nothing shows that they succeed, each with what looks like it and is plain. */
const py = 'FROM docker.io/library/python:3.13.1-slim\n';
const C = 'COPY main.py /app/main.py\n';
const E = 'ENTRYPOINT ["python3", "/app/main.py"]\n';
const U = 'RUN useradd --system tre\nUSER tre\n';

async function answer(rule: Rule, dockerfile: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const files = {
    Dockerfile: dockerfile,
    'main.py': 'print(1)\n',
    'run.sh': '#!/bin/sh\nexec python3 /app/main.py\n',
    ...more,
  };
  const [result] = check(await factsOf(files), [rule]).results;
  return result?.verdict === 'pass' ? `pass ${result.proof}` : (result?.verdict ?? '');
}

test.each([
  ['a plain start', C + E, 'pass file'],
  ['a shell puts the variable in', `ENV A=/app\n${C}ENTRYPOINT ["sh", "-c", "exec python3 $A/main.py"]\n`, 'pass file'],
  ['the shell form puts it in', `ENV A=/app\n${C}ENTRYPOINT python3 $A/main.py\n`, 'pass file'],
  ['a list puts nothing in', `ENV A=/app\n${C}ENTRYPOINT ["python3", "$A/main.py"]\n`, 'fail'],
  ['nor in braces', `ENV A=/app\n${C}ENTRYPOINT ["python3"]\nCMD ["\${A}/main.py"]\n`, 'fail'],
  ['nor behind env', `ENV A=/app\n${C}ENTRYPOINT ["env", "B=1", "python3", "$A/main.py"]\n`, 'fail'],
  [
    'an argument of the program is its own matter',
    `${C}ENTRYPOINT ["python3", "/app/main.py", "$DATA"]\n`,
    'pass file',
  ],
  ['its version alone', `${C}ENTRYPOINT ["python3", "-V", "/app/main.py"]\n`, 'fail'],
  ['its help alone', `${C}ENTRYPOINT ["python3", "--help", "/app/main.py"]\n`, 'fail'],
  ['unbuffered', `${C}ENTRYPOINT ["python3", "-u", "/app/main.py"]\n`, 'pass file'],
  ['a shell that only reads', `${C}COPY run.sh /app/\nENTRYPOINT ["sh", "-n", "/app/run.sh"]\n`, 'fail'],
  ['a shell that ends at errors', `${C}COPY run.sh /app/\nENTRYPOINT ["sh", "-e", "/app/run.sh"]\n`, 'pass file'],
  ['another Python', `${C}ENTRYPOINT ["python3.12", "/app/main.py"]\n`, 'fail'],
  ['Python 2', `${C}ENTRYPOINT ["python2", "/app/main.py"]\n`, 'fail'],
  ['the same Python', `${C}ENTRYPOINT ["python3.13", "/app/main.py"]\n`, 'pass file'],
  [
    'another Python that uv brings',
    `RUN uv python install 3.12\n${C}ENTRYPOINT ["python3.12", "/app/main.py"]\n`,
    'pass file',
  ],
  ['an environment that nothing makes', `${C}ENTRYPOINT ["/opt/venv/bin/python", "/app/main.py"]\n`, 'pass none-found'],
  [
    'one that a line makes',
    `RUN python3 -m venv /opt/venv\n${C}ENTRYPOINT ["/opt/venv/bin/python", "/app/main.py"]\n`,
    'pass file',
  ],
  [
    'one that a variable names',
    `ENV VIRTUAL_ENV=/opt/venv\nRUN python3 -m venv $VIRTUAL_ENV\n${C}ENTRYPOINT ["/opt/venv/bin/python", "/app/main.py"]\n`,
    'pass file',
  ],
  ['poetry that nothing installs', `${C}ENTRYPOINT ["poetry", "run", "python", "/app/main.py"]\n`, 'fail'],
  [
    'poetry that a line installs',
    `RUN pip install poetry==2.1.0\n${C}ENTRYPOINT ["poetry", "run", "python", "/app/main.py"]\n`,
    'pass file',
  ],
  ['a display that nothing installs', `${C}ENTRYPOINT ["xvfb-run", "python3", "/app/main.py"]\n`, 'fail'],
  [
    'a display that a line installs',
    `RUN apt-get install -y xvfb\n${C}ENTRYPOINT ["xvfb-run", "python3", "/app/main.py"]\n`,
    'pass file',
  ],
  ['Python that a line removes', `${C}RUN rm /usr/local/bin/python3\n${E}`, 'pass none-found'],
  ['Python that apt removes', `${C}RUN apt-get purge -y python3\n${E}`, 'pass none-found'],
  ['a cache that a line removes', `${C}RUN rm -rf /root/.cache\n${E}`, 'pass file'],
  ['moved away', `${C}RUN mv /app/main.py /app/x.py\n${E}`, 'unknown'],
  ['its folder moved away', `${C}RUN mv /app /srv/app\n${E}`, 'fail'],
  ['moved to where it is started', `COPY main.py /tmp/\nRUN mv /tmp/main.py /app/main.py\n${E}`, 'pass file'],
  ['deleted by its name', `${C}RUN find /app -name "*.py" -delete\n${E}`, 'fail'],
  ['deleted by a command', `${C}RUN find /app -type f -name "main*" -exec rm -f {} +\n${E}`, 'fail'],
  ['others deleted', `${C}RUN find /app -name "*.pyc" -delete\n${E}`, 'pass file'],
  ['deleted by size, perhaps', `${C}RUN find /app -size -1k -delete\n${E}`, 'unknown'],
  ['what find only lists', `${C}RUN find /app -name "*.py"\n${E}`, 'pass file'],
  ['locked, for root', `${C}RUN chmod 000 /app/main.py\n${E}`, 'pass none-found'],
  ['locked, for a user', `${C}RUN chmod 000 /app/main.py\n${U}${E}`, 'fail'],
  ['closed to writing', `${C}RUN chmod 0555 /app/main.py\n${U}${E}`, 'pass file'],
  ['in the background', `${C}ENTRYPOINT ["sh", "-c", "python3 /app/main.py &"]\n`, 'pass none-found'],
  [
    'poetry of a list',
    `RUN pip install -r requirements.txt\n${C}ENTRYPOINT ["poetry", "run", "python", "/app/main.py"]\n`,
    'unknown',
  ],
  ['from scratch, with Python', `${C}FROM scratch\nCOPY --from=0 / /\n${E}`, 'pass file'],
  ['from scratch', `${C}FROM scratch\nCOPY --from=0 /app /app\n${E}`, 'unknown'],
])('image-complete: %s', async (_, lines, expected) => {
  expect(await answer(complete, py + lines)).toBe(expected);
});

test.each([
  ['a plain start', E, 'pass file'],
  ['a list that is none', 'ENTRYPOINT ["python3", "/app/main.py"] # x\n', 'pass none-found'],
  ['a list with a comma too many', 'ENTRYPOINT ["python3", "/app/main.py",]\n', 'pass none-found'],
  ['a variable in a list', 'ENV A=/app\nENTRYPOINT ["python3", "$A/main.py"]\n', 'pass none-found'],
])('starts-by-absolute-path: %s', async (_, lines, expected) => {
  expect(await answer(byPath, py + C + lines)).toBe(expected);
});

test.each([
  ['whole', 'function f(x)\n  x + 1\nend\nprintln(f(1))\n', 'pass file'],
  ['a call that is open', 'function f(\n', 'fail'],
  ['an if without its end', 'if true\nprintln(1)\n', 'fail'],
  ['a fault in its midst, which may be newer Julia', "x = [1 2 ; ) 'a'\nprintln(1)\n", 'pass none-found'],
])('image-complete: a program of Julia: %s', async (_, text, expected) => {
  const lines = 'FROM docker.io/library/julia:1.11.5\nCOPY main.jl /app/\nENTRYPOINT ["julia", "/app/main.jl"]\n';
  expect(await answer(complete, lines, { 'main.jl': text })).toBe(expected);
});
