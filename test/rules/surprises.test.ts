import { expect, test } from 'vitest';
import type { CheckedRule, Verdict } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import valid from '../../src/rules/dockerfile-valid.ts';
import declared from '../../src/rules/tre-directories-declared.ts';
import complete from '../../src/rules/image-complete.ts';
import ports from '../../src/rules/interactive-port-exposed.ts';
import home from '../../src/rules/nothing-in-home.ts';
import imports from '../../src/rules/imports-installed.ts';
import offline from '../../src/rules/offline-variables-set.ts';
import pullable from '../../src/rules/registry-pullable.ts';
import downloads from '../../src/rules/no-runtime-download.ts';
import wellKnown from '../../src/rules/base-image-well-known.ts';

async function judge(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<Verdict> {
  return rule.check(await factsOf(project));
}

const said = (verdict: Verdict): string => JSON.stringify(verdict);

test('a mistyped instruction is told which one was meant', async () => {
  const text = 'FROM docker.io/library/python:3.13\nRUNN pip install x\nXYZZYPLUGH a\n';
  const verdict = said(await judge(valid, { Dockerfile: text }));
  expect(verdict).toContain('did you mean RUN?');
  expect(verdict).toContain('\\"XYZZYPLUGH\\" is not a Dockerfile instruction"');
});

const moduleText = (extra: string): string =>
  `FROM docker.io/library/python:3.13\nCOPY src/ /app/\n${extra}WORKDIR /scratch\nENTRYPOINT ["python3", "-m", "lung"]\n`;

test('a module that is in the image, and not where Python looks, is said to be there', async () => {
  const source = { 'src/lung/__main__.py': 'print(1)\n' };
  const missed = said(await judge(complete, { Dockerfile: moduleText(''), ...source }));
  expect(missed).toContain('/app/lung/__main__.py');
  expect(missed).toContain('ENV PYTHONPATH=/app lets it');
  expect((await judge(complete, { Dockerfile: moduleText('ENV PYTHONPATH=/app\n'), ...source })).verdict).toBe('pass');
});

const homeOf = async (lines: string): Promise<string> =>
  (await judge(home, { Dockerfile: `FROM docker.io/library/python:3.13\n${lines}\nCMD ["python3", "-c", "1"]\n` }))
    .verdict;

test("HOME of root is no home for another user; one's own, and root's for root, are", async () => {
  expect(await homeOf('RUN useradd --system tre\nENV A=1 \\\n    HOME=/root\nUSER tre')).toBe('fail');
  expect(await homeOf('RUN useradd --system tre\nENV HOME=/scratch\nUSER tre')).not.toBe('fail');
  expect(await homeOf('RUN useradd --system tre\nENV HOME=/home/tre\nUSER tre')).not.toBe('fail');
  expect(await homeOf('ENV HOME=/root')).not.toBe('fail');
});

const session = (exposed: string, start: string): string =>
  `FROM docker.io/library/python:3.13\nENV JUPYTER_PORT=9999\nEXPOSE ${exposed}\n${start}\n`;

const portsOf = async (Dockerfile: string, options = ''): Promise<string> =>
  (await judge(ports, { Dockerfile, 'ces/opt-file.txt': `--cap-drop=all\n${options}\n` })).verdict;

test('the port of EXPOSE, of the server and of what is published are one', async () => {
  const lab = 'CMD ["jupyter", "lab", "--ip=0.0.0.0"]';
  expect(await portsOf(session('7777', lab))).toBe('fail');
  expect(await portsOf(session('9999/tcp', lab), '--publish=127.0.0.1:8000:9999')).toBe('pass');
  expect(await portsOf(session('9990-9999', lab), '-p 127.0.0.1:9999:9999/tcp')).toBe('pass');
  expect(await portsOf(session('9999', lab), '--publish 127.0.0.1:9999:8888')).toBe('fail');
  expect(await portsOf(session('7777', 'CMD ["jupyter", "lab", "--port", "7777"]'))).toBe('pass');
  expect(await portsOf(session('7777', 'CMD ["streamlit", "run", "--server.port=8501", "x.py"]'))).toBe('fail');
  // What the base exposes is exposed as well, and of an unknown base nobody can tell.
  expect(
    await portsOf('FROM quay.io/jupyter/scipy-notebook:2026-10-05\nEXPOSE 7777\nCMD ["start-notebook.py"]\n'),
  ).toBe('pass');
  expect(await portsOf(`FROM ghcr.io/a/b:1\nENV JUPYTER_PORT=9999\nEXPOSE 8888\n${lab}\n`)).toBe('pass');
});

const pulledOf = async (image: string, push = 'ghcr.io/lung/app:$TAG'): Promise<string> =>
  (
    await judge(pullable, {
      '.gitlab-ci.yml': `publish:\n  script:\n    - docker push ${push}\n`,
      'ces/run.sh': `#!/bin/sh\nimage=${image}\n`,
    })
  ).verdict;

test('what ces/run.sh runs is what the pipeline pushes', async () => {
  expect(await pulledOf('ghcr.io/lung/app')).toBe('pass');
  expect(await pulledOf('docker.io/lung/app')).toBe('fail');
  expect(await pulledOf('ghcr.io/other/app')).toBe('fail');
  expect(await pulledOf('git.ecdf.ed.ac.uk/g/app', 'git.ecdf.ed.ac.uk:5050/g/app:1')).toBe('pass');
  expect(await pulledOf('ghcr.io/other/app', 'ghcr.io/$OWNER/app:1')).not.toBe('fail');
  expect(await pulledOf('"$IMAGE"')).toBe('pass');
});

test('a script that only installs is started by nobody, also where it asks for the repositories of Bioconductor', async () => {
  const install =
    'packages <- c("DESeq2")\noptions(repos = BiocManager::repositories())\nrepository <- sub("/latest$", "", getOption("repos"))\ninstall.packages(packages, Ncpus = max(1L, parallel::detectCores()))\n';
  const project = {
    Dockerfile:
      'FROM docker.io/rocker/rstudio:4.5.3\nCOPY install_packages.R /app/\nRUN Rscript /app/install_packages.R\nCMD ["/init"]\n',
  };
  expect(said(await judge(offline, { ...project, 'install_packages.R': install }))).not.toContain('BiocManager');
  const ofDay = `${install}if (!endsWith(repository, "/2026-10-01")) stop("CRAN of no day")\n`;
  expect(said(await judge(offline, { ...project, 'install_packages.R': ofDay }))).not.toContain('BiocManager');
  const works = `${install}fit <- lm(y ~ x, read.csv("/safe_data/a.csv"))\n`;
  expect(said(await judge(offline, { ...project, 'install_packages.R': works }))).toContain('BiocManager');
});

test("R's packages are named as R names them", async () => {
  const verdict = await judge(imports, {
    Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
    'main.R': 'library(data.table)\nlibrary(R.utils)\n',
  });
  expect(said(verdict)).toContain('install data.table in a RUN of Dockerfile');
  expect(said(verdict)).not.toMatch(/data-table|r-utils/);
});

const knownOf = async (image: string): Promise<string> =>
  said(await judge(wellKnown, { Dockerfile: `FROM ${image}\n` }));

test('an image that nobody knows, or that is nearly written like one, is no pass', async () => {
  expect(await knownOf('docker.io/library/pyhton:3.13')).toContain('"unknown"');
  expect(await knownOf('docker.io/library/pyhton:3.13')).toContain('write docker.io/library/python');
  expect(await knownOf('quay.io/jupyter/scipy-notebok:2026-10-05')).toContain('quay.io/jupyter/scipy-notebook');
  expect(await knownOf('docker.io/rocker/rstudoi:4.5.3')).toContain('docker.io/rocker/rstudio');
  expect(await knownOf('docker.io/library/no-such-thing:1')).toContain('"unknown"');
  for (const image of ['docker.io/library/golang:1.26', 'docker.io/rocker/geospatial:4.5.3', 'quay.io/jupyter/new:1'])
    expect(await knownOf(image)).toContain('"pass"');
});

const buildOf = async (lines: string): Promise<string> =>
  (
    await judge(complete, {
      Dockerfile: `${lines}\nCOPY src/ /app/\nENTRYPOINT ["python3", "/app/main.py"]\n`,
      'src/main.py': 'print(1)\n',
    })
  ).verdict;

test("another family's installer is not in a plain image, unless something brought it", async () => {
  const plain = 'FROM docker.io/library/python:3.13\n';
  expect(await buildOf(`${plain}RUN mamba install numpy=2`)).toBe('fail');
  expect(await buildOf(`${plain}RUN true && fix-permissions /opt`)).toBe('fail');
  expect(await buildOf(`${plain}RUN pip install conda==25 && conda install numpy=2`)).toBe('pass');
  expect(await buildOf(`${plain}RUN curl -o a https://x.org/a && sh a\nRUN conda install numpy=2`)).toBe('pass');
  expect(
    await buildOf('FROM quay.io/jupyter/scipy-notebook:2026-10-05\nRUN mamba install numpy=2 && fix-permissions /opt'),
  ).toBe('pass');
});

const importsOf = async (list: string, program: string, base = 'docker.io/library/python:3.13'): Promise<string> =>
  said(
    await judge(imports, {
      Dockerfile: `FROM ${base}\nCOPY requirements.txt main.py /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python3", "/app/main.py"]\n`,
      'requirements.txt': list,
      'main.py': program,
    }),
  );

test('a module in a list of packages is told by the name of its package', async () => {
  const verdict = await importsOf('sklearn\npandas==3.0.6\n', 'import sklearn\n');
  expect(verdict).toContain('"fail"');
  expect(verdict).toContain('"requirements.txt","line":1');
  expect(verdict).toContain('write scikit-learn in its place');
  expect(await importsOf('yaml==6.0\n', 'import yaml\n')).toContain('write pyyaml==6.0 in its place');
  expect(await importsOf('scikit-learn==1.8.0\n', 'import sklearn\n')).toContain('"pass"');
  // R's yaml is called so.
  const Dockerfile =
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /app/\nRUN Rscript -e \'install.packages("yaml")\'\nENTRYPOINT ["Rscript", "/app/main.R"]\n';
  expect(said(await judge(imports, { Dockerfile, 'main.R': 'library(yaml)\n' }))).not.toContain('pyyaml');
});

test('all imports that may be missing are in the one fix', async () => {
  const verdict = await importsOf('pandas==3.0.6\n', 'import seaborn\nimport sklearn\n');
  expect(verdict).toContain('add seaborn, scikit-learn to requirements.txt, with their versions');
});

test('a mkdir that is written wrong is corrected where it stands', async () => {
  const Dockerfile = 'FROM docker.io/library/python:3.13\nRUN mkdr /safe_data /safe_outputs /scratch\n';
  const verdict = said(await judge(declared, { Dockerfile }));
  expect(verdict).toContain('"line":2');
  expect(verdict).toContain('write mkdir in place of mkdr');
  expect(verdict).toContain('"text":"mkdir"');
});

test('what is nearly a command is no yes, and what something here brings may be one', async () => {
  const plain = 'FROM docker.io/library/python:3.13\n';
  expect(await buildOf(`${plain}RUN usradd tre`)).toBe('unknown');
  expect(await buildOf(`${plain}RUN useradd tre && chmod 0755 /opt && python3 -V`)).toBe('pass');
  expect(await buildOf(`${plain}RUN apt-get install -y mkdirs && mkdirs /x`)).toBe('pass');
});

const listless = async (lines: string, base = 'docker.io/library/python:3.13-slim'): Promise<boolean> => {
  const Dockerfile = `FROM ${base}\n${lines}\nCOPY main.py /app/\nENTRYPOINT ["python3", "/app/main.py"]\n`;
  return said(await judge(imports, { Dockerfile, 'main.py': 'import json\n' })).includes('lists of packages');
};

test('apt-get without its lists stops the build, and what may have fetched them is left alone', async () => {
  expect(await listless('RUN apt-get install -y --no-install-recommends curl')).toBe(true);
  expect(await listless('RUN apt-get update && apt-get install -y curl')).toBe(false);
  expect(await listless('RUN apt-get update\nRUN apt-get install -y curl')).toBe(false);
  expect(await listless('RUN ./setup.sh && apt-get install -y curl')).toBe(false);
  expect(await listless('RUN apt-get install -y curl', 'ghcr.io/org/image:1')).toBe(false);
  expect(await listless('COPY a.deb /tmp/\nRUN apt-get install -y /tmp/a.deb')).toBe(false);
});

test('directories that are not made at all are named', async () => {
  const Dockerfile = 'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data\n';
  expect(said(await judge(declared, { Dockerfile }))).toContain('does not make /safe_outputs and /scratch');
});

test('an install at the start that a variable keeps off the network finds nothing, and is said', async () => {
  const Dockerfile =
    'FROM docker.io/library/python:3.13\nENV PIP_NO_INDEX=1\nCOPY run.sh /opt/\nENTRYPOINT ["/opt/run.sh"]\n';
  const verdict = async (line: string): Promise<string> =>
    said(await judge(downloads, { Dockerfile, 'run.sh': `#!/bin/sh\n${line}\n` }));
  expect(await verdict('pip install umap-learn')).toContain('finds none: PIP_NO_INDEX=1 keeps it off the network');
  expect(await verdict('pip list')).not.toContain('finds none');
  expect(await verdict('pip install --no-index /opt/x.whl')).not.toContain('finds none');
});
