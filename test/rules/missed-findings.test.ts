import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import type { RuleResult } from '../../src/model/check/check-report.ts';
import type { ProjectFile } from '../../src/model/sources/facts.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { factsOf } from '../helpers/project.ts';

const python = 'FROM docker.io/library/python:3.13\n';
const main = 'COPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n';
const starter = 'COPY start.sh /opt/\nCMD ["/opt/start.sh"]\n';

async function resultsOf(
  rule: string,
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly RuleResult[]> {
  return check(await factsOf({ ...files, Dockerfile: dockerfile }), rules).results.filter(
    (result) => result.rule === rule,
  );
}

type Case = readonly [
  title: string,
  rule: string,
  place: string,
  dockerfile: string,
  files?: Readonly<Record<string, string>>,
];

/** What a reviewer of public Dockerfiles found and the rules did not, on 2026-11-23. */
const found: readonly Case[] = [
  [
    'a program whose name stands in a heredoc as that of a function would',
    'no-runtime-download',
    'start.sh:5',
    `${python}${starter}`,
    { 'start.sh': '#!/bin/bash\ncat <<EOF\ncurl()\nEOF\ncurl -O https://example.com/a.bin\n' },
  ],
  ['lists of an update that installs nothing', 'package-lists-removed', 'Dockerfile:2', `${python}RUN apt update\n`],
  [
    'the second pip of a RUN whose first keeps no cache',
    'package-lists-removed',
    'Dockerfile:2',
    `${python}RUN pip install --no-cache-dir a==1 && pip install b==1\n`,
  ],
  ['the cache of uv', 'package-lists-removed', 'Dockerfile:2', `${python}RUN uv pip install --system a==1\n`],
  [
    'the cache of pip in an environment of conda',
    'package-lists-removed',
    'Dockerfile:2',
    `${python}RUN conda run -n env pip install a==1\n`,
  ],
  [
    'pip where the shell is that of an environment',
    'package-lists-removed',
    'Dockerfile:3',
    `${python}SHELL ["conda", "run", "-n", "env", "/bin/bash", "-c"]\nRUN pip install a==1\n`,
  ],
  [
    'a package of uv without a version',
    'dependencies-pinned',
    'Dockerfile:2',
    `${python}RUN uv pip install --system torch\n`,
  ],
  [
    'a clone of whatever is newest',
    'dependencies-pinned',
    'Dockerfile:2',
    `${python}RUN git clone https://example.org/a.git /opt/a && pip install /opt/a\n`,
  ],
  [
    'data of NLTK in the home directory',
    'nothing-in-home',
    'Dockerfile:2',
    `${python}RUN python3 -m nltk.downloader punkt\n`,
  ],
  [
    'a script that works in the home directory',
    'nothing-in-home',
    'start.sh:2',
    `${python}${starter}`,
    { 'start.sh': '#!/bin/bash\ncd /root/src\n' },
  ],
  [
    'the password of a user',
    'no-secrets',
    'Dockerfile:2',
    `${python}RUN useradd app && echo "app:secret" | chpasswd\n`,
  ],
  [
    'a server that a program of an environment starts',
    'interactive-port-exposed',
    'Dockerfile:2',
    `${python}CMD ["conda", "run", "-n", "env", "jupyter", "lab"]\n`,
  ],
  [
    'a server that a script starts',
    'interactive-port-exposed',
    'Dockerfile:2',
    `${python}ENTRYPOINT ["/usr/local/bin/_entrypoint.sh", "jupyter", "lab"]\n`,
  ],
  [
    'an empty token in a start script',
    'interactive-server-authenticated',
    'start.sh:1',
    `${python}EXPOSE 8888\n${starter}`,
    { 'start.sh': `jupyter lab --NotebookApp.token=''\n` },
  ],
  [
    'an empty token in settings that RUN writes',
    'interactive-server-authenticated',
    'Dockerfile:3',
    `${python}EXPOSE 8888\nRUN echo "c.NotebookApp.token = ''" >> /etc/jupyter/jupyter_notebook_config.py\nCMD ["jupyter", "lab"]\n`,
  ],
  [
    'an empty token in a copied file of settings',
    'interactive-server-authenticated',
    'jupyter_server_config.py:4',
    `${python}EXPOSE 8888\nCOPY jupyter_server_config.py /etc/jupyter/\nCMD ["jupyter", "lab"]\n`,
    { 'jupyter_server_config.py': `# settings\n\n# of the session\nc.ServerApp.token = ""\n` },
  ],
  [
    'no authentication in settings of RStudio',
    'interactive-server-authenticated',
    'Dockerfile:2',
    'FROM docker.io/rocker/rstudio:4.5.3\nRUN echo "auth-none=1" >> /etc/rstudio/rserver.conf\n',
  ],
  [
    'a server that asks nobody',
    'interactive-server-authenticated',
    'Dockerfile:3',
    `${python}EXPOSE 8501\nCMD ["python", "-m", "streamlit", "run", "/opt/app.py"]\n`,
  ],
  [
    'two servers that are started together',
    'single-purpose',
    'Dockerfile:2',
    `${python}CMD jupyter lab & code-server\n`,
  ],
  [
    'a way to log in beside a batch program',
    'single-purpose',
    'Dockerfile:2',
    `${python}RUN apt-get update && apt-get install -y openssh-server\n${main}`,
  ],
  ['a container that is only kept open', 'starts-without-interaction', 'Dockerfile:2', `${python}CMD sleep infinity\n`],
  ['a debugger', 'starts-without-interaction', 'main.py:1', `${python}${main}`, { 'main.py': 'breakpoint()\n' }],
  [
    'a question through getpass',
    'starts-without-interaction',
    'main.py:2',
    `${python}${main}`,
    { 'main.py': 'from getpass import getpass\nword = getpass("Password: ")\n' },
  ],
  [
    'a library that the base brings',
    'offline-variables-set',
    'Dockerfile:1',
    'FROM docker.io/huggingface/transformers-pytorch-gpu:4.41.2\n',
  ],
  [
    'a model whose name is a constant',
    'no-runtime-download',
    'main.py:2',
    `${python}${main}`,
    {
      'main.py':
        'NAME = "google-bert/bert-base-uncased"\nmodel = AutoModel.from_pretrained(NAME, torch_dtype="auto")\n',
    },
  ],
  [
    'an address that is a constant',
    'no-runtime-download',
    'main.R:2',
    'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /opt/\nCMD ["Rscript", "/opt/main.R"]\n',
    { 'main.R': 'address <- "https://example.org/x.csv"\ntable <- read.csv(address)\n' },
  ],
  [
    'a pipeline with its own choice of model',
    'no-runtime-download',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'classify = pipeline("sentiment-analysis")\n' },
  ],
  [
    'a pipeline with a model of the Hub',
    'no-runtime-download',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'classify = pipeline("text-classification", model="owner/name")\n' },
  ],
  [
    'weights by their enumeration',
    'no-runtime-download',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'net = models.resnet50(weights=models.ResNet50_Weights.DEFAULT)\n' },
  ],
  [
    'a data set of torchvision',
    'no-runtime-download',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'data = datasets.MNIST("/scratch", download=True)\n' },
  ],
  [
    'a metric of the Hub',
    'no-runtime-download',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'metric = evaluate.load("accuracy")\n' },
  ],
  [
    'records that are sent to a web service',
    'no-runtime-download',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'run = wandb.init(project="a")\n' },
  ],
  [
    'records that are sent all the same',
    'no-runtime-download',
    'main.py:1',
    `${python}ENV WANDB_MODE=online\n${main}`,
    { 'main.py': 'run = wandb.init(project="a")\n' },
  ],
  [
    'a call in the start command',
    'no-runtime-download',
    'Dockerfile:2',
    `${python}CMD ["python", "-c", "import nltk; nltk.download('punkt')"]\n`,
  ],
  [
    'a download of spaCy in a script',
    'no-runtime-download',
    'start.sh:1',
    `${python}${starter}`,
    { 'start.sh': 'python -m spacy download en_core_web_sm\n' },
  ],
  [
    'gdown in a script',
    'no-runtime-download',
    'start.sh:1',
    `${python}${starter}`,
    { 'start.sh': 'gdown --fuzzy "$URL" -O /opt/weights\n' },
  ],
  [
    'an image that files are copied from',
    'base-image-pinned',
    'Dockerfile:2',
    `${python.replace('3.13', `3.13@sha256:${'0'.repeat(64)}`)}COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n`,
  ],
  [
    'packages of Julia',
    'no-runtime-download',
    'main.jl:2',
    'FROM docker.io/library/julia:1.12\nCOPY main.jl /opt/\nCMD ["julia", "/opt/main.jl"]\n',
    { 'main.jl': 'using Pkg\nPkg.add("Plots")\n' },
  ],
  [
    'a plot of Julia beside the code',
    'outputs-in-safe-directories',
    'main.jl:1',
    'FROM docker.io/library/julia:1.12\nWORKDIR /opt\nCOPY main.jl ./\nCMD ["julia", "main.jl"]\n',
    { 'main.jl': 'savefig("plots.svg")\n' },
  ],
  [
    'a stream of Julia that is handed to a function',
    'outputs-in-safe-directories',
    'main.jl:1',
    'FROM docker.io/library/julia:1.12\nWORKDIR /opt\nCOPY main.jl ./\nCMD ["julia", "main.jl"]\n',
    { 'main.jl': 'open(io -> println(io, "x"), "run.log", "a")\n' },
  ],
  [
    'where R works, in a home directory',
    'nothing-in-home',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'setwd("~/study")\nx <- read.csv("a.csv")\n' },
  ],
  [
    'data of R in the home directory of whoever runs it',
    'nothing-in-home',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'x <- read.csv("~/data/a.csv")\n' },
  ],
  [
    'data of R on another machine',
    'nothing-in-home',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'x <- read.csv("C:/Users/me/a.csv")\n' },
  ],
  [
    'data of R on a drive, started in a folder that every run brings',
    'files-in-image',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /scratch\nCOPY main.R /app/\nCMD ["Rscript", "/app/main.R"]\n',
    { 'main.R': 'x <- read.csv("D:/data/a.csv")\n' },
  ],
  [
    'data of Python on a drive, started there',
    'files-in-image',
    'main.py:1',
    'FROM docker.io/library/python:3.12-slim-trixie\nWORKDIR /scratch\nCOPY main.py /app/\nCMD ["python3", "/app/main.py"]\n',
    { 'main.py': 'x = open(r"D:\\data\\a.csv")\n' },
  ],
  [
    'data of Julia on a drive, started there',
    'files-in-image',
    'main.jl:1',
    'FROM docker.io/library/julia:1.12.6\nWORKDIR /scratch\nCOPY main.jl /app/\nCMD ["julia", "/app/main.jl"]\n',
    { 'main.jl': 'x = readlines("D:/data/a.csv")\n' },
  ],
  [
    'data of Julia in the home directory of whoever runs it',
    'files-in-image',
    'main.jl:1',
    'FROM docker.io/library/julia:1.12.6\nWORKDIR /scratch\nCOPY main.jl /app/\nCMD ["julia", "/app/main.jl"]\n',
    { 'main.jl': 'x = readlines(joinpath(homedir(), "a.csv"))\n' },
  ],
  [
    'data of R in the home directory by its variable',
    'files-in-image',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nENV HOME=/scratch\nWORKDIR /scratch\nCOPY main.R /app/\nCMD ["Rscript", "/app/main.R"]\n',
    { 'main.R': 'x <- read.csv(file.path(Sys.getenv("HOME"), "a.csv"))\n' },
  ],
  [
    'data of R in the home directory by a function of fs',
    'nothing-in-home',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /scratch\nCOPY main.R /app/\nCMD ["Rscript", "/app/main.R"]\n',
    { 'main.R': 'x <- read.csv(fs::path_home("study", "a.csv"))\n' },
  ],
  [
    'a result of R on another machine',
    'outputs-in-safe-directories',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'saveRDS(1, "C:/study/fit.rds")\n' },
  ],
  [
    'a device of R beside the code',
    'outputs-in-safe-directories',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'png("plot.png")\n' },
  ],
  [
    'an object of R beside the code',
    'outputs-in-safe-directories',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'saveRDS(1, "fit.rds")\n' },
  ],
  [
    'what R installs at its start',
    'no-runtime-download',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'if (!require(dplyr)) install.packages("dplyr")\n' },
  ],
  [
    'a plot of R beside the code',
    'outputs-in-safe-directories',
    'main.R:1',
    'FROM docker.io/rocker/r-ver:4.5.3\nWORKDIR /opt\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
    { 'main.R': 'ggsave("figure.png")\n' },
  ],
  [
    'a folder that a script makes',
    'outputs-in-safe-directories',
    'start.sh:1',
    `${python}${starter}`,
    { 'start.sh': 'mkdir -p /results\n' },
  ],
  [
    'what a script moves',
    'outputs-in-safe-directories',
    'start.sh:2',
    `${python}${starter}`,
    { 'start.sh': '#!/bin/sh\nmv ./*.png /output/\n' },
  ],
  [
    'an option of the start command',
    'outputs-in-safe-directories',
    'Dockerfile:2',
    `${python}ENTRYPOINT ["python", "/opt/main.py", "--output-dir=/data/output"]\n`,
  ],
  [
    'an option and its value in one word',
    'outputs-in-safe-directories',
    'Dockerfile:2',
    `${python}ENTRYPOINT ["python", "/opt/main.py", "-o /data/output"]\n`,
  ],
  [
    'a folder in a constant',
    'outputs-in-safe-directories',
    'main.py:2',
    `${python}${main}`,
    { 'main.py': 'OUT = "/results"\nos.makedirs(OUT, exist_ok=True)\n' },
  ],
  [
    'an image of SimpleITK',
    'outputs-in-safe-directories',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'sitk.WriteImage(mask, "/output/mask.nii.gz")\n' },
  ],
  [
    'records of a training',
    'outputs-in-safe-directories',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'options = TrainingArguments(output_dir="/opt/results")\n' },
  ],
  [
    'a file through pathlib',
    'outputs-in-safe-directories',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'Path("/app/result.txt").write_text(text)\n' },
  ],
  [
    'a variable for results',
    'outputs-in-safe-directories',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'OUTPUT_PATH = Path("/output")\nrun(OUTPUT_PATH)\n' },
  ],
  [
    'an option for results',
    'outputs-in-safe-directories',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'options.add_argument("--out-dir", type=Path, default="/app/results")\n' },
  ],
  [
    'a model in the home directory of root',
    'nothing-in-home',
    'main.py:1',
    `${python}${main}`,
    { 'main.py': 'os.environ["nnUNet_results"] = "/root/models"\n' },
  ],
  [
    'packages of conda in two layers',
    'grouped-run',
    'Dockerfile:3',
    'FROM docker.io/continuumio/miniconda3:25.9.1\nRUN conda install -y mamba\nRUN mamba env create -f environment.yml\n',
  ],
  [
    'an environment that is brought up to date at the start',
    'no-runtime-download',
    'Dockerfile:2',
    `${python}CMD ["uv", "run", "python", "/opt/main.py"]\n`,
  ],
];

/** Look-alikes that are in order. */
const passed: readonly Case[] = [
  [
    'an update whose lists are removed',
    'package-lists-removed',
    '',
    `${python}RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\n`,
  ],
  ['uv without a cache', 'package-lists-removed', '', `${python}ENV UV_NO_CACHE=1\nRUN uv sync --frozen\n`],
  [
    'a clone at a tag',
    'dependencies-pinned',
    '',
    `${python}RUN git clone --branch v1.2 https://example.org/a.git && git clone https://example.org/b.git\n`,
  ],
  [
    'a clone that is put to a commit',
    'dependencies-pinned',
    '',
    `${python}RUN git clone https://example.org/a.git && git -C a checkout 0123abc\n`,
  ],
  ['data of NLTK outside', 'nothing-in-home', '', `${python}RUN python3 -m nltk.downloader -d /opt/nltk_data punkt\n`],
  [
    'a password of the secret mount',
    'no-secrets',
    '',
    `${python}RUN --mount=type=secret,id=p echo "app:$(cat /run/secrets/p)" | chpasswd\n`,
  ],
  [
    'Jupyter that runs a notebook',
    'starts-without-interaction',
    '',
    `${python}COPY a.ipynb /opt/\nCMD ["jupyter", "nbconvert", "--execute", "/opt/a.ipynb"]\n`,
    { 'a.ipynb': '{"cells": []}' },
  ],
  [
    'a comment in settings',
    'interactive-server-authenticated',
    '',
    'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY jupyter_server_config.py /etc/jupyter/\n',
    { 'jupyter_server_config.py': `# c.ServerApp.token = ''\n` },
  ],
  ['two names of one server', 'single-purpose', '', `${python}ENTRYPOINT ["start.sh"]\nCMD ["start-notebook.py"]\n`],
  [
    'JupyterLab for a notebook that a job runs',
    'single-purpose',
    '',
    `${python}RUN pip install --no-cache-dir jupyterlab==4.5.0\nCMD ["jupyter", "execute", "/opt/a.ipynb"]\n`,
  ],
  [
    'a method that is called input',
    'starts-without-interaction',
    '',
    `${python}${main}`,
    { 'main.py': 'layer = model.input(x)\nmy_input(3)\n' },
  ],
  [
    'a constant that is a path',
    'no-runtime-download',
    '',
    `${python}${main}`,
    { 'main.py': 'NAME = "/safe_data/bert"\nmodel = AutoModel.from_pretrained(NAME)\n' },
  ],
  [
    'an image of which the digest is known',
    'base-image-pinned',
    '',
    `FROM docker.io/library/python@sha256:${'0'.repeat(64)} AS build\nFROM build\nCOPY --from=build /a /b\nCOPY --from=0 /a /b\nCOPY --from=ghcr.io/astral-sh/uv@sha256:${'1'.repeat(64)} /uv /bin/\n`,
  ],
  [
    'a script that writes where it should',
    'outputs-in-safe-directories',
    '',
    `${python}${starter}`,
    {
      'start.sh':
        'mkdir -p /scratch/a /safe_outputs/b\ncp /opt/a /safe_outputs/\nset -o pipefail\nsort -o /safe_outputs/c a 2> /dev/null\n',
    },
  ],
  [
    'a variable for results where they belong',
    'outputs-in-safe-directories',
    '',
    `${python}${main}`,
    { 'main.py': 'OUTPUT_PATH = Path("/safe_outputs/x")\nresult = "done"\noutput_format = "/x"\nroute("/results")\n' },
  ],
  [
    'an environment as it is',
    'no-runtime-download',
    '',
    `${python}COPY main.py /opt/\nCMD ["uv", "run", "--no-sync", "python", "/opt/main.py"]\n`,
    { 'main.py': 'print(1)\n' },
  ],
  [
    'ENTRYPOINT and CMD in an environment',
    'starts-without-interaction',
    '',
    `${python}COPY main.py /opt/\nENTRYPOINT ["uv", "run", "python"]\nCMD ["/opt/main.py"]\n`,
    { 'main.py': '' },
  ],
  [
    'a name that is two paths',
    'no-runtime-download',
    '',
    `${python}${main}`,
    { 'main.py': 'NAME = "/opt/bert"\nNAME = "/safe_data/bert"\nmodel = AutoModel.from_pretrained(NAME)\n' },
  ],
  [
    'a pipeline of another library',
    'no-runtime-download',
    '',
    `${python}${main}`,
    { 'main.py': 'steps = sklearn.pipeline("scale")\nclassify = pipeline("text-classification", model=model)\n' },
  ],
  [
    'records that stay here',
    'no-runtime-download',
    '',
    `${python}ENV WANDB_MODE=offline\n${main}`,
    { 'main.py': 'run = wandb.init(project="a")\n' },
  ],
  [
    'a service at an address of our own',
    'no-runtime-download',
    '',
    `${python}${main}`,
    { 'main.py': 'client = OpenAI(base_url="http://localhost:8000")\n' },
  ],
];

describe('what reviewers find', () => {
  test.each(found.map((row) => ({ title: row[0], rule: row[1], place: row[2], row })))(
    '$title: $rule at $place',
    async ({ rule, place, row: [, , , dockerfile, files] }) => {
      const failed = (await resultsOf(rule, dockerfile, files))
        .filter(({ verdict }) => verdict === 'fail')
        .map(({ location }) => `${location?.file ?? ''}:${String(location?.line ?? 1)}`);
      expect(failed).toContain(place);
    },
  );

  test.each(passed.map((row) => ({ title: row[0], rule: row[1], row })))(
    'not $title: $rule',
    async ({ rule, row: [, , , dockerfile, files] }) => {
      expect((await resultsOf(rule, dockerfile, files)).map(({ verdict, message }) => `${verdict} ${message}`)).toEqual(
        [expect.stringMatching(/^pass /)],
      );
    },
  );
});

test.each([
  ['what the base starts', 'FROM docker.io/org/notebook:1\nEXPOSE 8888\n', 'interactive-server-authenticated'],
  [
    'what a program serves at its port',
    `${python}EXPOSE 8080\nCMD ["python", "-m", "flask", "run"]\n`,
    'interactive-server-authenticated',
  ],
  [
    'a list of packages that is not there',
    `${python}COPY requirements.txt /opt/\nRUN pip install -r /opt/requirements.txt\n`,
    'dependencies-pinned',
  ],
])('%s is not known, so it does not pass', async (_title, dockerfile, rule) => {
  expect((await resultsOf(rule, dockerfile)).map(({ verdict }) => verdict)).toEqual(['unknown']);
});

test('programs may be named as what every object has', async () => {
  for (const name of [
    ...Object.getOwnPropertyNames(Object.prototype),
    ...Object.getOwnPropertyNames(Function.prototype),
  ]) {
    const facts = await factsOf({
      Dockerfile: `${python}COPY --${name}=1 a /b\nENV ${name}=1\nRUN ${name}=2 ${name} install ${name}\nCMD ${name} ${name}\n`,
    });
    expect(check(facts, rules).results.filter(({ reason }) => reason?.includes('the rule itself failed'))).toEqual([]);
  }
});

test.each([
  'models.x(',
  'pipeline("a-',
  'torch.save((,',
  'weights=a.a.',
  'X = "b"; f(X, model=X) ',
  'open(r"',
  'imwrite(a,',
  'cp /a ',
  '-o /a ',
])(
  'a megabyte of %j ends',
  async (piece) => {
    const text = piece.repeat(Math.floor(1_000_000 / piece.length));
    expect(
      (
        await resultsOf('no-runtime-download', `${python}COPY main.py start.sh /opt/\nCMD ["/opt/start.sh"]\n`, {
          'main.py': text,
          'start.sh': text,
        })
      ).length,
    ).toBeGreaterThan(0);
  },
  20_000,
);

function unreadFile(path: string): ProjectFile {
  return { path, size: 1, executable: false, unread: 'permission denied' };
}

describe('what could not be read is not passed', () => {
  const dockerfile = {
    path: 'Dockerfile',
    text: `${python}COPY src /opt/\nCMD ["python", "/opt/main.py"]\n`,
    size: 1,
    executable: false,
  };

  test.each([
    ['no-runtime-download', 'src/main.py', 'src/main.py is started (CMD) and was not read: permission denied'],
    ['outputs-in-safe-directories', 'src/main.py', 'src/main.py is started (CMD) and was not read: permission denied'],
    ['kubernetes-job-policy', 'ces/job.yaml', 'could not be read: permission denied'],
    ['models-staged', 'models/models.json', 'could not be read: permission denied'],
    ['workflow-actions-pinned', '.github/workflows/ci.yml', 'could not be read: permission denied'],
  ])('%s without %s', async (rule, path, reason) => {
    const report = check(await parseProject([dockerfile, unreadFile(path)], { loadAtlas }), rules);
    expect(report.results.filter((result) => result.rule === rule)).toMatchObject([
      { verdict: 'unknown', reason, location: { file: path } },
    ]);
  });

  test.each(['no-runtime-download', 'outputs-in-safe-directories', 'no-secrets', 'no-data-files'])(
    '%s where not every file was seen',
    async (rule) => {
      const facts = await parseProject([dockerfile, { path: 'src/main.py', text: 'x\n', size: 1, executable: false }], {
        incomplete: 'not every file was seen',
        loadAtlas,
      });
      expect(check(facts, rules).results.filter((result) => result.rule === rule)).toMatchObject([
        { verdict: 'unknown', reason: 'not every file was seen' },
      ]);
    },
  );

  test('a copied file of which only the name is known keeps secrets unknown', async () => {
    const { results } = check(
      await parseProject([
        dockerfile,
        { path: 'src/settings.zip', size: 9, executable: false, unread: 'it is binary, not text' },
      ]),
      rules,
    );
    expect(results.find((result) => result.rule === 'no-secrets')).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('of one copied file only the name was looked at (src/settings.zip)') as string,
    });
  });

  test.each([
    ['by its path', { waivers: 'path: src/settings.zip', above: '' }, ['waived', 'unknown']],
    ['by the path of another', { waivers: 'path: src/none.zip', above: '' }, ['unknown']],
    [
      'above the line that copies',
      { waivers: '', above: '# tre-container ignore=no-secrets -- looked at\n' },
      ['waived', 'waived'],
    ],
  ])(
    'a copied file that somebody looked at is accepted %s, and no other with it',
    async (_how, { waivers, above }, verdicts) => {
      const unread = { size: 9, executable: false, unread: 'it is binary, not text' };
      const accepted = `waivers:\n  - rule: no-secrets\n    reason: looked at\n    by: Ada\n    date: 2026-11-01\n    ${waivers}\n`;
      const project = await parseProject([
        { ...dockerfile, text: dockerfile.text.replace('COPY', `${above}COPY`) },
        { path: 'src/settings.zip', ...unread },
        { path: 'src/second.zip', ...unread },
        ...(waivers === '' ? [] : [{ ...dockerfile, path: '.tre-container.yml', text: accepted }]),
      ]);
      const results = check(project, rules).results.filter(({ rule }) => rule === 'no-secrets');
      expect(results.map(({ verdict }) => verdict).toSorted()).toEqual(verdicts.toSorted());
    },
  );

  test('nothing of an unread Dockerfile', async () => {
    const { summary } = check(await parseProject([unreadFile('Dockerfile')]), rules);
    expect([summary.pass, summary.fail]).toEqual([0, 0]);
  });
});
