import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import dependencies from '../../src/rules/dependencies-pinned.ts';
import files from '../../src/rules/files-in-image.ts';
import imports from '../../src/rules/imports-installed.ts';
import server from '../../src/rules/interactive-server-authenticated.ts';
import stage from '../../src/rules/minimal-final-stage.ts';
import download from '../../src/rules/no-runtime-download.ts';
import secrets from '../../src/rules/no-secrets.ts';
import home from '../../src/rules/nothing-in-home.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

/** What strangers' labels of fresh repositories showed that the rules missed or took amiss, each as the smallest project that shows it. */
async function verdictOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(project));
  return verdict.verdict === 'fail'
    ? verdict.findings
        .map(({ message, location }) => `${location?.file ?? ''}:${String(location?.line)} ${message}`)
        .join('\n')
    : verdict.verdict;
}

const python = (program: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n',
  'main.py': program,
});

const savesBelow = (home_: string): string =>
  `import os, torch\nfrom pathlib import Path\nfolder = os.path.join(${home_}, "models", str(size))\ntorch.save({}, os.path.join(folder, "model.pth"))\n`;

test('a write to the home directory of whoever runs it is lost', async () => {
  expect(await verdictOf(outputs, python(savesBelow('str(Path.home())')))).toMatch(/writes to ~\/models\/\.\.\./);
  expect(await verdictOf(outputs, python(savesBelow('"/scratch"')))).toBe('pass');
});

test('where HOME is said, that is the home directory', async () => {
  const project = python(savesBelow('str(Path.home())'));
  const at = (home_: string): Readonly<Record<string, string>> => ({
    ...project,
    Dockerfile: project['Dockerfile']?.replace('COPY', `ENV HOME=${home_}\nCOPY`) ?? '',
  });
  expect(await verdictOf(outputs, at('/scratch'))).toBe('pass');
  expect(await verdictOf(outputs, at('/opt/me'))).toContain('writes to /opt/me/models/...');
});

const going = (place: string): Readonly<Record<string, string>> =>
  python(`import os\nos.chdir(${place})\nfor n in range(3):\n    open(f"out_{n}.csv", "w")\n`);

test('nobody knows where a relative name is, once the program has gone to a computed place', async () => {
  expect(await verdictOf(outputs, going('read("places")[0]'))).toBe('unknown');
  expect(await verdictOf(outputs, going('"/opt"'))).toContain('writes to /opt/out_...');
});

const inWorkdir = (workdir: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR ${workdir}\nCOPY main.R /app/\nCMD ["Rscript", "/app/main.R"]\n`,
  'main.R':
    'library(optparse)\nargs <- parse_args(OptionParser(option_list = list(make_option("--outdir", default = "results"))))\nwrite.csv(t, paste(args$outdir, title, ".csv", sep = ""))\nsaveRDS(t, file.path("models", name))\n',
});

test('a name that begins with a known word is relative, whatever follows', async () => {
  const found = await verdictOf(outputs, inWorkdir('/app'));
  expect(found).toContain('main.R:3 writes to /app/results...');
  expect(found).toContain('main.R:4 writes to /app/models/...');
  expect(await verdictOf(outputs, python('open(f"s3://{bucket}/a", "w")\n'))).toBe('pass');
});

const purging = (end: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13-slim\nRUN apt-get update && apt-get install -y build-essential && ${end}\n`,
});

test('autoremove takes no compiler that was asked for by name, a purge that names it does', async () => {
  expect(await verdictOf(stage, purging('apt-get -y autoclean && apt-get -y autoremove'))).toContain('build-essential');
  expect(await verdictOf(stage, purging('apt-get purge -y --auto-remove build-essential'))).toBe('pass');
  expect(await verdictOf(stage, purging('apt-get autoremove -y build-essential'))).toBe('pass');
  expect(await verdictOf(stage, purging('apt-mark auto ".*" && apt-get autoremove -y'))).toBe('pass');
});

const installing = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13-slim\n${lines.map((line) => `RUN pip install ${line}\n`).join('')}`,
});

test('what brings torch along brings the build for CUDA, unless something else says which torch there is', async () => {
  for (const brought of ['transformers[torch]==4.8.2', 'sentence-transformers', 'transformers[sentencepiece,torch]'])
    expect(await verdictOf(accelerator, installing(brought))).toContain(`${brought} brings PyPI's torch`);
  expect(await verdictOf(accelerator, installing('transformers==4.8.2'))).toBe('notApplicable');
  expect(
    await verdictOf(
      accelerator,
      installing('--index-url https://download.pytorch.org/whl/cpu torch==2.13.0', 'sentence-transformers'),
    ),
  ).toBe('pass');
  const { Dockerfile = '' } = installing('sentence-transformers');
  const beside = Dockerfile.replace('RUN', 'ENV PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu\nRUN');
  expect(await verdictOf(accelerator, { Dockerfile: beside })).toBe('notApplicable');
});

test('a Manifest of another project locks nothing; without one the bounds of the project count', async () => {
  const project = {
    Dockerfile: `FROM docker.io/library/julia:1.12\nWORKDIR /env\nCOPY . .\nRUN julia --project=. -e 'using Pkg; Pkg.instantiate()'\nENTRYPOINT ["julia", "main.jl"]\n`,
    'main.jl': 'using CSV\n',
    'Project.toml': '[deps]\nCSV = "336e"\nDataFrames = "a93c"\nDates = "ade2"\n\n[compat]\nCSV = "0.10"\n',
    'benchmark/Manifest.toml': 'julia_version = "1.12"\n',
  };
  expect(await verdictOf(dependencies, project)).toBe(
    'Project.toml:3 DataFrames has neither a version nor an upper bound',
  );
  expect(await verdictOf(dependencies, { ...project, 'Manifest.toml': 'julia_version = "1.12"\n' })).toBe('pass');
});

const asNotebook = (source: string): string =>
  JSON.stringify({ cells: [{ cell_type: 'code', source: [source] }], metadata: {} });
const withNotebooks = (path: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY . /opt/work/\n',
  'a.ipynb': asNotebook('x = 1'),
  [path]: asNotebook('open("/home/me/data.csv")'),
});

test('copies that Jupyter keeps are started by nobody', async () => {
  expect(await verdictOf(home, withNotebooks('.ipynb_checkpoints/a-checkpoint.ipynb'))).toBe('pass');
  expect(await verdictOf(home, withNotebooks('b.ipynb'))).toContain('/home/me/data.csv');
});

const launching = (launch: string): Readonly<Record<string, string>> => ({
  ...python(`import gradio as gr\nwith gr.Blocks() as page:\n    gr.Markdown("x")\npage.queue().launch(${launch})\n`),
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nEXPOSE 7860\nCMD ["python", "/app/main.py"]\n',
});

test('Gradio and Panel ask nobody unless they are told to', async () => {
  expect(await verdictOf(server, launching('server_name="0.0.0.0"'))).toBe(
    'main.py:4 Gradio asks nobody for a password',
  );
  expect(await verdictOf(server, launching('auth=(user, password)'))).toBe('pass');
  expect(await verdictOf(server, launching('**read_options()'))).toBe('unknown');
});

test('Shiny runs the programs of the folder that it is given, in that folder', async () => {
  const project = {
    Dockerfile:
      'FROM docker.io/rocker/r-ver:4.5.3\nCOPY app.R /home/shiny/\nCMD ["Rscript", "-e", "shiny::runApp(\'/home/shiny\', port = 3838)"]\n',
    'app.R':
      'library(shiny)\nsysfonts::font_add_google("Open Sans")\nlists <- fs::dir_ls("data/lists/")\nx <- janitor::make_clean_names(y)\n',
    'data/lists/a.csv': 'code\n1\n',
  };
  expect(await verdictOf(download, project)).toContain('app.R:2 sysfonts::font_add_google loads a font');
  expect(await verdictOf(files, project)).toContain('app.R:3 opens data/lists/ relative to /home/shiny');
  expect(await verdictOf(imports, project)).toContain('janitor is imported');
  const { Dockerfile: written } = project;
  const atWorkdir = written.replace("'/home/shiny', ", '').replace('CMD', 'WORKDIR /home/shiny\nCMD');
  expect(await verdictOf(download, { ...project, Dockerfile: atWorkdir })).toContain('app.R:2 sysfonts::');
});

const restoring = (before: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY renv.lock .Rprofile /app/\nCOPY renv /app/renv\nWORKDIR /app\n${before}RUN Rscript -e "renv::restore(prompt = FALSE)"\n`,
  '.Rprofile': 'source("renv/activate.R")\n',
  'renv/activate.R': 'x <- 1\n',
  'renv.lock': '{}',
});

test('a library of renv in the image is links to the cache of whoever built it', async () => {
  expect(await verdictOf(home, restoring(''))).toContain('~/.cache/R/renv');
  for (const off of ['RENV_CONFIG_CACHE_SYMLINKS=FALSE', 'RENV_PATHS_CACHE=/opt/renv'])
    expect(await verdictOf(home, restoring(`ENV ${off}\n`))).not.toContain('renv::restore');
  const { Dockerfile = '' } = restoring('');
  const isolated = { ...restoring(''), Dockerfile: Dockerfile.replace('FALSE)', 'FALSE); renv::isolate()') };
  expect(await verdictOf(home, isolated)).not.toContain('renv::restore');
});

const holding = (file: string, text: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /opt/app\n',
  [file]: text,
});
const asCell = (source: string): string =>
  JSON.stringify({ cells: [{ cell_type: 'code', source: [source] }] }, undefined, 1);

test('a password that stands in a notebook or program is found, a text that stands for one is not', async () => {
  expect(await verdictOf(secrets, holding('a.ipynb', asCell('SYN_PASSWORD = "Zk3vTn82Lq"\n')))).toContain('a.ipynb:6');
  expect(await verdictOf(secrets, holding('a.R', 'x <- 1\napi_key <- "Zk3vTn82Lq"\n'))).toContain('a.R:2');
  for (const harmless of [
    'password = "password1"\n',
    'api_key = os.environ["API_KEY2"]\n',
    'password = "<your-password-1>"\n',
    'secret = "{{ secret_1 }}"\n',
    'token = "[PAD]"\n',
    'access_key = "AWS_ACCESS_KEY_2"\n',
  ])
    expect(await verdictOf(secrets, holding('a.py', harmless))).toBe('pass');
  expect(await verdictOf(secrets, holding('tests/a.py', 'password = "Zk3vTn82Lq"\n'))).toBe('pass');
});

test('a program in another language with values from outside is read', async () => {
  const program =
    'import subprocess\nsubprocess.check_call(["R", "-e", """rmarkdown::render(\'/docker/a.Rmd\', params = list(name = \'{}\', least = {:d}))""".format(name, least)])\n';
  expect(await verdictOf(download, python(program))).toBe('pass');
});

const listing = (line: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY r.txt ./\nRUN pip install -r r.txt\n',
  'r.txt': `${line}\n`,
});

test('a list that its installer refuses gives nothing a version', async () => {
  expect(await verdictOf(dependencies, listing('pandas=='))).toBe('unknown');
  expect(await verdictOf(dependencies, listing('pandas==3.0.6'))).toBe('pass');
});
