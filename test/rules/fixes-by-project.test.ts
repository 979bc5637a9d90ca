import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import download from '../../src/rules/no-runtime-download.ts';
import home from '../../src/rules/nothing-in-home.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { patternsOf } from '../../src/rules/shared/data/data-patterns.ts';
import { factsOf } from '../helpers/project.ts';

/** What to do is said in the words of the project where it has a means of its own. */
type Files = Readonly<Record<string, string>>;

const fixesOf = async (rule: Rule, files: Files): Promise<readonly string[]> =>
  check(await factsOf(files), [rule]).results.flatMap(({ verdict, message, fix = '' }) =>
    verdict === 'fail' ? [`${message.replace(/ \(CMD -> .*\)$/, '')} -> ${fix}`] : [],
  );

const image = 'FROM docker.io/library/python:3.13\nCOPY . /app/\nCMD ["python", "/app/main.py"]\n';

test.each([
  [
    'frame.to_csv("~/describe.csv")',
    'writes ~/describe.csv, and what is in a home directory is not kept -> write results to /safe_outputs',
  ],
  [
    'frame.to_csv("/root/describe.csv")',
    'writes /root/describe.csv, and what is in a home directory is not kept -> write results to /safe_outputs',
  ],
  ['OUT = "~/study/out.csv"\nframe.to_csv(OUT)', 'writes ~/study/out.csv'],
  [
    'frame = pandas.read_csv("~/cohort.csv")',
    'uses ~/cohort.csv, and nothing of yours is in the home directory there -> put it under /opt, or read it',
  ],
])('a place in a home directory is told by what is done there: %s', async (line, expected) => {
  const found = await fixesOf(home, { Dockerfile: image, 'main.py': `import pandas\n${line}\n` });
  expect(found).not.toEqual([]);
  expect(found.filter((each) => !each.startsWith(expected))).toEqual([]);
});

const onScratch = image.replace('CMD', 'ENV HOME=/scratch\nCMD');

test.each([
  ['frame.to_csv("~/describe.csv")', 1],
  ['frame.to_csv("~/.cache/describe.csv")', 0],
  ['frame.to_csv("~/describe.csv")\nshutil.copy("~/describe.csv", "/safe_outputs/describe.csv")', 0],
  ['frame.to_csv("~/tmp/describe.csv")', 0],
])('a result in a home directory on /scratch is lost: %s', async (lines, count) => {
  const found = await fixesOf(outputs, { Dockerfile: onScratch, 'main.py': `import pandas, shutil\n${lines}\n` });
  expect(found).toHaveLength(count);
  for (const each of found)
    expect(each).toContain('writes ~/describe.csv to /scratch, where HOME is: /scratch is emptied');
});

const manifest = JSON.stringify({
  version: 1,
  models: [
    {
      name: 'Bio_ClinicalBERT',
      target: 'models/Bio_ClinicalBERT',
      source: { repository: 'emilyalsentzer/Bio_ClinicalBERT', revision: 'a'.repeat(40) },
      files: [],
    },
  ],
});
const loading = (name: string): string =>
  `from transformers import AutoModel, AutoTokenizer\nt = AutoTokenizer.from_pretrained("${name}")\nm = AutoModel.from_pretrained("${name}")\n`;

test('a model that the project has fetched is loaded by its own module', async () => {
  const files = {
    Dockerfile: image,
    'models/models.json': manifest,
    'offline_models.py': 'def model_path(name): ...\n',
  };
  const own =
    'models/models.json has it: write offline_models.model_path("Bio_ClinicalBERT") in the place of "emilyalsentzer/Bio_ClinicalBERT", and import offline_models';
  const found = await fixesOf(download, { ...files, 'main.py': loading('emilyalsentzer/Bio_ClinicalBERT') });
  expect(found).toHaveLength(2);
  expect(found.filter((each) => !each.endsWith(`-> ${own}`))).toEqual([]);
  // Another model, and a project without the module.
  for (const other of [
    { ...files, 'main.py': loading('google-bert/bert-base-uncased') },
    { Dockerfile: image, 'models/models.json': manifest, 'main.py': loading('emilyalsentzer/Bio_ClinicalBERT') },
  ]) {
    const general = await fixesOf(download, other);
    expect(general).toHaveLength(2);
    expect(general.filter((each) => !each.includes('snapshot_download'))).toEqual([]);
  }
});

const torchImage =
  'FROM docker.io/library/python:3.13\nCOPY *.txt /app/\nRUN pip install --no-deps -r /app/requirements-torch.txt\nRUN pip install -r /app/requirements.txt\n';
const list = '--index-url https://download.pytorch.org/whl/cpu\ntorch==2.13.0+cpu\n';
const made = { '.yo-rc.json': JSON.stringify({ 'generator-tre-container': { version: '0.2.0', answers: {} } }) };

test.each<[string, Files, string]>([
  [
    'another version in its list',
    { 'requirements.txt': 'torch==2.11.0\n', 'requirements-torch.txt': list },
    'write torch==2.11.0+cpu in place of torch==2.13.0+cpu at requirements-torch.txt:2',
  ],
  [
    'no version in the other list',
    { 'requirements.txt': 'torch\n', 'requirements-torch.txt': list },
    'write torch==2.13.0 in its place, the version that requirements-torch.txt:2 has',
  ],
  [
    'a package of PyTorch that its list lacks',
    { 'requirements.txt': 'torch==2.13.0\ntorchvision==0.28.0\n', 'requirements-torch.txt': list },
    'add the line torchvision==0.28.0+cpu to requirements-torch.txt',
  ],
  [
    'no list, in a project of this generator',
    { 'requirements.txt': 'torch==2.11.0\n', ...made },
    'requirements-torch.txt with the lines --index-url https://download.pytorch.org/whl/cpu and torch==2.11.0+cpu',
  ],
  [
    'no list, in a project of others',
    { 'requirements.txt': 'torch==2.11.0\n' },
    'pip install --no-deps --index-url https://download.pytorch.org/whl/cpu torch==2.11.0+cpu',
  ],
])('the build without CUDA is named where the project installs it: %s', async (_, files, expected) => {
  const found = await fixesOf(accelerator, { Dockerfile: torchImage, ...files });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

test('data without a common folder are named by their endings, those that end in a number by their folder', () => {
  const scans = Array.from({ length: 6 }, (_, at) => `tests/ct/1.3.12.2.1107.${String(30_000 + at)}`);
  expect(patternsOf(['a/cohort.csv', ...scans, 'b/visits.nii.gz', 'c/more.csv'])).toBe(
    '**/*.csv and tests/ct/ and **/*.nii.gz',
  );
  const many = [...'abcdefghijklmn'.matchAll(/./g)].map(([letter]) => `x.${letter}`);
  expect(patternsOf(many.slice(0, 12)).split(' and ')).toHaveLength(12);
  expect(patternsOf(many)).toMatch(/ and \*\*\/\*\.l and 2 more$/);
  expect(patternsOf(['0001', 'a.csv'])).toBe('0001 and **/*.csv');
});
