import { expect, test } from 'vitest';
import { describeShortened } from '../../../src/engine/answers/describe-shortened.ts';
import type { Answers } from '../../../src/model/answers/answers.ts';

const answers = (more: Partial<Answers>): Answers =>
  ({
    base: 'python',
    packages: [],
    models: [],
    systemPackages: [],
    documents: [],
    licences: [],
    ...more,
  }) as unknown as Answers;
const model = (id: string): Answers['models'][number] => ({ id, revision: 'main' });

test('a list that is given says what of the earlier one it leaves out, with the list that keeps all', () => {
  const earlier = {
    base: 'python',
    systemPackages: ['libgomp1', 'ffmpeg'],
    packages: ['pandas==3.0.6', 'Scikit_learn==1.7'],
  };
  const lines = describeShortened(earlier, answers({ systemPackages: ['curl'], packages: ['scikit-learn==1.8'] }), [
    'pandas==3.0.6',
  ]);
  expect(lines).toEqual([
    'systemPackages: libgomp1, ffmpeg are left out now, since a list that is given stands for the whole; to keep all: --set systemPackages=libgomp1,ffmpeg,curl',
  ]);
});

test('a list that only grows, one that is emptied and a change of base say nothing here', () => {
  const earlier = { base: 'python', systemPackages: ['curl'], models: [model('a/b')] };
  expect(describeShortened(earlier, answers({ systemPackages: ['curl', 'git'], models: [model('a/b')] }), [])).toEqual(
    [],
  );
  expect(describeShortened(earlier, answers({ models: [model('a/b')] }), [])).toEqual([]);
  expect(describeShortened({ ...earlier, base: 'r' }, answers({ systemPackages: ['git'] }), [])).toEqual([]);
  expect(describeShortened(undefined, answers({ systemPackages: ['git'] }), [])).toEqual([]);
});

test('a model that is called otherwise now is named with both names', () => {
  const [line, ...others] = describeShortened(
    { base: 'python', models: [model('a/b')] },
    answers({ models: [model('a/b'), model('x/b')] }),
    [],
  );
  expect(others).toEqual([]);
  expect(line).toContain('the model a/b is called a--b now, and was called b');
  expect(line).toContain('/safe_data/models/a--b');
});

test('the list that keeps all can be typed as it stands, with revisions, and with a package of the starter in a version of theirs', () => {
  const earlier = {
    base: 'python',
    packages: ['pandas==2.2.3', 'numpy>=2'],
    models: [{ id: 'a/b', revision: 'abc1234', target: 'image' }],
  };
  const lines = describeShortened(earlier, answers({ packages: ['scipy==1.14.0'], models: [model('x/y')] }), [
    'pandas==3.0.6',
  ]);
  expect(lines.map((line) => line.slice(line.indexOf('--set ')))).toEqual([
    "--set 'packages=pandas==2.2.3,numpy>=2,scipy==1.14.0'",
    '--set models=a/b@abc1234:image,x/y',
  ]);
});

test('a model that is given another place is the same model', () => {
  const earlier = { base: 'python', models: [model('a/b')] };
  const moved = { ...model('a/b'), target: 'models/b' } as Answers['models'][number];
  expect(describeShortened(earlier, answers({ models: [moved] }), [])).toEqual([]);
});

test('a package of R from another source is the same one, so that the list that keeps all names it once', () => {
  const earlier = { base: 'r', packages: [`tidyverse/dplyr@${'0'.repeat(40)}`, 'bioc::DESeq2', 'lme4'] };
  expect(describeShortened(earlier, answers({ base: 'r', packages: ['dplyr', 'DESeq2'] }), [])).toEqual([
    'packages: lme4 is left out now, since a list that is given stands for the whole; to keep all: --set packages=lme4,dplyr,DESeq2',
  ]);
});
