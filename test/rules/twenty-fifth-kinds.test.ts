import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import grouped from '../../src/rules/grouped-run.ts';
import downloads from '../../src/rules/no-runtime-download.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import lists from '../../src/rules/package-lists-removed.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const order = ['fail', 'unknown', 'pass'];

async function verdictOf(rule: Rule, files: Files): Promise<string> {
  const { results } = check(await factsOf(files), [rule]);
  return order.find((each) => results.some(({ verdict }) => verdict === each)) ?? 'notApplicable';
}

const conda = (before: string, after: string): Files => ({
  Dockerfile: `FROM continuumio/miniconda3:24.1.2-0\nRUN ${before}\nRUN ${after}\n`,
});

describe('environments of conda', () => {
  test.each([
    ['conda create -n mol python=3.10', 'bash -lc "source activate mol && conda install rdkit"', 'fail'],
    ['conda create -n mol python=3.10', 'conda install -n mol rdkit', 'fail'],
    ['conda create -n mol python=3.10', '. /opt/conda/bin/activate mol && conda install rdkit', 'fail'],
    ['conda create -n mol python=3.10', 'conda install -n other rdkit', 'pass'],
    ['conda create -n mol python=3.10', 'conda create -n other python=3.10', 'pass'],
    ['conda create -n mol python=3.10', 'conda install rdkit', 'pass'],
  ])('%s, then %s', async (before, after, verdict) => {
    expect(await verdictOf(grouped, conda(before, after))).toBe(verdict);
  });
});

describe('a script that a RUN starts', () => {
  const install = 'apt-get update\napt-get install -y samtools\n';
  const clean = 'rm -rf /var/lib/apt/lists/*';
  test.each([
    ['leaves its lists', 'RUN bash /tmp/install.sh', install, 'fail'],
    ['deletes its lists', 'RUN bash /tmp/install.sh', `${install}${clean}\n`, 'pass'],
    ['is cleaned up after', `RUN bash /tmp/install.sh && ${clean}`, install, 'pass'],
    ['is cleaned up after in another RUN', `RUN bash /tmp/install.sh\nRUN ${clean}`, install, 'fail'],
    ['installs nothing', 'RUN bash /tmp/install.sh', 'echo done\n', 'notApplicable'],
  ])('%s', async (_name, run, text, verdict) => {
    const files = {
      Dockerfile: `FROM ubuntu:22.04\nCOPY install.sh /tmp/install.sh\n${run}\n`,
      'install.sh': text,
    };
    expect(await verdictOf(lists, files)).toBe(verdict);
  });
});

const image = (main: string): Files => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY . .\nCMD ["python", "/app/main.py"]\n',
  '.dockerignore': '.git\n',
  'main.py': main,
  'config.yaml': 'paths:\n  out: /mnt/results\n  safe: /safe_outputs\nurl: https://example.org/a\n',
  'config.json': '{"out": "/mnt/results", "safe": "/safe_outputs"}',
});

describe('what a program reads from a file of settings', () => {
  const yaml = 'import yaml\ncfg = yaml.safe_load(open("/app/config.yaml"))\n';
  const json = 'import json\nwith open("config.json") as f:\n    cfg = json.load(f)\n';
  const omega = 'from omegaconf import OmegaConf\ncfg = OmegaConf.load("config.yaml")\n';
  test.each<[string, string, string]>([
    ['YAML', `${yaml}open(cfg["paths"]["out"] + "/a.txt", "w").write("x")\n`, 'fail'],
    ['YAML in the right place', `${yaml}open(cfg["paths"]["safe"] + "/a.txt", "w").write("x")\n`, 'pass'],
    ['JSON', `${json}open(f"{cfg['out']}/a.txt", "w").write("x")\n`, 'fail'],
    ['JSON in the right place', `${json}open(f"{cfg['safe']}/a.txt", "w").write("x")\n`, 'pass'],
    ['attributes', `${omega}open(cfg.paths.out + "/a.txt", "w").write("x")\n`, 'fail'],
    [
      'a value that is put there after',
      `${json}import sys\ncfg["out"] = input()\nopen(cfg["out"] + "/a.txt", "w").write("x")\n`,
      'unknown',
    ],
    [
      'settings that come with the run',
      `${yaml.replace('/app/', '/safe_data/')}open(cfg["paths"]["out"], "w")\n`,
      'unknown',
    ],
    ['another name', `${yaml}open(cfg["paths"]["none"] + "/a.txt", "w").write("x")\n`, 'unknown'],
  ])('%s', async (_name, main, verdict) => {
    expect(await verdictOf(outputs, image(main))).toBe(verdict);
  });

  test('the address that is asked', async () => {
    const main = `${yaml}import requests\nrequests.get(cfg["url"])\n`;
    expect(await verdictOf(downloads, image(main))).toBe('fail');
  });
});
