import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goldenFolder } from '../helpers/golden.ts';
import { runTool, verdictOf } from './run-tool.ts';
import { filesLike, trees } from './trees.ts';

const yamllintRules =
  '{extends: default, rules: {line-length: disable, document-start: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}';
/**
 * Names of exceptions, numbers in comparisons, assertions in tests and late imports are style or on purpose. S310 and S603: the fetch script opens the
 * addresses of a manifest that was reviewed, and the tests start Python.
 */
const ruffRules = [
  '--select',
  'A,ARG,B,C4,E,F,I,N,PL,RET,RUF,S,SIM,UP,W',
  '--ignore',
  'N818,PLR2004,S101,PLC0415,S310,S603',
];
const forEach = (code: string): string =>
  `import sys\nfor path in sys.argv[1:]:\n    text = open(path, encoding="utf-8").read()\n    ${code}\n`;

/** Every kind of text that we generate, and the real tool that reads it. Other suites read Dockerfiles and pipelines. */
const kinds: readonly (readonly [what: string, files: RegExp, tool: string, words: readonly string[]])[] = [
  ['Python compiles it', /\.py$/, 'python', ['-c', forEach('compile(text, path, "exec")')]],
  [
    'Python 3.10 has its grammar',
    /\.py$/,
    'python',
    ['-c', `import ast\n${forEach('ast.parse(text, path, feature_version=(3, 10))')}`],
  ],
  [
    'ruff',
    /\.py$/,
    'ruff',
    [
      'check',
      '--isolated',
      // Which modules are the project's own shows only from its root, where test:models looks.
      '--ignore',
      'I001',
      '--no-cache',
      '--quiet',
      '--target-version',
      'py310',
      '--line-length',
      '120',
      '--output-format',
      'concise',
      ...ruffRules,
    ],
  ],
  [
    "R's own parser",
    /\.R$/,
    'Rscript',
    ['--vanilla', '-e', 'for (path in commandArgs(TRUE)) invisible(parse(path, encoding = "UTF-8"))'],
  ],
  [
    'fatou, which parses and lints Julia',
    /\.jl$/,
    'sh',
    ['-c', 'said=$(fatou lint "$@" 2>&1) || { echo "$said"; exit 1; }', 'sh'],
  ],
  ['shellcheck', /\.sh$/, 'shellcheck', ['--severity', 'style']],
  ['bash', /\.sh$/, 'sh', ['-c', 'for path; do bash -n "$path" || exit 1; done', 'sh']],
  ['yamllint', /\.ya?ml$/, 'yamllint', ['--strict', '-d', yamllintRules]],
  ['pre-commit', /\.pre-commit-config\.yaml$/, 'pre-commit', ['validate-config']],
  [
    'the grammar of requirements',
    /requirements\.txt$/,
    'python',
    [
      '-c',
      `from packaging.requirements import Requirement\n${forEach('[Requirement(line) for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]')}`,
    ],
  ],
  ['the Kubernetes schema, strictly', /job\.yaml$/, 'kubernetes-validate', ['--strict', '--quiet']],
  [
    'nbformat',
    /\.ipynb$/,
    'python',
    ['-c', `import nbformat\n${forEach('nbformat.validate(nbformat.reads(text, 4))')}`],
  ],
  ['JSON', /\.json$/, 'python', ['-c', `import json\n${forEach('json.loads(text)')}`]],
];

/** Read by other suites (documents are rendered by the containers'), or plain lists and data that no tool has a grammar for. */
const readElsewhere =
  /^(?:Dockerfile|\.dockerignore|\.gitignore|.*\.md|.*\.qmd|.*\.csv|ces\/.*\.txt|requirements-torch\.txt)$/;

test.each(kinds)('%s is content with every %s', (_, pattern, tool, words) => {
  const files = filesLike(pattern).map(([tree, file]) => join(tree, file));
  expect(verdictOf(runTool(goldenFolder, tool, [...words, ...files]))).toBe('status 0');
});

test('every generated file is read by some tool', () => {
  const unread = trees.flatMap((tree) =>
    tree.files.filter((file) => !readElsewhere.test(file) && !kinds.some(([, pattern]) => pattern.test(file))),
  );
  expect(unread).toEqual([]);
});

test.each(kinds)('%s finds a fault in a file like %s', (what, pattern, tool, words) => {
  const [, file, folder] = filesLike(pattern)[0] ?? ['', '', ''];
  const broken = spoil(what, readFileSync(join(folder, file), 'utf8'));
  const run = runTool(goldenFolder, 'sh', [
    '-c',
    'folder=$(mktemp -d) && printf "%s" "$1" > "$folder/$2" && name=$2 && shift 2 && "$@" "$folder/$name"; status=$?; rm -r "$folder"; exit $status',
    'sh',
    broken,
    file.replaceAll('/', '-'),
    tool,
    ...words,
  ]);
  expect(run.status).not.toBe(0);
});

/** The fault that each tool must see: a line that its language does not have, unless a finer one is needed. */
function spoil(what: string, text: string): string {
  switch (what) {
    case 'ruff':
      return `${text}\nimport os\n`;
    case 'Python 3.10 has its grammar':
      return `${text}\ntype X = int\n`;
    case 'shellcheck':
      return `${text}\necho $1\n`;
    case 'yamllint':
      return `${text}a: 1\na: 1\n`;
    case 'pre-commit':
      return text.replace('language: python', 'langauge: python');
    case 'the Kubernetes schema, strictly':
      return text.replace('backoffLimit:', 'backofLimit:');
    case 'nbformat':
      return text.replace('"cell_type"', '"cell_tipe"');
    default:
      return `${text}\n((( |\n`;
  }
}
