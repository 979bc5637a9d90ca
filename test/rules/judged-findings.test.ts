import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import data from '../../src/rules/no-data-files.ts';
import download from '../../src/rules/no-runtime-download.ts';
import home from '../../src/rules/nothing-in-home.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import sends from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

/** Kinds of findings that a stranger who read single ones called wrong, each as a small project, and what looks like it. */
async function findingsOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const verdict = rule.check(await factsOf(project));
  return verdict.verdict === 'fail'
    ? verdict.findings.map(({ message, location }) => `${location?.file ?? ''}:${String(location?.line)} ${message}`)
    : [verdict.verdict];
}

const python = 'FROM docker.io/library/python:3.13\n';
const started = `${python}WORKDIR /opt/app\nCOPY . .\nENTRYPOINT ["python", "/opt/app/main.py"]\n`;

test('nobody starts a program in an image that has nothing to run it', async () => {
  const files = {
    'tools/push.py':
      'from azure.storage.blob import BlobServiceClient\nBlobServiceClient("https://x.blob.core.windows.net")\nopen("/home/ann/log.txt", "w")\n',
    'R/fit.R': 'print(1)\n',
  };
  const rocker = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /pkg\nCMD ["bash"]\n';
  for (const rule of [download, sends, home])
    expect((await findingsOf(rule, { Dockerfile: rocker, ...files })).join()).not.toContain('tools/push.py');
  // Where the image may have it, somebody may start it.
  const withPython = rocker.replace('COPY', 'RUN apt-get update && apt-get install -y python3\nCOPY');
  for (const dockerfile of [withPython, rocker.replace(/docker\S+/, 'docker.io/someone/tools:1.2')])
    expect((await findingsOf(sends, { Dockerfile: dockerfile, ...files })).join()).toContain('tools/push.py:2');
});

const tools = {
  'tools.py':
    'class Report:\n    def __call__(self):\n        open("/opt/report.txt", "w")\n\ndef export():\n    open("/opt/export.csv", "w")\n',
};

test('what stands in a class or a function that nothing uses is not written', async () => {
  const unused = { Dockerfile: started, ...tools };
  // The import alone uses nothing, nor does a function that nobody calls.
  const main = 'from tools import Report, export\n\ndef train():\n    Report()()\n    export()\n\nprint(1)\n';
  expect(await findingsOf(outputs, { ...unused, 'main.py': main })).toEqual(['pass']);
  for (const used of [
    'train()',
    'run(train)',
    'Report()()\nexport()',
    'run = [Report, export]',
    'go("tools.Report")\ngo("tools.export")',
  ])
    expect(await findingsOf(outputs, { ...unused, 'main.py': main.replace('print(1)', used) })).toHaveLength(2);
});

test.each([
  ['a subclass', 'import tools\n\nclass Own(tools.Report):\n    pass\n\nOwn()()\n', 'tools.py:3'],
  ['a decorator', 'import tools\n\n@register\ndef step():\n    open("/opt/x", "w")\n', 'main.py:5'],
  [
    'a decorated class',
    'import tools\n\n@register\nclass Step:\n    def run(self):\n        open("/opt/x", "w")\n',
    'main.py:6',
  ],
  ['a name that is looked up', 'import tools\n\ngetattr(tools, input)()\n', 'tools.py:3'],
])('%s uses it', async (_, main, place) => {
  expect((await findingsOf(outputs, { Dockerfile: started, ...tools, 'main.py': main })).join()).toContain(place);
});

const guarded = { 'main.R': 'if (!require("survival")) install.packages("survival")\n' };
const rscript = (packages: string): string =>
  `FROM docker.io/rocker/r-ver:4.5.3\nRUN R -e "install.packages(${packages})"\nCOPY main.R /opt/app/\nENTRYPOINT ["Rscript", "/opt/app/main.R"]\n`;

test('R installs nothing below a condition that asks for a package that the image has', async () => {
  expect(await findingsOf(download, { Dockerfile: rscript("'survival'"), ...guarded })).toEqual(['pass']);
  expect(await findingsOf(download, { Dockerfile: rscript("'dplyr'"), ...guarded })).toHaveLength(1);
  const other = { 'main.R': 'if (!requireNamespace("survival") || always) install.packages("survival")\n' };
  expect(await findingsOf(download, { Dockerfile: rscript("'survival'"), ...other })).toHaveLength(1);
  const listed = {
    'main.R': 'if (!"survival" %in% rownames(installed.packages())) {\n  install.packages("survival")\n}\n',
  };
  expect(await findingsOf(download, { Dockerfile: rscript("'survival'"), ...listed })).toEqual(['pass']);
  const otherwise = { 'main.R': 'if (!require("survival")) stop("no") else install.packages("dplyr")\n' };
  expect(await findingsOf(download, { Dockerfile: rscript("'survival'"), ...otherwise })).toHaveLength(1);
});

const copiedAt = (path: string): Readonly<Record<string, string>> => ({
  Dockerfile: started,
  'main.py': '',
  [path]: '',
});

test('an array in a folder of models may be a model', async () => {
  for (const path of ['model/lstm_2features.hdf5', 'src/resources/best_weights.h5'])
    expect(await findingsOf(data, copiedAt(path))).toEqual(['unknown']);
  for (const path of ['data/model/cohort.h5', 'scans/day1.hdf5', 'model/patients.csv', 'remodelling/day1.h5'])
    expect(await findingsOf(data, copiedAt(path))).toHaveLength(1);
  expect((await findingsOf(data, copiedAt('data/model/cohort.h5'))).join()).toContain('data file');
});

const installedFrom = (image: string, more = ''): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM ${image}\nRUN Rscript -e "BiocManager::install('edgeR'${more})"\n`,
});

test("Bioconductor's release bounds what it installs", async () => {
  expect(await findingsOf(pinned, installedFrom('docker.io/bioconductor/bioconductor_docker:RELEASE_3_20'))).toEqual([
    'pass',
  ]);
  expect(await findingsOf(pinned, installedFrom('docker.io/rocker/r-ver:4.5.3', ", version = '3.20'"))).toEqual([
    'pass',
  ]);
  for (const image of ['docker.io/rocker/r-ver:4.5.3', 'docker.io/bioconductor/bioconductor_docker:devel'])
    expect((await findingsOf(pinned, installedFrom(image))).join()).toContain('edgeR has neither');
});

test('a list that two commands name is counted once', async () => {
  const files = { 'environment.yml': 'dependencies:\n  - bwa\n  - samtools\n  - mafft\n  - clint\n' };
  const dockerfile =
    'FROM docker.io/mambaorg/micromamba:2.3.3\nCOPY environment.yml /tmp/\nRUN micromamba install -y -f /tmp/environment.yml\nRUN micromamba install -y -f /tmp/environment.yml\n';
  expect(await findingsOf(pinned, { Dockerfile: dockerfile, ...files })).toEqual([
    'environment.yml:2 bwa and 3 more have neither a version nor an upper bound',
  ]);
});

test('what deletes on a server is said to delete', async () => {
  const files = {
    Dockerfile: `${python}COPY run.sh /opt/\nENTRYPOINT ["/opt/run.sh"]\n`,
    'run.sh': '#!/bin/sh\ns3cmd del s3://a/b\n',
  };
  for (const rule of [download, sends])
    expect(await findingsOf(rule, files)).toEqual([
      'run.sh:2 s3cmd del deletes a file on a server (ENTRYPOINT -> run.sh:2)',
    ]);
});
