import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import fixedUid from '../../src/rules/no-fixed-uid.ts';
import files from '../../src/rules/files-in-image.ts';
import imports from '../../src/rules/imports-installed.ts';
import platformRule from '../../src/rules/platform-amd64.ts';
import tempRule from '../../src/rules/temp-on-scratch.ts';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import tag from '../../src/rules/unique-image-tag.ts';
import { factsOf } from '../helpers/project.ts';

/** Answers that would be a yes to what nobody saw, each with what looks like it and is seen. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13-slim\n';
const P = (
  main: string,
  more: Files = {},
  d = 'COPY src/ /app/\n',
  end = 'ENTRYPOINT ["python", "/app/main.py"]\n',
  from = py,
): Files => ({ Dockerfile: from + d + end, 'src/main.py': main, ...more });
const gh = (text: string): Files => ({ '.github/workflows/c.yml': text });
const gl = (text: string): Files => ({ '.gitlab-ci.yml': text });

test.each([
  [
    'data that a try reads',
    files,
    'unknown',
    P('import pandas as pd\ntry:\n    t = pd.read_csv("/data/cohort.csv")\nexcept FileNotFoundError:\n    t = None\n'),
  ],
  [
    'a settings file that a try reads',
    files,
    'unknown',
    P('import json\ntry:\n    c = json.load(open("config.json"))\nexcept Exception:\n    c = {}\n'),
  ],
  [
    'the same where it is there',
    files,
    'pass',
    P('import json\ntry:\n    c = json.load(open("/app/config.json"))\nexcept Exception:\n    c = {}\n', {
      'src/config.json': '{}',
    }),
  ],
  [
    'the same below /safe_data',
    files,
    'pass',
    P(
      'import pandas as pd\ntry:\n    t = pd.read_csv("/safe_data/cohort.csv")\nexcept FileNotFoundError:\n    t = None\n',
    ),
  ],
  [
    "the same in R's tryCatch",
    files,
    'unknown',
    {
      Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
      'main.R': 'd <- tryCatch(read.csv("/data/x.csv"), error = function(e) NULL)\n',
    },
  ],
  [
    'the default of an option',
    files,
    'unknown',
    P(
      'import argparse\nimport pandas as pd\np = argparse.ArgumentParser()\np.add_argument("--data", default="/data/cohort.csv")\na = p.parse_args()\nt = pd.read_csv(a.data)\n',
    ),
  ],
  [
    'a relative one',
    files,
    'unknown',
    P(
      'import argparse\nimport pandas as pd\np = argparse.ArgumentParser()\np.add_argument("--data", default="data/cohort.csv")\na = p.parse_args()\nt = pd.read_csv(a.data)\n',
    ),
  ],
  [
    'an option that the start gives',
    files,
    'pass',
    P(
      'import argparse\nimport pandas as pd\np = argparse.ArgumentParser()\np.add_argument("--data", default="/data/cohort.csv")\na = p.parse_args()\nt = pd.read_csv(a.data)\n',
      {},
      'COPY src/ /app/\n',
      'ENTRYPOINT ["python", "/app/main.py", "--data", "/safe_data/cohort.csv"]\n',
    ),
  ],
  [
    'a default below /safe_data',
    files,
    'pass',
    P(
      'import argparse\nimport pandas as pd\np = argparse.ArgumentParser()\np.add_argument("--data", default="/safe_data/cohort.csv")\na = p.parse_args()\nt = pd.read_csv(a.data)\n',
    ),
  ],
  [
    'the default of a variable',
    files,
    'unknown',
    P('import os\nimport pandas as pd\nt = pd.read_csv(os.environ.get("DATA", "/data/cohort.csv"))\n'),
  ],
  [
    'a variable that the image sets',
    files,
    'pass',
    P(
      'import os\nimport pandas as pd\nt = pd.read_csv(os.environ.get("DATA", "/data/cohort.csv"))\n',
      {},
      'COPY src/ /app/\nENV DATA=/safe_data/cohort.csv\n',
    ),
  ],
  [
    'a variable that the image sets wrong',
    files,
    'fail',
    P(
      'import os\nimport pandas as pd\nt = pd.read_csv(os.environ.get("DATA", "/safe_data/x.csv"))\n',
      {},
      'COPY src/ /app/\nENV DATA=/data/cohort.csv\n',
    ),
  ],
  ['a variable alone', files, 'pass', P('import os\nimport pandas as pd\nt = pd.read_csv(os.environ["DATA"])\n')],
  [
    'one of two places, of which one is there',
    files,
    'unknown',
    P('import pandas as pd, sys\np = "/data/a.csv" if len(sys.argv) > 1 else "/safe_data/b"\nt = pd.read_csv(p)\n'),
  ],
  [
    'one of two places, neither of which is there',
    files,
    'fail',
    P('import pandas as pd, sys\np = "/data/a.csv" if len(sys.argv) > 1 else "/data/b.csv"\nt = pd.read_csv(p)\n'),
  ],
  [
    'a disk of another machine below an unknown base',
    files,
    'fail',
    P(
      'import pandas as pd\nt = pd.read_csv("/data/cohort.csv")\n',
      {},
      'COPY src/ /app/\n',
      undefined,
      'FROM ghcr.io/org/base:1.2\n',
    ),
  ],
  [
    'beside the program below an unknown base',
    files,
    'unknown',
    P(
      'import pandas as pd\nt = pd.read_csv("ref/cohort.csv")\n',
      {},
      'WORKDIR /app\nCOPY src/ /app/\n',
      undefined,
      'FROM ghcr.io/org/base:1.2\n',
    ),
  ],
  [
    'elsewhere below an unknown base',
    files,
    'unknown',
    P(
      'import pandas as pd\nt = pd.read_csv("/opt/ref/cohort.csv")\n',
      {},
      'WORKDIR /app\nCOPY src/ /app/\n',
      undefined,
      'FROM ghcr.io/org/base:1.2\n',
    ),
  ],
  [
    'in the folder of the program below an unknown base',
    files,
    'unknown',
    P(
      'import pandas as pd\nt = pd.read_csv("/app/ref/cohort.csv")\n',
      {},
      'WORKDIR /app\nCOPY src/ /app/\n',
      undefined,
      'FROM ghcr.io/org/base:1.2\n',
    ),
  ],
  [
    'in the folder of the program',
    files,
    'fail',
    P('import pickle\nm = pickle.load(open("/app/ref/model.pkl", "rb"))\n'),
  ],
  [
    'in a folder beside that of the program',
    files,
    'fail',
    {
      Dockerfile: py + 'COPY pipeline/ /opt/app/bin/\nENTRYPOINT ["python", "/opt/app/bin/main.py"]\n',
      'pipeline/main.py': 'import pickle\nm = pickle.load(open("/opt/app/ref/model.pkl", "rb"))\n',
    },
  ],
  [
    'in /opt, which the base may have filled',
    files,
    'unknown',
    P('import pandas as pd\nt = pd.read_csv("/opt/refs/table.csv")\n'),
  ],
  [
    'in /opt, which a RUN fills',
    files,
    'pass',
    P(
      'import pandas as pd\nt = pd.read_csv("/opt/refs/table.csv")\n',
      {},
      "COPY src/ /app/\nRUN python -c \"open('/opt/refs/table.csv','w').write('a')\"\n",
    ),
  ],
  ['in a folder of its own', files, 'fail', P('import pandas as pd\nt = pd.read_csv("/cohort/2020/table.csv")\n')],
  [
    'an environment that the start does not name',
    imports,
    'fail',
    {
      Dockerfile:
        'FROM docker.io/condaforge/miniforge3:24.11.3-0\nCOPY environment.yml /tmp/\nRUN conda env create -f /tmp/environment.yml\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
      'environment.yml': 'name: study\ndependencies:\n  - python=3.12\n  - pandas=2.2.3\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'that PATH names',
    imports,
    'pass',
    {
      Dockerfile:
        'FROM docker.io/condaforge/miniforge3:24.11.3-0\nCOPY environment.yml /tmp/\nRUN conda env create -f /tmp/environment.yml\nENV PATH=/opt/conda/envs/study/bin:$PATH\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
      'environment.yml': 'name: study\ndependencies:\n  - python=3.12\n  - pandas=2.2.3\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'that conda runs',
    imports,
    'pass',
    {
      Dockerfile:
        'FROM docker.io/condaforge/miniforge3:24.11.3-0\nCOPY environment.yml /tmp/\nRUN conda env create -f /tmp/environment.yml\nCOPY main.py /app/\nENTRYPOINT ["conda", "run", "-n", "study", "python", "/app/main.py"]\n',
      'environment.yml': 'name: study\ndependencies:\n  - python=3.12\n  - pandas=2.2.3\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'the base itself',
    imports,
    'pass',
    {
      Dockerfile:
        'FROM docker.io/condaforge/miniforge3:24.11.3-0\nCOPY environment.yml /tmp/\nRUN conda env update -n base -f /tmp/environment.yml\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
      'environment.yml': 'name: study\ndependencies:\n  - python=3.12\n  - pandas=2.2.3\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'a virtual environment that nobody names',
    imports,
    'fail',
    {
      Dockerfile:
        py +
        'RUN python -m venv /opt/venv && /opt/venv/bin/pip install pandas==2.2.3\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'that PATH names (venv)',
    imports,
    'pass',
    {
      Dockerfile:
        py +
        'RUN python -m venv /opt/venv && /opt/venv/bin/pip install pandas==2.2.3\nENV PATH=/opt/venv/bin:$PATH\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'that the start names',
    imports,
    'pass',
    {
      Dockerfile:
        py +
        'RUN python -m venv /opt/venv && /opt/venv/bin/pip install pandas==2.2.3\nCOPY main.py /app/\nENTRYPOINT ["/opt/venv/bin/python", "/app/main.py"]\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'what uv makes',
    imports,
    'fail',
    {
      Dockerfile:
        py +
        'WORKDIR /app\nRUN pip install uv==0.9.5\nCOPY pyproject.toml uv.lock main.py ./\nRUN uv sync --frozen\nENTRYPOINT ["python", "/app/main.py"]\n',
      'pyproject.toml': '[project]\nname="x"\nversion="1"\ndependencies=["pandas"]\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "pandas"\nversion = "2.2.3"\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'what uv makes, in PATH',
    imports,
    'pass',
    {
      Dockerfile:
        py +
        'WORKDIR /app\nRUN pip install uv==0.9.5\nCOPY pyproject.toml uv.lock main.py ./\nRUN uv sync --frozen\nENV PATH=/app/.venv/bin:$PATH\nENTRYPOINT ["python", "/app/main.py"]\n',
      'pyproject.toml': '[project]\nname="x"\nversion="1"\ndependencies=["pandas"]\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "pandas"\nversion = "2.2.3"\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'what uv makes and runs',
    imports,
    'pass',
    {
      Dockerfile:
        py +
        'WORKDIR /app\nRUN pip install uv==0.9.5\nCOPY pyproject.toml uv.lock main.py ./\nRUN uv sync --frozen\nENTRYPOINT ["uv", "run", "--offline", "python", "/app/main.py"]\n',
      'pyproject.toml': '[project]\nname="x"\nversion="1"\ndependencies=["pandas"]\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "pandas"\nversion = "2.2.3"\n',
      'main.py': 'import pandas\n',
    },
  ],
  [
    'on a schedule only',
    scans,
    'unknown',
    gl(
      'build:\n  stage: build\n  script:\n    - docker build -t reg.org/a:$CI_COMMIT_SHA .\n    - docker save reg.org/a:$CI_COMMIT_SHA -o a.tar\nscan:\n  stage: test\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "schedule"\n  script:\n    - trivy image --input a.tar\npush:\n  stage: deploy\n  script:\n    - docker push reg.org/a:$CI_COMMIT_SHA\n',
    ),
  ],
  [
    'always',
    scans,
    'pass',
    gl(
      'build:\n  stage: build\n  script:\n    - docker build -t reg.org/a:$CI_COMMIT_SHA .\n    - docker save reg.org/a:$CI_COMMIT_SHA -o a.tar\nscan:\n  stage: test\n  script:\n    - trivy image --exit-code 1 --input a.tar\npush:\n  stage: deploy\n  script:\n    - docker push reg.org/a:$CI_COMMIT_SHA\n',
    ),
  ],
  [
    'may fail',
    scans,
    'unknown',
    gl(
      'build:\n  stage: build\n  script:\n    - docker build -t reg.org/a:$CI_COMMIT_SHA .\nscan:\n  stage: test\n  allow_failure: true\n  script:\n    - trivy image --exit-code 1 reg.org/a:$CI_COMMIT_SHA\npush:\n  stage: deploy\n  script:\n    - docker push reg.org/a:$CI_COMMIT_SHA\n',
    ),
  ],
  [
    'the push runs anyway',
    scans,
    'unknown',
    gh(
      "on: push\njobs:\n  scan:\n    if: github.event_name == 'schedule'\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} . && trivy image ghcr.io/o/a:${{ github.sha }}\n  push:\n    needs: scan\n    if: always()\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.sha }}\n",
    ),
  ],
  [
    'continue-on-error',
    scans,
    'unknown',
    gh(
      'on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - run: trivy image ghcr.io/o/a:${{ github.sha }}\n        continue-on-error: true\n      - run: docker push ghcr.io/o/a:${{ github.sha }}\n',
    ),
  ],
  [
    'a step on a schedule only',
    scans,
    'unknown',
    gh(
      "on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - run: trivy image ghcr.io/o/a:${{ github.sha }}\n        if: github.event_name == 'schedule'\n      - run: docker push ghcr.io/o/a:${{ github.sha }}\n",
    ),
  ],
  [
    '|| true',
    scans,
    'unknown',
    gh(
      'on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - run: trivy image ghcr.io/o/a:${{ github.sha }} || true\n      - run: docker push ghcr.io/o/a:${{ github.sha }}\n',
    ),
  ],
  [
    'always (GitHub)',
    scans,
    'pass',
    gh(
      'on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - run: trivy image --exit-code 1 ghcr.io/o/a:${{ github.sha }}\n      - run: docker push ghcr.io/o/a:${{ github.sha }}\n',
    ),
  ],
  [
    'two branches',
    tag,
    'unknown',
    gh(
      'on:\n  push:\n    branches: [main, develop]\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n',
    ),
  ],
  [
    'a branch, and by hand',
    tag,
    'unknown',
    gh(
      'on:\n  push:\n    branches: [main]\n  workflow_dispatch:\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n',
    ),
  ],
  [
    'tags alone',
    tag,
    'pass',
    gh(
      'on:\n  push:\n    tags: ["v*"]\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n',
    ),
  ],
  [
    'branches and tags',
    tag,
    'pass',
    gh(
      'on:\n  push:\n    branches: [main]\n    tags: ["v*"]\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n',
    ),
  ],
  [
    'a release',
    tag,
    'pass',
    gh(
      'on:\n  release:\n    types: [published]\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n',
    ),
  ],
  [
    'any push',
    tag,
    'unknown',
    gh('on: push\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n'),
  ],
  [
    'any push, by its variable',
    tag,
    'unknown',
    gh('on: push\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/o/a:$GITHUB_REF_NAME\n'),
  ],
  [
    'a job for tags',
    tag,
    'pass',
    gh(
      "on: push\njobs:\n  a:\n    if: startsWith(github.ref, 'refs/tags/')\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n",
    ),
  ],
  ['the slug of GitLab', tag, 'unknown', gl('a:\n  script:\n    - docker push reg.org/a:$CI_COMMIT_REF_SLUG\n')],
  ['the name of GitLab', tag, 'unknown', gl('a:\n  script:\n    - docker push reg.org/a:${CI_COMMIT_REF_NAME}\n')],
  [
    'with the commit',
    tag,
    'pass',
    gl('a:\n  script:\n    - docker push reg.org/a:$CI_COMMIT_REF_SLUG-$CI_COMMIT_SHORT_SHA\n'),
  ],
  [
    'a job for tags (GitLab)',
    tag,
    'pass',
    gl('a:\n  only:\n    - tags\n  script:\n    - docker push reg.org/a:$CI_COMMIT_REF_NAME\n'),
  ],
] as const)('%s', async (_what, rule, expected, project) => {
  const verdicts = check(await factsOf(project), [rule]).results.map(({ verdict }) => verdict);
  expect(verdicts).toContain(expected);
  expect(verdicts.includes('pass')).toBe(expected === 'pass');
});

const judgeUser = async (user: string): Promise<unknown> =>
  check(await factsOf({ Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2025-03-14\nUSER ${user}\n` }), [fixedUid])
    .results[0];

test("the number of the base's own user is not looked at, and nothing proves it", async () => {
  expect(await judgeUser('${NB_UID}')).toMatchObject({ verdict: 'pass', proof: 'none-found' });
  expect(await judgeUser('jovyan')).toMatchObject({ verdict: 'pass', proof: 'file' });
  expect(await judgeUser('${SOMEBODY}')).toMatchObject({ verdict: 'unknown' });
});

test.each([
  ['$BUILDPLATFORM', 'none-found'],
  ['${TARGETPLATFORM}', 'none-found'],
  ['linux/amd64', 'file'],
])("FROM --platform=%s: the builder's own platform is none that is asked for", async (platform, proof) => {
  const project = { Dockerfile: `FROM --platform=${platform} docker.io/library/python:3.13\n` };
  expect(check(await factsOf(project), [platformRule]).results[0]).toMatchObject({ verdict: 'pass', proof });
});

const judgeFolder = async (start: string, programs: Readonly<Record<string, string>>): Promise<unknown> => {
  const all = `TMP=/scratch/tmp TMPDIR=/scratch/tmp TEMP=/scratch`;
  const lines = `FROM docker.io/library/python:3.13\nENV ${all}\nCOPY . /app/\nENTRYPOINT ["${start}"]\n`;
  return check(await factsOf({ ...programs, Dockerfile: lines }), [tempRule]).results.map(({ verdict }) => verdict);
};

test('a temporary folder below /scratch has to be made when the container starts', async () => {
  expect(await judgeFolder('python3", "/app/a.py', { 'a.py': 'print(1)\n' })).toEqual(['fail', 'fail']);
  const makes = 'import os\nos.makedirs(os.environ["TMPDIR"])\n';
  expect(await judgeFolder('python3", "/app/a.py', { 'a.py': makes })).toEqual(['pass']);
  const script = '#!/bin/sh\nmkdir -p /scratch/tmp\nexec python3 /app/a.py\n';
  expect(await judgeFolder('/app/a.sh', { 'a.sh': script, 'a.py': 'print(1)\n' })).toEqual(['pass']);
  expect(await judgeFolder('/app/a.bin', {})).toEqual(['pass']);
});
