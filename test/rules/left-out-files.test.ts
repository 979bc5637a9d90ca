import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

// What is read beside the program by a pattern, or by a path of which only the end is known, and is not in the image.

const judge = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const { results } = check(await factsOf(files), [filesInImage]);
  return results.map(({ verdict, message, reason }) => `${verdict} ${reason ?? message}`).join('\n');
};

const project = (name: string, main: string, ignored: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/${name.endsWith('R') ? 'r-base:4.5.1' : 'python:3.13'}\nCOPY src/ /app/\nWORKDIR /scratch\nENTRYPOINT ["${name.endsWith('R') ? 'Rscript' : 'python'}", "/app/${name}"]\n`,
  '.dockerignore': ignored,
  [`src/${name}`]: `${main}\n`,
  'src/lookups/simd.csv': 'a\n',
  'src/lookups/README.md': 'a\n',
});

const python = 'from pathlib import Path\nimport glob, os, pandas as pd, pkgutil\nfrom importlib import resources\n';

describe.each([
  ['a glob of a path', 'for f in sorted(Path(__file__).parent.glob("lookups/*.csv")):\n    pd.read_csv(f)'],
  ['a glob of a folder', 'for f in (Path(__file__).parent / "lookups").glob("*.csv"):\n    pd.read_csv(f)'],
  ['a glob below', 'for f in Path(__file__).parent.rglob("*.csv"):\n    pd.read_csv(f)'],
  [
    'a glob of a text',
    'for f in glob.glob(os.path.join(os.path.dirname(__file__), "lookups", "*.csv")):\n    pd.read_csv(f)',
  ],
  ['a file of a package', 'pd.read_csv(resources.files("lookups").joinpath("simd.csv"))'],
  ['a file of a package, by a slash', 'text = (resources.files("lookups") / "simd.csv").read_text()'],
  ['a resource', 'data = pkgutil.get_data("lookups", "simd.csv")'],
  ['a resource that is opened', 'with resources.open_text("lookups", "simd.csv") as f:\n    f.read()'],
  ['a folder that is found at run time', 'here = Path(find())\npd.read_csv(here / "lookups" / "simd.csv")'],
])('Python: %s', (_what, main) => {
  test('is not known where the image lacks it', async () => {
    expect(await judge(project('main.py', python + main, '**/*.csv\n'))).toMatch(
      /^unknown .*project's src\/lookups\/simd\.csv is not in the image/,
    );
  });
  test('passes where the image has it', async () => {
    expect(await judge(project('main.py', python + main, '.git\n'))).toMatch(/^pass /);
  });
});

describe.each([
  [
    'a list of files',
    'here <- this.path::this.dir()\nfor (f in list.files(file.path(here, "lookups"), pattern = "\\\\.csv$")) print(f)',
  ],
  ['a glob', 'here <- this.path::this.dir()\nfiles <- Sys.glob(file.path(here, "lookups", "*.csv"))'],
  [
    'a folder that is found at run time',
    'here <- find_folder()\nx <- read.csv(file.path(here, "lookups", "simd.csv"))',
  ],
])('R: %s', (_what, main) => {
  test('is not known where the image lacks it', async () => {
    expect(await judge(project('main.R', main, '**/*.csv\n'))).toMatch(
      /^unknown .*project's src\/lookups\/simd\.csv is not in the image/,
    );
  });
  test('passes where the image has it', async () => {
    expect(await judge(project('main.R', main, '.git\n'))).toMatch(/^pass /);
  });
});

test('a file of a package with a file of its own is looked for where that lies', async () => {
  const files = {
    ...project('main.py', `${python}import lookups\npd.read_csv(resources.files(lookups) / "simd.csv")`, '**/*.csv\n'),
    'src/lookups/__init__.py': '',
  };
  expect(await judge(files)).toMatch(
    /^fail opens \/app\/lookups\/simd\.csv, and src\/lookups\/simd\.csv is not in the image/,
  );
});

test.each([
  ['data of the TRE', 'for f in Path("/safe_data").glob("lookups/*.csv"):\n    pd.read_csv(f)'],
  ['what the start names', 'import sys\npd.read_csv(Path(sys.argv[1]) / "lookups" / "simd.csv")'],
  ['what a variable names', 'pd.read_csv(os.path.join(os.environ["DATA"], "lookups/simd.csv"))'],
  ['a file of another folder', 'pd.read_csv(Path(find()) / "others" / "simd.csv")'],
])('nothing is said of %s', async (_what, main) => {
  expect(await judge(project('main.py', python + main, '**/*.csv\n'))).not.toContain('simd.csv is not in the image');
});

const atRun = (main: string, ignored = '**/*.csv\n'): Readonly<Record<string, string>> => ({
  ...project('main.py', main, ignored),
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nCOPY codes/ /app/codes/\nENTRYPOINT ["python"]\n',
  'codes/icd.csv': 'a\n',
});

describe('a program that a person starts from a folder of their choice', () => {
  const open = /^unknown .*opens \S+, seen from where it is started, and the project's \S+ is not in the image/;

  test.each(['lookups/simd.csv', './lookups/simd.csv', '../codes/icd.csv', 'codes/icd.csv'])(
    'is not known where the image lacks %s',
    async (name) => {
      expect(await judge(atRun(`open("${name}")`))).toMatch(open);
      expect(await judge(atRun(`open("${name}")`, '.git\n'))).not.toMatch(/seen from/);
    },
  );
  test.each([
    ['data of the TRE', 'open("/safe_data/lookups/simd.csv")'],
    ['what the project has nowhere', 'open("lookups/others.csv")'],
    ['what it asks for', 'import os\nif os.path.exists("lookups/simd.csv"): open("lookups/simd.csv")'],
    ['what it writes before', 'open("lookups/simd.csv", "w").write("a")\nopen("lookups/simd.csv")'],
  ])('nothing is said of %s', async (_what, main) => {
    expect(await judge(atRun(main))).not.toMatch(/seen from/);
  });
});
