import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** Programs that a framework or a library loads by a name, or by the folder that they lie in. */
type Files = Readonly<Record<string, string>>;

async function judgeBy(rule: CheckedRule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

const writes = 'open("/results/x.csv", "w").write("a")\n';
const python = (main: string, more: Files = {}): Files => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY app /app/\nCMD ["python", "/app/main.py"]\n',
  'app/main.py': main,
  'app/x.py': writes,
  ...more,
});
const notebook = JSON.stringify({
  cells: [{ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [], source: [writes] }],
  metadata: { kernelspec: { language: 'python', name: 'python3', display_name: 'p' } },
  nbformat: 4,
  nbformat_minor: 5,
});

test.each([
  ['import uvicorn\nuvicorn.run("x:app", host="0.0.0.0")\n'],
  ['import uvicorn\nuvicorn.Server(uvicorn.Config("x:app")).run()\n'],
  ['from granian import Granian\nGranian("x:app").serve()\n'],
  ['import sh\nsh.python("/app/x.py")\n'],
  ['import sys\nfrom streamlit.web import cli as stcli\nsys.argv = ["streamlit", "run", "x.py"]\nstcli.main()\n'],
  ['from streamlit.web import bootstrap\nbootstrap.run("/app/x.py", False, [], {})\n'],
])('what a library of Python is told to run is read: %s', async (main) => {
  expect(await judgeBy(outputs, python(main))).toBe('fail');
});

test.each([
  ['import papermill as pm\npm.execute_notebook("x.ipynb", "/safe_outputs/o.ipynb")\n', 'fail'],
  [
    'import nbformat\nfrom nbclient import NotebookClient\nNotebookClient(nbformat.read("x.ipynb", 4)).execute()\n',
    'fail',
  ],
  ['import nbformat\nprint(nbformat.read("x.ipynb", 4))\n', 'pass'],
])('a notebook is read that a program runs: %s', async (main, verdict) => {
  expect(await judgeBy(outputs, python(main, { 'app/x.ipynb': notebook }))).toBe(verdict);
});

test.each([
  ['use_pages=True', 'pages', 'fail'],
  ['pages_folder="views"', 'views', 'fail'],
  ['use_pages=False', 'pages', 'pass'],
  ['title="x"', 'pages', 'pass'],
])('Dash loads the pages of a folder: %s in %s', async (option, folder, verdict) => {
  const main = `import dash\napp = dash.Dash(__name__, ${option})\napp.run(host="0.0.0.0")\n`;
  expect(await judgeBy(outputs, python(main, { [`app/${folder}/a.py`]: writes }))).toBe(verdict);
});

const django = (urls: string): Files =>
  python(
    'import os, sys\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "proj.settings")\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(["manage.py", "runserver"])\n',
    {
      'app/proj/__init__.py': '',
      'app/proj/settings.py': 'ROOT_URLCONF = "proj.urls"\nINSTALLED_APPS = ["django.contrib.admin", "one"]\n',
      'app/proj/urls.py': `from django.urls import include, path\nurlpatterns = [${urls}]\n`,
      'app/one/__init__.py': '',
      'app/one/urls.py': 'from django.urls import path\nfrom . import views\nurlpatterns = [path("", views.index)]\n',
      'app/one/views.py': `def index(request):\n    ${writes}`,
    },
  );
test.each([
  ['path("", include("one.urls"))', 'fail'],
  ['path("", include(("one.urls", "one")))', 'fail'],
  ['', 'pass'],
])('Django loads what its settings and addresses name: %s', async (urls, verdict) => {
  expect(await judgeBy(outputs, django(urls))).toBe(verdict);
});

const rows = (name: string): string =>
  `C = {"version": 1, "handlers": {"a": {"class": "logging.StreamHandler"}, "b": {"class": "logging.FileHandler", "filename": "${name}"}}}\n`;
test.each([
  ['./logs/a.log', 'fail'],
  ['/safe_outputs/a.log', 'pass'],
])('a log is written where the table of its handlers says: %s', async (name, verdict) => {
  const main = 'import logging.config\nfrom conf import C\nlogging.config.dictConfig(C)\n';
  expect(await judgeBy(outputs, python(main, { 'app/conf.py': rows(name), 'app/x.py': '' }))).toBe(verdict);
});

const put = 'write.csv(1, "/results/x.csv")\n';
const document = `---\ntitle: x\n---\n\`\`\`{r}\n${put}\`\`\`\n`;
const r = (code: string, more: Files): Files => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /app\nCOPY app /app/\nCMD ["Rscript", "/app/main.R"]\n`,
  'app/main.R': code,
  ...more,
});
test.each([
  ['bookdown::render_book()', 'app/index.Rmd', document],
  ['rmarkdown::render_site()', 'app/about.Rmd', document],
  ['rmarkdown::run("x.Rmd")', 'app/x.Rmd', document],
  ['lapply(list.files(".", "Rmd$"), rmarkdown::render)', 'app/x.Rmd', document],
  ['for (f in list.files("docs", "Rmd$", full.names = TRUE)) rmarkdown::render(f)', 'app/docs/x.Rmd', document],
  ['drake::r_make()', 'app/_drake.R', put],
  ['plumber::plumb(dir = "/app")$run()', 'app/plumber.R', `#* @get /\nfunction() {\n  ${put}}\n`],
  ['rstudioapi::jobRunScript("x.R")', 'app/x.R', put],
  ['testthat::test_dir("tests")', 'app/tests/test-x.R', put],
  ['x <- reticulate::import_from_path("x", path = "/app")', 'app/x.py', writes],
  ['log4r::logger(appenders = log4r::file_appender("run.log"))', 'app/x.txt', ''],
  ['logger::log_appender(logger::appender_file("run.log"))', 'app/x.txt', ''],
])('what R runs by a folder, or by another function, is read: %s', async (code, path, text) => {
  expect(await judgeBy(outputs, r(`${code}\n`, { [path]: text }))).toBe('fail');
});

test.each([
  ['source(commandArgs(TRUE)[1])', 'unknown'],
  ['rmarkdown::render(commandArgs(TRUE)[1])', 'unknown'],
  ['print(commandArgs(TRUE)[1])', 'pass'],
])('of a script whose name comes from outside nobody knows what it does: %s', async (code, verdict) => {
  expect(await judgeBy(outputs, r(`${code}\n`, {}))).toBe(verdict);
});

const julia = (code: string): Files => ({
  Dockerfile: 'FROM docker.io/library/julia:1.11\nWORKDIR /app\nCOPY app /app/\nCMD ["julia", "/app/main.jl"]\n',
  'app/main.jl': code,
  'app/x.jl': 'write("/results/x.csv", "a")\n',
});
test.each([
  ['using Pluto\nPluto.run(notebook="x.jl")\n', 'fail'],
  ['for f in ["x.jl"]\n  include(f)\nend\n', 'unknown'],
  ['include(ARGS[1])\n', 'unknown'],
  ['using Downloads\nDownloads.download("https://example.org/a", "/results/a")\n', 'fail'],
  ['using Downloads\nDownloads.download("https://example.org/a", "/safe_outputs/a")\n', 'pass'],
])('what Julia runs or fetches is read, or unknown: %s', async (code, verdict) => {
  expect(await judgeBy(outputs, julia(code))).toBe(verdict);
});
