import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/parse/dockerfile/dockerfile.ts';
import { listCorpus } from './corpus.ts';

interface TheirInstruction {
  readonly keyword: string;
  readonly line: number;
  readonly endLine: number;
  readonly json: boolean;
  readonly words: readonly string[];
}
interface TheirFile {
  readonly error?: string;
  readonly instructions: readonly TheirInstruction[];
}

/** Instructions whose arguments both parsers take apart in the same way; quotes are the one difference, and left out. */
const compared = new Set(['FROM', 'COPY', 'ADD', 'USER', 'WORKDIR', 'EXPOSE', 'VOLUME', 'STOPSIGNAL']);

function describe(
  { keyword, line, endLine }: { readonly keyword: string; readonly line: number; readonly endLine: number },
  json: boolean,
  words: readonly string[],
): string {
  const shown = compared.has(keyword) || json ? words.join(' ').replaceAll(/["'\\]/g, '') : '';
  return `${String(line)}-${String(endLine)} ${keyword}${json ? ' JSON' : ''} ${shown}`.trimEnd();
}

test('the instructions of every Dockerfile are those that BuildKit reads', () => {
  const files = listCorpus();
  const printed = execFileSync('go', ['run', '-p', '2', '.'], {
    cwd: join(import.meta.dirname, 'parser'),
    input: files.map(({ path }) => path).join('\n'),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 ** 2,
  });
  const theirs = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TheirFile);
  expect(theirs.length).toBe(files.length);
  let instructions = 0;
  let refused = 0;
  const different: string[] = [];
  for (const [index, { name, path }] of files.entries()) {
    const their = theirs[index];
    const our = parseDockerfile('Dockerfile', readFileSync(path, 'utf8'));
    if (their === undefined || their.error !== undefined) {
      // What BuildKit cannot read must not look healthy here.
      refused += 1;
      if (our.problems.length === 0 && our.instructions.length > 0)
        different.push(`${name}: BuildKit says ${their?.error ?? 'nothing'}`);
      continue;
    }
    const ourList = our.instructions
      .filter(({ onbuild }) => !onbuild)
      .map((each) =>
        describe(
          each,
          each.form === 'json' && each.keyword !== 'HEALTHCHECK',
          each.words.map(({ text }) => text),
        ),
      );
    const theirList = their.instructions.map((each) =>
      describe(each, each.json && each.keyword !== 'HEALTHCHECK', each.words),
    );
    instructions += theirList.length;
    const at = theirList.findIndex((each, position) => each !== ourList[position]);
    if (at >= 0 || ourList.length !== theirList.length)
      different.push(
        `${name}: ours "${ourList[Math.max(0, at)] ?? 'nothing'}", BuildKit's "${theirList[Math.max(0, at)] ?? 'nothing'}"`,
      );
  }
  process.stdout.write(
    `${String(files.length)} Dockerfiles, ${String(instructions)} instructions compared with BuildKit's parser; it refuses ${String(refused)} files\n`,
  );
  expect(different).toEqual([]);
  expect(files.length).toBeGreaterThan(600);
});
