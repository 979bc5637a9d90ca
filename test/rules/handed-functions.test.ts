import { describe, expect, test } from 'vitest';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const starts: Readonly<Record<string, string>> = {
  'main.py': 'FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY . .\nCMD ["python", "main.py"]\n',
  'main.R': 'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt/app\nCOPY . .\nCMD ["Rscript", "main.R"]\n',
  'main.jl': 'FROM docker.io/library/julia:1.12.6\nWORKDIR /opt/app\nCOPY . .\nCMD ["julia", "main.jl"]\n',
};

async function judge(file: string, script: string, rule: Rule = noRuntimeDownload): Promise<string | undefined> {
  const facts = await factsOf({ Dockerfile: starts[file] ?? '', [file]: script });
  return check(facts, [rule]).results[0]?.verdict;
}

const datasets = 'from datasets import load_dataset\n';
const url = '"https://example.org/a.csv"';

describe('a function that a call gets as a value', () => {
  test.each([
    ['main.py', 'import nltk\nfrom functools import partial\nget = partial(nltk.download, quiet=True)\n'],
    ['main.py', 'import nltk\nimport functools\nget = functools.partial(nltk.download, "punkt")\n'],
    ['main.py', `${datasets}parts = list(map(load_dataset, ["stanfordnlp/imdb", "ag_news"]))\n`],
    ['main.py', `${datasets}with Pool(2) as pool:\n    pool.map(load_dataset, ["stanfordnlp/imdb"])\n`],
    ['main.py', `${datasets}executor.submit(load_dataset, "stanfordnlp/imdb")\n`],
    ['main.py', `import requests\nfrom threading import Thread\nThread(target=requests.get, args=(${url},)).start()\n`],
    ['main.py', `import pandas as pd\nframes = [*map(pd.read_csv, [${url}])]\n`],
    ['main.py', 'import nltk\nretry(nltk.download, 3)\n'],
    ['main.py', `import requests\nprint(*requests.get(${url}))\n`],
    ['main.R', `urls <- c(${url})\nd <- lapply(urls, read.csv)\n`],
    ['main.R', `urls <- c("/safe_data/a.csv", ${url})\nd <- sapply(X = urls, FUN = read.csv)\n`],
    ['main.R', `d <- lapply(c(${url}), "read.csv")\n`],
    ['main.R', `library(purrr)\nd <- c(${url}) |> map_dfr(read.csv)\n`],
    ['main.R', `d <- purrr::walk2(c(${url}), c("/scratch/a"), download.file)\n`],
    ['main.R', `d <- Map(read.csv, c(${url}))\n`],
    ['main.R', 'library(GEOquery)\nd <- lapply(c("GSE2553"), getGEO, GSEMatrix = TRUE)\n'],
    ['main.jl', `using Downloads\nfoo = map(Downloads.download, [${url}])\n`],
    ['main.jl', `using Downloads: download\ndownload.([${url}])\n`],
    ['main.jl', `using Downloads\n[${url}] .|> Downloads.download\n`],
    ['main.jl', `using Downloads\n${url} |> Downloads.download\n`],
  ])('%s fails: %s', async (file, script) => {
    expect(await judge(file, script)).toBe('fail');
  });

  test.each([
    ['main.py', `${datasets}parts = list(map(load_dataset, names()))\n`],
    [
      'main.py',
      `${datasets}from functools import partial
get = partial(load_dataset, split="train")
`,
    ],
    [
      'main.py',
      `${datasets}get = cached(load_dataset, 3)
import datasets
get = cached(datasets.load_dataset)
`,
    ],
    ['main.R', 'library(GEOquery)\nd <- lapply(ids(), getGEO, GSEMatrix = TRUE)\n'],
  ])('%s is unknown: %s', async (file, script) => {
    expect(await judge(file, script)).toBe('unknown');
  });

  test.each([
    ['main.py', 'import pandas as pd\nframes = [*map(pd.read_csv, ["/safe_data/a.csv"])]\n'],
    ['main.py', 'import pandas as pd\nframes = [*map(pd.read_csv, paths())]\n'],
    ['main.py', `${datasets}parts = [*map(load_dataset, ["/safe_data/a", "/safe_data/b"])]\n`],
    ['main.py', 'from openai import OpenAI\nassert isinstance(client, OpenAI)\n'],
    ['main.py', 'import nltk\nassert callable(nltk.download)\n'],
    ['main.R', 'files <- list.files("/safe_data", full.names = TRUE)\nd <- lapply(files, read.csv)\n'],
    ['main.R', 'd <- lapply(c("/safe_data/a.csv"), read.csv)\n'],
    ['main.jl', 'd = map(read, ["/safe_data/a.csv"])\n'],
  ])('%s passes: %s', async (file, script) => {
    expect(await judge(file, script)).toBe('pass');
  });

  test('asks a person as a call of its own does', async () => {
    expect(await judge('main.py', 'names = list(map(input, ["who? "]))\n', startsWithoutInteraction)).toBe('fail');
    expect(await judge('main.py', 'names = list(map(str, ["who? "]))\n', startsWithoutInteraction)).toBe('pass');
  });
});

describe('a table of addresses', () => {
  test.each([
    `load_dataset("csv", data_files={"train": ${url}})`,
    `load_dataset("csv", data_files={"train": [${url}], "test": "/safe_data/t.csv"})`,
    `load_dataset("csv", data_files=dict(train=${url}))`,
    `load_dataset("csv", data_files={Split.TRAIN: ${url}})`,
    `files = {"train": ${url}}\nload_dataset("csv", data_files={**files, "test": "/safe_data/t.csv"})`,
    `BASE = "https://example.org"\nload_dataset("csv", data_files={"train": f"{BASE}/a.csv"})`,
    `load_dataset("csv", data_files=[${url}, "/safe_data/t.csv"])`,
  ])('fails: %s', async (script) => {
    expect(await judge('main.py', `${datasets}${script}\n`)).toBe('fail');
  });

  test.each([
    'load_dataset("csv", data_files={"train": "/safe_data/a.csv"})',
    'load_dataset("csv", data_files={"train": ["/safe_data/a.csv"], Split.TEST: "/safe_data/t.csv"})',
    'load_dataset("csv", data_files=dict(train="/safe_data/a.csv"))',
  ])('passes: %s', async (script) => {
    expect(await judge('main.py', `${datasets}${script}\n`)).toBe('pass');
  });
});
