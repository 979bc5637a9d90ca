import { describe, expect, test } from 'vitest';
import { runTool, verdictOf } from './run-tool.ts';
import { filesLike, trees } from './trees.ts';

const yamllintRules = '{extends: default, rules: {line-length: disable, document-start: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}';
const compilePython = 'import ast, sys; source = open(sys.argv[1], encoding="utf-8").read(); ast.parse(source, feature_version=(3, 10)); compile(source, sys.argv[1], "exec")';
const readRequirements = 'import sys; from packaging.requirements import Requirement; [Requirement(line) for line in map(str.strip, open(sys.argv[1], encoding="utf-8")) if line and not line.startswith("#")]';

/** Every kind of text that we generate, and the real tool that reads it. Other suites read Dockerfiles and pipelines. */
const kinds: readonly (readonly [what: string, files: RegExp, read: (folder: string, file: string) => string])[] = [
  ['Python compiles, from 3.10 on', /\.py$/, (folder, file) => verdictOf(runTool(folder, 'python', ['-c', compilePython, file]))],
  ['ruff', /\.py$/, (folder, file) => verdictOf(runTool(folder, 'ruff', ['check', '--isolated', '--no-cache', '--quiet', '--target-version', 'py310', '--line-length', '120', '--select', 'A,ARG,B,C4,E,F,I,N,PL,RET,RUF,S,SIM,UP,W', '--ignore', 'N818,PLR2004,S101,PLC0415', file]))],
  ["R's own parser", /\.R$/, (folder, file) => verdictOf(runTool(folder, 'Rscript', ['--vanilla', '-e', 'invisible(parse(commandArgs(TRUE)[1], encoding = "UTF-8"))', file]))],
  ['shellcheck', /\.sh$/, (folder, file) => verdictOf(runTool(folder, 'shellcheck', ['--severity', 'style', file]))],
  ['bash parses', /\.sh$/, (folder, file) => verdictOf(runTool(folder, 'bash', ['-n', file]))],
  ['yamllint', /\.ya?ml$/, (folder, file) => verdictOf(runTool(folder, 'yamllint', ['--strict', '-d', yamllintRules, file]))],
  ['pre-commit', /^\.pre-commit-config\.yaml$/, (folder, file) => verdictOf(runTool(folder, 'pre-commit', ['validate-config', file]))],
  ['pip reads each requirement', /(?:^|\/)requirements\.txt$/, (folder, file) => verdictOf(runTool(folder, 'python', ['-c', readRequirements, file]))],
  ['nbformat', /\.ipynb$/, (folder, file) => verdictOf(runTool(folder, 'python', ['-c', 'import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], 4))', file]))],
];

/** Read by other suites, or plain lists and data that no tool has a grammar for. */
const readElsewhere = /^(?:Dockerfile|\.dockerignore|\.gitignore|.*\.md|.*\.csv|ces\/.*\.txt|\.yo-rc\.json)$/;

describe.each(kinds)('%s', (_, pattern, read) => {
  test.each(filesLike(pattern))('%s %s', (_tree, file, folder) => {
    expect(read(folder, file)).toBe('status 0');
  });
});

test('every generated file is read by some tool', () => {
  const unread = trees.flatMap((tree) => tree.files.filter((file) => !readElsewhere.test(file) && !kinds.some(([, pattern]) => pattern.test(file))));
  expect(unread).toEqual([]);
});
