import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import hfHome from '../../src/rules/hf-home-under-safe-data.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';

async function judged(rule: CheckedRule, files: Record<string, string>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const ofR = (main: string, more: Record<string, string> = {}): Record<string, string> => ({
  Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /app\nCOPY . /app/\nCMD ["Rscript", "/app/main.R"]\n',
  'main.R': main,
  ...more,
});
const fetching = 'download.file("https://example.org/b", "/scratch/b")\ngo <- function() 1\n';

test.each([
  ['box::use(./logic/fetch)\n', 'logic/fetch.R'],
  ['box::use(\n  # what it needs\n  stats[sd, m = median],\n  f = app/logic/fetch[go],\n)\n', 'app/logic/fetch.R'],
  ['box::use(./logic/fetch[...])\n', 'logic/fetch/__init__.R'],
  ['import::from("R/x.R", go)\n', 'R/x.R'],
])('a module that R loads by %s is read', async (main, path) => {
  expect(await judged(noRuntimeDownload, ofR(main, { [path]: fetching }))).toContain('download.file');
  // Nothing loads it.
  expect(await judged(noRuntimeDownload, ofR('box::use(stats)\n', { [path]: fetching }))).toBe('pass');
});

test.each([
  'box::use(biomaRt[useMart])\nm <- useMart("ensembl")\n',
  'box::use(stats, biomaRt)\nm <- biomaRt$useMart("ensembl")\n',
  'import::from(biomaRt, useMart)\nm <- useMart("ensembl")\n',
])('a package that R loads so is known: %s', async (main) => {
  expect(await judged(noRuntimeDownload, ofR(main))).toContain('useMart');
  expect(await judged(importsInstalled, ofR(main))).toContain('biomaRt');
});

test('what is only called alike, or comes from another list, is not taken for it', async () => {
  expect(await judged(noRuntimeDownload, ofR('other <- list()\nm <- other$useMart("ensembl")\n'))).toBe('pass');
  expect(await judged(noRuntimeDownload, ofR('box::use(./logic/absent)\n'))).not.toContain('download');
  expect(await judged(importsInstalled, ofR('box::use(stats[sd], utils)\n'))).not.toMatch(/stats|utils/);
});

const hydra = (main: string, configuration: string, more = ''): Record<string, string> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nCOPY . /app/\nCMD ["python", "/app/main.py"${more}]\n`,
  'main.py': main,
  'conf/config.yaml': configuration,
});
const decorated =
  'import hydra\n@hydra.main(config_path="conf", config_name="config", version_base=None)\ndef main(cfg):\n    print(cfg)\nmain()\n';

test('Hydra writes beside the start unless it is told otherwise', async () => {
  expect(await judged(outputsInSafe, hydra(decorated, 'x: 1\n'))).toBe('unknown');
  expect(await judged(outputsInSafe, hydra(decorated, 'hydra:\n  run:\n    dir: ./runs\n'))).toBe('unknown');
  expect(await judged(outputsInSafe, hydra(decorated, 'hydra:\n  run:\n    dir: /safe_outputs/${now:%Y}\n'))).toBe(
    'pass',
  );
  expect(await judged(outputsInSafe, hydra(decorated, 'x: 1\n', ', "hydra.run.dir=/safe_outputs/run"'))).toBe('pass');
  expect(await judged(outputsInSafe, hydra('print(1)\n', 'x: 1\n'))).toBe('pass');
});

test('of several lists those count that a RUN installs, where one of them is', async () => {
  const lists = { 'requirements.txt': 'numpy==2.0\n', 'requirements-full.txt': 'transformers==5.0\n' };
  const files = (run: string): Record<string, string> => ({
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY . /app/\n${run}`,
    'main.py': 'print(1)\n',
    ...lists,
  });
  expect(await judged(hfHome, files('RUN pip install -r /app/requirements.txt\n'))).toBe('notApplicable');
  for (const run of ['RUN pip install -r /app/requirements-full.txt\n', ''])
    expect(await judged(hfHome, files(run))).toContain('HF_HOME is not set');
});
