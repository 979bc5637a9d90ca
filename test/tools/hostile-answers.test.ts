import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { parser as juliaParser } from '@plutojl/lezer-julia';
import { bases } from '../../src/catalog/bases.ts';
import { UserError } from '../../src/model/errors.ts';
import type { Answers } from '../../src/model/answers/answers.ts';
import { completeAnswers, renderAnswers } from '../helpers/golden.ts';
import { hostileInput, tame } from '../helpers/hostile-answers.ts';
import { runTool } from './run-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Structure of a Python file: its syntax tree with every constant as its type. */
const pythonShape = `
import ast, json, sys
def shape(path):
    tree = ast.parse(open(path, encoding="utf-8").read())
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = type(node.value).__name__
    return ast.dump(tree)
print(json.dumps([shape(path) for path in sys.argv[1:]]))
`;

/** Structure of an R file: its tokens, without the text of strings. */
const rShape = `
for (path in commandArgs(TRUE)) {
  tokens <- getParseData(parse(path, keep.source = TRUE, encoding = "UTF-8"))
  tokens <- tokens[tokens$terminal & tokens$token != "COMMENT", ]
  cat(paste(ifelse(tokens$token == "STR_CONST", "string", tokens$text), collapse = " "), sep = "\\n")
}
`;

/** A word of the shell is one word, however it is quoted; places in the file do not count. */
function shellShape(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shellShape);
  if (node === null || typeof node !== 'object') return typeof node;
  const { Type: type, Parts: parts } = node as {
    readonly Type?: string;
    readonly Parts?: readonly { readonly Type: string }[];
  };
  if (parts !== undefined && parts.every((part) => part.Type === 'Lit' || part.Type === 'SglQuoted')) return 'word';
  const inner = Object.entries(node)
    .filter(([key]) => !/^(?:Type|Pos|End|\w*(?:Pos|End)|Comments|Last)$/.test(key))
    .map(([key, value]) => [key, shellShape(value)]);
  return [type ?? '', inner];
}

const readers: readonly (readonly [pattern: RegExp, shapes: (paths: readonly string[]) => readonly unknown[]])[] = [
  [/\.py$/, (paths) => JSON.parse(output(runTool(folder, 'python', ['-c', pythonShape, ...paths]))) as unknown[]],
  [
    /\.R$/,
    (paths) =>
      output(runTool(folder, 'Rscript', ['--vanilla', '-e', rShape, ...paths]))
        .trimEnd()
        .split('\n'),
  ],
  [
    /\.sh$/,
    (paths) =>
      paths.map((path) =>
        shellShape(
          JSON.parse(output(runTool(folder, 'sh', ['-c', 'bash -n "$1" && shfmt --to-json < "$1"', 'sh', path]))),
        ),
      ),
  ],
  // No Julia is at hand: the grammar that Pluto's editor reads it with.
  [
    /\.jl$/,
    (paths) =>
      paths.map((path) => {
        const shape = juliaParser.parse(readFileSync(join(folder, path), 'utf8')).toString();
        if (shape.includes('\u26A0')) throw new Error(`${path} is no Julia`);
        return shape;
      }),
  ],
];

function output({ status, out, err }: ReturnType<typeof runTool>): string {
  if (status !== 0) throw new Error(err);
  return out;
}

/** Writes the files that the readers know and gives their paths. */
async function write(answers: Answers, name: string): Promise<readonly string[]> {
  const files = [...(await renderAnswers(answers))].filter(([path]) => readers.some(([pattern]) => pattern.test(path)));
  return files.map(([path, { text }]) => {
    const place = join(folder, name, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
    return join(name, path);
  });
}

async function sampleAnswers(count: number): Promise<readonly Answers[]> {
  const accepted: Answers[] = [];
  for (const input of fc.sample(hostileInput, { seed: 20261123, numRuns: count })) {
    try {
      accepted.push(await completeAnswers(input));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return accepted;
}

test('hostile answers leave the structure of Python, R, Julia and shell files as parsers of those languages see it', async () => {
  const answers = await sampleAnswers(60);
  expect(new Set(answers.map(({ base }) => base)).size).toBe(Object.keys(bases).length);
  const hostile: string[] = [];
  const harmless: string[] = [];
  for (const [index, one] of answers.entries()) {
    hostile.push(...(await write(one, `hostile-${String(index)}`)));
    harmless.push(...(await write(tame(one), `tame-${String(index)}`)));
  }
  for (const [pattern, shapes] of readers) {
    const pick = (paths: readonly string[]): readonly string[] => paths.filter((path) => pattern.test(path));
    expect(pick(hostile).length).toBeGreaterThan(0);
    expect(shapes(pick(hostile))).toEqual(shapes(pick(harmless)));
  }
});
