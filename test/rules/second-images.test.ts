import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { RuleResult } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import acceleratorFits from '../../src/rules/accelerator-fits.ts';
import baseCurrent from '../../src/rules/base-image-current.ts';
import baseNotLatest from '../../src/rules/base-image-not-latest.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: Rule, files: Record<string, string>): Promise<readonly RuleResult[]> {
  return check(await factsOf(files), [rule]).results;
}

const own = {
  '.yo-rc.json': '{"generator-tre-container": {"version": "0.2.0", "answers": {"base": "pytorch"}}}',
  Dockerfile: 'FROM docker.io/pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime\nCMD ["python", "/app/main.py"]\n',
  'ces/run.sh': '#!/bin/sh\nces-run --gpu podman ghcr.io/me/lung:1\n',
};

test.each([
  ['rocker/r-ver', baseNotLatest, 'name the version, as in docker.io/rocker/r-ver:4'],
  ['rocker/r-ver', baseCurrent, 'start from docker.io/rocker/r-ver:4'],
  ['python:3.13', baseCurrent, 'start from docker.io/library/python:3.13.'],
  ['python', baseCurrent, 'start from docker.io/library/python:3'],
  ['ghcr.io/me/tool', baseNotLatest, 'name the version: ghcr.io/me/tool:VERSION'],
])('what a second image %s is told names an image of its own kind', async (image, rule, said) => {
  const results = await judged(rule, { ...own, 'Dockerfile.report': `FROM ${image}\n` });
  const found = results.find(({ location }) => location?.file === 'Dockerfile.report');
  expect(found?.fix).toContain(said);
});

test('the GPU that a project asks for is for its own image, and a second one without needs none', async () => {
  const second = 'FROM docker.io/library/python:3.13.16\nCMD ["python", "/app/plots.py"]\n';
  const results = await judged(acceleratorFits, { ...own, 'Dockerfile.plots': second });
  expect(results.filter(({ verdict }) => verdict === 'unknown' || verdict === 'fail')).toEqual([]);
  // Its own image still answers for it.
  const [first] = await judged(acceleratorFits, { ...own, Dockerfile: second });
  expect(first).toMatchObject({ verdict: 'unknown', fix: expect.stringContaining('--set gpu=no') });
  // Of images that this program did not make it is not known which one is started.
  const { '.yo-rc.json': _, ...foreign } = own;
  const [other] = await judged(acceleratorFits, { ...foreign, Dockerfile: second });
  expect(other).toMatchObject({ verdict: 'unknown', fix: expect.not.stringContaining('--set') });
});

const program = (list: string, install: string): Record<string, string> => ({
  Dockerfile:
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY install_packages.R main.R /app/\nRUN Rscript /app/install_packages.R\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'install_packages.R': `packages <- c(\n  ${list}\n)\nabsent <- setdiff(packages, rownames(installed.packages()))\n${install}\n`,
  'main.R': 'library(sf)\n',
});

test("R's list takes names alone: a version in it is told, with what is to be written", async () => {
  const computed = 'install.packages(absent, Ncpus = 2L)';
  const [found] = await judged(importsInstalled, program('"lme4",\n  "sf@1.0-19"', computed));
  expect(found).toMatchObject({
    verdict: 'fail',
    location: { file: 'install_packages.R', line: 3 },
    message: expect.stringContaining('sf@1.0-19 is no name for install.packages()'),
    fix: 'write remotes::install_version("sf", "1.0-19") above the list, or the name alone',
  });
  const [missing] = await judged(importsInstalled, program('"lme4"', computed));
  expect(missing?.fix).toMatch(/^add sf to install_packages\.R: then it is/);
  // pak knows versions.
  const [pak] = await judged(importsInstalled, program('"sf@1.0-19"', 'pak::pkg_install(absent)'));
  expect(pak?.verdict).not.toBe('fail');
});

const main = {
  Dockerfile:
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY install_packages.R /app/\nRUN Rscript /app/install_packages.R\nCOPY src/ /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
  'install_packages.R': 'install.packages("data.table")\n',
  'src/main.R': 'source("/app/R/h.R")\nlibrary(data.table)\n',
  'src/R/h.R': 'h <- 1\n',
};
const verdictOf = async (rule: Rule, dockerfile: string, more: Record<string, string> = {}) =>
  (await judged(rule, { ...main, ...more, 'Dockerfile.two': dockerfile })).find(
    ({ location, message }) => location?.file !== 'Dockerfile' && !message.includes('ENTRYPOINT'),
  );
const shiny = 'FROM docker.io/rocker/shiny:4.5.3\nCOPY src/ /srv/shiny-server/\nCMD ["/usr/bin/shiny-server"]\n';

test('what Shiny Server serves is an application: nobody starts another program of the project there', async () => {
  for (const rule of [filesInImage, importsInstalled, imageComplete]) {
    const found = await verdictOf(rule, shiny);
    expect(found?.verdict).toBe('unknown');
    expect(found?.reason).toContain('no file that is copied there is one (app.R, server.R or index.Rmd)');
  }
  // An application is looked at, and no other program beside it.
  const app = { 'src/app.R': 'source("/data/h.R")\n' };
  expect(await verdictOf(filesInImage, shiny, app)).toMatchObject({ verdict: 'fail', location: { file: 'src/app.R' } });
  const results = await judged(importsInstalled, { ...main, ...app, 'Dockerfile.two': shiny });
  expect(JSON.stringify(results)).not.toContain('if somebody starts it');
});

test('what the image lacks that another one has for the same program is not to be read from /safe_data', async () => {
  const other = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /srv/work/\nCMD ["bash"]\n';
  expect(await verdictOf(filesInImage, other)).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('reads /app/R/h.R, which the image of Dockerfile has and this one has not'),
    fix: 'if src/main.R is meant to run in this image too, copy what it reads there, as Dockerfile does',
  });
  // No list is added to that the image does not have.
  expect((await verdictOf(importsInstalled, other))?.fix).toMatch(/^install data\.table in a RUN of Dockerfile\.two$/);
});

const loading = (text: string) => ({ ...main, 'src/main.R': text, 'src/R/h.R': '' });

test('a manager of packages whose calls have to go is not asked for', async () => {
  const [gone] = await judged(importsInstalled, loading('library(pacman)\np_load(ggplot2, dplyr)\n'));
  expect(gone?.fix).toBe('add ggplot2, dplyr to install_packages.R: then they are there whatever the others bring');
  const [kept] = await judged(importsInstalled, loading('pacman::p_load(dplyr, install = FALSE)\n'));
  expect(kept?.fix).toContain('pacman');
});

test('where the program that starts is gone, those that are there are named, with the line to write', async () => {
  const { 'src/main.R': _, ...others } = main;
  const [one] = await judged(imageComplete, { ...others, 'src/figures.R': 'print(1)\n' });
  expect(one).toMatchObject({
    verdict: 'fail',
    message: 'ENTRYPOINT starts /app/main.R, which nothing puts into the image; the project has src/figures.R',
    fix: 'name what starts there: ENTRYPOINT ["Rscript", "/app/figures.R"]',
  });
  const [two] = await judged(imageComplete, { ...others, 'src/figures.R': '1\n', 'src/tables.R': '2\n' });
  expect(two?.message).toContain('; the project has src/figures.R, src/tables.R');
  expect(two?.fix).toBe('name what starts there: ENTRYPOINT ["Rscript", "/app/PROGRAM"]');
  const helper = 'library(dplyr)\n# Sums.\nadd <- function(a, b) {\n  a + b\n}\n';
  const [alone] = await judged(imageComplete, { ...others, 'src/figures.R': 'print(1)\n', 'src/helper.R': helper });
  expect(alone?.fix).toBe('name what starts there: ENTRYPOINT ["Rscript", "/app/figures.R"]');
  // The loader of models is the generator's, and nothing to start.
  const owned = '{"version": "0.1.0", "files": {"offline_models.R": {"ownership": "generator", "text": ["1", ""]}}}';
  const [beside] = await judged(imageComplete, {
    ...others,
    Dockerfile: (main['Dockerfile'] ?? '').replace('COPY src/', 'COPY offline_models.R /app/\nCOPY src/'),
    'offline_models.R': '1\n',
    '.tre-container/baseline.json': owned,
    'src/figures.R': 'print(1)\n',
  });
  expect(beside?.message).toContain('; the project has src/figures.R');
  expect(beside?.fix).toBe('name what starts there: ENTRYPOINT ["Rscript", "/app/figures.R"]');
  const [none] = await judged(imageComplete, { ...others, 'src/R/h.R': 'print(1)\n' });
  expect(none?.fix).toContain('name what starts there: ENTRYPOINT ["Rscript", "/app/R/h.R"]');
});

test('a package of R that a program loads in other letters than it is called is told by its name', async () => {
  const [gone] = await judged(importsInstalled, loading('library(Dplyr)\n'));
  expect(gone?.message).toMatch(/^Dplyr is loaded.*, and the package is called dplyr: R tells small letters/);
  expect(gone?.fix).toBe('write dplyr');
});

test('a notebook is made a program before it is named, and a document is rendered', async () => {
  const { 'src/main.R': _, ...others } = main;
  const document = { 'src/report.Rmd': '---\noutput: html_document\n---\n\n```{r}\nprint(1)\n```\n' };
  const rendered = `ENTRYPOINT ["Rscript", "-e", "rmarkdown::render('/app/report.Rmd', output_dir = '/safe_outputs', intermediates_dir = '/scratch')"]`;
  const [gone] = await judged(imageComplete, { ...others, ...document });
  expect(gone?.fix).toBe(`name what starts there: ${rendered}`);
  // A program is what is meant before a document is.
  const [beside] = await judged(imageComplete, { ...others, ...document, 'src/figures.R': 'print(1)\n' });
  expect(beside?.fix).toBe('name what starts there: ENTRYPOINT ["Rscript", "/app/figures.R"]');
  const Dockerfile = (main['Dockerfile'] ?? '').replace('main.R', 'report.Rmd');
  const [given] = await judged(imageComplete, { ...others, ...document, Dockerfile });
  expect(given?.message).toBe('Rscript is given /app/report.Rmd, which is a document and no program of R');
  const python = {
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python3", "/app/main.py"]\n',
    'src/work.ipynb': '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
  };
  const [notebook] = await judged(imageComplete, python);
  expect(notebook?.fix).toBe(
    'make a program of the notebook (jupyter nbconvert --to script src/work.ipynb), and name it there: ENTRYPOINT ["python3", "/app/work.py"]',
  );
});

test('a program in the wrong folder is moved, whatever else is nearly called so; one rule says it', async () => {
  const files = {
    ...main,
    'src/main.R': 'source("/app/helper.R")\n',
    'helper.R': 'print(1)\n',
    'src/other.R': 'print(2)\n',
  };
  const [moved] = await judged(imageComplete, files);
  expect(moved?.fix).toBe('move helper.R to src/, which is copied to /app/');
  const said = await judged(filesInImage, files);
  expect(said.map(({ message }) => message).join()).not.toContain('helper.R');
});
