import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../src/engine/check/check.ts';
import { explainStart } from '../src/engine/rehearsal/explain-start.ts';
import { explainPlace } from '../src/io/transaction/claim-project.ts';
import type { Rule } from '../src/model/check/rule.ts';
import { UserError } from '../src/model/errors.ts';
import { decodeText } from '../src/parse/text/decode-text.ts';
import { formatOpen } from '../src/report/adopt/adopted-text.ts';
import imageComplete from '../src/rules/image-complete.ts';
import modelsStaged from '../src/rules/models-staged.ts';
import nonRootUser from '../src/rules/non-root-user.ts';
import { shellWord } from '../src/shared/shell-word.ts';
import { factsOf } from './helpers/project.ts';

/** What runs something when it is pasted as it stands, as a name of a file, a folder, a user or an image. */
const payloads = [
  'x; touch PWNED',
  'x$(touch PWNED)',
  'x`touch PWNED`',
  "x'; touch PWNED; '",
  'x" && touch PWNED && "',
  'x\ntouch PWNED\n',
  'x | touch PWNED',
  '~/x & touch PWNED',
  '<(touch PWNED)',
  '-x; touch PWNED',
];

test.each(payloads)('a shell takes %j for one word, and runs nothing of it', (payload) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pasted-'));
  const word = shellWord(payload);
  const out = execFileSync('sh', ['-c', `printf %s ${word}`], { cwd: folder, encoding: 'utf8' });
  expect(out).toBe(payload.startsWith('-') ? `./${payload}` : payload);
  expect(fs.readdirSync(folder)).toEqual([]);
  fs.rmSync(folder, { recursive: true });
});

test('what a shell leaves alone stays as it is', () => {
  for (const plain of ['src/main.py', 'docker.io/library/python:3.13', 'torch==2.13.0+cpu', 'a@sha256:0f', '--set', ''])
    expect(shellWord(plain)).toBe(plain === '--set' ? './--set' : plain === '' ? "''" : plain);
});

async function saidBy(rule: Rule, files: Record<string, string>): Promise<string> {
  const { results } = check(await factsOf(files), [rule]);
  return results.map(({ fix, reason }) => `${fix ?? ''} ${reason ?? ''}`).join('\n');
}

const name = "x'; touch PWNED; '.py";

const startedFrom = (program: string, text: string): Record<string, string> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /app/\nCMD [${program.endsWith('R') ? '"Rscript"' : '"python3"'}, ${JSON.stringify(`/app/${program}`)}]\n`,
  [program]: text,
});

test('a file that does not parse is looked at by a command that runs nothing of the project', async () => {
  // Python's -I: else a py_compile.py beside it would be run. R's --vanilla: else the .Rprofile beside it.
  expect(await saidBy(imageComplete, startedFrom(name, 'def (:\n'))).toContain(
    `python3 -I -m py_compile ${shellWord(name)} `,
  );
  const script = `x'; touch PWNED; '.R`;
  expect(await saidBy(imageComplete, startedFrom(script, 'f <- function( {\n'))).toContain(
    `Rscript --vanilla -e ${shellWord(`parse("${script}")`)} `,
  );
});

test('a user that is not there is made by its name, as one word', async () => {
  const said = await saidBy(nonRootUser, { Dockerfile: 'FROM docker.io/library/python:3.13\nUSER x;touch\n' });
  expect(said).toContain(`useradd --system --no-create-home 'x;touch'`);
});

test('who is told to fetch models is told whose program that is', async () => {
  const manifest = JSON.stringify({
    version: 1,
    models: [{ name: 'a', target: 'models/a', licence: 'mit', files: [] }],
  });
  expect(await saidBy(modelsStaged, { 'models/models.json': manifest, 'models/fetch_models.py': '' })).toMatch(
    /run python3 models\/fetch_models\.py .*read the program before you run it/,
  );
});

test('names in other messages are one word too', () => {
  const given = (bytes: readonly number[]): string => {
    try {
      return decodeText(name, Uint8Array.from(bytes), '');
    } catch (error) {
      return error instanceof UserError ? (error.problems[0]?.fix ?? '') : '';
    }
  };
  expect(given([0xff, 0xfe, 65, 0])).toContain(`iconv -f UTF-16 -t UTF-8 ${shellWord(name)}`);
  expect(given([0xe9])).toContain(`iconv -f ISO-8859-1 -t UTF-8 ${shellWord(name)}`);
  expect(explainPlace('/p', `.tre-container/tx/${name}`).fix).toContain(`rm ${shellWord(`.tre-container/tx/${name}`)}`);
  const question = { id: 'project', question: 'which?', when: 'now', choices: [name] } as const;
  expect(formatOpen({ questions: [question], reasons: {} } as never, false)).toContain(
    `tre-container adopt ${shellWord(name)}`,
  );
  const observation = { user: 'x' };
  const said = explainStart({ cell: { identity: 'x' }, observation } as never, 'exec: "/app/a;b" permission denied');
  expect(said.fix).toContain(`chmod -R a+rX '/app/a;b'`);
});
