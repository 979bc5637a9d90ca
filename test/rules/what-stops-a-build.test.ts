import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import baseNotLatest from '../../src/rules/base-image-not-latest.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import modelsStaged from '../../src/rules/models-staged.ts';
import nonRootUser from '../../src/rules/non-root-user.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

const start = 'COPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n';
const python = (run: string): string =>
  `FROM docker.io/library/python:3.13\nCOPY requirements.txt /tmp/\n${run}\n${start}`;
const main = { 'src/main.py': 'print(1)\n' };

async function judged(
  rule: Rule,
  files: Record<string, string>,
): Promise<{ verdict?: string; message: string; fix: string }> {
  const { results } = check(await factsOf(files), [rule]);
  const [result] = results;
  return {
    ...(result && { verdict: result.verdict }),
    message: JSON.stringify(results.map((each) => [each.message, each])),
    fix: result?.fix ?? '',
  };
}

test.each([
  ['monai=1.4.0\n', 'a single ='],
  ['pandas\nmonai [extra] =1.4\n', 'a single ='],
  ['pandas 2.0\n', 'without =='],
  ['pandas===\n', 'no version'],
])('a list that pip refuses: %j', async (list, said) => {
  const files = { ...main, Dockerfile: python('RUN pip install -r /tmp/requirements.txt'), 'requirements.txt': list };
  expect(await judged(importsInstalled, files)).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining(said),
  });
});

const conda = (list: string): Record<string, string> => ({
  ...main,
  Dockerfile: `FROM docker.io/mambaorg/micromamba:2.3.2\nCOPY environment.yml /tmp/\nRUN mamba env update --name base --file /tmp/environment.yml\n${start}`,
  'environment.yml': `name: base\ndependencies:${list}`,
});

test('items below a closed list of conda are no YAML, and are told', async () => {
  const broken = await judged(importsInstalled, conda(' []\n# mine\n  - polars=1.35.2\n'));
  expect(broken).toMatchObject({ verdict: 'fail', message: expect.stringContaining('is closed on its own line') });
  expect((await judged(importsInstalled, conda('\n  - polars=1.35.2\n'))).verdict).not.toBe('fail');
});

test.each([
  'monai==1.4.0\n',
  'monai[nibabel, tqdm]>=1.3,<2 ; python_version < "4"\n',
  'monai @ git+https://github.com/x/monai@v1.4.0\n',
  'pandas==2.0 --hash=sha256:00\n--index-url https://example.org/simple\n./wheels/x.whl\n${PACKAGE}\n',
  '-e .\ngit+https://github.com/x/y.git@v1.0#egg=y\n',
])('a list that pip takes: %j', async (list) => {
  const files = { ...main, Dockerfile: python('RUN pip install -r /tmp/requirements.txt'), 'requirements.txt': list };
  expect((await judged(importsInstalled, files)).verdict).not.toBe('fail');
});

test.each([
  ['RUN apt-get update && apt-get install --no-install-recommends pandoc', 'fail'],
  ['RUN dnf install pandoc', 'fail'],
  ['RUN apt-get update && apt-get install -y --no-install-recommends pandoc', 'pass'],
  ['RUN apt-get update && apt-get -yqq install pandoc', 'pass'],
  ['RUN apt-get update && yes | apt-get install pandoc', 'pass'],
  ['RUN conda install pandas', 'pass'],
  [
    'RUN echo \'APT::Get::Assume-Yes "true";\' > /etc/apt/apt.conf.d/90yes\nRUN apt-get update && apt-get install pandoc',
    'pass',
  ],
])('an install that asks: %s', async (run, expected) => {
  const files = { ...main, Dockerfile: python(run), 'requirements.txt': 'pandas==3.0.6\n' };
  expect((await judged(importsInstalled, files)).verdict).toBe(expected);
});

const r =
  'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ install_packages.R /app/\nRUN Rscript /app/install_packages.R\nENTRYPOINT ["Rscript", "/app/main.R"]\n';
const list = 'packages <- c(\n  "survival",\n  "lubridate"\n)\ninstall.packages(packages)\n';

test('what Python and R cannot read is a fault of that program, and of the build where the build runs it', async () => {
  const broken = {
    ...main,
    Dockerfile: python(''),
    'requirements.txt': '',
    'src/main.py': 'def main(:\n    print(1)\n',
  };
  expect(await judged(imageComplete, broken)).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('Python does not take it from line 1 on'),
    fix: expect.stringContaining('py_compile src/main.py'),
  });
  expect(
    await judged(imageComplete, { ...broken, 'src/main.py': 'from a import x\n', 'src/a.py': 'x = (1\n' }),
  ).toMatchObject({
    verdict: 'fail',
  });
  const files = { Dockerfile: r, 'src/main.R': 'print(1)\n', 'install_packages.R': list };
  expect((await judged(imageComplete, files)).verdict).toBe('pass');
  expect(
    await judged(imageComplete, { ...files, 'install_packages.R': list.replace('"survival",', '"survival"') }),
  ).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('the image does not build'),
  });
});

test.each([
  ['what newer Python takes', 'x = y[*z]\n'],
  ['a pattern of match', 'match x:\n    case {"a": [1, *rest]}:\n        pass\n'],
  ['an f-string in an f-string', 'print(f"{f"{1}"}")\n'],
  ['type parameters', 'type X[T] = list[T]\ndef f[T](x: T) -> T:\n    return x\n'],
])('not taken for broken: %s', async (_what, program) => {
  const files = { Dockerfile: python(''), 'requirements.txt': '', 'src/main.py': program };
  expect((await judged(imageComplete, files)).verdict).not.toBe('fail');
});

test('a model that the manifest does not list, and a manifest that is no JSON', async () => {
  const manifest = JSON.stringify({
    version: 1,
    models: [
      {
        name: 'bert-base-uncased',
        target: 'models/b',
        licence: 'mit',
        source: { repository: 'a/b', revision: 'a'.repeat(40) },
        files: [],
        needs: [],
      },
    ],
  });
  const own = 'def model_path(name):\n    return name\n';
  const files = {
    Dockerfile: python('').replace('COPY src/', 'COPY offline_models.py src/'),
    'requirements.txt': '',
    'offline_models.py': own,
    'models/models.json': manifest,
  };
  const asking = (name: string): Record<string, string> => ({
    ...files,
    'src/main.py': `import offline_models\nprint(offline_models.model_path(${name}))\n`,
  });
  expect((await judged(modelsStaged, asking('"bert-base"'))).message).toContain(
    'which models/models.json does not list',
  );
  expect((await judged(modelsStaged, asking('"bert-base"'))).message).toContain('did you mean');
  expect((await judged(modelsStaged, asking('"bert-base-uncased"'))).message).not.toContain('does not list');
  const models = [
    { id: 'a/b', revision: 'main' },
    { id: 'c/d', revision: 'v1', target: 'image' },
  ];
  const record = JSON.stringify({
    'generator-tre-container': { version: '0.2.0', answers: { models } },
  });
  const { message } = await judged(modelsStaged, { ...asking('"whisper"'), '.yo-rc.json': record });
  expect(message).toContain('--set models=a/b,c/d@v1:image,OWNER/NAME');
  expect((await judged(modelsStaged, asking('__import__("sys").argv[1]'))).message).not.toContain('does not list');
  expect(await judged(modelsStaged, { ...asking('"x"'), 'models/models.json': `${manifest},` })).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('not JSON'),
  });
});

const ofR = (copied: string): ReturnType<typeof judged> =>
  judged(filesInImage, {
    Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY offline_models.R ${copied}main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n`,
    'offline_models.R': 'places <- c("models.json", "models/models.json")\nmodel_path <- function(name) places\n',
    'models/models.json': '{"version": 1, "models": []}',
    'main.R': 'source(file.path(Sys.getenv("TRE_CODE", "/app"), "offline_models.R"))\nprint(model_path("a"))\n',
  });

test('the list of models lies where the loader looks for it', async () => {
  const loader = 'PLACES = ["models.json", "models/models.json"]\n\ndef model_path(name):\n    return PLACES\n';
  const verdict = async (
    copies: string,
    more: { readonly own?: string; readonly main?: string } = {},
  ): ReturnType<typeof judged> =>
    judged(filesInImage, {
      Dockerfile: python('').replace('COPY src/', `${copies}COPY offline_models.py src/`),
      'requirements.txt': '',
      'offline_models.py': more.own ?? loader,
      'models/models.json': '{"version": 1, "models": []}',
      'src/main.py': more.main ?? 'import offline_models\nprint(offline_models.model_path("a"))\n',
    });
  expect(await verdict('')).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('/app/models.json, where that looks for their list, is not in the image'),
  });
  expect((await verdict('COPY models/models.json /opt/\n')).verdict).toBe('fail');
  expect((await verdict('COPY models/models.json /app/\n')).verdict).not.toBe('fail');
  expect((await verdict('COPY models/ /app/models/\n')).verdict).not.toBe('fail');
  expect((await verdict('COPY models/ /opt/\nENV TRE_MODELS=/opt/models.json\n')).verdict).not.toBe('fail');
  expect((await verdict('', { own: 'def model_path(name):\n    return name\n' })).verdict).not.toBe('fail');
  expect((await ofR('')).verdict).toBe('fail');
  expect((await ofR('models/models.json ')).verdict).not.toBe('fail');
  expect((await verdict('', { main: 'import offline_models\nprint(offline_models.scratch())\n' })).verdict).not.toBe(
    'fail',
  );
});

test('fixes name what is there', async () => {
  const user = `FROM docker.io/library/python:3.13\nRUN useradd --system --no-create-home tre\n${start}`;
  expect((await judged(nonRootUser, { ...main, Dockerfile: user })).fix).toContain('USER tre');
  const root = user.replace(/$/, 'USER root\n');
  expect((await judged(nonRootUser, { ...main, Dockerfile: root })).fix).toContain('USER tre, the user that a RUN');
  const latest = 'FROM docker.io/rocker/r-ver:latest\n';
  expect((await judged(baseNotLatest, { Dockerfile: latest })).fix).toMatch(
    /^name the version, as in docker\.io\/rocker\/r-ver:\d/,
  );
  const typo = python('').replace('"/app/main.py"', '"/app/mian.py"');
  expect((await judged(imageComplete, { ...main, Dockerfile: typo, 'requirements.txt': '' })).fix).toContain(
    'write /app/main.py in its place, at Dockerfile:',
  );
  const many = {
    Dockerfile: python(''),
    'requirements.txt': '',
    'src/main.py': 'import SimpleITK\nimport cv2\nimport yaml\n',
  };
  const { message } = await judged(importsInstalled, {
    ...many,
    Dockerfile: many.Dockerfile.replace('library/python:3.13', 'jupyter/scipy-notebook:2026-10-05'),
  });
  expect(message).toContain('SimpleITK');
  expect(message).toContain('cv2 (src/main.py:2)');
});

test('a document that is rendered beside itself in /safe_data', async () => {
  const files = { Dockerfile: r.replace('RUN Rscript /app/install_packages.R\n', ''), 'install_packages.R': list };
  const render = (more: string): Record<string, string> => ({
    ...files,
    'src/main.R': `rmarkdown::render("/safe_data/report.Rmd"${more})\n`,
  });
  expect((await judged(outputs, render(''))).verdict).toBe('fail');
  expect((await judged(outputs, render(', output_dir = "/safe_outputs"'))).verdict).not.toBe('fail');
});

const above = (before: string, after: string, base = 'docker.io/library/python:3.13'): string =>
  `FROM ${base}\nWORKDIR /code\n${before}RUN pip install -r requirements.txt\n${after}CMD ["python", "run.py"]\n`;
const project = { 'requirements.txt': 'pandas==3.0.6\n', 'run.py': 'import pandas\n' };

test('a list that only a COPY below its RUN brings stops the build', async () => {
  const files = { ...project, Dockerfile: above('', 'COPY . .\n') };
  expect(await judged(imageComplete, files)).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('which only the COPY in line 4 brings'),
    fix: expect.stringContaining('put COPY requirements.txt requirements.txt above this RUN'),
  });
});

test.each([
  ['it is copied above', above('COPY requirements.txt .\n', 'COPY . .\n')],
  ['a folder is copied above', above('COPY . /code\n', 'COPY . .\n')],
  ['a stage brings it', above('COPY --from=docker.io/library/python:3.13 /etc /code\n', 'COPY . .\n')],
  ['a RUN fetches it', above('RUN git clone https://example.org/x .\n', 'COPY . .\n')],
  ['a RUN writes it', above('RUN echo pandas==3.0.6 > requirements.txt\n', 'COPY . .\n')],
  ['another image may have it', above('', 'COPY . .\n', 'ghcr.io/team/base:1')],
  ['it is mounted', above('', 'COPY . .\n').replace('RUN pip', 'RUN --mount=type=bind,target=/code pip')],
])('and not where %s', async (_, Dockerfile) => {
  const { message } = await judged(imageComplete, { ...project, Dockerfile });
  expect(message).not.toContain('the image does not build');
});

test('a package of R is asked for by its own name, as R spells it', async () => {
  const files = {
    Dockerfile:
      'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /app/\nRUN R -e \'install.packages("survival")\'\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
    'main.R': 'library(data.table)\nR.utils::gunzip("a")\n',
  };
  expect(await judged(importsInstalled, files)).toMatchObject({
    message: expect.stringContaining('nothing installs data.table'),
    fix: expect.stringContaining('add data.table, R.utils to the packages that Dockerfile'),
  });
});
