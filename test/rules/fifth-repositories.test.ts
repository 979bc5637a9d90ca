import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import dependencies from '../../src/rules/dependencies-pinned.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import complete from '../../src/rules/image-complete.ts';
import executables from '../../src/rules/executables-not-writable.ts';
import readFiles from '../../src/rules/files-in-image.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import imports from '../../src/rules/imports-installed.ts';
import minimal from '../../src/rules/minimal-final-stage.ts';
import offline from '../../src/rules/offline-variables-set.ts';
import recommends from '../../src/rules/no-recommends.ts';
import registry from '../../src/rules/registry-pullable.ts';
import { factsOf } from '../helpers/project.ts';

/** What a fifth set of strangers' labels showed, each as the smallest project that shows it, and what looks like it. */
type Files = Readonly<Record<string, string>>;

async function verdictOf(rule: CheckedRule, files: Files): Promise<string> {
  const { results } = check(await factsOf(files), [rule]);
  return results
    .map(({ verdict, message, location }) => (verdict === 'fail' ? `${location?.file ?? ''} ${message}` : verdict))
    .join('\n');
}

const python = 'FROM docker.io/library/python:3.13\n';

test('what a script of the build installs is seen where it is copied, and unknown where it is not', async () => {
  const dockerfile = (name: string): string => `${python}ARG STAGE\nCOPY . /opt/x/\nRUN bash -e ${name}\n`;
  const hidden = { Dockerfile: dockerfile('/opt/x/$STAGE/install.sh'), 'a/install.sh': 'pip install pandas\n' };
  const there = {
    Dockerfile: dockerfile('/opt/x/install.sh'),
    'install.sh': '#!/bin/bash\napt-get update && apt-get install -y git\npip install pandas==3.0.6\n',
  };
  for (const rule of [dependencies, recommends]) expect(await verdictOf(rule, hidden)).toBe('unknown');
  expect(await verdictOf(dependencies, there)).toBe('pass');
  expect(await verdictOf(recommends, there)).toContain('install.sh apt-get install brings');
  const conda = {
    Dockerfile: `${python}RUN curl -o /tmp/Miniforge3.sh https://x.org/a && bash /tmp/Miniforge3.sh -b\n`,
  };
  expect(await verdictOf(recommends, conda)).toBe('notApplicable');
});

test('a list that a variable of the base leads to is read', async () => {
  const files = {
    Dockerfile:
      'FROM quay.io/jupyter/scipy-notebook:2025-03-14\nCOPY env.yml "/home/${NB_USER}/environment.yml"\nRUN conda env update -n base --file "/home/${NB_USER}/environment.yml"\n',
    'env.yml': 'dependencies:\n  - dask\n',
  };
  expect(await verdictOf(dependencies, files)).toContain('env.yml dask');
  expect(await verdictOf(dependencies, { ...files, 'env.yml': 'dependencies:\n  - dask=2025.2.0\n' })).toBe('pass');
});

test('a list that nobody could look into may name what is built for a GPU', async () => {
  const Dockerfile = `${python}COPY src/ /tmp/\nRUN pip install -r /tmp/requirements.txt\n`;
  expect(await verdictOf(accelerator, { Dockerfile, 'src/a.py': '' })).toBe('unknown');
  expect(await verdictOf(accelerator, { Dockerfile, 'src/requirements.txt': 'pandas==3.0.6\n' })).toBe('notApplicable');
});

const listed = (list: string): Files => ({
  Dockerfile: `${python}COPY . /opt/x/\nRUN pip install -r /opt/x/requirements.txt\nRUN pip install /opt/x\n`,
  'requirements.txt': list,
  'setup.py': 'from setuptools import setup\nsetup(name="x", install_requires=["pandas", "scipy"])\n',
});

test('what a list fixed before is not called unpinned where the project asks for it', async () => {
  expect(await verdictOf(dependencies, listed('pandas==3.0.6\nscipy==1.17.0\n'))).toBe('pass');
  expect(await verdictOf(dependencies, listed('pandas==3.0.6\n'))).toMatch(/setup\.py scipy has neither/);
});

const asking = (packages: string): Files => ({
  Dockerfile: `${python}RUN apt-get update && apt-get install ${packages}\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
  'main.py': 'import json\n',
});

test('apt asks where it installs more than what is named', async () => {
  expect(await verdictOf(imports, asking('make'))).toBe('unknown');
  expect(await verdictOf(imports, asking('make pandoc'))).toContain('asks before it installs');
  expect(await verdictOf(imports, asking('-y make'))).toBe('pass');
});

const made = (target: string): Files => ({ Dockerfile: `${python}RUN make ${target}\n` });

test('make prepares as well as compiles', async () => {
  for (const target of ['init-pip', 'deps', 'install-deps'])
    expect(await verdictOf(minimal, made(target))).toBe('pass');
  for (const target of ['', 'install', 'all'])
    expect(await verdictOf(minimal, made(target))).toContain('make compiles');
});

const pushed = (action: string): Files => ({
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n      - id: login\n        uses: ${action}@v2\n      - env:\n          REG: \${{ steps.login.outputs.registry }}\n        run: docker push $REG/app:\${{ github.sha }}\n`,
});

test('what the login to ECR gives is a registry of Amazon', async () => {
  expect(await verdictOf(registry, pushed('aws-actions/amazon-ecr-login'))).toContain('dkr.ecr');
  expect(await verdictOf(registry, pushed('org/other-login'))).toBe('unknown');
});

test('a variable is asked for once', async () => {
  const said = await verdictOf(offline, {
    Dockerfile: `${python}RUN pip install gradio==6.0.0\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
    'main.py': 'import gradio as gr\ngr.Interface(fn=print, inputs="text", outputs="text").launch()\n',
  });
  expect(said.match(/GRADIO_ANALYTICS_ENABLED/g)).toHaveLength(1);
});

const shell = (line: string): Files => ({
  Dockerfile: `${python}COPY run.sh /opt/x/\nENTRYPOINT ["/opt/x/run.sh"]\n`,
  'run.sh': `#!/bin/bash\n${line}\n`,
});

test('what a command of a script reads lies in /safe_data or in the image', async () => {
  for (const line of ['cp /INPUTS/a.nii /scratch', 'flirt -in /INPUTS/${h}.nii -out /scratch/b.nii', 'cat /data/*.csv'])
    expect(await verdictOf(readFiles, shell(line))).toContain('which neither the image nor the TRE has');
  for (const line of [
    'cp /safe_data/a.nii /scratch',
    'flirt -in /safe_data/a.nii -out /OUTPUTS/b.nii',
    'mkdir /data/x',
  ])
    expect(await verdictOf(readFiles, shell(line))).toBe('pass');
});

const naming = (copy: string): Files => ({
  Dockerfile: `${python}COPY src/ /opt/x/\n${copy}ENTRYPOINT ["python", "/opt/x/main.py"]\n`,
  'src/main.py': 'import tool\nclass Run:\n    model = "/assets/model.h5"\ntool.load(Run())\n',
  'assets/model.h5': 'x',
});

test('a file of the project that a program names where nothing is copied is a question', async () => {
  expect(await verdictOf(readFiles, naming(''))).toBe('unknown');
  expect(await verdictOf(readFiles, naming('COPY assets/ /assets/\n'))).toBe('pass');
});

const reading = (line: string): Files => ({
  Dockerfile: `${python}COPY main.py /opt/x/\nENTRYPOINT ["python", "/opt/x/main.py"]\n`,
  'main.py': `${line}\n`,
});

test('a model, an archive and a scan are read as any file is', async () => {
  for (const line of [
    'import keras\nm = keras.models.load_model("/data/m.h5")',
    'import h5py\nf = h5py.File("/data/m.h5")',
    'import zipfile\nz = zipfile.ZipFile("/data/m.zip")',
  ])
    expect(await verdictOf(readFiles, reading(line))).toContain('/data/m');
  expect(await verdictOf(readFiles, reading('import h5py\nf = h5py.File("/data/m.h5", "w")'))).toBe('pass');
});

const starting = (text: string, more = ''): Files => ({
  Dockerfile: `FROM docker.io/library/python:3.13-slim\n${more}COPY main.py /opt/x/\nENTRYPOINT ["python", "/opt/x/main.py"]\n`,
  'main.py': text,
});

const calling = (name: string): string => `import subprocess\nsubprocess.run(["${name}", "--version"], check=True)\n`;

test('an empty program is none, and a tool that nothing speaks of may be missing', async () => {
  for (const text of ['', '# later\n\n']) expect(await verdictOf(complete, starting(text))).toContain('nothing stands');
  expect(await verdictOf(complete, starting('print(1)\n'))).toBe('pass');
  for (const name of ['git', 'samtools', 'plink2'])
    expect(await verdictOf(complete, starting(calling(name)))).toBe('unknown');
  expect(await verdictOf(complete, starting(calling('ls')))).toBe('pass');
  const install = 'RUN apt-get update && apt-get install -y samtools\n';
  expect(await verdictOf(complete, starting(calling('samtools'), install))).toBe('pass');
});

const withMode = (given: string): Files => ({
  Dockerfile: `${python}ARG MODE${given}\nCOPY main.py /opt/x/\nRUN chmod -R \${MODE} /opt/x\n`,
  'main.py': 'print(1)\n',
});

const sessionOf = (run: string): Files => ({
  Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\n${run}EXPOSE 8888\n`,
});

test('a mode that an argument gives, and settings that the build fetches, were not seen', async () => {
  expect(await verdictOf(executables, withMode(''))).toBe('unknown');
  expect(await verdictOf(executables, withMode('=755'))).toBe('pass');
  const fetched = sessionOf('RUN curl -o /etc/jupyter/jupyter_server_config.py https://example.org/x.py\n');
  expect(await verdictOf(authenticated, fetched)).toBe('unknown');
  expect(await verdictOf(authenticated, sessionOf(''))).toBe('pass');
});

const firstVersion = (inputs: string): Files => ({
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v1\n        with:\n          repository: org/app\n${inputs}`,
});

test("the first version of Docker's action takes name and tags apart", async () => {
  expect(await verdictOf(registry, firstVersion(''))).toContain('docker.io');
  expect(await verdictOf(registry, firstVersion('          push: false\n'))).toBe('notApplicable');
  expect(await verdictOf(registry, firstVersion('          registry: ghcr.io\n'))).toBe('pass');
});
