import { expect, test } from 'vitest';
import { wordsOfCommand } from '../../../src/engine/adopt/start/words-of-command.ts';
import { placesOfWords } from '../../../src/engine/survey/places/places-of-words.ts';
import { findElsewhere } from '../../../src/parse/programs/elsewhere.ts';

const read = (...start: readonly string[]): Record<string, readonly string[]> => {
  const { reads, writes } = placesOfWords(start, { file: 'README.md', line: 3 });
  return { reads: reads.map(({ what }) => what), writes: writes.map(({ what }) => what) };
};

test('what an option or a word names is read, unless the option speaks of results', () => {
  expect(read('python', 'run.py', '--data', 'data/cohort.csv', '--out', 'results')).toEqual({
    reads: ['data/cohort.csv'],
    writes: ['results/'],
  });
  expect(read('Rscript', 'scripts/fit.R', '--input_dir=data/a', '--out_dir=results/fit', 'cohort.csv')).toEqual({
    reads: ['data/a', 'cohort.csv'],
    writes: ['results/fit'],
  });
});

test('of several command lines each is looked at; absolute places, programs and plain words are none', () => {
  expect(read('sh', '-c', 'python a.py -o out && Rscript b.R raw/x.csv')).toEqual({
    reads: ['raw/x.csv'],
    writes: ['out/'],
  });
  expect(read('python', '-m', 'survival.run', '--data', '/safe_data/x.csv', '--seed', '1', 'train')).toEqual({
    reads: [],
    writes: [],
  });
});

test.each([
  ['--save-to-disk', 'True'],
  ['--save', 'yes'],
  ['--save-model', '1'],
  ['--save-every', '10'],
  ['--output-format', 'csv'],
  ['--out-prefix', 'stroke'],
  ['--log', 'INFO'],
  ['--plots', '0.5'],
])('%s %s names no folder of results', (option, value) => {
  expect(read('python', 'run.py', option, value)).toEqual({ reads: [], writes: [] });
  expect(read('python', 'run.py', `${option}=${value}`)).toEqual({ reads: [], writes: [] });
});

test.each([
  ['--save-to', 'kept', 'kept/'],
  ['--output_dir', 'kept', 'kept/'],
  ['--save-model', 'models/net.pt', 'models/net.pt'],
  ['--out-table', 'table.csv', 'table.csv'],
])('%s %s names what is written', (option, value, what) => {
  expect(read('python', 'run.py', option, value).writes).toEqual([what]);
});

const found = (...start: readonly string[]): unknown =>
  findElsewhere(start).map(({ place, instead }) => `${place} -> ${instead}`);

test('places that are not there in the TRE come with places that are; those of the TRE and of every system do not', () => {
  expect(found('python', 'run.py', '--data', '/data/cohort.csv', '--out', '/results')).toEqual([
    '/data/cohort.csv -> /safe_data/cohort.csv',
    '/results -> /safe_outputs',
  ]);
  expect(found('sh', '-c', 'Rscript a.R C:/study/x.rds && Rscript b.R --log=~/run.log')).toEqual([
    'C:/study/x.rds -> /safe_data/x.rds',
    '~/run.log -> /safe_outputs/run.log',
  ]);
  expect(
    found(
      'python',
      '/srv/run.py',
      '--in=/safe_data/x.csv',
      '--tmp',
      '/scratch/t',
      '/dev/null',
      'data/x.csv',
      '/',
      '-v',
    ),
  ).toEqual([]);
});

test('a command line is words, unless only a shell can run it', () => {
  expect(wordsOfCommand(' python run.py  --name "two words" --x=\'a && b\' ')).toEqual([
    'python',
    'run.py',
    '--name',
    'two words',
    '--x=a && b',
  ]);
  expect(wordsOfCommand('Rscript a.R && Rscript b.R')).toEqual(['sh', '-c', 'Rscript a.R && Rscript b.R']);
  expect(wordsOfCommand('python run.py > /safe_outputs/log.txt')).toHaveLength(3);
});
