import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import sends from '../../src/rules/sends-nothing.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a twenty-ninth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const r = 'FROM docker.io/rocker/r-ver:4.5.3\n';

async function judgeBy(rule: CheckedRule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

const shiny = (start: string, more: Files = {}): Files => ({
  Dockerfile: `${r}COPY shiny /app/\nWORKDIR /app\nCMD ["R", "-e", "shiny::${start}"]\n`,
  'shiny/ui.R': 'page <- shiny::fluidPage()\n',
  'shiny/server.R': 'write.csv(1, "/app/x.csv")\n',
  ...more,
});
test.each([
  ["runApp('./', port = 4242)"],
  ["runApp('.')"],
  ['runApp()'],
  ["runApp('./.')"],
  ["runApp('../app/')"],
  ["runApp('/app/')"],
  ["shinyAppDir('./')"],
])('the application of a folder is followed, however the folder is written: %s', async (start) => {
  expect(await judgeBy(outputs, shiny(start))).toBe('fail');
});

test.each([
  ["runApp('./here')", 'fail'],
  ["runApp('./')", 'pass'],
])('a folder in which no application lies starts nothing: %s', async (start, verdict) => {
  expect(await judgeBy(imageComplete, shiny(start))).toBe(verdict);
});

test.each([
  ["rjson::fromJSON(file = './data/config.json')", 'fail'],
  ['jsonlite::fromJSON("data/config.json")', 'fail'],
  ['jsonlite::fromJSON(\'{"a": "b.json"}\')', 'pass'],
])('a file of JSON is opened by what reads it: %s', async (line, verdict) => {
  const files = { ...shiny('runApp()'), '.gitignore': 'data\n', '.dockerignore': 'shiny/data\ndata\n' };
  expect(await judgeBy(filesInImage, { ...files, 'shiny/server.R': `x <- ${line}\n` })).toBe(verdict);
});

test('a file that git leaves out and the build lets pass may be put there before', async () => {
  const files = { ...shiny('runApp()'), '.gitignore': 'data\n' };
  expect(await judgeBy(filesInImage, { ...files, 'shiny/server.R': 'x <- readRDS("data/x.rds")\n' })).toBe('unknown');
});

test.each([
  [`$.getJSON("https://ipapi.co/json/", function (client) {});`, 'fail'],
  [`fetch("https://api.example.org/x", { method: "POST", body: text });`, 'fail'],
  [`$.getJSON("/codes.json", function (codes) {});`, 'pass'],
  [`window.open("https://example.org/help");`, 'pass'],
])('a script in a page that R writes is read: %s', async (line, verdict) => {
  const page = `page <- shiny::fluidPage(tags$script(HTML('$(document).ready(function () {\n${line}\n});')))\n`;
  expect(await judgeBy(sends, shiny('runApp()', { 'shiny/ui.R': page }))).toBe(verdict);
});
