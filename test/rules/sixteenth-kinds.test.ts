import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import dependenciesPinned from '../../src/rules/dependencies-pinned.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import noData from '../../src/rules/no-data-files.ts';
import noDownload from '../../src/rules/no-runtime-download.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import pagesSelfContained from '../../src/rules/pages-self-contained.ts';
import sendsNothing from '../../src/rules/sends-nothing.ts';
import uniqueTag from '../../src/rules/unique-image-tag.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  if (verdict.verdict === 'fail') return verdict.findings.map(({ message }) => message).join('\n');
  if (verdict.verdict === 'unknown') return `unknown: ${verdict.reason}`;
  return verdict.verdict === 'several' ? JSON.stringify(verdict) : verdict.verdict;
}

const pushed = (...commands: readonly string[]): Promise<string> =>
  judged(uniqueTag, {
    '.github/workflows/a.yml': `jobs:\n  a:\n    steps:\n      - run: |\n${commands.map((each) => `          ${each}\n`).join('')}`,
  });

test('the name from which another one is made is not pushed with it', async () => {
  const owner = '${{ secrets.USER }}/app';
  expect(await pushed(`docker tag app:\${{ github.sha }} ${owner}:latest`, `docker push ${owner}:latest`)).toContain(
    'is pushed',
  );
  expect(
    await pushed(`docker tag app:latest ${owner}:\${{ github.sha }}`, `docker push ${owner}:\${{ github.sha }}`),
  ).toBe('pass');
  expect(
    await pushed('docker tag app:${{ github.sha }} "$IMAGE"', 'docker push "$IMAGE"'),
    'a whole name in a variable',
  ).toContain('unknown');
  expect(await pushed('docker tag ghcr.io/o/app:1.2 "$IMAGE"', 'docker push "$IMAGE"')).toContain('unknown');
  expect(await pushed('docker tag app:1 "$REGISTRY/app"', 'docker push "$REGISTRY/app"')).toContain('is pushed');
  expect(await pushed('docker tag ghcr.io/o/app:latest "$REGISTRY/app:1.2"', 'docker push "$REGISTRY/app:1.2"')).toBe(
    'pass',
  );
});

const python = 'FROM docker.io/library/python:3.13\n';
const installing = (rule: CheckedRule, entry: string): Promise<string> =>
  judged(rule, {
    Dockerfile: `${python}RUN pip install '${entry}'\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
    'main.py': 'import sklearn\n',
  });

test('the first version of sklearn installs scikit-learn, and those after it stop the build', async () => {
  expect(await installing(importsInstalled, 'sklearn==0.0')).toBe('pass');
  for (const entry of ['sklearn', 'sklearn==0.0.post5', 'sklearn>=0.0', 'sklearn==0.01'])
    expect(await installing(importsInstalled, entry)).toContain('the build ends there');
});

test('a version is one whether or not there is such a package', async () => {
  expect(await installing(dependenciesPinned, 'sklearn==0.0')).toBe('pass');
  expect(await installing(dependenciesPinned, 'skimage==0.25.0')).toBe('pass');
  expect(await installing(dependenciesPinned, 'skimage')).toContain('skimage');
});

const oneLine = (rule: CheckedRule, ...words: readonly string[]): Promise<string> =>
  judged(rule, {
    Dockerfile: `FROM docker.io/${words[0] === 'R' ? 'rocker/r-ver:4.5.3' : 'library/python:3.13'}\nCOPY api.R main.py /\nEXPOSE 8000\nCMD ${JSON.stringify(words)}\n`,
    'api.R': '#* @get /\nfunction() 1\n',
    'main.py': 'app = 1\n',
  });

test.each([
  [['R', '-e', "p <- plumber::plumb('/api.R'); pr$run(port = 8000)"], 'pr'],
  [['R', '--no-save', '-e', 'x <- 1', '-e', 'y$go()'], 'y'],
  [['python', '-c', 'import main; app.run()'], 'app'],
])('a start in one line that uses what nobody defines: %j', async (words, name) => {
  expect(await oneLine(imageComplete, ...words)).toContain(`uses ${name}, which nothing in its line defines`);
});

test.each([
  [['R', '-e', "p <- plumber::plumb('/api.R'); p$run(port = 8000)"]],
  [['R', '-e', "plumber::plumb('/api.R') -> p", '-e', 'p$run(port = 8000)']],
  [['R', '-e', "source('/api.R'); pr$run(port = 8000)"]],
  [['R', '-e', 'library(plumber); pr$run(port = 8000)']],
  [['R', '-e', "p <- 1; cat('pr$run()')"]],
  [['R', '-e', 'p <- list(a = 1); p$a$run()']],
  [['python', '-c', 'import os.path; os.path.exists("/x")']],
  [['python', '-c', 'from main import *; app.run()']],
  [['python', '-c', 'import main as m; m.run()']],
  [['python', '-c', 'import matplotlib.pyplot; matplotlib.use("Agg")']],
  [['python', '-c', 'import sys; from lesion.cli import main; sys.exit(main())']],
  [['python', '-c', 'print(str.lower("A"), [x.strip() for x in []])']],
  [['python', '-c', 'print("app.run()")']],
])('a start in one line that makes, imports or may load what it uses: %j', async (words) => {
  expect(await oneLine(imageComplete, ...words)).not.toContain('which nothing in its line defines');
});

test('what a profile of R may make is not called undefined', async () => {
  const words = ['R', '-e', 'pr$run(port = 8000)'];
  const dockerfile = (more: string): string =>
    `FROM docker.io/rocker/r-ver:4.5.3\n${more}COPY api.R /\nEXPOSE 8000\nCMD ${JSON.stringify(words)}\n`;
  const files = { Dockerfile: dockerfile(''), 'api.R': 'x <- 1\n' };
  expect(await judged(imageComplete, files)).toContain('uses pr, which nothing in its line defines');
  const undefinedName = 'which nothing in its line defines';
  expect(await judged(imageComplete, { ...files, '.Rprofile': 'pr <- 1\n' })).not.toContain(undefinedName);
  const Dockerfile = dockerfile('RUN echo "pr <- plumber::pr()" >> /usr/local/lib/R/etc/Rprofile.site\n');
  expect(await judged(imageComplete, { ...files, Dockerfile })).not.toContain(undefinedName);
});

test('plumber serves whatever object is told to run', async () => {
  const serves = "p <- plumber::plumb('/api.R'); pr$run(host = '0.0.0.0', port = 8000)";
  expect(await oneLine(authenticated, 'R', '-e', serves)).toContain('plumber answers whoever reaches its port');
  expect(await oneLine(authenticated, 'R', '-e', serves.replace("host = '0.0.0.0', ", ''))).not.toContain(
    'plumber answers',
  );
  expect(await oneLine(authenticated, 'R', '-e', "pr <- make(); pr$run(host = '0.0.0.0', port = 8000)")).not.toContain(
    'plumber answers',
  );
});

const configured = (rule: CheckedRule, settings: string, name = 'c.yml'): Promise<string> =>
  judged(rule, {
    Dockerfile: `${python}WORKDIR /app\nCOPY . /app/\nENTRYPOINT ["python", "/app/run.py", "--config", "${name}"]\n`,
    'run.py':
      'import os, sys, yaml, pandas as pd\nc = yaml.safe_load(open(sys.argv[2]))\npd.read_csv(os.path.join(c["base"], "t.csv"))\n',
    'lists/codes.txt': 'a\n',
    [name]: settings,
  });

test('data that settings name where the image has nothing are not known to be there', async () => {
  expect(await configured(filesInImage, 'general:\n  data_base_dir: /app/data\n')).toContain(
    'data_base_dir is /app/data (c.yml:2)',
  );
  expect(await configured(filesInImage, '{\n  "base": "/app/data/",\n  "x": 1\n}\n', 'c.json')).toContain('unknown');
  expect(await configured(filesInImage, 'input = "/app/data" # here\n', 'c.toml')).toContain('unknown');
  for (const settings of [
    'data_dir: /safe_data/x\n',
    'data_dir: /app/lists\n',
    'data_dir: lists\n',
    'url: /api/data\n',
    'data: [/app/x]\n',
    'output_data: /app/data\n',
  ])
    expect(await configured(filesInImage, settings)).toBe('pass');
});

test('results that settings name in a folder of the image may be lost', async () => {
  expect(await configured(outputsInSafe, 'output_dir: /app/results\n')).toContain(
    'output_dir is /app/results (c.yml:1)',
  );
  for (const settings of [
    'output_dir: /safe_outputs/x\n',
    'output_dir: /scratch\n',
    'data_dir: /app/data\n',
    'timeout: /app/x\n',
  ])
    expect(await configured(outputsInSafe, settings)).toBe('pass');
});

test('what a variable names may be a program of the project, which was not looked at', async () => {
  const files = {
    Dockerfile: `${python}COPY . /app/\nCMD ["bash", "/app/a.sh"]\n`,
    'a.sh': '#!/bin/bash\n"$RUNNER" /app/main.py\n',
    'main.py': 'import absent.mod\n',
  };
  expect(await judged(filesInImage, files)).toContain('is named by a variable');
});

const served = (call: string, page = 'page.html', more = ''): Promise<string> =>
  judged(pagesSelfContained, {
    Dockerfile: `${python}WORKDIR /app\nCOPY . /app/\nCMD ["uvicorn", "api:app"]\n`,
    'api.py': `from fastapi import FastAPI\nfrom fastapi.responses import FileResponse\nfrom fastapi.staticfiles import StaticFiles\napp = FastAPI()\n@app.get("/")\ndef root():\n    return ${call}\n${more}`,
    [page]: '<html><script src="https://cdn.jsdelivr.net/npm/x.js"></script></html>\n',
  });

test('a page that a server gives out as a file is looked at for what it fetches', async () => {
  const fetches = 'the page fetches from cdn.jsdelivr.net';
  expect(await served('FileResponse("page.html")')).toContain(fetches);
  expect(await served('FileResponse("/app/web/page.html")', 'web/page.html')).toContain(fetches);
  expect(await served('1', 'web/index.html', 'app.mount("/", StaticFiles(directory="web", html=True))\n')).toContain(
    fetches,
  );
  expect(await served('FileResponse("other.html")'), 'another page').toBe('pass');
  expect(await served('open("page.html")'), 'only read').toBe('pass');
  expect(await served('FileResponse("page.html")', 'docs/other.html'), 'nobody gives it out').toBe('pass');
});

const scripted = (
  rule: CheckedRule,
  script: string,
  main = 'print(1)\n',
  more: Readonly<Record<string, string>> = {},
): Promise<string> =>
  judged(rule, {
    Dockerfile: `${python}WORKDIR /opt/app\nCOPY . /opt/app/\nCMD ["bash", "/opt/app/scripts/start.sh"]\n`,
    'scripts/start.sh': `#!/usr/bin/env bash\n${script}`,
    'scripts/main.py': main,
    ...more,
  });

test.each([
  'root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\ncd "$root"\npython scripts/main.py\n',
  'here=$(dirname "$0")\nroot=$(dirname "$here")\ncd "$root"\npython scripts/main.py\n',
  'here="$(cd "$(dirname "$0")" && pwd)"\nroot="$(cd "$here/.." && pwd)"\npython "$root/scripts/main.py"\n',
  'cd "$(dirname "$0")/.."\npython scripts/main.py\n',
])('folders above that of a script are known: %s', async (script) => {
  expect(await scripted(imageComplete, script)).toBe('pass');
  expect(await scripted(imageComplete, script.replace('main.py', 'other.py'))).toContain(
    '/opt/app/scripts/other.py, which nothing puts into the image',
  );
});

test('in a folder of which nobody knows where it is, nothing is missing', async () => {
  const said = await scripted(imageComplete, 'cd "$SOMEWHERE"\npython scripts/main.py\n');
  expect(said).not.toContain('nothing puts');
});

test.each([
  'PY="${PY:-}"\nif [[ -z "$PY" ]]; then PY=python3; fi\n"$PY" /opt/app/scripts/main.py\n',
  'PY=""\nif command -v python3; then PY=python3; elif command -v python; then PY=python; fi\n$PY /opt/app/scripts/main.py\n',
  'PY=$(command -v python3 || command -v python)\n"$PY" /opt/app/scripts/main.py\n',
])('an interpreter that a branch of the script names: %s', async (script) => {
  expect(await scripted(sendsNothing, script)).toBe('pass');
  expect(await scripted(filesInImage, script, 'open("/data/cohort.csv")\n')).toContain('/data/cohort.csv');
  const installs = script.replace('/opt/app/scripts/main.py', '-m pip install -e .');
  expect(await scripted(noDownload, installs, '', { 'pyproject.toml': '[project]\nname = "a"\n' })).toContain('pip');
});

test.each([
  'TOOL=python3\nif [[ -n "$X" ]]; then TOOL=Rscript; fi\n"$TOOL" /opt/app/scripts/main.py\n',
  'PRE=""\nif [[ -n "$X" ]]; then PRE=echo; fi\n$PRE python3 /opt/app/scripts/main.py\n',
])('each that the branches name is judged: %s', async (script) => {
  expect(await scripted(sendsNothing, script)).toBe('pass');
});

test.each(['if [[ -n "$X" ]]; then PY=python3; else PY=$(head -1 list); fi\n"$PY" /opt/app/scripts/main.py\n'])(
  'what may be another program is not known: %s',
  async (script) => {
    expect(await scripted(sendsNothing, script)).toContain('unknown');
  },
);

test('a function is called by its own file, whatever others call theirs', async () => {
  const files = {
    Dockerfile: `${python}WORKDIR /app\nCOPY . /app/\nCMD ["bash", "/app/start.sh"]\n`,
    'start.sh': 'python main.py out/x.toml\nuvicorn api:app\n',
    'main.py':
      'import sys\ndef main(output_file):\n    open(output_file, "w")\nif __name__ == "__main__":\n    main(sys.argv[1])\n',
    'api.py': 'from fastapi import FastAPI\nimport other\napp = FastAPI()\n',
    'other.py': 'def main(names):\n    pass\nif __name__ == "__main__":\n    main([])\n',
  };
  expect(await judged(outputsInSafe, files)).toContain('writes to /app/out/x.toml');
  const used = {
    ...files,
    'other.py': 'import sys, main as m\ndef main(names):\n    pass\nm.main(sys.stdin.read())\n',
  };
  expect(await judged(outputsInSafe, used), 'another file calls it').not.toContain('writes to /app/out/x.toml');
});

const copying = (path: string): Promise<string> =>
  judged(noData, { Dockerfile: `${python}COPY ${path} /app/\n`, [path]: '\u0001' });

test('a model in an object of R is not told to be data, nor is an archive of models', async () => {
  for (const path of ['R/rfModel.RDS', 'model.rds', 'finalModels.RData'])
    expect(await copying(path)).toContain('unknown');
  for (const path of ['R/cohort.RDS', 'remodelled.rds', 'modelData.rds', 'data/rfModel.rds', 'models/cohort.rds'])
    expect(await copying(path)).toContain('puts the data file');
  expect(await copying('models/example-model-pack.zip')).toBe('pass');
  for (const path of ['models/pack.zip', 'supermodels.zip']) expect(await copying(path)).toContain('unknown');
  for (const path of ['data/model.zip', 'model-data.zip']) expect(await copying(path)).toContain('puts the data file');
});
