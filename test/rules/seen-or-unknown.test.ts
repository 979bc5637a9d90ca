import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import hfHome from '../../src/rules/hf-home-under-safe-data.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import noDataFiles from '../../src/rules/no-data-files.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import noSecrets from '../../src/rules/no-secrets.ts';
import nothingInHome from '../../src/rules/nothing-in-home.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import startsByAbsolutePath from '../../src/rules/starts-by-absolute-path.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';
import uniqueImageTag from '../../src/rules/unique-image-tag.ts';

async function judged(rule: CheckedRule, dockerfile: string, files: Record<string, string> = {}): Promise<string> {
  const verdict = rule.check(await factsOf({ Dockerfile: dockerfile, ...files }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const rver = 'FROM docker.io/rocker/r-ver:4.5.3\n';
const julia = 'FROM docker.io/library/julia:1.12.1\n';

const runIn = (from: string, run: string): string => `${from}RUN ${run}\n`;

const inApp = (words: string): string => `${julia}WORKDIR /app\nCOPY . /app/\nENTRYPOINT ${words}\n`;

const build = (line: string): Record<string, string> => ({ '.travis.yml': `script:\n  - ${line}\n` });

const byRunner = (words: string, more = ''): string =>
  `FROM docker.io/library/python:3.13\n${more}WORKDIR /app\nCOPY . /app/\nCMD ${words}\n`;

const withJulia = (run: string): string => `${julia}${run}COPY . /app/\nENTRYPOINT ["julia", "/app/main.jl"]\n`;

const adding = (names: string): string => `RUN julia -e 'using Pkg; Pkg.add([${names}])'\n`;

const writes = (text: string): Promise<string> =>
  judged(outputsInSafe, 'FROM docker.io/library/python:3.13\nCOPY a.py /app/\nCMD ["python", "/app/a.py"]\n', {
    'a.py': text,
  });

const plots = (more: string, before = ''): Promise<string> =>
  writes(`import scanpy as sc\n${before}a = sc.read_h5ad("/safe_data/a.h5ad")\nsc.pl.umap(a${more})\n`);

const loading = (name: string): string => `import importlib, sys\nimportlib.import_module(${name})\n`;

const withDeps = (environment: string): string =>
  `${julia}${environment}COPY main.jl /app/\nCMD ["julia", "/app/main.jl"]\n`;

const fetching = (command: string): string =>
  `FROM docker.io/library/python:3.13\nCOPY main.py /app/\nRUN ${command}\nCMD ["python", "/app/main.py"]\n`;

const withToken = (name: string): string =>
  `${rver}ARG ${name}\nENV ${name}=$${name}\nRUN R -e "remotes::install_github('org/private@v1')"\n`;

const withCmdstan = (more: string): string =>
  `FROM docker.io/library/python:3.13\nRUN pip install cmdstanpy==1.3.0 && python -m cmdstanpy.install_cmdstan${more}\n`;

test('R calls by the bare name what another script of the session has attached', async () => {
  const start = `${rver}COPY . /app/\nCMD ["Rscript", "/app/main.R"]\n`;
  const main = 'library(clusterProfiler)\nsource("/app/pathways.R")\n';
  const pathways = 'run <- function(genes) enrichKEGG(genes)\nrun(genes)\n';
  expect(await judged(noRuntimeDownload, start, { 'main.R': main, 'pathways.R': pathways })).toContain('enrichKEGG');
  // The other way round: the script that is sourced attaches it.
  expect(
    await judged(noRuntimeDownload, start, {
      'main.R': 'source("/app/setup.R")\nk <- enrichKEGG(genes)\n',
      'setup.R': 'library(clusterProfiler)\n',
    }),
  ).toContain('enrichKEGG');
  const shiny = 'FROM docker.io/rocker/shiny:4.5.1\nCOPY app /srv/shiny-server/app\n';
  expect(
    await judged(noRuntimeDownload, shiny, {
      'app/global.R': 'library(clusterProfiler)\n',
      'app/server.R': 'function(input, output) output$k <- renderTable(enrichKEGG(input$genes))\n',
      'app/ui.R': 'fluidPage()\n',
    }),
  ).toContain('enrichKEGG');
});

test('a name of nobody, of the project, or of a package that is loaded and not attached is left alone', async () => {
  const start = `${rver}COPY . /app/\nCMD ["Rscript", "/app/main.R"]\n`;
  for (const files of [
    { 'main.R': 'source("/app/b.R")\n', 'b.R': 'k <- enrichKEGG(genes)\n' },
    { 'main.R': 'x <- clusterProfiler::enrichGO(g)\nsource("/app/b.R")\n', 'b.R': 'k <- enrichKEGG(genes)\n' },
    {
      'main.R': 'library(clusterProfiler)\nenrichKEGG <- function(g) g\nsource("/app/b.R")\n',
      'b.R': 'k <- enrichKEGG(genes)\n',
    },
    { 'main.R': 'print(1)\n', 'b.R': 'k <- enrichKEGG(genes)\n', 'c.R': 'library(clusterProfiler)\n' },
  ])
    expect(await judged(noRuntimeDownload, start, files)).toBe('pass');
});

test('code of a RUN that uses what it has not loaded ends the build', async () => {
  for (const [from, run] of [
    [julia, `julia -e 'Pkg.add("CSV")'`],
    [rver, `R -e "install_github('org/study@v1')"`],
    [rver, `Rscript -e "options(warn = 2); install_version('dplyr', '1.1.4')"`],
    ['FROM docker.io/library/python:3.13\n', `python -c "nltk.download('punkt')"`],
  ] as const)
    expect(await judged(importsInstalled, runIn(from, run))).toContain('the build ends there');
  for (const [from, run] of [
    [julia, `julia -e 'using Pkg; Pkg.add("CSV")'`],
    [julia, `julia -e 'import Pkg' -e 'Pkg.add("CSV")'`],
    [julia, `julia -e 'Pkg.add("CSV")' || true`],
    [julia, `julia -e 'try; Pkg.add("CSV"); catch; end'`],
    ['FROM docker.io/library/julia:0.6\n', `julia -e 'Pkg.add("CSV")'`],
    [rver, `R -e "library(devtools); install_github('org/study@v1')"`],
    [rver, `R -e "remotes::install_github('org/study@v1')"`],
    [rver, `R -e "pacman::p_load(remotes); install_github('org/study@v1')"`],
    ['FROM docker.io/library/python:3.13\n', `python -c "import nltk; nltk.download('punkt')"`],
    ['FROM docker.io/library/python:3.13\n', `python -c "from transformers import pipeline; pipeline('x')"`],
  ] as const)
    expect(await judged(importsInstalled, runIn(from, run))).not.toContain('the build ends there');
});

test('a clone of the work itself brings what nobody saw; one that is built and installed is another matter', async () => {
  const clone = 'RUN git clone https://example.org/group/study.git /opt/study\n';
  for (const rest of ['WORKDIR /opt/study\n', 'CMD ["python", "/opt/study/main.py"]\n', 'WORKDIR /opt/study/code\n'])
    expect(await judged(noDataFiles, `FROM docker.io/library/python:3.13\n${clone}${rest}`)).toBe('unknown');
  for (const rest of ['WORKDIR /opt/study2\n', 'WORKDIR /opt/study\nRUN make install\nWORKDIR /work\n', ''])
    expect(await judged(noDataFiles, `FROM docker.io/library/python:3.13\n${clone}${rest}`)).toBe('notApplicable');
});

test('a project of Julia that is looked for where Julia is started needs its folder', async () => {
  const files = { 'main.jl': 'using CSV\n', 'Project.toml': '[deps]\n' };
  for (const words of [
    '["julia", "--project", "/app/main.jl"]',
    '["julia", "--project=.", "/app/main.jl"]',
    '["julia", "--threads=4", "--project=@.", "/app/main.jl"]',
  ])
    expect(await judged(startsByAbsolutePath, inApp(words), files)).toContain('--project');
  for (const words of [
    '["julia", "--project=/app", "/app/main.jl"]',
    '["julia", "/app/main.jl", "--project"]',
    '["sh", "-c", "cd /app && julia --project=. main.jl"]',
  ])
    expect(await judged(startsByAbsolutePath, inApp(words), files)).toBe('pass');
});

test('the entry point of the base alone runs nothing', async () => {
  const from = 'FROM docker.io/mambaorg/micromamba:2.3.3\nCOPY main.py /app/\n';
  const entry = 'ENTRYPOINT ["/usr/local/bin/_entrypoint.sh"]\n';
  const files = { 'main.py': 'print(1)\n' };
  expect(await judged(startsWithoutInteraction, from + entry, files)).toContain('is given no program');
  expect(await judged(startsWithoutInteraction, `${from}${entry}CMD ["python", "/app/main.py"]\n`, files)).toBe('pass');
  expect(
    await judged(
      startsWithoutInteraction,
      `${from}ENTRYPOINT ["/usr/local/bin/_entrypoint.sh", "python", "/app/main.py"]\n`,
      files,
    ),
  ).toBe('pass');
});

test('micromamba begins in /tmp, not in the home of its user', async () => {
  const from = 'FROM docker.io/mambaorg/micromamba:2.3.3\n';
  expect(await judged(nothingInHome, `${from}RUN git clone https://example.org/tool.git\n`)).not.toContain('/home');
  expect(
    await judged(nothingInHome, `${from}WORKDIR /home/mambauser\nRUN git clone https://example.org/tool.git\n`),
  ).toContain('/home/mambauser/tool');
});

test('what a person writes in a session is not known, whatever notebook the start names', async () => {
  const from = 'FROM docker.io/library/python:3.13\nCOPY study.ipynb /app/\nWORKDIR /app\n';
  const files = { 'study.ipynb': '{"cells":[{"cell_type":"code","source":["print(1)"]}],"metadata":{}}' };
  expect(await judged(outputsInSafe, `${from}CMD ["jupyter", "lab", "study.ipynb"]\n`, files)).toBe('unknown');
  expect(
    await judged(outputsInSafe, `${from}CMD ["jupyter", "lab", "--ServerApp.root_dir=/safe_outputs"]\n`, files),
  ).not.toBe('unknown');
  // Executed, it is a program like any other.
  expect(
    await judged(
      outputsInSafe,
      `${from}CMD ["jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", "/safe_outputs", "/app/study.ipynb"]\n`,
      files,
    ),
  ).toBe('pass');
});

test('where an unknown base decides what starts, what programs import is not "not applicable"', async () => {
  const from = 'FROM example.org/group/notebooks:1.2\n';
  const files = { 'a.ipynb': '{"cells":[{"cell_type":"code","source":["import gprofiler"]}],"metadata":{}}' };
  expect(await judged(importsInstalled, `${from}COPY a.ipynb /work/\nCMD ["notebook"]\n`, files)).toBe('unknown');
  expect(
    await judged(importsInstalled, `${from}COPY notes.txt /work/\nCMD ["notebook"]\n`, { 'notes.txt': 'x\n' }),
  ).toBe('notApplicable');
});

test('a pipeline that is not read may push under any tag', async () => {
  expect(await judged(uniqueImageTag, rver, build('docker push ghcr.io/org/app'))).toBe('unknown');
  expect(await judged(uniqueImageTag, rver, build('pytest'))).toBe('notApplicable');
});

test('an archive that is unpacked where the image works is seen by nobody either', async () => {
  const from = 'FROM docker.io/library/python:3.13\nRUN curl -L https://example.org/study/v1.tar.gz | tar xz -C /opt\n';
  expect(await judged(noDataFiles, `${from}WORKDIR /opt/study-1\n`)).toBe('unknown');
  expect(await judged(noDataFiles, `${from}CMD ["python", "/opt/study-1/run.py"]\n`)).toBe('unknown');
  // What is copied there is the work, and a tool that is unpacked elsewhere is not.
  expect(await judged(noDataFiles, `${from}COPY main.py /opt/app/\nWORKDIR /opt/app\n`, { 'main.py': '1\n' })).toBe(
    'pass',
  );
  expect(await judged(noDataFiles, `${from}WORKDIR /work\n`)).toBe('notApplicable');
});

test('a runner looks for its project where it is started', async () => {
  const files = { 'main.py': 'print(1)\n', 'pyproject.toml': '[project]\nname = "x"\n', Pipfile: '[packages]\n' };
  for (const words of [
    '["uv", "run", "/app/main.py"]',
    '["uv", "run", "--frozen", "python", "/app/main.py"]',
    '["poetry", "run", "python", "/app/main.py"]',
    '["pipenv", "run", "python", "/app/main.py"]',
    '["pixi", "run", "python", "/app/main.py"]',
    '["pdm", "run", "python", "/app/main.py"]',
  ])
    expect(await judged(startsByAbsolutePath, byRunner(words), files)).toContain('only in the working directory');
  for (const words of [
    '["uv", "run", "--project", "/app", "/app/main.py"]',
    '["uv", "run", "--no-project", "/app/main.py"]',
    '["poetry", "-C", "/app", "run", "python", "/app/main.py"]',
    '["pixi", "run", "--manifest-path", "/app/pyproject.toml", "python", "/app/main.py"]',
    '["/app/.venv/bin/python", "/app/main.py"]',
    '["sh", "-c", "cd /app && exec poetry run python main.py"]',
  ])
    expect(await judged(startsByAbsolutePath, byRunner(words), files)).toBe('pass');
  const told = byRunner('["uv", "run", "/app/main.py"]', 'ENV UV_PROJECT=/app\n');
  expect(await judged(startsByAbsolutePath, told, files)).toBe('pass');
});

test('helpers in the folder R of an application of Shiny are run with it', async () => {
  const helper = { 'app/R/lookup.R': 'lookup <- function(g) getBM("x", mart = useMart("ensembl"))\n' };
  const app = 'library(shiny)\nlibrary(biomaRt)\nshinyApp(fluidPage(), function(input, output) lookup(input$g))\n';
  const served = 'FROM docker.io/rocker/shiny:4.5.1\nCOPY app /srv/shiny-server/app\n';
  const run = `${rver}COPY app /app\nCMD ["R", "-e", "shiny::runApp('/app', host = '0.0.0.0', port = 3838)"]\n`;
  for (const dockerfile of [served, run])
    expect(await judged(noRuntimeDownload, dockerfile, { 'app/app.R': app, ...helper })).toMatch(/getBM|useMart/);
  // Beside a script that is no application it is nobody's.
  const script = `${rver}COPY app /app\nCMD ["Rscript", "/app/main.R"]\n`;
  expect(await judged(noRuntimeDownload, script, { 'app/main.R': 'library(biomaRt)\n', ...helper })).toBe('pass');
});

test('a package of R takes from others what its NAMESPACE says', async () => {
  const start = `${rver}COPY . /build/app\nRUN R CMD INSTALL /build/app\nCMD ["R", "-e", "pathapp::run_app()"]\n`;
  const files = {
    DESCRIPTION: 'Package: pathapp\nVersion: 0.1\nImports: clusterProfiler, shiny\n',
    'R/run_app.R': 'run_app <- function() shinyApp(fluidPage(), server)\n',
    'R/server.R': 'server <- function(input, output) output$t <- renderTable(enrichKEGG(input$g))\n',
  };
  for (const NAMESPACE of [
    'export(run_app)\nimport(shiny)\nimportFrom(clusterProfiler,enrichKEGG)\n',
    'export(run_app)\nimport(shiny, "clusterProfiler")\n',
  ])
    expect(await judged(noRuntimeDownload, start, { ...files, NAMESPACE })).toContain('enrichKEGG');
  expect(
    await judged(noRuntimeDownload, start, {
      ...files,
      NAMESPACE: 'export(run_app)\nimport(shiny)\n# import(clusterProfiler)\n',
    }),
  ).toBe('pass');
});

test('Julia loads by its name only what a project or the build names', async () => {
  const files = { 'main.jl': 'using CSV, DataFrames\n' };
  expect(await judged(importsInstalled, withJulia(adding('"CSV"')), files)).toContain('DataFrames is imported');
  expect(await judged(importsInstalled, withJulia(adding('"CSV", "DataFrames"')), files)).toBe('pass');
  const helper = {
    'Helper/Project.toml': 'name = "Helper"\n[deps]\nDataFrames = "a93c6f00"\n',
    'Project.toml': '[deps]\n',
  };
  expect(await judged(importsInstalled, withJulia(adding('"CSV"')), { ...files, ...helper })).toBe('unknown');
  const listed = { 'install.jl': 'using Pkg\nPkg.add(readlines("/tmp/packages.txt"))\n' };
  const install = 'COPY install.jl packages.txt /tmp/\nRUN julia /tmp/install.jl\n';
  expect(await judged(importsInstalled, withJulia(install), { ...files, ...listed, 'packages.txt': 'CSV\n' })).toBe(
    'unknown',
  );
  // A package of an address may have any name.
  expect(
    await judged(
      importsInstalled,
      withJulia(`RUN julia -e 'using Pkg; Pkg.add("CSV"); Pkg.add(url="https://example.org/x")'\n`),
      files,
    ),
  ).toBe('unknown');
  expect(
    await judged(importsInstalled, withJulia('COPY install.jl /tmp/\nRUN julia /tmp/install.jl\n'), files),
  ).not.toBe('pass');
});

test('a database of a study, a cache and a store of tables are written', async () => {
  for (const text of [
    'import optuna\ns = optuna.create_study(storage="sqlite:///study.db")\n',
    'import mlflow\nmlflow.set_tracking_uri("sqlite:///mlflow.db")\n',
    'from joblib import Memory\nm = Memory("./cache")\n',
    'import diskcache\nc = diskcache.Cache(directory="/var/cache/study")\n',
  ])
    expect(await writes(text)).toContain('writes to');
  for (const text of [
    'import optuna\ns = optuna.create_study(storage="sqlite:////safe_outputs/study.db")\n',
    'import optuna\ns = optuna.create_study(storage="sqlite:///:memory:")\n',
    'import optuna\ns = optuna.create_study()\n',
    'from joblib import Memory\nm = Memory("/scratch/cache")\nn = Memory(None)\n',
    'class Memory:\n  def __init__(self, a): pass\nm = Memory("./cache")\n',
  ])
    expect(await writes(text)).toBe('pass');
});

test('figures that scanpy is asked to save lie where its settings say', async () => {
  expect(await plots(', save="_x.png"')).toContain('/figures');
  expect(await plots(', save=True')).toContain('/figures');
  for (const more of ['', ', save=None', ', save=False', ', show=False']) expect(await plots(more)).toBe('pass');
  expect(await plots(', save="_x.png"', 'sc.settings.figdir = "/safe_outputs/figures"\n')).toBe('pass');
});

test('the messages of LangChain alone are no library of the Hub', async () => {
  const start = 'FROM docker.io/library/python:3.13\nCOPY a.py /app/\nCMD ["python", "/app/a.py"]\n';
  expect(await judged(hfHome, start, { 'a.py': 'from langchain_core.messages import HumanMessage\n' })).toBe(
    'notApplicable',
  );
  expect(
    await judged(hfHome, start, { 'a.py': 'from langchain_huggingface import HuggingFaceEmbeddings\n' }),
  ).toContain('HF_HOME');
});

test('modules that a program loads by a computed name are those of the package that it names', async () => {
  const start = 'FROM docker.io/library/python:3.13\nCOPY . /app/\nCMD ["python", "/app/main.py"]\n';
  const steps = {
    'steps/__init__.py': '',
    'steps/fetch.py': 'import urllib.request\nurllib.request.urlretrieve("https://example.org/a", "/scratch/a")\n',
    'other/fetch.py': 'import urllib.request\nurllib.request.urlretrieve("https://example.org/b", "/scratch/b")\n',
  };
  for (const name of ['"steps." + sys.argv[1]', 'f"steps.{sys.argv[1]}"']) {
    const facts = await factsOf({ Dockerfile: start, 'main.py': loading(name), ...steps });
    const said = noRuntimeDownload.check(facts);
    expect(said).toMatchObject({ verdict: 'unknown', location: { file: 'steps/fetch.py', line: 2 } });
    expect(JSON.stringify(said)).not.toContain('other/');
  }
  expect(await judged(noRuntimeDownload, start, { 'main.py': 'import steps\n', ...steps })).toBe('pass');
});

test('what .Rprofile attaches every script has, and a registered data dependency is fetched', async () => {
  const start = `${rver}WORKDIR /app\nCOPY . /app/\nCMD ["Rscript", "/app/main.R"]\n`;
  const main = { 'main.R': 'm <- useMart("ensembl")\n' };
  expect(await judged(noRuntimeDownload, start, { '.Rprofile': 'library(biomaRt)\n', ...main })).toContain('useMart');
  expect(await judged(noRuntimeDownload, start, { '.Rprofile': 'options(digits = 4)\n', ...main })).toBe('pass');
  const data = { 'main.jl': 'using DataDeps\nregister(DataDep("x", "y", "https://example.org/a"))\n' };
  expect(await judged(noRuntimeDownload, withDeps(''), data)).toContain('DataDep');
  expect(await judged(noRuntimeDownload, withDeps('ENV DATADEPS_DISABLE_DOWNLOAD=true\n'), data)).toBe('pass');
});

test('a tool that fetches data brings what nobody looked at', async () => {
  const files = { 'main.py': 'print(1)\n' };
  for (const command of [
    'dvc pull',
    'cd /app && git lfs pull',
    'datalad install https://example.org/ds',
    'kaggle datasets download -d org/cohort',
    'aws s3 cp --recursive s3://bucket/x /opt/x',
    'fasterq-dump SRR1',
  ])
    expect(await judged(noDataFiles, fetching(command), files)).toBe('unknown');
  for (const command of [
    'dvc --version',
    'git lfs install',
    'aws s3 ls s3://bucket',
    'kaggle --help',
    'pip install dvc datalad',
  ])
    expect(await judged(noDataFiles, fetching(command), files)).toBe('pass');
});

test('a token of GitHub is a secret by the name that R has for it', async () => {
  expect(await judged(noSecrets, withToken('GITHUB_PAT'))).toContain('GITHUB_PAT');
  expect(await judged(noSecrets, withToken('N_PAT'))).toBe('pass');
});

test('CmdStan is put into the home by its module too', async () => {
  expect(await judged(nothingInHome, withCmdstan(''))).toContain('.cmdstan');
  expect(await judged(nothingInHome, withCmdstan(' --dir /opt/cmdstan'))).toBe('pass');
});
