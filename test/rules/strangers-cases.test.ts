import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { check } from '../../src/engine/check/check.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import byPath from '../../src/rules/starts-by-absolute-path.ts';
import files from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import installed from '../../src/rules/imports-installed.ts';
import download from '../../src/rules/no-runtime-download.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import sends from '../../src/rules/sends-nothing.ts';
import secrets from '../../src/rules/no-secrets.ts';
import single from '../../src/rules/single-purpose.ts';
import { factsOf } from '../helpers/project.ts';

/** Small cases of a stranger that were judged wrong, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13\n';
const r = 'FROM docker.io/rocker/r-ver:4.5.3\n';

async function judge(rule: CheckedRule, project: Files): Promise<string> {
  const { verdict, proof } = check(await factsOf(project), [rule]).results[0] ?? {};
  return proof === 'file' ? `${verdict ?? ''}, proved` : (verdict ?? '');
}

test.each([
  ['a variable that no file gives a value', 'ARG PACKAGES\nRUN pip install $PACKAGES', 'unknown'],
  ['the same in braces and quotes', 'ARG PACKAGES\nRUN pip install "${PACKAGES}"', 'unknown'],
  ['the same of conda', 'ARG PKGS\nRUN conda install -y $PKGS', 'unknown'],
  ['a variable with a value', 'ARG PACKAGES=pandas==3.0.6\nRUN pip install $PACKAGES', 'pass, proved'],
  ['a variable with a name alone', 'ARG PACKAGES=pandas\nRUN pip install $PACKAGES', 'fail'],
  ['a version that no file gives', 'ARG V\nRUN pip install pandas==$V', 'pass'],
  ['a list at an address', 'RUN pip install -r https://example.org/lab/requirements.txt', 'unknown'],
  ['a list that the shell reads', 'COPY p.txt .\nRUN pip install $(cat p.txt)', 'fail'],
  ['a list that xargs reads', 'COPY p.txt .\nRUN xargs -n 1 pip install < p.txt', 'fail'],
  ['what a command says', 'RUN pip install $(curl -s https://example.org/list)', 'unknown'],
])('packages are named by %s', async (_title, lines, verdict) => {
  expect(await judge(pinned, { Dockerfile: `${py}WORKDIR /app\n${lines}\n`, 'p.txt': 'pandas\n' })).toBe(verdict);
});

test('what a list at an address brings, nobody knows', async () => {
  const Dockerfile = `${py}RUN pip install -r https://example.org/lab/requirements.txt\n`;
  expect(await judge(accelerator, { Dockerfile })).toBe('unknown');
});

const pandas = (lines: string, start = '["python", "/app/main.py"]', more: Files = {}): Files => ({
  Dockerfile: `${lines}\nCOPY main.py /app/\nENTRYPOINT ${start}\n`,
  'main.py': 'import pandas\n',
  'requirements.txt': 'pandas==3.0.6\n',
  ...more,
});
const builder = 'FROM docker.io/library/python:3.13 AS builder\nWORKDIR /src\nCOPY requirements.txt .\n';
const list = 'COPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt';
test.each([
  [
    'a stage that is left behind',
    pandas(`${builder}RUN pip install -r requirements.txt\n${py}COPY --from=builder /src /opt/src`),
    'fail',
  ],
  [
    'a stage of which the packages are taken',
    pandas(`${builder}RUN pip install -r requirements.txt\n${py}COPY --from=builder /usr/local /usr/local`),
    'pass',
  ],
  [
    'a stage with another Python',
    pandas(
      `${builder.replace('3.13', '3.12')}RUN pip install -r requirements.txt\n${py}COPY --from=builder /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages`,
    ),
    'fail',
  ],
  [
    'a stage with the same Python',
    pandas(
      `${builder}RUN pip install -r requirements.txt\n${py}COPY --from=builder /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages`,
    ),
    'pass',
  ],
  [
    'an environment of a stage',
    pandas(
      `${builder}RUN python -m venv /venv && /venv/bin/pip install -r requirements.txt\n${py}COPY --from=builder /venv /venv\nENV PATH=/venv/bin:$PATH`,
    ),
    'pass',
  ],
  ['a folder where Python does not look', pandas(`${py}RUN pip install --target /opt/lib pandas==3.0.6`), 'fail'],
  [
    'a folder that PYTHONPATH names',
    pandas(`${py}RUN pip install --target /opt/lib pandas==3.0.6\nENV PYTHONPATH=/opt/lib`),
    'pass',
  ],
  [
    'a folder that the program names',
    pandas(`${py}RUN pip install -t /opt/lib pandas==3.0.6`, undefined, {
      'main.py': 'import sys\nsys.path.insert(0, "/opt/lib")\nimport pandas\n',
    }),
    'pass',
  ],
  ['the folder of the program', pandas(`${py}RUN pip install --target=/app pandas==3.0.6`), 'pass'],
  ['a prefix where Python does not look', pandas(`${py}RUN pip install --prefix /opt/py pandas==3.0.6`), 'fail'],
  [
    'a prefix of a stage that is copied over the system',
    pandas(
      `${builder}RUN pip install --prefix=/install -r requirements.txt\n${py}COPY --from=builder /install /usr/local`,
    ),
    'pass',
  ],
  [
    'an environment beside the Python that is named',
    pandas(
      `${py}RUN python -m venv /venv && /venv/bin/pip install pandas==3.0.6`,
      '["/usr/local/bin/python", "/app/main.py"]',
    ),
    'fail',
  ],
  ['the Python of the system', pandas(`${py}RUN apt-get update && apt-get install -y python3-pandas`), 'fail'],
  [
    'the Python of the system, which is told',
    pandas(`${py}RUN apt-get update && apt-get install -y python3-pandas`, '["/usr/bin/python3", "/app/main.py"]'),
    'pass',
  ],
  [
    'the Python of a distribution',
    pandas(
      'FROM docker.io/library/debian:13\nRUN apt-get update && apt-get install -y python3 python3-pandas',
      '["python3", "/app/main.py"]',
    ),
    'pass',
  ],
  [
    'a list whose marker leaves it out',
    pandas(`${py}${list}`, undefined, { 'requirements.txt': 'numpy==2.4.0\npandas==1.5.3 ; python_version < "3.9"\n' }),
    'unknown',
  ],
  [
    'a list whose marker leaves it out elsewhere',
    pandas(`${py}${list}`, undefined, { 'requirements.txt': 'numpy==2.4.0\npandas==1.5.3; sys_platform == "win32"\n' }),
    'unknown',
  ],
  [
    'a list whose marker holds',
    pandas(`${py}${list}`, undefined, {
      'requirements.txt': 'pandas==3.0.6 ; python_version >= "3.9" and sys_platform == "linux"\n',
    }),
    'pass',
  ],
  [
    'a list of which one marker or another holds',
    pandas(`${py}${list}`, undefined, {
      'requirements.txt': 'pandas==3.0.6 ; python_version < "3.9" or platform_machine == "x86_64"\n',
    }),
    'pass',
  ],
])('pandas is installed in %s: %s', async (_title, project, verdict) => {
  expect(await judge(installed, project)).toBe(verdict);
});

test.each([
  [
    'laid out by lines',
    '{\n  "Packages": {\n    "jsonlite": {\n      "Package": "jsonlite",\n      "Version": "2.0.0"\n    }\n  }\n}\n',
  ],
  ['on one line', '{"Packages": {"jsonlite": {"Package": "jsonlite", "Version": "2.0.0"}}}\n'],
])('a lock of renv %s', async (_title, lock) => {
  const project = {
    Dockerfile: `${r}RUN install2.r renv\nWORKDIR /app\nCOPY renv.lock .\nRUN R -e 'renv::restore()'\nCOPY main.R .\nENTRYPOINT ["Rscript", "/app/main.R"]\n`,
    'renv.lock': lock,
    'main.R': 'library(jsonlite)\n',
  };
  expect(await judge(installed, project)).toBe('pass');
});

test.each([
  ['rocker/r-ver:4.5.3', 'unknown'],
  ['library/r-base:4.5.3', 'pass'],
])('packages of R that apt brings are for the R of the system: %s', async (from, verdict) => {
  const project = {
    Dockerfile: `FROM docker.io/${from}\nRUN apt-get update && apt-get install -y r-cran-jsonlite\nCOPY main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n`,
    'main.R': 'library(jsonlite)\n',
  };
  const found = await judge(installed, project);
  expect(found === 'fail' ? 'unknown' : found).toBe(verdict);
});

const scripted = (script: string, more: Files = {}, lines = 'COPY run.sh /app/', from = py): Files => ({
  Dockerfile: `${from}WORKDIR /app\n${lines}\nENTRYPOINT ["/bin/bash", "/app/run.sh"]\n`,
  'run.sh': `#!/bin/bash\n${script}\n`,
  ...more,
});
const lib = { 'lib.sh': 'curl -O https://example.org/x\n' };
const own = [
  'here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\nsource "$here/lib.sh"',
  'here=$(dirname "$0")\n. "$here/lib.sh"',
  'source "$(dirname "$(readlink -f "$0")")/lib.sh"',
  'DIR="$( cd -- "$( dirname -- "${BASH_SOURCE[0]}" )" &> /dev/null && pwd )"\nsource $DIR/lib.sh',
  'source "${0%/*}/lib.sh"',
  'source "`dirname $0`/lib.sh"',
  'source "$(realpath "$(dirname "$0")")/lib.sh"',
  'source /app/lib.sh',
];
test.each(own)('a script loads another from its own folder: %s', async (script) => {
  expect(await judge(files, scripted(script, lib))).toBe('fail');
  const both = scripted(script, lib, 'COPY run.sh lib.sh /app/');
  expect(await judge(files, both)).toBe('pass');
  expect(await judge(imageComplete, both)).toBe('pass, proved');
  expect(await judge(download, both)).toBe('fail');
});
test('a script that is loaded only where it is there may be absent', async () => {
  expect(await judge(files, scripted('if [ -f /app/lib.sh ]; then\n  . /app/lib.sh\nfi'))).not.toBe('fail');
});
test('a script starts a program from its own folder', async () => {
  const script = 'cd "$(dirname "$0")"\npython main.py';
  const main = { 'main.py': 'import urllib.request\nurllib.request.urlopen("https://example.org/x")\n' };
  expect(await judge(download, scripted(script, main, 'COPY run.sh main.py /app/'))).toBe('fail');
});

test.each([
  ['OUT=results/$(date +%F)\nmkdir -p "$OUT"\necho 1 > "$OUT/fit.txt"', 'fail'],
  ['OUT=results/`date +%F`\necho 1 > $OUT/fit.txt', 'fail'],
  ['OUT=/safe_outputs/$(date +%F)\nmkdir -p "$OUT"\necho 1 > "$OUT/fit.txt"', 'pass'],
  ['OUT=$(date +%F)\necho 1 > "/safe_outputs/$OUT.txt"', 'pass'],
])('a script writes below a folder under a name that is not known: %s', async (script, verdict) => {
  expect(await judge(outputs, scripted(script))).toBe(verdict);
});

test.each([
  ['if false; then\n  curl -O https://example.org/x\nfi', 'pass'],
  ['if true; then\n  curl -O https://example.org/x\nfi', 'fail'],
])('what a condition never lets run: %s', async (script, verdict) => {
  expect(await judge(download, scripted(script))).toBe(verdict);
});

const started = (name: string, text: string, start: string, from = r): Files => ({
  Dockerfile: `${from}COPY ${name} /app/\nENTRYPOINT ${start}\n`,
  [name]: text,
});
const fetch = 'download.file("https://example.org/x", "/scratch/x")';
const rmd = (text: string): Files =>
  started('a.Rmd', text, `["Rscript", "-e", "rmarkdown::render('/app/a.Rmd', output_dir = '/safe_outputs')"]`);
const chunk = (head: string, body: string): string => `\`\`\`{r ${head}}\n${body}\n\`\`\`\n\n`;
test.each([
  ['R: if (FALSE)', started('a.R', `if (FALSE) {\n  ${fetch}\n}\n`, '["Rscript", "/app/a.R"]'), 'pass'],
  [
    'R: its else',
    started('a.R', `if (FALSE) {\n  x <- 1\n} else {\n  ${fetch}\n}\n`, '["Rscript", "/app/a.R"]'),
    'fail',
  ],
  ['R: if (TRUE)', started('a.R', `if (TRUE) {\n  ${fetch}\n}\n`, '["Rscript", "/app/a.R"]'), 'fail'],
  [
    'Julia: if false',
    started(
      'a.jl',
      'using Downloads\nif false\n  Downloads.download("https://example.org/x")\nend\n',
      '["julia", "/app/a.jl"]',
      'FROM docker.io/library/julia:1.12.6\n',
    ),
    'pass',
  ],
  [
    'Julia: its else',
    started(
      'a.jl',
      'using Downloads\nif false\n  x = 1\nelse\n  Downloads.download("https://example.org/x")\nend\n',
      '["julia", "/app/a.jl"]',
      'FROM docker.io/library/julia:1.12.6\n',
    ),
    'fail',
  ],
  ['chunks that are off', rmd(chunk('setup', 'knitr::opts_chunk$set(eval = FALSE)') + chunk('', fetch)), 'pass'],
  [
    'chunks that are off, one on',
    rmd(chunk('setup', 'knitr::opts_chunk$set(eval = FALSE)') + chunk('eval=TRUE', fetch)),
    'fail',
  ],
  [
    'chunks that are on again',
    rmd(chunk('', 'opts_chunk$set(eval = F)') + chunk('eval=T', 'opts_chunk$set(eval = T)') + chunk('', fetch)),
    'fail',
  ],
  ['chunks before', rmd(chunk('', fetch) + chunk('', 'knitr::opts_chunk$set(eval = FALSE)')), 'fail'],
  ['chunks that echo nothing', rmd(chunk('setup', 'knitr::opts_chunk$set(echo = FALSE)') + chunk('', fetch)), 'fail'],
  [
    'a document that runs nothing',
    rmd(`---\ntitle: x\nexecute:\n  echo: true\n  eval: false\n---\n\n${chunk('', fetch)}`),
    'pass',
  ],
  ['a document that runs', rmd(`---\ntitle: x\nexecute:\n  echo: false\n---\n\n${chunk('', fetch)}`), 'fail'],
])('what is never run fetches nothing, %s: %s', async (_title, project, verdict) => {
  expect(await judge(download, project)).toBe(verdict);
});

const main = (text: string): Files => started('main.py', text, '["python", "/app/main.py"]', py);
const inR = (text: string): Files => started('main.R', text, '["Rscript", "/app/main.R"]');
test.each([
  [
    'httr2',
    inR('library(httr2)\nrequest("https://api.example.org/v1") |> req_body_json(list(x = 1)) |> req_perform()\n'),
    'fail',
  ],
  [
    'httr2 to itself',
    inR('library(httr2)\nrequest("http://127.0.0.1:80/") |> req_body_json(list(x = 1)) |> req_perform()\n'),
    'pass',
  ],
  ['httr', inR('httr::POST("https://api.example.org/v1", body = list(x = 1))\n'), 'fail'],
  ['RCurl', inR('RCurl::postForm("https://api.example.org/v1", x = 1)\n'), 'fail'],
  [
    'urllib',
    main('import urllib.request as web\nweb.urlopen(web.Request("https://api.example.org/v1", data=b"1"))\n'),
    'fail',
  ],
  ['urlopen', main('from urllib.request import urlopen\nurlopen("https://api.example.org/v1", b"1")\n'), 'fail'],
  [
    'urllib without data',
    main('import urllib.request as web\nweb.urlopen(web.Request("https://api.example.org/v1", data=None))\n'),
    'pass',
  ],
])('%s sends data: %s', async (_title, project, verdict) => {
  expect(await judge(sends, project)).toBe(verdict);
});

test.each([
  ['both', 'jupyter lab --ip=0.0.0.0 &\nstreamlit run /app/app.py &\nwait', 'fail'],
  ['one of two', 'if [ "$MODE" = lab ]; then\n  jupyter lab\nelse\n  streamlit run /app/app.py\nfi', 'pass'],
  [
    'the one that is asked for',
    'case "$1" in\n  lab) jupyter lab ;;\n  app) streamlit run /app/app.py ;;\nesac',
    'pass',
  ],
  ['s6', 'exec /usr/bin/s6-svscan /etc/s6', 'fail'],
])('a script starts %s', async (_title, script, verdict) => {
  expect(await judge(single, scripted(script))).toBe(verdict);
});

test.each([
  [`R -e 'shiny::runApp(".")'`, 'fail'],
  [`R -e 'shiny::runApp(host = "0.0.0.0")'`, 'fail'],
  [`R -e 'shiny::runApp("/app")'`, 'pass, proved'],
])('a folder is named from WORKDIR: %s', async (start, verdict) => {
  const project = { Dockerfile: `${r}WORKDIR /app\nCOPY app.R .\nCMD ${start}\n`, 'app.R': 'shinyApp(1, 2)\n' };
  expect(await judge(byPath, project)).toBe(verdict);
});

const report = (
  text: string,
  more = '',
  start = `["Rscript", "-e", "rmarkdown::render('/app/a.Rmd', output_dir = '/safe_outputs'${more})"]`,
): Files => ({
  Dockerfile: `${r}WORKDIR /safe_outputs\nCOPY a.Rmd codes.csv /app/\nENTRYPOINT ${start}\n`,
  'a.Rmd': chunk('', text),
  'codes.csv': 'code\n',
});
test.each([
  ['a document is run where it lies', report('read.csv("codes.csv")'), 'pass'],
  ['a document is run where the call says', report('read.csv("codes.csv")', ", knit_root_dir = '/scratch'"), 'fail'],
  [
    'a document of Quarto',
    report('read.csv("codes.csv")', '', '["quarto", "render", "/app/a.Rmd", "--output-dir", "/safe_outputs"]'),
    'pass',
  ],
])('%s: %s', async (_title, project, verdict) => {
  const Dockerfile = project['Dockerfile']?.replace('/safe_outputs', '/scratch') ?? '';
  expect(await judge(files, { ...project, Dockerfile })).toBe(verdict);
});
test('what a document writes beside itself is lost', async () => {
  expect(await judge(outputs, report('write.csv(1, "x.csv")'))).toBe('fail');
  expect(await judge(outputs, report('write.csv(1, "/safe_outputs/x.csv")'))).toBe('pass');
});

const notebook = JSON.stringify({
  cells: [{ cell_type: 'code', source: ['print(open("codes.csv").read())\n'], metadata: {}, outputs: [] }],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
});
test.each([
  ['jupyter nbconvert --execute --to html --output-dir /safe_outputs /app/a.ipynb', 'pass'],
  ['papermill /app/a.ipynb /safe_outputs/a.ipynb', 'fail'],
])('a notebook is run where it lies, or where it is started: %s: %s', async (start, verdict) => {
  const project = {
    Dockerfile: `${py}WORKDIR /scratch\nCOPY a.ipynb codes.csv /app/\nENTRYPOINT ["${start.replaceAll(' ', '", "')}"]\n`,
    'a.ipynb': notebook,
    'codes.csv': 'code\n',
  };
  expect(await judge(files, project)).toBe(verdict);
});

const locked = (sync: string, lock: string, name: string): Files => ({
  Dockerfile: `${py}WORKDIR /app\nCOPY pyproject.toml ${name} main.py ./\nRUN pip install uv==0.9.5 poetry==2.1.0 && ${sync}\nENTRYPOINT ["uv", "run", "python", "/app/main.py"]\n`,
  'pyproject.toml': '[project]\nname = "x"\ndependencies = ["pandas"]\n',
  [name]: lock,
  'main.py': 'import pandas\nimport tqdm\n',
});
const uvLock = `version = 1

[[package]]
name = "x"
source = { virtual = "." }
dependencies = [{ name = "pandas" }]

[package.dev-dependencies]
dev = [{ name = "tqdm" }]

[[package]]
name = "pandas"
version = "3.0.6"

[[package]]
name = "tqdm"
version = "4.67.1"
`;
const poetryLock =
  '[[package]]\nname = "pandas"\nversion = "3.0.6"\ngroups = ["main"]\n\n[[package]]\nname = "tqdm"\nversion = "4.67.1"\ngroups = ["dev"]\n';
test.each([
  ['uv sync --frozen', uvLock, 'uv.lock', 'pass'],
  ['uv sync --frozen --no-dev', uvLock, 'uv.lock', 'fail'],
  [
    'uv sync --frozen --no-dev',
    uvLock.replace('{ name = "pandas" }', '{ name = "pandas" }, { name = "tqdm" }'),
    'uv.lock',
    'pass',
  ],
  ['poetry install --only main', poetryLock, 'poetry.lock', 'fail'],
  ['poetry install --without dev', poetryLock, 'poetry.lock', 'fail'],
  ['poetry install', poetryLock, 'poetry.lock', 'pass'],
])('%s installs what is for development, or not', async (sync, lock, name, verdict) => {
  expect(await judge(installed, locked(sync, lock, name))).toBe(verdict);
});

const key = 'a1b2c3d4e5f6a7b8c9d0e1f2';
test.each([
  ['README.md', `export MLFLOW_TRACKING_PASSWORD=${key}`, 'fail'],
  ['README.md', `HF_TOKEN="${key}"`, 'fail'],
  ['notes.txt', `  $ export API_TOKEN=${key}`, 'fail'],
  ['README.md', 'export MLFLOW_TRACKING_PASSWORD=yourPassword1234567890', 'pass'],
  ['README.md', 'export MLFLOW_TRACKING_PASSWORD=<token>', 'pass'],
  ['README.md', `the token ${key} is gone`, 'pass'],
  ['tests/README.md', `export API_TOKEN=${key}`, 'pass'],
])('a key in notes that are copied: %s: %s', async (name, text, verdict) => {
  expect(await judge(secrets, { Dockerfile: `${py}COPY . /app\n`, [name]: `${text}\n` })).toBe(verdict);
});
