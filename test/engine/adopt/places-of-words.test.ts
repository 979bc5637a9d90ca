import { expect, test } from 'vitest';
import { placesOfWords } from '../../../src/engine/survey/places-of-words.ts';

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
