import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import home from '../../src/rules/nothing-in-home.ts';
import imports from '../../src/rules/imports-installed.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import pages from '../../src/rules/pages-self-contained.ts';
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

const rstudio = 'FROM docker.io/rocker/verse:4.5.3\nCOPY scripts /home/rstudio/scripts\nCOPY data /home/rstudio/data\n';
test.each([
  ['read.csv("data/other.csv")\n', 'fail'],
  ['read.csv("data/codes.csv")\n', 'pass'],
  ['read.csv("elsewhere/codes.csv")\n', 'pass'],
  ['write.csv(1, paste0("data/", name, "_passed.csv"))\nread.csv("data/other.csv")\n', 'fail'],
  ['write.csv(1, paste0("data/", name, "_passed.csv"))\nread.csv("data/x_passed.csv")\n', 'pass'],
])(
  'a session of RStudio begins in the home of its user, and a copied folder lacks what it lacks: %j',
  async (text, verdict) => {
    const files = { Dockerfile: rstudio, 'scripts/a.R': text, 'data/codes.csv': 'a\n' };
    expect(await judgeBy(filesInImage, files)).toBe(verdict);
  },
);

test('a document in a session is rendered where it was copied to', async () => {
  const files = { Dockerfile: rstudio, 'scripts/a.qmd': '---\ntitle: a\nformat: pdf\n---\n', 'data/codes.csv': 'a\n' };
  expect(await judgeBy(sends, files)).toBe('pass');
});

const shell = (lines: string, more: Files = {}): Files => ({
  Dockerfile:
    'FROM docker.io/condaforge/miniforge3:26.1.0-0\nCOPY run.sh /usr/local/bin/\nWORKDIR /work\nRUN chmod +x /usr/local/bin/run.sh\nCMD ["/bin/bash"]\n',
  'run.sh': `#!/bin/bash\n${lines}`,
  ...more,
});
const snakefile = 'rule all:\n    shell: "curl -O https://example.org/x"\n';
test('what a script cannot do without and no line copies is missing, whoever starts it, and decides nothing else', async () => {
  const files = shell('snakemake -s workflow/Snakefile\n', { 'workflow/Snakefile': snakefile });
  expect(await judgeBy(filesInImage, files)).toBe('fail');
  expect(await judgeBy(sends, files)).toBe('pass');
});

test('nor has an image that keeps its own files a folder of another machine', async () => {
  const from = { Dockerfile: 'FROM docker.io/bioconductor/bioconductor_docker:RELEASE_3_21\nCOPY . /work/\n' };
  const script = (place: string): Files => ({ ...from, 'run.sh': `#!/bin/bash\nnextflow run ${place}/main.nf\n` });
  expect(await judgeBy(filesInImage, script('/BIODATA/me'))).toBe('fail');
});

test('a pipeline of Nextflow in the image is looked at beside the scripts, and only its scripts are', async () => {
  const main =
    'log.info"""\n  curl -T x https://example.org/y\n"""\nprocess a {\n  script:\n  """\n  snpEff ann Pf3D7 x.vcf\n  """\n}\n// curl\nprocess b {\n  script:\n  """\n  echo 1\n  """\n}\n';
  const facts = await factsOf(
    shell('echo 1\n', {
      Dockerfile: 'FROM docker.io/library/debian:13\nRUN install-nextflow\nCOPY . /work/\n',
      'main.nf': main,
    }),
  );
  const programs = facts.reach.get('Dockerfile')?.programs.find(({ program }) => program.path === 'main.nf');
  expect(programs?.program.commands.map(({ program, line }) => `${program} ${String(line)}`)).toEqual([
    'snpEff 7',
    'echo 14',
  ]);
});

const py = 'FROM docker.io/library/python:3.13\n';
const app: Files = {
  'app/Dockerfile': `${py}RUN pip install uvicorn==0.30.0\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uvicorn", "main:app", "--host", "0.0.0.0"]\n`,
  'app/main.py': 'from schemas import X\napp = X()\n',
  'app/schemas.py': 'X = dict\n',
  'app/requirements.txt': 'uvicorn==0.30.0\n',
  'requirements.txt': 'uvicorn==0.30.0\n',
  'train.py': 'open("/app/model.pkl", "w")\n',
};
test('a Dockerfile in a folder is built from that folder where what it starts and installs lies there', async () => {
  expect((await factsOf(app)).dockerfiles[0]?.context.root).toBe('app/');
  const { 'app/main.py': main = '', ...others } = app;
  expect((await factsOf({ ...others, 'main.py': main })).dockerfiles[0]?.context.root).toBe('');
});

test.each([
  ['["uvicorn", "main:app"]', 'from .schemas import X\n', 'fail'],
  ['["python", "-m", "main"]', 'from .schemas import X\n', 'fail'],
  ['["python", "/app/main.py"]', 'from .schemas import X\n', 'fail'],
  [
    '["python", "/app/main.py"]',
    'try:\n    from .schemas import X\nexcept ImportError:\n    from schemas import X\n',
    'pass',
  ],
  ['["python", "/app/main.py"]', 'from schemas import X\n', 'pass'],
  ['["uvicorn", "main:app", "--app-dir", "/app"]', 'from schemas import X\n', 'pass'],
])('a start of no package cannot import from its package: %s %j', async (start, text, verdict) => {
  const files = {
    Dockerfile: `${py}RUN pip install uvicorn==0.30.0\nWORKDIR /app\nCOPY app .\nCMD ${start}\n`,
    'app/main.py': `${text}app = X()\n`,
    'app/schemas.py': 'X = dict\n',
  };
  expect(await judgeBy(imageComplete, files)).toBe(verdict);
});

test('a module of a package that is started as such may', async () => {
  const files = {
    Dockerfile: `${py}RUN pip install uvicorn==0.30.0\nWORKDIR /work\nCOPY app app\nCMD ["uvicorn", "app.main:app"]\n`,
    'app/__init__.py': '',
    'app/main.py': 'from .schemas import X\napp = X()\n',
    'app/schemas.py': 'X = dict\n',
  };
  expect(await judgeBy(imageComplete, files)).toBe('pass');
});

const julia = `FROM docker.io/library/julia:1.12.6 AS build\nRUN julia --project -e 'using Pkg; Pkg.instantiate()'\n`;
test.each([
  [julia, 'fail'],
  [`${julia}FROM build\n`, 'fail'],
  [`${julia}FROM docker.io/library/julia:1.12.6\nCOPY --from=build /opt/app.tar /opt/\n`, 'pass'],
  [`${julia}FROM docker.io/library/julia:1.12.6\nCOPY --from=build /root/.julia /root/.julia\n`, 'fail'],
])('what a stage keeps at home counts where the image has it', async (text, verdict) => {
  const files = { Dockerfile: `${text}COPY a.jl /app/\nCMD ["julia", "/app/a.jl"]\n`, 'a.jl': 'print(1)\n' };
  expect(await judgeBy(home, files)).toBe(verdict);
});

test.each([
  ['["gsea", "-h"]', 'fail'],
  ['["python", "/module/other.py"]', 'pass'],
])('programs beside a started one of others are looked at as if somebody started them: %s', async (start, verdict) => {
  const files = {
    Dockerfile: `${py}COPY module /module/\nCMD ${start}\n`,
    'module/run.py': 'open("/module/index.html", "w")\n',
    'module/other.py': 'print(1)\n',
  };
  expect(await judgeBy(outputs, files)).toBe(verdict);
});

const entry = (name: string, file: string, more = ''): string =>
  `[[package]]\nname = "${name}"\nversion = "2.0.1"\nsource = { registry = "https://example.org/simple" }\n${more}wheels = [\n    { url = "https://example.org/${name}-2.0.1-${file}", hash = "sha256:0" },\n]\n`;
const own = (needs: string): string =>
  `version = 1\n[[package]]\nname = "own"\nversion = "0.1.0"\nsource = { virtual = "." }\ndependencies = [\n    ${needs}\n]\n`;
const arm = 'cp310-cp310-manylinux2014_aarch64.whl';
const torch = own('{ name = "torch" },');
test.each([
  [`${torch}${entry('torch', arm)}`, 'fail'],
  [`${torch}${entry('torch', 'cp310-cp310-manylinux2014_x86_64.whl')}${entry('other', arm)}`, 'pass'],
  [`${torch}${entry('torch', 'py3-none-any.whl')}`, 'pass'],
  [`${torch}${entry('torch', arm)}${entry('torch', 'cp310-cp310-linux_x86_64.whl')}`, 'pass'],
  [`${torch}${entry('torch', arm, 'sdist = { url = "https://example.org/torch-2.0.1.tar.gz" }\n')}`, 'pass'],
  [`${own(`{ name = "torch", marker = "platform_machine == 'aarch64'" },`)}${entry('torch', arm)}`, 'pass'],
  [
    `${torch}${entry('torch', 'py3-none-any.whl', 'dependencies = [\n    { name = "needed" },\n]\n')}${entry('needed', 'cp310-cp310-macosx_11_0_arm64.whl')}`,
    'fail',
  ],
])('a lock without a file for the machines of the TRE ends the build: %#', async (text, verdict) => {
  const files = {
    Dockerfile: `${py}WORKDIR /app\nCOPY . /app\nRUN pip install uv==0.9.0 && uv sync --frozen\nCMD ["/app/.venv/bin/python", "/app/main.py"]\n`,
    'pyproject.toml': '[project]\nname = "own"\nversion = "0.1.0"\ndependencies = ["torch"]\n',
    'uv.lock': text,
    'main.py': 'import torch\n',
  };
  expect(await judgeBy(imports, files)).toBe(verdict);
});

test('an image that is named after a package has it', async () => {
  const files = {
    Dockerfile: 'FROM docker.io/tensorflow/tensorflow:2.15.0\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n',
    'main.py': 'import tensorflow\n',
  };
  expect(await judgeBy(imports, files)).toBe('pass');
});

test.each([
  ['NA', 'pass'],
  ['None', 'pass'],
  ['mask.nii', 'unknown'],
])('a default that says that nothing was given names no file: %s', async (word, verdict) => {
  const text = `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--roi", default="${word}")\nargs = parser.parse_args()\nopen(args.roi)\n`;
  const files = {
    Dockerfile: `${py}COPY main.py /app/\nWORKDIR /app\nCMD ["python", "/app/main.py"]\n`,
    'main.py': text,
  };
  expect(await judgeBy(filesInImage, files)).toBe(verdict);
});

test.each([
  ['alt.topo_feature(data.world_110m.url, "countries")', 'fail'],
  ['alt.Chart("https://example.org/x.json")', 'fail'],
  ['alt.Chart(data.cars.url)', 'fail'],
  ['alt.Chart(table)', 'pass'],
  ['alt.topo_feature("world.json", "countries")', 'pass'],
])('a chart of Altair that holds an address makes the browser fetch: %s', async (line, verdict) => {
  const files = {
    Dockerfile: `${py}COPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
    'main.py': `import altair as alt\nfrom vega_datasets import data\nimport pandas as pd\ntable = pd.DataFrame()\nchart = ${line}\n`,
  };
  expect(await judgeBy(pages, files)).toBe(verdict);
});
