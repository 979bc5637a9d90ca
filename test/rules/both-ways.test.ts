import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import { rules } from '../../src/rules/index.ts';
import { factsOf } from '../helpers/project.ts';

test.each([
  [
    'a device whose file is named in short',
    'outputs-in-safe-directories',
    'pass',
    {
      Dockerfile: 'FROM docker.io/rocker/r-ver:4.4.1\nWORKDIR /app\nCOPY . .\nCMD ["Rscript","main.R"]\n',
      'main.R': 'png(file="/safe_outputs/a.png")\nplot(1:3)\ndev.off()\n',
    },
  ],
  [
    'a list of what the same RUN clones',
    'image-complete',
    'pass',
    {
      'main.py': 'import numpy\nprint(numpy.zeros(2))\n',
      'requirements.txt': 'numpy==2.1.0\n',
      Dockerfile:
        'FROM docker.io/library/python:3.13\nRUN git clone -b v1.0 https://github.com/x/y /opt/y && cd /opt/y && pip install -r requirements.txt\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
    },
  ],
  [
    'a list of what the same RUN unpacks',
    'image-complete',
    'pass',
    {
      'main.py': 'import numpy\nprint(numpy.zeros(2))\n',
      'requirements.txt': 'numpy==2.1.0\n',
      Dockerfile:
        'FROM docker.io/library/python:3.13\nRUN wget -q https://example.org/a.zip && unzip a.zip && pip install -r a/requirements.txt\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
    },
  ],
  [
    '-i of sed and grep',
    'files-in-image',
    'pass',
    {
      'start.sh':
        '#!/bin/bash\ncp /app/conf /scratch/conf\nsed -i "/data/d" /scratch/conf\nsed -i /mnt/d /scratch/conf\ngrep -i /data/x /scratch/conf > /safe_outputs/x\n',
      Dockerfile:
        'FROM docker.io/library/debian:bookworm-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["bash","start.sh"]\n',
      conf: 'a\n',
    },
  ],
  [
    'what a base may have that nobody knows',
    'files-in-image',
    'unknown',
    {
      'start.sh': '#!/bin/bash\ncp -r /workspace/examples /scratch/\ncat /app/VERSION\n',
      Dockerfile: 'FROM docker.io/someone/tool:1.2\nCOPY start.sh /start.sh\nENTRYPOINT ["bash","/start.sh"]\n',
    },
  ],
  [
    'a link that the script makes',
    'files-in-image',
    'pass',
    {
      'start.sh': '#!/bin/bash\nln -s /safe_data /data/in\nln -sf /scratch/x /app/x\ncat /data/in/a.csv\n',
      Dockerfile:
        'FROM docker.io/library/debian:bookworm-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["bash","/app/start.sh"]\n',
    },
  ],
  [
    'a proxy before the server',
    'interactive-port-exposed',
    'pass',
    {
      'start.sh': '#!/bin/bash\nnginx\nexec streamlit run app.py --server.port=8501\n',
      Dockerfile:
        'FROM docker.io/library/python:3.13-slim\nRUN apt-get update && apt-get install -y nginx\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD ["bash","start.sh"]\n',
      'app.py': 'import streamlit\n',
    },
  ],
  [
    'packages that are taken out of an environment',
    'imports-installed',
    'pass',
    {
      'main.py': 'import numpy\n',
      Dockerfile:
        'FROM docker.io/library/python:3.13-slim AS b\nRUN python -m venv /venv && /venv/bin/pip install numpy==2.1.0\nFROM docker.io/library/python:3.13-slim\nCOPY --from=b /venv/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages\nWORKDIR /app\nCOPY . .\nCMD ["python","/app/main.py"]\n',
    },
  ],
  [
    'packages that pip puts elsewhere',
    'imports-installed',
    'pass',
    {
      'main.py': 'import numpy\n',
      Dockerfile:
        'FROM docker.io/library/python:3.13-slim\nRUN python -m venv /venv && /venv/bin/pip install --target /usr/local/lib/python3.13/site-packages numpy==2.1.0\nWORKDIR /app\nCOPY . .\nCMD ["python","/app/main.py"]\n',
    },
  ],
  [
    'a wheel as an address',
    'no-runtime-download',
    'pass',
    {
      'start.sh': '#!/bin/bash\npip install --no-index file:///app/wheels/x-1-py3-none-any.whl\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["bash","start.sh"]\n',
    },
  ],
  [
    'an index that is not asked',
    'no-runtime-download',
    'pass',
    {
      'start.sh': '#!/bin/bash\npip install --no-index -i https://pypi.org/simple --find-links /app/wheels x\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["bash","start.sh"]\n',
    },
  ],
  [
    'a package at an address',
    'no-runtime-download',
    'fail',
    {
      'start.sh': '#!/bin/bash\npip install --no-index "x @ https://example.org/x.whl"\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["bash","start.sh"]\n',
    },
  ],
  [
    'a page of links',
    'no-runtime-download',
    'fail',
    {
      'start.sh': '#!/bin/bash\npip install --no-index --find-links=https://example.org/w x\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["bash","start.sh"]\n',
    },
  ],
  [
    'a condition with a choice',
    'workflow-scans-image-before-push',
    'unknown',
    {
      'main.py': 'print(1)\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
      '.github/workflows/x.yml':
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - if: github.ref == 'refs/heads/main'\n        run: trivy image --exit-code 1 ghcr.io/o/a:${{ github.sha }}\n      - if: github.ref == 'refs/heads/main' || startsWith(github.ref, 'refs/tags/')\n        run: docker push ghcr.io/o/a:${{ github.sha }}\n",
    },
  ],
  [
    'a condition that is turned round',
    'workflow-scans-image-before-push',
    'unknown',
    {
      'main.py': 'print(1)\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
      '.github/workflows/x.yml':
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - if: inputs.scan\n        run: trivy image --exit-code 1 ghcr.io/o/a:${{ github.sha }}\n      - if: "!inputs.scan"\n        run: docker push ghcr.io/o/a:${{ github.sha }}\n',
    },
  ],
  [
    'a job between that always runs',
    'workflow-scans-image-before-push',
    'unknown',
    {
      'main.py': 'print(1)\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
      '.github/workflows/x.yml':
        "on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    if: github.event_name == 'schedule'\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - run: trivy image --exit-code 1 ghcr.io/o/a:${{ github.sha }}\n  report:\n    needs: scan\n    if: always()\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo done\n  push:\n    needs: report\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.sha }}\n",
    },
  ],
  [
    'always, if the scan succeeded',
    'workflow-scans-image-before-push',
    'pass',
    {
      'main.py': 'print(1)\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
      '.github/workflows/x.yml':
        "on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.sha }} .\n      - run: trivy image --exit-code 1 ghcr.io/o/a:${{ github.sha }}\n  push:\n    needs: scan\n    if: always() && needs.scan.result == 'success'\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker push ghcr.io/o/a:${{ github.sha }}\n",
    },
  ],
  [
    'all but tags',
    'unique-image-tag',
    'unknown',
    {
      'main.py': 'print(1)\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
      '.gitlab-ci.yml': 'a:\n  except: [tags]\n  script:\n    - docker push ghcr.io/o/a:$CI_COMMIT_REF_SLUG\n',
    },
  ],
  [
    'never for a tag',
    'unique-image-tag',
    'unknown',
    {
      'main.py': 'print(1)\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
      '.gitlab-ci.yml':
        'a:\n  rules:\n    - if: $CI_COMMIT_TAG\n      when: never\n    - when: always\n  script:\n    - docker push ghcr.io/o/a:$CI_COMMIT_REF_SLUG\n',
    },
  ],
  [
    'no tag',
    'unique-image-tag',
    'unknown',
    {
      'main.py': 'print(1)\n',
      Dockerfile: 'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python","main.py"]\n',
      '.github/workflows/x.yml':
        "on:\n  push:\njobs:\n  a:\n    runs-on: ubuntu-latest\n    if: ${{ !startsWith(github.ref, 'refs/tags/') }}\n    steps:\n      - run: docker build -t ghcr.io/o/a:${{ github.ref_name }} .\n      - run: docker push ghcr.io/o/a:${{ github.ref_name }}\n",
    },
  ],
  [
    'a list of another stage',
    'dependencies-pinned',
    'fail',
    {
      'main.py': 'import pandas\npandas.DataFrame()\n',
      Dockerfile:
        'FROM docker.io/library/python:3.13 AS lint\nRUN pip install pandas==2.2.0\nRUN echo x > /x\nFROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY --from=lint /x /x\nCOPY . .\nRUN pip install .\nCMD ["python","main.py"]\n',
      'setup.py':
        "from setuptools import setup\nsetup(name='a',version='1',install_requires=['pandas'],py_modules=['main'])\n",
    },
  ],
  [
    'a version that does not fit',
    'dependencies-pinned',
    'fail',
    {
      'main.py': 'import pandas\npandas.DataFrame()\n',
      Dockerfile:
        'FROM docker.io/library/python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install pandas==1.5.3\nRUN pip install .\nCMD ["python","main.py"]\n',
      'setup.py':
        "from setuptools import setup\nsetup(name='a',version='1',install_requires=['pandas>=2'],py_modules=['main'])\n",
    },
  ],
  [
    'git on Ubuntu',
    'image-complete',
    'unknown',
    {
      'run.sh': '#!/bin/bash\ngit --version\n',
      Dockerfile: 'FROM docker.io/library/ubuntu:24.04\nWORKDIR /app\nCOPY run.sh .\nCMD ["bash","run.sh"]\n',
    },
  ],
  [
    'git on a whole Python',
    'image-complete',
    'pass',
    {
      'run.sh': '#!/bin/bash\ngit --version\n',
      Dockerfile: 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY run.sh .\nCMD ["bash","run.sh"]\n',
    },
  ],
  [
    'psql on a whole Python',
    'image-complete',
    'unknown',
    {
      'run.sh': '#!/bin/bash\npsql --version\n',
      Dockerfile: 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY run.sh .\nCMD ["bash","run.sh"]\n',
    },
  ],
  [
    'make clean all',
    'minimal-final-stage',
    'fail',
    {
      'a.c': 'int main(){return 0;}\n',
      Makefile: 'all:\n\tgcc -o prog a.c\nclean:\n\trm -f prog\n',
      Dockerfile:
        'FROM docker.io/library/debian:bookworm-slim\nWORKDIR /app\nCOPY . .\nRUN make clean all\nCMD ["./prog"]\n',
    },
  ],
] as const)('%s', async (_what, id, expected, files) => {
  const rule = rules.filter((each) => each.id === id);
  const verdicts = check(await factsOf(files), rule).results.map(({ verdict }) => verdict);
  expect(verdicts).toEqual([expected]);
});
