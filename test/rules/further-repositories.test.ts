import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import base from '../../src/rules/base-image-well-known.ts';
import dependencies from '../../src/rules/dependencies-pinned.ts';
import files from '../../src/rules/files-in-image.ts';
import grouped from '../../src/rules/grouped-run.ts';
import imports from '../../src/rules/imports-installed.ts';
import data from '../../src/rules/no-data-files.ts';
import download from '../../src/rules/no-runtime-download.ts';
import home from '../../src/rules/nothing-in-home.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import registry from '../../src/rules/registry-pullable.ts';
import sends from '../../src/rules/sends-nothing.ts';
import starts from '../../src/rules/starts-without-interaction.ts';
import tag from '../../src/rules/unique-image-tag.ts';
import lints from '../../src/rules/workflow-lints-dockerfile.ts';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import { factsOf } from '../helpers/project.ts';

/** What a second set of strangers' labels showed, each as the smallest project that shows it, and what looks like it. */
async function verdictOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(project));
  if (verdict.verdict === 'several') return verdict.verdicts.map((each) => each.verdict).join(' ');
  return verdict.verdict === 'fail'
    ? verdict.findings
        .map(({ message, location }) => `${location?.file ?? ''}:${String(location?.line)} ${message}`)
        .join('\n')
    : verdict.verdict;
}

const script = (text: string, more = ''): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /app/\nWORKDIR /app\n${more}ENTRYPOINT ["/app/run.sh"]\n`,
  'run.sh': `#!/bin/bash\n${text}`,
});

const shellIn = (condition: string): string => `${condition}\nthen exec /bin/bash\nfi\necho 1 > /safe_outputs/x\n`;

test('a shell that only an argument asks for keeps nobody waiting', async () => {
  expect(await verdictOf(starts, script(shellIn('if [ "$1" = "DEBUG" ]')))).toBe('pass');
  expect(await verdictOf(starts, script(shellIn('if [[ "$1" == debug ]]')))).toBe('pass');
  expect(await verdictOf(starts, script('case "$1" in shell|debug) bash;; esac\n'))).toBe('pass');
  expect(await verdictOf(starts, script(shellIn('if [ "$#" -eq 0 ]')))).toContain('waits for a person');
  expect(await verdictOf(starts, script('case "$1" in *) bash;; esac\n'))).toContain('waits for a person');
  const given = script(shellIn('if [ "$1" = "DEBUG" ]'));
  const asked = { ...given, Dockerfile: `${given['Dockerfile'] ?? ''}CMD ["DEBUG"]\n` };
  expect(await verdictOf(starts, asked)).toContain('waits for a person');
});

test('what R reads from a file is its program, and other words are none', async () => {
  const project = { ...script('R --vanilla 2019 table.txt < main.R\n'), 'main.R': 'write.csv(t, "out.csv")\n' };
  expect(await verdictOf(outputs, project)).toContain('main.R:1 writes to /app/out.csv');
});

test('a variable without quotes is as many words as its value has, and a function of the script is no program', async () => {
  expect(
    await verdictOf(download, script("GET='s3cmd --config=c.txt'\n$GET get s3://bucket/x.csv /scratch/\n")),
  ).toContain('s3cmd get downloads a file');
  expect(
    await verdictOf(
      download,
      script('function die {\n  exit 1\n}\nusage() { echo x; }\ntest -d /x || die no\nusage\n'),
    ),
  ).toBe('pass');
  expect(await verdictOf(download, script('test -d /x || perish no\n'))).toBe('unknown');
});

test('what sets up a shell for conda starts nothing', async () => {
  expect(
    await verdictOf(download, script('source /opt/conda/etc/profile.d/conda.sh\n', 'RUN sh x.sh -p /opt/conda\n')),
  ).toBe('pass');
});

test('R code with quotes in the text of a command is read', async () => {
  expect(await verdictOf(files, script('CALL="print(\'$1\', dir=\'$X\')"\nRscript -e "$CALL"\n'))).toBe('pass');
});

test('a script that builds the image is for the machine outside', async () => {
  const project = {
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /app\nENTRYPOINT ["python3"]\n',
    'main.py': 'print(1)\n',
    'build.sh': '#!/bin/sh\ndocker build -t x .\n',
  };
  expect(await verdictOf(download, project)).toBe('pass');
  const another = { ...project, 'build.sh': '#!/bin/sh\nsomething-installed\n' };
  expect(await verdictOf(download, another)).toBe('unknown');
});

const imageFor = (run: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nRUN ${run}\n`,
});

test('an installer at home that the same RUN starts is needed by nobody', async () => {
  const fetch = 'wget -q https://example.org/setup.sh -O ~/setup.sh';
  expect(await verdictOf(home, imageFor(`${fetch} && bash ~/setup.sh -b -p /opt/conda`))).toBe('pass');
  expect(await verdictOf(home, imageFor(fetch))).toContain('puts files into /root/setup.sh');
});

const projectAt = (name: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/julia:1.11\nCOPY . /app\n',
  [name]: 'x',
});

test('a file that Julia saves is data', async () => {
  expect(await verdictOf(data, projectAt('results/patients.jld2'))).toContain('results/patients.jld2');
  expect(await verdictOf(data, projectAt('src/model.jl'))).toBe('pass');
});

const projectBy = (name: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /app\nCMD ["python", "/app/main.py"]\n',
  'main.py': `from pathlib import Path\nimport pandas as pd\nbase = Path(__file__).resolve().parent / "${name}"\nt = pd.read_csv(base / "codes.csv")\n`,
  'models/codes.csv': 'x\n',
});

test('a file or folder whose name differs by a capital is not there', async () => {
  expect(await verdictOf(files, projectBy('Models'))).toContain('the image has /app/models/codes.csv: capitals count');
  expect(await verdictOf(files, projectBy('models'))).toBe('pass');
});

test('`setwd("./")` goes nowhere', async () => {
  const project = {
    Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /app\nCOPY . .\nCMD ["Rscript", "/app/main.R"]\n',
    'main.R': 'setwd("./")\nt <- read.csv("./lists/codes.csv")\n',
    'lists/codes.csv': 'x\n',
  };
  expect(await verdictOf(files, project)).toBe('pass');
});

const stagedWith = (list: string): Readonly<Record<string, string>> => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13 AS build\nCOPY requirements.txt .\nRUN pip install --prefix=/install -r requirements.txt\nFROM docker.io/library/python:3.13\nCOPY --from=build /install /usr/local\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n',
  'requirements.txt': list,
  'main.py': 'import joblib\n',
});

const rFrom = (install: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /pkg\nRUN Rscript -e '${install}'\nCMD ["Rscript", "/pkg/main.R"]\n`,
  DESCRIPTION: 'Package: x\nImports:\n    rlang,\n    dqLib (>= 1.0)\n',
  'main.R': 'library(dqLib)\n',
});

test('packages are found in a list that only the first stage gets, by the name of their repository, and in a DESCRIPTION', async () => {
  expect(await verdictOf(imports, stagedWith('joblib==1.5.2\n'))).toBe('pass');
  expect(await verdictOf(dependencies, stagedWith('joblib\n'))).toContain('requirements.txt:1 joblib');
  expect(await verdictOf(imports, rFrom('remotes::install_github("https://github.com/owner/dqLib")'))).toBe('pass');
  expect(await verdictOf(imports, rFrom('pak::local_install_deps("/pkg")'))).toBe('pass');
  expect(await verdictOf(imports, rFrom('remotes::install_github("owner/other")'))).toBe('unknown');
});

const imageOn = (runs: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\n${runs}`,
});

test('lists that are brought in a RUN of their own grow old; R packages in two layers cost nothing', async () => {
  expect(await verdictOf(grouped, imageOn('RUN apt-get update\nRUN install2.r pak\n'))).toContain(
    'apt-get update stands in a RUN that installs nothing',
  );
  expect(await verdictOf(grouped, imageOn('RUN apt-get update && ./install.sh\n'))).toBe('pass');
  expect(
    await verdictOf(grouped, imageOn('RUN R -e "install.packages(\'a\')"\nRUN R -e "install.packages(\'b\')"\n')),
  ).toBe('pass');
});

const fromTo = (name: string): Readonly<Record<string, string>> => ({ Dockerfile: `FROM ${name}\n` });

test('of an image that no table has nobody knows whether it is a distribution', async () => {
  expect(await verdictOf(base, fromTo('docker.io/someone/r-base:1'))).toBe('unknown');
  expect(await verdictOf(base, fromTo('docker.io/library/perl:5'))).toBe('pass');
  expect(await verdictOf(base, fromTo('docker.io/bioconductor/release_core2'))).toBe('pass');
});

const imageAs = (name: string, version: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM ${name}\nRUN pip install torch==${version}\n`,
});

test('a tag may say that an image is for a GPU, and an old torch that its CUDA is old enough', async () => {
  expect(await verdictOf(accelerator, imageAs('docker.io/tensorflow/tensorflow:2.9.1-gpu', '1.9.1'))).toBe('pass');
  expect(await verdictOf(accelerator, imageAs('docker.io/tensorflow/tensorflow:2.9.1-gpu', '2.13.0'))).toBe('unknown');
  expect(await verdictOf(accelerator, imageAs('docker.io/tensorflow/tensorflow:2.9.1', '1.9.1'))).toContain(
    'has no GPU',
  );
});

test('an application that is uploaded sends its data away', async () => {
  const project = {
    Dockerfile: 'FROM docker.io/rocker/shiny:4.5.3\nWORKDIR /app\nCOPY . .\nCMD ["Rscript", "/app/deploy.R"]\n',
    'deploy.R': 'library(rsconnect)\ndeployApp(appFiles = c("app.R"), appName = "x")\n',
  };
  expect(await verdictOf(sends, project)).toContain('deploy.R:2 deployApp uploads the application');
  expect(await verdictOf(outputs, project)).toContain('/app/rsconnect');
});

const workflow = (steps: string): Readonly<Record<string, string>> => ({
  '.github/workflows/x.yml': `env:\n  registry: ghcr.io\njobs:\n  a:\n    steps:\n${steps}`,
  'scripts/push.sh':
    'IMAGE="ghcr.io/group/$1"\ndocker buildx build --push --builder big -t "$IMAGE:$2" -f Dockerfile .\n',
});

const stepsUnder = (value: string): string =>
  `      - run: |\n          name="\${{ env.registry }}/group/app:${value}"\n          echo "name=\${name}" >> $GITHUB_ENV\n      - run: docker push \${{ env.name }}\n`;

test('values that one step hands to the next are known there', async () => {
  expect(await verdictOf(registry, workflow(stepsUnder('${GITHUB_SHA}')))).toBe('pass');
  expect(await verdictOf(tag, workflow(stepsUnder('${GITHUB_SHA}')))).toBe('pass');
  expect(await verdictOf(tag, workflow(stepsUnder('latest')))).toContain('only ghcr.io/group/app:latest is pushed');
});

const taggedOver = (values: readonly string[]): Readonly<Record<string, string>> =>
  workflow(
    `      - id: t\n        run: |\n${values.map((value) => `          if x; then echo "tag=${value}" >> "$GITHUB_OUTPUT"; fi\n`).join('')}      - run: $GITHUB_WORKSPACE/scripts/push.sh app \${{ steps.t.outputs.tag }}\n`,
  );

test('scripts of the project are followed with what they are given; of several tags nobody knows which', async () => {
  expect(await verdictOf(registry, taggedOver(['1.0']))).toBe('pass');
  expect(await verdictOf(tag, taggedOver(['1.0']))).toBe('pass');
  expect(await verdictOf(tag, taggedOver(['latest', '$BRANCH']))).toBe('unknown');
  expect(await verdictOf(tag, taggedOver(['1.0', '$GITHUB_SHA']))).toBe('pass');
  // No file sets BRANCH: it may be what latest is.
  expect(await verdictOf(tag, taggedOver(['1.0', '$BRANCH']))).toBe('unknown');
  expect(await verdictOf(scans, taggedOver(['1.0']))).toContain('the image is not scanned');
});

test('what is built and not pushed need not be scanned; whoever logs in means to push', async () => {
  const build = '      - run: docker build -t x .\n';
  expect(await verdictOf(scans, workflow(build))).toBe('notApplicable');
  expect(await verdictOf(scans, workflow(`${build}      - run: docker login ghcr.io\n`))).toBe('unknown');
});

test('a pipeline that takes its jobs from another project is not known', async () => {
  const included = {
    '.gitlab-ci.yml': 'include:\n  - project: group/ci\n    file: image.yml\nx:\n  variables:\n    A: "1"\n',
  };
  for (const rule of [lints, scans, registry, tag]) expect(await verdictOf(rule, included)).toBe('unknown');
  const own = { '.gitlab-ci.yml': 'x:\n  script:\n    - make test\n' };
  for (const rule of [scans, registry, tag]) expect(await verdictOf(rule, own)).toBe('notApplicable');
});

const languageImage = (lines: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\n${lines}`,
  'main.py': 'open("out.csv", "w")\n',
});

test('images of languages start at the root, where nothing is kept', async () => {
  const start = 'COPY main.py /app/\nCMD ["python", "/app/main.py"]\n';
  expect(await verdictOf(outputs, languageImage(start))).toContain('writes to /out.csv');
  expect(await verdictOf(outputs, languageImage(`WORKDIR /safe_outputs\n${start}`))).toBe('pass');
});

const guarded = (condition: string): Readonly<Record<string, string>> => ({
  ...languageImage('COPY main.py /app/\nCMD ["python", "/app/main.py"]\n'),
  'main.py': `import nltk\nif ${condition}:\n    nltk.download("stopwords")\n`,
});

test('what stands below `if False` never runs, and other conditions may', async () => {
  expect(await verdictOf(download, guarded('False'))).toBe('pass');
  expect(await verdictOf(download, guarded('not False'))).toContain('nltk.download');
});
