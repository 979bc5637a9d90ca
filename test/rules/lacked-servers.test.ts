import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import absolute from '../../src/rules/starts-by-absolute-path.ts';
import complete from '../../src/rules/image-complete.ts';
import download from '../../src/rules/no-runtime-download.ts';
import asks from '../../src/rules/starts-without-interaction.ts';
import { factsOf } from '../helpers/project.ts';

const python = 'FROM docker.io/library/python:3.13\n';
const app = 'COPY app.py /app/\nWORKDIR /app\n';
const gunicorn = 'CMD ["gunicorn", "app:app"]\n';
const frozen = 'Flask==2.3.2\nclick==8.1.3\nMarkupSafe==2.1.1\nsix==1.16.0\nzipp==3.19.1\nprosemble==0.0.3\n';
const listed = 'COPY requirements.txt /app/\nRUN pip install --no-cache-dir -r /app/requirements.txt\n';

test.each<[string, string, string | undefined, string]>([
  ['nothing is installed', `${python}${app}${gunicorn}`, undefined, 'fail'],
  [
    'packages that bring no server',
    `${python}RUN pip install flask==3.1.3 pandas\n${app}${gunicorn}`,
    undefined,
    'fail',
  ],
  ['its own name', `${python}RUN pip install flask gunicorn\n${app}${gunicorn}`, undefined, 'pass'],
  ['a package that may bring it', `${python}RUN pip install flask mlflow\n${app}${gunicorn}`, undefined, 'unknown'],
  ['an extra', `${python}RUN pip install "fastapi[standard]"\n${app}CMD ["uvicorn", "app:app"]\n`, undefined, 'pass'],
  [
    'a framework without its extra',
    `${python}RUN pip install pydantic\n${app}CMD ["uvicorn", "app:app"]\n`,
    undefined,
    'fail',
  ],
  ['a list of all that was installed', `${python}${listed}${app}CMD gunicorn app:app\n`, frozen, 'fail'],
  ['a list that somebody wrote', `${python}${listed}${app}${gunicorn}`, 'flask==2.3.2\nprosemble==0.0.3\n', 'unknown'],
  [
    'a script of unknown content',
    `${python}RUN curl -sSL https://a.org/x | sh\n${app}${gunicorn}`,
    undefined,
    'unknown',
  ],
  [
    'a module that python is told to run',
    `${python}RUN pip install flask\n${app}CMD ["python", "-m", "gunicorn", "app:app"]\n`,
    undefined,
    'fail',
  ],
  [
    'a script of the start',
    `${python}RUN pip install flask\n${app}COPY start.sh /\nCMD ["bash", "/start.sh"]\n`,
    undefined,
    'fail',
  ],
  ['a workflow', `${python}RUN pip install pandas\n${app}CMD ["snakemake", "--cores", "1"]\n`, undefined, 'fail'],
  ['a session', `${python}RUN pip install pandas\n${app}CMD ["jupyter", "lab", "--ip=0.0.0.0"]\n`, undefined, 'fail'],
  [
    'a distribution that has it',
    `FROM docker.io/library/ubuntu:24.04\nRUN wget https://repo.anaconda.com/archive/Anaconda3-2024.10-1-Linux-x86_64.sh && sh Anaconda3-2024.10-1-Linux-x86_64.sh -b -p /opt/anaconda3\nENV PATH=/opt/anaconda3/bin:$PATH\nCMD ["jupyter", "lab", "--ip=0.0.0.0"]\n`,
    undefined,
    'notApplicable',
  ],
  [
    'a distribution that has it not',
    `FROM docker.io/library/ubuntu:24.04\nRUN wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh && sh Miniconda3-latest-Linux-x86_64.sh -b -p /opt/conda\nENV PATH=/opt/conda/bin:$PATH\nCMD ["jupyter", "lab", "--ip=0.0.0.0"]\n`,
    undefined,
    'unknown',
  ],
  ['a base that nobody knows', `FROM ghcr.io/a/b:1\n${app}${gunicorn}`, undefined, 'unknown'],
])('a server that the image starts and does not have: %s', async (_, Dockerfile, list, verdict) => {
  const files = {
    Dockerfile,
    'app.py': 'app = 1\n',
    'start.sh': '#!/bin/bash\nexec gunicorn app:app\n',
    Snakefile: 'rule all:\n',
    ...(list !== undefined && { 'requirements.txt': list }),
  };
  const { results } = check(await factsOf(files), [complete]);
  expect([verdict, results[0]?.verdict === 'pass' && verdict === 'unknown' ? 'unknown' : results[0]?.verdict]).toEqual([
    verdict,
    verdict,
  ]);
});

test.each([
  ['conda run -n a --no-capture-output bash -c "node ./index.js"', 'fail'],
  ['node index.js', 'fail'],
  ['node --max-old-space-size=400 server.mjs', 'fail'],
  ['perl run.pl', 'fail'],
  ['node /app/index.js', 'pass'],
])('a program that is named by the folder and not among the files: %s', async (start, verdict) => {
  const Dockerfile = `FROM docker.io/condaforge/miniforge3:25.3.1-0\nWORKDIR /source\nCMD ${start}\n`;
  const { results } = check(await factsOf({ Dockerfile }), [absolute]);
  expect(results[0]?.verdict).toBe(verdict);
});

test.each([
  ['--pretrained_model /home/scripts/model', 'pass', 'pass'],
  ['--diameter 30', 'fail', 'pass'],
])('python -m of a library that the atlas knows: cellpose %s', async (options, fetches, waits) => {
  const files = {
    Dockerfile: `${python}RUN pip install cellpose\nCOPY run.sh /app/\nCMD ["bash", "/app/run.sh"]\n`,
    'run.sh': `#!/bin/bash\npython3 -m cellpose --dir /safe_data ${options} --savedir /safe_outputs\n`,
  };
  const { results } = check(await factsOf(files), [download, asks]);
  expect(results.map((each) => each.verdict)).toEqual([fetches, waits]);
});
