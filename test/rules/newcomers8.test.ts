import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import dependenciesPinned from '../../src/rules/dependencies-pinned.ts';
import directoriesDeclared from '../../src/rules/tre-directories-declared.ts';
import { factsOf } from '../helpers/project.ts';

const line = 'RUN mkdir /safe_data /safe_outputs /scratch';

test('the line is put below the USER root that is there', async () => {
  const Dockerfile =
    'FROM docker.io/rapidsai/notebooks:26.04-cuda13-py3.14\nUSER root\nRUN ls\nUSER rapids\nCMD ["/app/start.sh"]\n';
  const [result] = check(await factsOf({ Dockerfile }), [directoriesDeclared]).results;
  expect(result?.fix).toBe(`add the line below USER root (line 2): ${line}`);
  const at = Dockerfile.indexOf('\nRUN ls');
  expect(result?.edits).toEqual([{ file: 'Dockerfile', start: at, end: at, text: `\n${line}` }]);
});

test('without one, and where WORKDIR made a directory before, a person decides', async () => {
  for (const lines of ['', 'WORKDIR /scratch\nUSER root\n']) {
    const Dockerfile = `FROM docker.io/rapidsai/notebooks:26.04-cuda13-py3.14\n${lines}USER rapids\n`;
    const [result] = check(await factsOf({ Dockerfile }), [directoriesDeclared]).results;
    expect(result?.fix).toContain('add three lines: USER root');
    expect(result?.edits).toBeUndefined();
  }
});

test("a version of Julia's project is told as its file has it", async () => {
  const files = {
    Dockerfile:
      'FROM docker.io/library/julia:1.12.1\nCOPY Project.toml /app/\nRUN julia --project=/app -e "using Pkg; Pkg.instantiate()"\n',
    'Project.toml': '[deps]\nArgParse = "c7e460c6-2fb9-53a9-8c5b-16f535851c63"\n',
  };
  const [result] = check(await factsOf(files), [dependenciesPinned]).results;
  expect(result?.fix).toContain('below [compat] (Name = "1.2")');
});
