import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import { factsOf } from '../helpers/project.ts';

const jobOf = (container: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: app-\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          image: proxy:5000/org/app:1\n${container}`;
const given = jobOf('          args:\n            - measurements.csv\n');
const parser = (lines: string): string =>
  `import argparse\n\nparser = argparse.ArgumentParser()\n${lines}args = parser.parse_args()\nprint(args)\n`;
const options = parser('parser.add_argument("--cohort")\n');

const judge = async (program: string, job: string, entrypoint = '["python", "/app/run.py"]'): Promise<string> => {
  const files = {
    '.yo-rc.json': '{"generator-tre-container": {"version": "0.2.0", "answers": {}}}',
    'ces/job.yaml': job,
    'src/run.py': program,
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ${entrypoint}\n`,
  };
  const { results } = check(await factsOf(files), [imageComplete]);
  return results
    .map(({ verdict, message, location }) => `${verdict} ${location?.file ?? ''}:${String(location?.line)} ${message}`)
    .join('\n');
};

test.each([
  ['argparse', options],
  [
    'argparse, in a function',
    `${parser('').replace(/\n\nparser[^]*/, '')}\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--cohort", "-c")\n    print(parser.parse_args())\n\n\nmain()\n`,
  ],
  [
    'click',
    'import click\n\n\n@click.command()\n@click.option("--cohort")\ndef main(cohort):\n    print(cohort)\n\n\nmain()\n',
  ],
])('a word that the job gives and the parser does not take ends the start (%s)', async (_, program) => {
  expect(await judge(program, given)).toMatch(
    /^fail ces\/job\.yaml:12 the job gives "measurements\.csv" to src\/run\.py, whose parser takes options alone/,
  );
});

test.each([
  ['it takes one by its place', parser('parser.add_argument("file")\n'), given],
  ['what it takes is not known', parser('parser.add_argument(NAME)\n'), given],
  ['it takes what is left', options.replace('parse_args', 'parse_known_args'), given],
  ['it parses words of its own', options.replace('parse_args()', 'parse_args(["--cohort", "a"])'), given],
  ['it has commands', parser('parser.add_subparsers().add_parser("fit")\n'), given],
  ['it parses nothing', 'import sys\n\nprint(sys.argv)\n', given],
  ['the job gives an option', options, jobOf('          args: [--cohort, a]\n')],
  ['the job starts another', options, jobOf('          command: [echo]\n          args: [measurements.csv]\n')],
  ['the job gives nothing', options, jobOf('')],
])('a job is taken where %s', async (_, program, job) => {
  expect(await judge(program, job)).toMatch(/^pass /);
});

test('behind an option of ENTRYPOINT it is its value', async () => {
  expect(await judge(options, given, '["python", "/app/run.py", "--cohort"]')).toMatch(/^pass /);
});
