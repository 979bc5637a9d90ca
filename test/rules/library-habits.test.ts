import { describe, expect, test } from 'vitest';
import nothingInHome from '../../src/rules/nothing-in-home.ts';
import outputsInSafeDirectories from '../../src/rules/outputs-in-safe-directories.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const python = 'FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY . .\n';
const r = 'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt/app\nCOPY . .\n';
const built = (script: string, before = ''): Files => ({
  Dockerfile: `${python}${before}RUN python get.py\nCMD ["python", "-c", "1"]\n`,
  'get.py': script,
});
const started = (script: string, before = ''): Files => ({
  Dockerfile: `${python}${before}CMD ["python", "main.py"]\n`,
  'main.py': script,
});

async function judge(rule: Rule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

const startedR = (script: string, more: Files = {}, workdir = ''): Files => ({
  Dockerfile: `${r}${workdir}CMD ["Rscript", "/opt/app/main.R"]\n`,
  'main.R': script,
  ...more,
});

const duckdb = 'import duckdb\nc = duckdb.connect()\nc.execute("INSTALL httpfs")\n';
const weights = 'from torchvision.models import vgg16\nm = vgg16(weights="DEFAULT")\n';

const cases: readonly (readonly [string, Rule, string, Files])[] = [
  ['an extension that the build installs', nothingInHome, 'fail', built(duckdb)],
  [
    'one that goes elsewhere',
    nothingInHome,
    'pass',
    built(duckdb.replace('INSTALL', "SET extension_directory='/opt/duckdb'; INSTALL")),
  ],
  ['weights that the build fetches', nothingInHome, 'fail', built(weights)],
  ['weights in a folder of their own', nothingInHome, 'pass', built(weights, 'ENV TORCH_HOME=/opt/torch\n')],
  [
    'weights by a variable of the program',
    nothingInHome,
    'pass',
    built(`import os\nos.environ["TORCH_HOME"] = "/opt/t"\n${weights}`),
  ],
  [
    'a model in a folder that is named',
    nothingInHome,
    'pass',
    built('from transformers import AutoModel\nAutoModel.from_pretrained("a/b", cache_dir="/opt/m")\n'),
  ],
  [
    'a model in the cache',
    nothingInHome,
    'fail',
    built('import gensim.downloader as api\napi.load("glove-twitter-25")\n'),
  ],
  [
    'a program beside its model',
    outputsInSafeDirectories,
    'fail',
    started('from cmdstanpy import CmdStanModel\nCmdStanModel(stan_file="/opt/app/m.stan")\n'),
  ],
  [
    'one that is there already',
    outputsInSafeDirectories,
    'pass',
    started('from cmdstanpy import CmdStanModel\nCmdStanModel(exe_file="/opt/app/m")\n'),
  ],
  ['a plot without a device, which goes to Rplots.pdf', outputsInSafeDirectories, 'fail', startedR('hist(rnorm(9))\n')],
  ['a plot on /scratch', outputsInSafeDirectories, 'pass', startedR('plot(1:9)\n', {}, 'WORKDIR /scratch\n')],
  [
    'a plot into a file',
    outputsInSafeDirectories,
    'pass',
    startedR('pdf("/safe_outputs/a.pdf")\nplot(1:9)\ndev.off()\n'),
  ],
  [
    'a plot whose device another program opens',
    outputsInSafeDirectories,
    'pass',
    startedR('source("/opt/app/device.R")\nplot(1:9)\n', {
      'device.R': 'ragg::agg_png("/safe_outputs/a.png")\n',
    }),
  ],
  [
    'figures that are computed and not drawn',
    outputsInSafeDirectories,
    'pass',
    startedR('h <- hist(rnorm(9), plot = FALSE)\n'),
  ],
  ['a device without a name', outputsInSafeDirectories, 'fail', startedR('png()\nplot(1:9)\n')],
  ['a device without a file', outputsInSafeDirectories, 'pass', startedR('pdf(NULL)\nplot(1:9)\n')],
  ['a session without a name', outputsInSafeDirectories, 'fail', startedR('save.image()\n')],
  ['a session by its name', outputsInSafeDirectories, 'pass', startedR('save.image("/safe_outputs/all.RData")\n')],
  [
    'of R, with its package attached',
    outputsInSafeDirectories,
    'fail',
    {
      Dockerfile: `${r}CMD ["Rscript", "main.R"]\n`,
      'main.R': 'library(cmdstanr)\nfit <- cmdstan_model("model.stan")\n',
    },
  ],
  [
    'a folder in the working directory',
    outputsInSafeDirectories,
    'fail',
    started('import wandb\nwandb.init(project="a", mode="offline")\n'),
  ],
  [
    'that folder moved',
    outputsInSafeDirectories,
    'pass',
    started('import wandb\nwandb.init(project="a", mode="offline")\n', 'ENV WANDB_DIR=/scratch\n'),
  ],
  [
    'a working directory that may be written',
    outputsInSafeDirectories,
    'pass',
    {
      Dockerfile: `${python}WORKDIR /scratch\nCMD ["python", "/opt/app/main.py"]\n`,
      'main.py': 'import wandb\nwandb.init(project="a", mode="offline")\n',
    },
  ],
  [
    'a repository that nobody listed',
    startsWithoutInteraction,
    'fail',
    started('import torch\ntorch.hub.load("somebody/net:v1", "model")\n'),
  ],
  [
    'one of its own makers',
    startsWithoutInteraction,
    'pass',
    started('import torch\ntorch.hub.load("pytorch/vision:v0.10.0", "resnet18")\n'),
  ],
  [
    'one that is trusted',
    startsWithoutInteraction,
    'pass',
    started('import torch\ntorch.hub.load("somebody/net:v1", "model", trust_repo=True)\n'),
  ],
  [
    'a data set that asks',
    startsWithoutInteraction,
    'fail',
    {
      Dockerfile: 'FROM docker.io/library/julia:1.12\nCOPY main.jl /opt/\nCMD ["julia", "/opt/main.jl"]\n',
      'main.jl': 'using MLDatasets\nprintln(1)\n',
    },
  ],
  [
    'a session whose folder nobody names',
    outputsInSafeDirectories,
    'unknown',
    { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\nCOPY a.R /home/rstudio/\n', 'a.R': 'x <- 1\n' },
  ],
  [
    'a session without a program',
    outputsInSafeDirectories,
    'unknown',
    { Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\n' },
  ],
  [
    'a session where results are kept',
    outputsInSafeDirectories,
    'pass',
    {
      Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY a.py /opt/\nWORKDIR /safe_outputs\n',
      'a.py': 'x = 1\n',
    },
  ],
  [
    'a folder that is not among the files',
    outputsInSafeDirectories,
    'unknown',
    {
      Dockerfile:
        'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCOPY dist/lib /opt/lib/\nCMD ["python", "/opt/main.py"]\n',
      'main.py': 'print(1)\n',
    },
  ],
];

describe('what libraries do of their own accord, and what nobody can see', () => {
  test.each(cases)('%s', async (_, rule, verdict, files) => {
    expect(await judge(rule, files)).toBe(verdict);
  });
});

const adviceFor = async (from: string): Promise<string | undefined> =>
  check(await factsOf({ Dockerfile: `FROM ${from}\nCMD ["bash"]\n` }), [startsWithoutInteraction]).results[0]?.fix;

test('a start is advised in the language of the image', async () => {
  expect(await adviceFor('docker.io/rocker/r-ver:4.5.3')).toContain('"Rscript", "/opt/app/main.R"');
  expect(await adviceFor('docker.io/library/julia:1.12')).toContain('"julia"');
  expect(await adviceFor('docker.io/library/python:3.13')).toContain('"python3"');
});
