import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import home from '../../src/rules/nothing-in-home.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import noData from '../../src/rules/no-data-files.ts';
import download from '../../src/rules/no-runtime-download.ts';
import secrets from '../../src/rules/no-secrets.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** Kinds of single findings that a stranger called wrong, each with what looks like it and is right. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY . /app/\n';
const python = (main: string, more: Files = {}): Files => ({
  Dockerfile: `${py}ENTRYPOINT ["python", "/app/main.py"]\n`,
  'main.py': main,
  ...more,
});
const messages = async (files: Files, rule: Rule): Promise<readonly string[]> =>
  check(await factsOf(files), [rule]).results.flatMap((each) =>
    each.verdict === 'fail' ? [each.message.replace(/ \(.*/, '')] : [],
  );

test.each([
  ['replaced before it is used', 'a = "/x"\na = "/safe_outputs/x"\nopen(a, "w")\n', []],
  ['replaced after it is used', 'a = "/x"\nopen(a, "w")\na = "/safe_outputs/x"\n', ['writes to /x']],
  [
    'replaced where a condition holds',
    'a = "/x"\nif b:\n    a = "/y"\nopen(a, "w")\n',
    ['writes to /x', 'writes to /y'],
  ],
  [
    'of one of two branches',
    'if b:\n    a = "/x"\nelse:\n    a = "/y"\nopen(a, "w")\n',
    ['writes to /x', 'writes to /y'],
  ],
  [
    'used and replaced in a loop',
    'a = "/x"\nfor i in j:\n    open(a, "w")\n    a = "/y"\n',
    ['writes to /x', 'writes to /y'],
  ],
  ['replaced in a while', 'a = "/x"\nwhile b:\n    open(a, "w")\n    a = "/y"\n', ['writes to /x', 'writes to /y']],
  ['replaced in a with', 'a = "/x"\nwith b:\n    a = "/safe_outputs/y"\nopen(a, "w")\n', []],
  ['made of itself', 'a = "/x"\na = a + "/y"\nopen(a, "w")\n', ['writes to /x/y']],
  ['of several names', 'a, b = "/x", 1\na = "/safe_outputs/y"\nopen(a, "w")\n', []],
  [
    'seen by a function that is called before it is replaced',
    'def f():\n    open(a, "w")\na = "/safe_outputs/x"\nf()\na = "/x"\nprint(a)\n',
    [],
  ],
  [
    'seen by a function that another calls later',
    'def f():\n    open(a, "w")\ndef g():\n    f()\na = "/safe_outputs/x"\na = "/x"\ng()\n',
    ['writes to /x'],
  ],
  ['named for results and replaced', 'out = "/x"\nout = "/safe_outputs/x"\nsave(out)\n', []],
] as const)('a value of another assignment, %s', async (_title, main, found) => {
  expect(await messages(python(main), outputs)).toEqual(found);
});

const methods =
  'from pathlib import Path\ndef f(folder=None):\n    if folder is None:\n        folder = Path("/x")\n    (folder / "m").write_text("a")\n';
test.each([
  ['the only caller gives one', 'import os\nfrom lib import f\nf(os.environ["OUT"])\n', []],
  ['a caller leaves it out', 'from lib import f\nf()\n', ['writes to /x/m']],
  ['a caller gives None', 'from lib import f\nf(None)\n', ['writes to /x/m']],
] as const)('what stands in for None, where %s', async (_title, main, found) => {
  expect(await messages(python(main, { 'lib.py': methods }), outputs)).toEqual(found);
});

test('what another module leaves under a name is seen, not what it does when it is started', async () => {
  const lib =
    'a = "/x"\na = "/safe_outputs/x"\nif __name__ == "__main__":\n    a = "/y"\n    out = "/home/me/z"\n    open(a, "w")\n';
  const files = python('from lib import a\nopen(a, "w")\n', { 'lib.py': lib });
  expect(await messages(files, outputs)).toEqual([]);
  expect(await messages(files, home)).toEqual([]);
});

const packaged = (install: string, more = ''): Files => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nWORKDIR /home/me/app\nCOPY . .\n${more}RUN ${install}\nENTRYPOINT ["tool"]\n`,
  'pyproject.toml': '[project]\nname = "tool"\nversion = "1"\n[project.scripts]\ntool = "tool.cli:main"\n',
  'tool/__init__.py': '',
  'tool/cli.py': 'from pathlib import Path\ndef main():\n    open(Path(__file__).parent / "data.json")\n',
  'tool/data.json': '{}\n',
});
const inHome = 'COPY puts files into /home/me/app';
const used = 'uses /home/me/app/tool/data.json';
test.each([
  ['a copy that pip made', 'pip install .', '', [inHome]],
  ['a copy of a folder by its path', 'pip install --no-cache-dir /home/me/app', '', [inHome]],
  ['the folder itself', 'pip install -e .', '', [inHome, used]],
  ['the folder itself, by poetry', 'poetry config virtualenvs.create false && poetry install', '', [inHome, used]],
  ['the folder itself, by uv', 'uv sync', '', [inHome, used]],
  ['a copy, by uv', 'uv sync --no-editable', '', [inHome]],
  ['the folder that PYTHONPATH names', 'pip install .', 'ENV PYTHONPATH=/home/me/app\n', [inHome, used]],
] as const)('of an installed package runs %s', async (_title, install, more, found) => {
  expect(await messages(packaged(install, more), home)).toEqual(found);
});

test('a program that only names itself opens nothing', async () => {
  const files = {
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /root/\nENTRYPOINT ["python", "/root/main.py"]\n',
    'main.py': 'import logging\nHERE = __file__\nlogging.getLogger(__file__)\nopen("/root/x")\n',
  };
  expect(await messages(files, home)).toEqual(['COPY puts files into /root/main.py', 'uses /root/x']);
});

test('a program that is started as a module finds what lies beside its package', async () => {
  const files = {
    Dockerfile: `${py}CMD ["python", "-m", "api.app"]\n`,
    'api/__init__.py': '',
    'api/app.py':
      'import os\nbase = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\nopen(os.path.join(base, "data/a.pkl"))\nopen(os.path.join(base, "data/b.pkl"))\n',
    'data/a.pkl': 'x',
  };
  expect((await messages(files, filesInImage)).length).toBe(1);
});

test('a document that is rendered is read, and what comes beside it is written', async () => {
  const files = {
    Dockerfile:
      'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt/report\nCOPY . .\nCMD ["Rscript", "/opt/report/run.R"]\n',
    'run.R': 'rmarkdown::render("report.Rmd")\n',
    'report.Rmd': '---\ntitle: x\noutput: pdf_document\n---\nx\n',
  };
  expect(await messages(files, outputs)).toEqual(['writes to /opt/report/report.*']);
});

test.each([
  ['.docker/.buildNodeID', []],
  ['.docker/config.json', ['.docker/config.json is copied']],
  ['.ssh/known_hosts', []],
  ['.ssh/id_ed25519.pub', []],
  ['.ssh/deploy', ['.ssh/deploy is copied']],
  ['.kube/cache/a', []],
  ['.kube/config', ['.kube/config is copied']],
] as const)('a file in a folder of settings, %s', async (path, found) => {
  expect(await messages({ Dockerfile: py, [path]: '0123456789abcdef\n' }, secrets)).toEqual(found);
});

test('what a workflow names stays what it is, and at its line', async () => {
  const files = {
    Dockerfile: `${py}RUN pip install snakemake==9.0.0\nENTRYPOINT ["snakemake", "-s", "/app/Snakefile"]\n`,
    Snakefile:
      'rule a:\n    output:\n        "results/a"\n    shell:\n        """\n        sort {input.first_of_the_files} {params.second} > {output[0]}\n        curl -o {params.x} https://example.org/x\n        """\n',
  };
  const { results } = check(await factsOf(files), [outputs, download]);
  const found = results.flatMap((each) =>
    each.verdict === 'fail' && each.location?.file === 'Snakefile'
      ? [`${String(each.location.line)} ${each.message.replace(/ \(.*/, '')}`]
      : [],
  );
  expect(found).toContain('6 writes to /app/results/a');
  expect(found).toContain('7 curl downloads a file');
});

test.each([
  ['.git/HEAD', 'pass'],
  ['blob', 'unknown'],
  ['data/train.pkl', 'fail'],
  ['data/processed/cleaned_data.pkl', 'fail'],
  ['data/inputdata_a.pkl', 'fail'],
  ['data/metadata.pkl', 'unknown'],
  ['data/train_model.pkl', 'unknown'],
  ['models/train.pkl', 'pass'],
] as const)('a file that is no text, %s: %s', async (path, verdict) => {
  const read = await factsOf({ Dockerfile: py, [path]: 'x' });
  const file = { path, size: 1, executable: false, unread: 'binary' };
  const facts = { ...read, byPath: new Map([...read.byPath, [path, file]]) };
  expect(check(facts, [noData]).results[0]?.verdict).toBe(verdict);
});

const reading = (main: string): Files => python(`import glob, os, json\nfrom pathlib import Path\n${main}`);
test.each([
  ['a pattern below a mount of others', 'glob.glob("/input/images/*.mha")\n', 'fail'],
  ['a walk through one', 'for a in os.walk("/input"):\n    print(a)\n', 'fail'],
  ['a path of one', 'x = list(Path("/input/images").glob("*.mha"))[0]\n', 'fail'],
  ['a pattern of the data', 'glob.glob("/safe_data/*.csv")\n', 'pass'],
  ['a pattern of its own folder', 'glob.glob("results/*.csv")\n', 'pass'],
  [
    'either of two places that are not there',
    'def f(p):\n    return open(p)\nf("/input/a.json")\nf("/input/b.json")\n',
    'fail',
  ],
  [
    'either of two places of which one is there',
    'def f(p):\n    return open(p)\nf("/input/a.json")\nf("/safe_data/b")\n',
    'unknown',
  ],
] as const)('what is read at a place of another platform, %s: %s', async (_title, main, verdict) => {
  expect(check(await factsOf(reading(main)), [filesInImage]).results[0]?.verdict).toBe(verdict);
});
