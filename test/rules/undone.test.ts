import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/model/check/rule.ts';
import hfHome from '../../src/rules/hf-home-under-safe-data.ts';
import nonRootUser from '../../src/rules/non-root-user.ts';
import offlineVariablesSet from '../../src/rules/offline-variables-set.ts';
import tempOnScratch from '../../src/rules/temp-on-scratch.ts';
import directoriesDeclared from '../../src/rules/tre-directories-declared.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const head =
  'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nENV HF_HUB_OFFLINE=1 HF_HOME=/safe_data/hf TMP=/scratch TMPDIR=/scratch TEMP=/scratch\nCOPY . /opt/\n';
const program = 'import transformers\n';
type Files = Readonly<Record<string, string>>;
const started = (start: string, files: Files = {}): Files => ({
  Dockerfile: `${head}${start}\n`,
  'main.py': program,
  ...files,
});
const plain = 'ENTRYPOINT ["python3","/opt/main.py"]';
const job = (value: string): string =>
  `kind: Job\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          env:\n            - name: HF_HUB_OFFLINE\n              value: ${value}\n`;
const script = 'ENTRYPOINT ["sh","/opt/start.sh"]';

async function verdict(rule: Rule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

describe('a variable of the image that what is started does not have', () => {
  test.each<[string, Files]>([
    ['env -u', started('ENTRYPOINT ["env","-u","HF_HUB_OFFLINE","python3","/opt/main.py"]')],
    ['env -i', started('ENTRYPOINT ["/usr/bin/env","-i","python3","/opt/main.py"]')],
    ['an assignment before it', started('ENTRYPOINT HF_HUB_OFFLINE=0 python3 /opt/main.py')],
    ['unset in a script', started(script, { 'start.sh': 'unset HF_HUB_OFFLINE; exec python3 /opt/main.py\n' })],
    ['export in a script', started(script, { 'start.sh': 'export HF_HUB_OFFLINE=0\nexec python3 /opt/main.py\n' })],
    ['ces/env-file.txt', started(plain, { 'ces/env-file.txt': 'HF_HUB_OFFLINE=0\n' })],
    ['ces/opt-file.txt', started(plain, { 'ces/opt-file.txt': '--env HF_HUB_OFFLINE=0\n' })],
    ['ces/job.yaml', started(plain, { 'ces/job.yaml': job('"0"') })],
    ['the program itself', started(plain, { 'main.py': `import os\nos.environ["HF_HUB_OFFLINE"] = "0"\n${program}` })],
    ['del', started(plain, { 'main.py': `import os\ndel os.environ["HF_HUB_OFFLINE"]\n${program}` })],
    ['pop', started(plain, { 'main.py': `import os\nos.environ.pop("HF_HUB_OFFLINE", None)\n${program}` })],
    ['unset in sh -c', started('ENTRYPOINT ["sh","-c","unset HF_HUB_OFFLINE; exec python3 /opt/main.py"]')],
    ['an assignment in sh -c', started('ENTRYPOINT ["bash","-lc","HF_HUB_OFFLINE=0 exec python3 /opt/main.py"]')],
    [
      'all of a prefix',
      started(plain, {
        'main.py': `import os\nfor k in list(os.environ):\n    if k.startswith("HF_"):\n        os.environ.pop(k)\n${program}`,
      }),
    ],
    ['--unsetenv', started(plain, { 'ces/opt-file.txt': '--unsetenv=HF_HUB_OFFLINE\n' })],
    ['--unsetenv-all', started(plain, { 'ces/opt-file.txt': '--unsetenv-all\n' })],
    ['|=', started(plain, { 'main.py': `import os\nos.environ |= {"HF_HUB_OFFLINE": "0"}\n${program}` })],
    ['a table of its own', started(plain, { 'main.py': `import os\nos.environ = {"X": "0"}\n${program}` })],
    [
      'a list of names',
      started(plain, {
        'main.py': `import os\nfor k in ["HF_HUB_OFFLINE"]:\n    os.environ.pop(k)\n${program}`,
      }),
    ],
    ['export -n', started(script, { 'start.sh': 'export -n HF_HUB_OFFLINE\npython3 /opt/main.py\n' })],
    ['exec -c', started(script, { 'start.sh': 'exec -c python3 /opt/main.py\n' })],
    ['env -iS', started(script, { 'start.sh': 'env -iS python3 /opt/main.py\n' })],
    ['clear', started(plain, { 'main.py': `import os\nos.environ.clear()\n${program}` })],
  ])('%s', async (_how, files) => {
    expect(await verdict(offlineVariablesSet, files)).toBe('fail');
  });

  test.each<[string, Files]>([
    ['nothing', started(plain)],
    ['|= of another', started(plain, { 'main.py': `import os\nos.environ |= {"X": "0"}\n${program}` })],
    [
      'another prefix',
      started(plain, {
        'main.py': `import os\nfor k in list(os.environ):\n    if k.startswith("GIT_"):\n        os.environ.pop(k)\n${program}`,
      }),
    ],
    ['--unsetenv of another', started(plain, { 'ces/opt-file.txt': '--unsetenv=DISPLAY\n' })],
    ['another variable', started('ENTRYPOINT ["env","-u","DISPLAY","python3","/opt/main.py"]')],
    ['the same value in ces/job.yaml', started(plain, { 'ces/job.yaml': job('"1"') })],
    ['the same value', started(plain, { 'ces/env-file.txt': '# HF_HUB_OFFLINE=0\nHF_HUB_OFFLINE=1\n' })],
    ['a word of a message', started(script, { 'start.sh': 'echo HF_HUB_OFFLINE=0\npython3 /opt/main.py\n' })],
    [
      'a value for where there is none',
      started(plain, { 'main.py': `import os\nos.environ.setdefault("HF_HUB_OFFLINE", "0")\n${program}` }),
    ],
    ['a comment', started(script, { 'start.sh': '# unset HF_HUB_OFFLINE\npython3 /opt/main.py\n' })],
  ])('not by %s', async (_how, files) => {
    expect(await verdict(offlineVariablesSet, files)).toBe('pass');
  });

  test('HF_HOME and the temporary directories too, and `..` is followed', async () => {
    expect(await verdict(hfHome, started(plain, { 'ces/env-file.txt': 'HF_HOME=/root\n' }))).toBe('fail');
    expect(await verdict(hfHome, started(plain, { 'ces/env-file.txt': 'HF_HOME=/safe_data/x/../y\n' }))).toBe('pass');
    expect(await verdict(hfHome, started(`ENV HF_HOME=/safe_data/../root\n${plain}`))).toBe('fail');
    expect(await verdict(tempOnScratch, started('ENTRYPOINT TMPDIR=/tmp python3 /opt/main.py'))).toBe('fail');
    expect(await verdict(tempOnScratch, started(`ENV TMP=/scratch/../tmp\n${plain}`))).toBe('fail');
    expect(await verdict(tempOnScratch, started(plain))).toBe('pass');
  });
});

describe('a user with the number 0', () => {
  const made = (how: string, files: Files = {}): Files => ({
    Dockerfile: `FROM docker.io/library/python:3.13\n${how}\nUSER tre\n`,
    ...files,
  });
  test.each<[string, Files]>([
    ['-o -u 0', made('RUN useradd -o -u 0 tre')],
    ['-ou0', made('RUN useradd -ou0 tre')],
    ['--uid=0', made('RUN adduser --non-unique --uid=0 tre')],
    ['usermod', made('RUN useradd tre && usermod -o -u 0 tre')],
    ['a line of passwd', made("RUN echo 'tre:x:0:0::/:/bin/sh' >> /etc/passwd")],
    ['a heredoc', made('RUN cat >> /etc/passwd <<EOF\ntre:x:0:0::/:/bin/sh\nEOF')],
    ['a copied passwd', made('COPY passwd /etc/passwd', { passwd: 'root:x:0:0::/:/bin/sh\ntre:x:0:0::/:/bin/sh\n' })],
  ])('%s', async (_how, files) => {
    expect(await verdict(nonRootUser, files)).toBe('fail');
  });
  test.each<[string, Files]>([
    ['another number', made('RUN useradd -o -u 1000 tre')],
    ['the group 0', made('RUN useradd -g 0 tre')],
    [
      'a copied passwd',
      made('COPY passwd /etc/passwd', { passwd: 'root:x:0:0::/:/bin/sh\ntre:x:1000:0::/:/bin/sh\n' }),
    ],
  ])('not %s', async (_how, files) => {
    expect(await verdict(nonRootUser, files)).toBe('pass');
  });
});

const imageOf = (lines: string): Files => ({ Dockerfile: `FROM docker.io/library/python:3.13\n${lines}\n` });

describe('the three directories', () => {
  const make = 'mkdir /safe_data /safe_outputs /scratch';
  test.each([
    [`RUN ${make}\nRUN rm -rf /safe_data`, 'fail'],
    [`RUN ${make} && rmdir /safe_data`, 'fail'],
    [`RUN ${make}\nRUN mv /scratch /x`, 'fail'],
    [`RUN --mount=type=tmpfs,target=/safe_data ${make}`, 'fail'],
    [`RUN if false; then ${make}; fi`, 'fail'],
    [`RUN exit 0; ${make}`, 'unknown'],
    [`RUN false && ${make} || true`, 'unknown'],
    [`RUN f() { ${make}; }`, 'unknown'],
    [`RUN chroot /x ${make}`, 'unknown'],
    [`RUN rm -rf /scratch && ${make}`, 'pass'],
    [`RUN ${make} && rm -rf /scratch/x /tmp/*`, 'pass'],
    [`RUN apt-get update && ${make}`, 'pass'],
    [`RUN set -eux; ${make}`, 'pass'],
  ])('%s: %s', async (lines, expected) => {
    expect(await verdict(directoriesDeclared, imageOf(lines))).toBe(expected);
  });
});
