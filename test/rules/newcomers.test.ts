import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import imports from '../../src/rules/imports-installed.ts';
import data from '../../src/rules/no-data-files.ts';
import secrets from '../../src/rules/no-secrets.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

// What newcomers to the program were told "yes" of, with nobody having looked.

type Files = Readonly<Record<string, string>>;
const judge = async (rule: Rule, files: Files): Promise<CheckReport> => check(await factsOf(files), [rule]);
const verdictOf = async (rule: Rule, files: Files): Promise<string | undefined> =>
  (await judge(rule, files)).results[0]?.verdict;

const lists = {
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\n',
  'src/main.py': '',
  'src/icd10.csv': 'code,name\n',
};
const accepting = (path: string): Files => ({
  '.tre-container.yml': `waivers:\n  - rule: no-data-files\n    reason: a code list, about nobody\n    by: Ann\n    date: 2026-11-27\n    path: ${path}\n`,
});

test('a data file that a waiver names takes no other file along', async () => {
  expect((await judge(data, lists)).results[0]).toMatchObject({
    verdict: 'fail',
    fix: expect.stringContaining('a waiver with path: src/icd10.csv in .tre-container.yml'),
  });
  const alone = await judge(data, { ...lists, ...accepting('src/icd10.csv') });
  expect(alone.results.map(({ verdict }) => verdict)).toEqual(['waived']);
  expect(alone.waiverProblems).toEqual([]);
  const more = await judge(data, { ...lists, ...accepting('src/icd10.csv'), 'src/patients.csv': 'id\n' });
  expect(more.results.map(({ verdict, message }) => [verdict, message])).toEqual([
    ['fail', 'COPY puts the data file src/patients.csv into the image'],
    ['waived', 'COPY puts the data file src/icd10.csv into the image'],
  ]);
});

test('data files are named, so that who accepts a COPY sees what it brings', async () => {
  const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [`src/${name}.csv`, 'id\n']));
  const { results } = await judge(data, { Dockerfile: lists.Dockerfile, ...files });
  expect(results[0]?.message).toBe(
    'COPY puts 7 data files into the image: src/a.csv, src/b.csv, src/c.csv, src/d.csv, src/e.csv and 2 more',
  );
});

test.each([
  ['a password without quotes', 'db.ini', '[db]\npassword = Xk29-bigsecret-77aQ\n', 'fail'],
  ['in YAML', 'default.yml', 'db:\n  password: Xk29-bigsecret-77aQ\n', 'fail'],
  ['in variables', 'settings.env', 'DB_PASSWORD=Xk29-bigsecret-77aQ\n', 'fail'],
  ['in an address', 'default.yml', 'url: postgresql://u:Xk29-bigsecret-77aQ@db.example.org/x\n', 'fail'],
  ['in an address of a program', 'a.py', 'e = f("postgresql://u:Xk29-bigsecret-77aQ@db.example.org/x")\n', 'fail'],
  ['an address that is filled in', 'a.py', 'e = f(f"postgresql://{user}:{word}@db.example.org/x")\n', 'pass'],
  ['an address without one', 'a.yml', 'url: https://example.org:8080/a1b2c3d4@x\n', 'pass'],
  ['one that is asked for', 'db.ini', 'password = ${DB_PASSWORD_1}\n', 'pass'],
  ['the file that holds it', 'db.ini', 'password = /run/secrets/db1\n', 'pass'],
  ['a value that stands for one', 'db.ini', 'password = changeme123\n', 'pass'],
  ['a word in a text', 'a.md', 'Your password: Xk29-bigsecret-77aQ\n', 'pass'],
])('%s', async (_title, file, text, verdict) => {
  expect(await verdictOf(secrets, { Dockerfile: lists.Dockerfile, [`src/${file}`]: text })).toBe(verdict);
});

const installing = (list: string, main: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n',
  'requirements.txt': list,
  'main.py': main,
});
const model = 'import spacy\nnlp = spacy.load("en_core_web_sm")\n';

test.each([
  ['two versions of one', 'scikit_learn==1.5.0\nscikit-learn==1.5.1\n', 'import sklearn\n', 'fail'],
  ['one version twice', 'pandas==2.2.3\npandas==2.2.3\n', 'import pandas\n', 'pass'],
  [
    'versions that markers choose between',
    'pandas==2.2.2 ; python_version < "3.12"\npandas==2.3.0 ; python_version >= "3.12"\n',
    'import pandas\n',
    'pass',
  ],
  ['a model of spaCy that nothing installs', 'spacy==3.8.2\n', model, 'unknown'],
  [
    'a model of spaCy that is in the list',
    'spacy==3.8.2\nen_core_web_sm @ https://example.org/en_core_web_sm-3.8.0-py3-none-any.whl\n',
    model,
    'pass',
  ],
  ['a model of spaCy by its path', 'spacy==3.8.2\n', 'import spacy\nspacy.load("/safe_data/en_core_web_sm")\n', 'pass'],
] as const)('packages: %s', async (_title, list, main, verdict) => {
  expect(await verdictOf(imports, installing(list, main))).toBe(verdict);
});

test('weights of a training are results, wherever they are written', async () => {
  const Dockerfile =
    'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nWORKDIR /scratch\nENTRYPOINT ["python", "/app/main.py"]\n';
  const main = 'import torch\ntorch.save({}, "checkpoints/last.pt")\n';
  expect(await verdictOf(outputs, { Dockerfile, 'main.py': main })).toBe('fail');
  const resumed = `${main}m = torch.load("checkpoints/last.pt")\n`;
  expect(await verdictOf(outputs, { Dockerfile, 'main.py': resumed })).not.toBe('fail');
});

const people = (separator: string): string =>
  ['nhs_number,name,dob,sex', ...Array.from({ length: 30 }, (_, row) => `94347659${String(row)},Ann,1970-01-01,F`)]
    .join('\n')
    .replaceAll(',', separator);
const records = JSON.stringify(Array.from({ length: 30 }, () => ({ nhs: 1, dob: '1970-01-01' })));
const inserts = Array.from({ length: 30 }, (_, row) => `INSERT INTO cohort VALUES (${String(row)}, 'Ann');`).join('\n');

/** What a notebook keeps of a table that it printed. */
const shown = JSON.stringify(
  {
    cells: [
      {
        cell_type: 'code',
        source: ['df.head(6)\n'],
        outputs: [
          {
            data: {
              'text/plain': [
                '  nhs_number        dob sex\n',
                ...Array.from({ length: 6 }, (_, row) => `${String(row)} 94347659${String(row)} 1970-01-01 F\n`),
              ],
            },
          },
        ],
      },
    ],
  },
  null,
  1,
);

test.each([
  ['cohort.txt', people(','), 'fail'],
  ['cohort.dat', people('\t'), 'fail'],
  ['cohort', people(';'), 'fail'],
  ['cohort.json', records, 'fail'],
  ['dump.sql', inserts, 'fail'],
  ['cohort.yml', Array.from({ length: 30 }, () => '- nhs_number: 1\n  dob: 1970-01-01').join('\n'), 'fail'],
  ...['bak', 'csv_old', 'out', 'log', 'html', 'ini', 'rst'].map((ending) => [
    `patients.${ending}`,
    people(','),
    'fail',
  ]),
  ['patients.geojson', JSON.stringify({ features: JSON.parse(records) as unknown }), 'fail'],
  ['shown.ipynb', shown, 'fail'],
  ['line.ipynb', JSON.stringify(JSON.parse(shown)), 'fail'],
  ['line-columns.ipynb', JSON.stringify({ source: ['df.columns\n', '  nhs_number dob\n'] }), 'pass'],
  ['columns.ipynb', JSON.stringify({ source: ['df.columns\n', '  nhs_number dob\n'] }, null, 1), 'pass'],
  ['form.html', '<label for="dob">DOB</label><input name="nhs_number">\n'.repeat(9), 'pass'],
  ['example.txt', people(',').split('\n').slice(0, 5).join('\n'), 'unknown'],
  ['words.txt', 'age,sex,smoker\n'.repeat(50), 'pass'],
  ['form.json', '{"dob": {"label": "Date of birth"}, "nhs_number": {"label": "NHS number"}}', 'pass'],
  ['schema.sql', 'CREATE TABLE cohort (id int);\nINSERT INTO version VALUES (1);\n', 'pass'],
  ['a.py', `TABLE = """${people(',')}"""`, 'pass'],
])('records of people by what they hold: %s', async (file, text, verdict) => {
  expect(await verdictOf(data, { Dockerfile: lists.Dockerfile, 'src/main.py': '', [`src/${file}`]: text })).toBe(
    verdict,
  );
});

test('records that a RUN writes from a text of its own', async () => {
  const written = `${lists.Dockerfile}RUN <<EOF cat > /opt/patients.txt\n${people(',')}\nEOF\n`;
  expect(await verdictOf(data, { Dockerfile: written, 'src/main.py': '' })).toBe('fail');
});

test.each([
  ['/safe_data/m.csv', 'fail'],
  ['results.csv', 'pass'],
  ['/scratch/results.csv', 'pass'],
])('a result on /scratch is brought by what copies it, not by a copy of %s', async (source, verdict) => {
  const Dockerfile =
    'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nWORKDIR /scratch\nENTRYPOINT ["python", "/app/main.py"]\n';
  const copying = `import shutil\nopen("results.csv", "w").write("1")\nshutil.copy("${source}", "/safe_outputs/m.csv")\n`;
  expect(await verdictOf(outputs, { Dockerfile, 'main.py': copying })).toBe(verdict);
});
