import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import exposed from '../../src/rules/interactive-port-exposed.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

const python = 'FROM docker.io/library/python:3.13\nWORKDIR /app\n';
const started = (name: string, text: string): Record<string, string> => ({
  Dockerfile: name.endsWith('.R')
    ? `FROM docker.io/rocker/r-ver:4.5.3\nCOPY ${name} /app/\nCMD ["Rscript", "/app/${name}"]\n`
    : `${python}COPY ${name} /app/\nCMD ["python", "/app/${name}"]\n`,
  [name]: text,
});

test.each([
  ['a.R', 'if (.Platform$OS.type == "windows") setwd("C:/Users/ann")\n'],
  ['a.R', 'if (interactive()) {\n  setwd("C:/Users/ann")\n}\n'],
  ['a.R', 'if (dir.exists("C:/Users/ann"))\n  setwd("C:/Users/ann")\n'],
  ['a.R', 'if (Sys.info()["sysname"] == "Windows") {\nsetwd("C:/Users/ann")\n} else {\nsetwd("/app")\n}\n'],
  ['a.R', 'switch(Sys.info()[["user"]], ann = setwd("C:/Users/ann"), setwd("/app"))\n'],
  ['a.R', 'if (interactive()) {\nlibrary(stats)\nsetwd("C:/Users/ann")\n}\n'],
  ['a.R', 'if (Sys.info()[["user"]] == "ann")\n# laptop\nsetwd("C:/Users/ann")\n'],
  ['a.py', 'import os\nif os.name == "nt": os.chdir("C:/Users/ann")\n'],
  ['a.py', 'import os, sys\nif sys.platform == "win32":\n    os.chdir("C:/Users/ann")\n'],
])('a folder of Windows to which nobody may come ends no program: %s %s', async (name, text) => {
  expect(await judged(filesInImage, started(name, text))).not.toContain('ends there');
});

test('a folder of Windows to which the program surely goes ends it', async () => {
  expect(await judged(filesInImage, started('a.R', '# settings:\n setwd("C:/Users/ann")\n'))).toContain('ends there');
  const main = 'import os\ndef main():\n    os.chdir("C:/Users/ann")\nif __name__ == "__main__":\n    main()\n';
  expect(await judged(filesInImage, started('a.py', main))).toContain('ends there');
  expect(await judged(filesInImage, started('a.R', 'setwd("C:/Users/ann")\n'))).toContain('ends there');
});

const notebook = {
  'a.ipynb': '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
  'a.py': 'print(1)\n',
};
const startedBy = (start: string): Promise<string> =>
  judged(imageComplete, { Dockerfile: `${python}COPY . /app/\nCMD ${start}\n`, ...notebook });

test.each([
  '["python3", "-mpapermill", "a.ipynb", "/safe_outputs/o.ipynb"]',
  '["python3", "-c", "print(1) # a.ipynb"]',
])('a notebook among the arguments of a program is not what Python runs: %s', async (start) => {
  expect(await startedBy(start)).not.toContain('is given the notebook');
});

test('an option with a value stands before the notebook, which is named once', async () => {
  const said = await startedBy('["python3", "-W", "ignore", "/app/a.ipynb"]');
  expect(said.split('\n').filter((line) => line.includes('is given the notebook'))).toHaveLength(1);
});

const served = (start: string, more: Readonly<Record<string, string>> = {}, expose = 9000): Promise<string> =>
  judged(exposed, {
    Dockerfile: `${python}COPY . /app/\nEXPOSE ${expose}\n${start}\n`,
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    ...more,
  });

test('a port that a script or a setting may give is not the default', async () => {
  const script = 'CMD ["sh", "/app/start.sh"]';
  expect(await served(script, { 'start.sh': 'exec gunicorn app:app\n' })).toContain('listens on 8000');
  const env = { 'start.sh': '. ./env.sh\nexec gunicorn app:app\n', 'env.sh': 'export PORT=9000\n' };
  expect(await served(script, env)).toBe('pass');
  const other = { 'start.sh': 'export PORT=9000\nexec sh b.sh\n', 'b.sh': 'exec gunicorn app:app\n' };
  expect(await served(script, other)).toBe('pass');
  const page = 'CMD ["streamlit", "run", "/app/app.py"]';
  const heredoc = 'COPY <<EOF /root/.streamlit/config.toml\n[server]\nport = 9000\nEOF\n';
  expect(await served(page)).toContain('listens on 8501');
  expect(await served(`${heredoc}${page}`)).toBe('pass');
  expect(
    await served(`RUN mkdir -p ~/.streamlit && cd ~/.streamlit && printf 'port=9000' > config.toml\n${page}`),
  ).toBe('pass');
});

const database = (address: string, before = '', more: Readonly<Record<string, string>> = {}): Promise<string> =>
  judged(outputsInSafe, {
    Dockerfile: `${python}COPY . /app/\nCMD ["python", "/app/a.py"]\n`,
    'a.py': `import os\nfrom sqlalchemy import create_engine\n${before}engine = create_engine("${address}")\n`,
    ...more,
  });

test('a database that is there is opened, not made', async () => {
  expect(await database('sqlite:///codes.db')).toContain('writes to /app/codes.db');
  expect(await database('sqlite:///codes.db', '', { 'codes.db': 'x' })).not.toContain('writes to');
  expect(await database('sqlite:///cohort.db', 'os.chdir("/safe_data")\n')).not.toContain('writes to');
  expect(await database('sqlite:///a.db', 'os.chdir("/scratch")\n')).not.toContain('brings it to');
});

const reads = (place: string, out = '/safe_outputs'): Promise<string> =>
  judged(filesInImage, {
    Dockerfile: `${python}COPY a.py /app/\nCMD ["python", "/app/a.py"]\n`,
    'a.py': `import json, sys\nrun = sys.argv[1]\ntext = json.load(open("${place}"))\njson.dump(text, open(f"${out}/{run}/settings.json", "w"))\n`,
    'config/settings.json': '{}\n',
  });

test('a program that writes what it read under its own name made nothing for itself', async () => {
  expect(await reads('config/settings.json')).toContain('opens config/settings.json');
});

test('a shell of an environment, whatever options stand before it', async () => {
  const start = 'CMD ["poetry", "-q", "--no-ansi", "-C", "/app", "shell"]';
  expect(
    await judged(startsWithoutInteraction, { Dockerfile: `${python}${start}\n`, 'app.py': 'print(1)\n' }),
  ).not.toBe('pass');
});

test('an argument of a program is no word of what starts it', async () => {
  const start = 'CMD ["pixi", "exec", "--spec", "python", "python", "/app/app.py", "shell"]';
  const files = { Dockerfile: `${python}COPY app.py /app/\n${start}\n`, 'app.py': 'print(1)\n' };
  expect(await judged(startsWithoutInteraction, files)).not.toContain('waits for');
});

const inSource = (run: string): string => `${python}${run}COPY src/ /app/\nCMD ["python", "/app/scripts/train.py"]\n`;

test('what a RUN does with Python or pip as every project of PyTorch has it keeps no import from being looked for', async () => {
  const files = {
    'src/scripts/train.py': 'from study.unet import U\nprint(U)\n',
    'src/study/__init__.py': '',
    'src/study/unet.py': 'U = 1\n',
  };
  for (const run of ['', 'RUN python3 -c "print(1)"\n', 'RUN pip install --break-system-packages numpy==2.3.1\n'])
    expect(await judged(filesInImage, { Dockerfile: inSource(run), ...files })).toContain('imports study.unet');
  for (const run of ['RUN python3 setup.py develop\n', 'RUN echo /app > /usr/lib/python3/dist-packages/a.pth\n'])
    expect(await judged(filesInImage, { Dockerfile: inSource(run), ...files })).not.toContain('imports study.unet');
});

const julia = (run: string, program: string, more: Readonly<Record<string, string>> = {}): Promise<string> =>
  judged(importsInstalled, {
    Dockerfile: `FROM docker.io/library/julia:1.11\n${run}\nCOPY . /app/\nCMD ["julia", "/app/a.jl"]\n`,
    'a.jl': program,
    ...more,
  });

test('a package of Julia that nothing names is missing, unless something says where else Julia looks', async () => {
  const add = `RUN julia -e 'using Pkg; Pkg.add("CSV")'`;
  expect(await julia(add, 'using CSV, DataFrames\n')).toContain('nothing installs DataFrames');
  expect(await julia(add, 'using CSV, OpenBLAS_jll\n')).not.toContain('nothing installs');
  const script = { 'run.sh': 'export JULIA_LOAD_PATH=/app:\njulia /app/a.jl\n' };
  expect(await julia(add, 'using Helper\n', script)).not.toContain('nothing installs');
  const dev = `RUN julia -e 'using Pkg; pkg"dev /opt/Helper"'`;
  expect(await julia(dev, 'using Helper\n')).not.toContain('nothing installs');
});

const atBuild = (run: string, from = 'docker.io/library/python:3.13'): Promise<string> =>
  judged(importsInstalled, {
    Dockerfile: `FROM ${from}\nRUN pip install nltk==3.9\n${run}\nCOPY a.py /app/\nCMD ["python", "/app/a.py"]\n`,
    'a.py': 'print(1)\n',
  });

test('code of a RUN that loads nothing ends the build, unless the RUN goes on or every session has it', async () => {
  expect(await atBuild(`RUN python -c "nltk.download('punkt')"`)).toContain('so the build ends there');
  expect(await atBuild(`RUN set -e; python -c "nltk.download('punkt')"; echo done`)).toContain(
    'so the build ends there',
  );
  expect(await atBuild(`RUN python -c "nltk.download('punkt')"; echo done`)).not.toContain('ends there');
  const r = 'docker.io/rocker/r-ver:4.5.3';
  expect(await atBuild(`RUN R -e "install_github('a/b')"`, r)).toContain('so the build ends there');
  const profile = 'RUN echo "library(remotes)" >> /usr/local/lib/R/etc/Rprofile.site\n';
  expect(await atBuild(`${profile}RUN R -e "install_github('a/b')"`, r)).not.toContain('ends there');
});

const byName = (name: string, run = ''): Promise<string> =>
  judged(imageComplete, {
    Dockerfile: `${python}${run}COPY run.sh app.py /app/\nENTRYPOINT ["sh", "/app/run.sh"]\n`,
    'run.sh': `#!/bin/sh\nexec ${name} /safe_data\n`,
    'app.py': 'print(1)\n',
  });

test('a start by a name of which nothing speaks is not known to be in the image', async () => {
  expect(await byName('leson')).toBe('unknown');
  expect(await byName('lesion', 'RUN pip install lesion==1.0\n')).toBe('pass');
  expect(await byName('nnUNet_predict', 'RUN pip install nnunet==1.7.1\n')).toBe('pass');
  expect(await byName('torchrun', 'RUN pip install torch==2.8.0\n')).toBe('pass');
  expect(await byName('python /app/app.py')).toBe('pass');
});
