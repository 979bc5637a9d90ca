import { expect, test } from 'vitest';
import type { CheckedRule, Verdict } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import valid from '../../src/rules/dockerfile-valid.ts';
import complete from '../../src/rules/image-complete.ts';
import ports from '../../src/rules/interactive-port-exposed.ts';
import home from '../../src/rules/nothing-in-home.ts';
import pullable from '../../src/rules/registry-pullable.ts';

async function judge(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<Verdict> {
  return rule.check(await factsOf(project));
}

const said = (verdict: Verdict): string => JSON.stringify(verdict);

test('a mistyped instruction is told which one was meant', async () => {
  const text = 'FROM docker.io/library/python:3.13\nRUNN pip install x\nXYZZYPLUGH a\n';
  const verdict = said(await judge(valid, { Dockerfile: text }));
  expect(verdict).toContain('did you mean RUN?');
  expect(verdict).toContain('\\"XYZZYPLUGH\\" is not a Dockerfile instruction"');
});

test('a module that is in the image, and not where Python looks, is said to be there', async () => {
  const text = (extra: string): string =>
    `FROM docker.io/library/python:3.13\nCOPY src/ /app/\n${extra}WORKDIR /scratch\nENTRYPOINT ["python3", "-m", "lung"]\n`;
  const source = { 'src/lung/__main__.py': 'print(1)\n' };
  const missed = said(await judge(complete, { Dockerfile: text(''), ...source }));
  expect(missed).toContain('/app/lung/__main__.py');
  expect(missed).toContain('ENV PYTHONPATH=/app lets it');
  expect((await judge(complete, { Dockerfile: text('ENV PYTHONPATH=/app\n'), ...source })).verdict).toBe('pass');
});

test("HOME of root is no home for another user; one's own, and root's for root, are", async () => {
  const verdictOf = async (lines: string): Promise<string> =>
    (await judge(home, { Dockerfile: `FROM docker.io/library/python:3.13\n${lines}\nCMD ["python3", "-c", "1"]\n` }))
      .verdict;
  expect(await verdictOf('RUN useradd --system tre\nENV A=1 \\\n    HOME=/root\nUSER tre')).toBe('fail');
  expect(await verdictOf('RUN useradd --system tre\nENV HOME=/scratch\nUSER tre')).not.toBe('fail');
  expect(await verdictOf('RUN useradd --system tre\nENV HOME=/home/tre\nUSER tre')).not.toBe('fail');
  expect(await verdictOf('ENV HOME=/root')).not.toBe('fail');
});

test('the port of EXPOSE, of the server and of what is published are one', async () => {
  const session = (exposed: string, start: string): string =>
    `FROM docker.io/library/python:3.13\nENV JUPYTER_PORT=9999\nEXPOSE ${exposed}\n${start}\n`;
  const lab = 'CMD ["jupyter", "lab", "--ip=0.0.0.0"]';
  const verdictOf = async (Dockerfile: string, options = ''): Promise<string> =>
    (await judge(ports, { Dockerfile, 'ces/opt-file.txt': `--cap-drop=all\n${options}\n` })).verdict;
  expect(await verdictOf(session('7777', lab))).toBe('fail');
  expect(await verdictOf(session('9999/tcp', lab), '--publish=127.0.0.1:8000:9999')).toBe('pass');
  expect(await verdictOf(session('9990-9999', lab), '-p 127.0.0.1:9999:9999/tcp')).toBe('pass');
  expect(await verdictOf(session('9999', lab), '--publish 127.0.0.1:9999:8888')).toBe('fail');
  expect(await verdictOf(session('7777', 'CMD ["jupyter", "lab", "--port", "7777"]'))).toBe('pass');
  expect(await verdictOf(session('7777', 'CMD ["streamlit", "run", "--server.port=8501", "x.py"]'))).toBe('fail');
  // What the base exposes is exposed as well, and of an unknown base nobody can tell.
  expect(
    await verdictOf('FROM quay.io/jupyter/scipy-notebook:2026-10-05\nEXPOSE 7777\nCMD ["start-notebook.py"]\n'),
  ).toBe('pass');
  expect(await verdictOf(`FROM ghcr.io/a/b:1\nENV JUPYTER_PORT=9999\nEXPOSE 8888\n${lab}\n`)).toBe('pass');
});

test('what ces/run.sh runs is what the pipeline pushes', async () => {
  const verdictOf = async (image: string, push = 'ghcr.io/lung/app:$TAG'): Promise<string> =>
    (
      await judge(pullable, {
        '.gitlab-ci.yml': `publish:\n  script:\n    - docker push ${push}\n`,
        'ces/run.sh': `#!/bin/sh\nimage=${image}\n`,
      })
    ).verdict;
  expect(await verdictOf('ghcr.io/lung/app')).toBe('pass');
  expect(await verdictOf('docker.io/lung/app')).toBe('fail');
  expect(await verdictOf('ghcr.io/other/app')).toBe('fail');
  expect(await verdictOf('git.ecdf.ed.ac.uk/g/app', 'git.ecdf.ed.ac.uk:5050/g/app:1')).toBe('pass');
  expect(await verdictOf('ghcr.io/other/app', 'ghcr.io/$OWNER/app:1')).not.toBe('fail');
  expect(await verdictOf('"$IMAGE"')).toBe('pass');
});
