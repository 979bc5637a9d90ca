import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import data from '../../src/rules/no-data-files.ts';
import { factsOf } from '../helpers/project.ts';

// Small tables and lists of people, and what notebooks keep of them: a few rows may be an example, which nobody but a person can tell.

const Dockerfile = 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n';

const judge = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const { results } = check(await factsOf({ Dockerfile, 'src/main.py': '', ...files }), [data]);
  return results.map(({ verdict, message, reason }) => `${verdict} ${reason ?? message}`).join('\n');
};

const table = (header: string, rows: number, separator = ','): string =>
  [header, ...Array.from({ length: rows }, (_, row) => header.replaceAll(/[^,]+/g, `${String(row)}1`))]
    .join('\n')
    .replaceAll(',', separator);

test.each([
  ['notes.txt', table('id,age,postcode', 300), 'fail'],
  ['notes.txt', table('id,age,postcode', 300, '\t'), 'fail'],
  ['notes.txt', table('id,age,postcode', 8), 'unknown'],
  ['notes.txt', table('id,age,postcode', 3, '\t'), 'unknown'],
  ['notes.txt', table('id,age', 300), 'unknown'],
  ['notes.txt', table('nhs_number,result', 4), 'unknown'],
  ['notes.txt', table('FID,IID,sex', 4, ' '), 'unknown'],
  ['notes.txt', `# of March\n\n${table('id,sex', 4, ';')}`, 'unknown'],
  ['export.out', table('"patient_id","dob"', 4), 'unknown'],
  ['patients.txt', table('a,b', 3), 'unknown'],
  ['patients.txt', '1234\n1235\n', 'unknown'],
  ['all_subjects.dat', 'x 1\ny 2\n', 'unknown'],
  ['a.json', JSON.stringify([1, 2, 3].map((nhs_number) => ({ nhs_number, surname: 'Ann' }))), 'unknown'],
  ['seed.sql', "INSERT INTO patients VALUES (1, 'Ann');\n", 'unknown'],
  ['seed.sql', "INSERT INTO t (id, surname) VALUES (1, 'Ann');\n", 'unknown'],
  // What looks alike.
  ['patients.txt', 'Who counts as a patient\nis said in the protocol of the study.\n', 'pass'],
  ['words.txt', table('term,weight', 300), 'pass'],
  ['stopwords.txt', 'a\nthe\n', 'pass'],
  ['notes.txt', 'The age and sex of people in 2020\nare in the table of 2021.\n', 'pass'],
  ['notes.txt', 'age,sex,smoker\n'.repeat(50), 'pass'],
  ['form.json', JSON.stringify([1, 2, 3].map(() => ({ nhs_number: {}, surname: {} }))), 'pass'],
  ['main.R', table('id,age', 3), 'pass'],
])('%s: %#', async (name, text, verdict) => {
  expect((await judge({ [`src/${name}`]: text })).split(' ')[0]).toBe(verdict);
});

test.each([
  ['dataset/train/NORMAL/IM-1.jpeg', 'fail'],
  ['data/scans/a.PNG', 'fail'],
  ['xray/train/normal/1.png', 'unknown'],
  ['static/data/logo.png', 'unknown'],
  ['data/figures/patient1.png', 'unknown'],
  ['docs/figure.png', 'pass'],
  ['app/icon.png', 'pass'],
  ['train/train.py', 'pass'],
])('a picture is data where its folder says so: %s', async (name, verdict) => {
  expect((await judge({ [`src/${name}`]: '' })).split(' ')[0]).toBe(verdict);
});

const notebook = (outputs: readonly unknown[]): string =>
  JSON.stringify({ cells: [{ cell_type: 'code', outputs, source: ['print("\\"outputs\\": [{")\n'] }] }, null, 1);
const kept = notebook([{ output_type: 'stream', text: ['patient 12 John Smith\n'] }]);

test('a notebook that is copied with what it showed', async () => {
  expect(await judge({ 'src/an.ipynb': kept })).toMatch(/^unknown src\/an\.ipynb keeps what a cell showed/);
  expect(await judge({ 'src/an.nb.html': '<html></html>' })).toMatch(/^unknown /);
  expect(await judge({ 'src/an.ipynb': notebook([]) })).toMatch(/^pass /);
});

test('of a notebook outside the image, the pass says what it keeps', async () => {
  expect(await judge({ 'notebooks/an.ipynb': kept })).toMatch(
    /^pass .*Outside the image notebooks\/an\.ipynb keeps saved outputs/,
  );
});

test('of a table of people outside the image, the pass says that it goes with the repository', async () => {
  const files = { 'patients.csv': table('patient_id,dob', 3), 'rehearsal/safe_data/a.csv': table('patient_id,dob', 3) };
  expect(await judge(files)).toMatch(
    /^pass .*Outside the image patients\.csv has columns about people, and goes wherever the repository goes: is that made up\?/,
  );
  expect(await judge({ 'codes.csv': 'code,label\n1,a\n2,b\n' })).not.toContain('Outside the image');
});

const waiver = (path: string): string =>
  `waivers:\n  - rule: no-data-files\n    path: ${path}\n    reason: made up\n    by: Ann\n    date: 2026-11-01\n`;

test('each is accepted alone, and what was not accepted stays open', async () => {
  const files = { 'src/an.ipynb': kept, 'src/ids.txt': table('id,age', 3) };
  expect(await judge({ ...files, '.tre-container.yml': waiver('src/an.ipynb') })).toMatch(
    /^waived .*\nunknown src\/ids\.txt reads like a list or table of people/,
  );
  expect(await judge({ 'src/an.ipynb': kept, '.tre-container.yml': waiver('src/an.ipynb') })).toMatch(
    /^waived .*\npass /,
  );
});

test('a waiver for a folder accepts all that lies in it, and nothing beside it', async () => {
  const files = {
    'src/lists/a.csv': 'code\n',
    'src/lists/deep/b.csv': 'code\n',
    'src/lists/ids.txt': table('id,age', 3),
  };
  expect(await judge({ ...files, '.tre-container.yml': waiver('src/lists/') })).toMatch(
    /^waived made up \(Ann, 2026-11-01\)\nwaived made up \(Ann, 2026-11-01\)$/,
  );
  expect(await judge({ ...files, 'src/c.csv': 'code\n', '.tre-container.yml': waiver('src/lists/') })).toMatch(
    /^fail .*src\/c\.csv/m,
  );
  const named = { 'src/lists/.tre-container.yml': waiver('deep/') };
  expect(await judge({ ...files, ...named })).toMatch(/^fail .*src\/lists\/a\.csv/m);
});

test('a table that an instruction writes itself', async () => {
  const written = `${Dockerfile}RUN <<EOF cat > /opt/list.txt\n${table('id,age', 3)}\nEOF\n`;
  expect(await judge({ Dockerfile: written })).toMatch(/^unknown RUN writes \/opt\/list\.txt/);
});

test.each([[''], [waiver('src/codes.csv')]])(
  'a file that is data, accepted or not, speaks for no other file',
  async (waivers) => {
    const said = await judge({
      'src/codes.csv': table('code,name', 30),
      'src/patients.txt': table('nhs_number,dob', 4),
      ...(waivers === '' ? {} : { '.tre-container.yml': waivers }),
    });
    expect(said).toMatch(waivers === '' ? /^fail /m : /^waived /m);
    expect(said).toMatch(/^unknown src\/patients\.txt/m);
  },
);
