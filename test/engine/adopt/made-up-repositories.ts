import type { Proposal } from '../../../src/model/adopt/proposal.ts';

/** A small repository with the signals of a kind, and what has to be proposed for it. */
export interface MadeUpRepository {
  readonly files: Readonly<Record<string, string>>;
  readonly base: Proposal['base'];
  readonly mode: Proposal['mode'];
  readonly manifest: string | null;
  /** Words that the start must hold. */
  readonly start?: readonly string[];
  readonly ask: boolean;
  readonly goesIn?: readonly string[];
  readonly staysOut?: readonly string[];
}

const guard = (body: string): string =>
  `import sys\n\ndef main():\n    ${body}\n\nif __name__ == "__main__":\n    main()\n`;
const notebook = (code: string): string =>
  JSON.stringify({
    cells: [{ cell_type: 'code', source: [code], outputs: [], metadata: {} }],
    metadata: { kernelspec: { name: 'python3' } },
    nbformat: 4,
    nbformat_minor: 5,
  });
const rScript =
  'library(survival)\nd <- read.csv("data/cohort.csv")\nfit <- coxph(Surv(t, e) ~ x, data = d)\nwrite.csv(summary(fit)$coef, "results/hr.csv")\n';

/** 30 of them. Names say what the signals are. */
export const madeUpRepositories: Readonly<Record<string, MadeUpRepository>> = {
  'targets with a lock': {
    files: {
      '_targets.R': 'library(targets)\nsource("R/f.R")\nlist(tar_target(a, f()))\n',
      'R/f.R': 'f <- function() 1\n',
      'renv.lock': '{"R":{"Version":"4.4.1"},"Packages":{"targets":{}}}',
      'README.md': '# Study\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: 'renv.lock',
    start: ['targets::tar_make()'],
    ask: false,
  },
  'targets beside a driver that the README names': {
    files: {
      '_targets.R': 'library(targets)\nlist(tar_target(a, 1))\n',
      'R/99_main.R': `source("R/a.R")\nsource("R/b.R")\n${rScript}`,
      'R/a.R': 'a <- 1\n',
      'R/b.R': 'b <- 1\n',
      'README.md': '```sh\nRscript R/99_main.R\n```\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: null,
    ask: true,
  },
  'Binder and one script': {
    files: {
      '.binder/Dockerfile': 'FROM rocker/binder:4.3.1\nCOPY . ${HOME}\n',
      DESCRIPTION: 'Package: x\nImports: survival, ggplot2\n',
      'code/Analysis.R': rScript,
      'data/cohort.csv': 'id,t\n',
      'README.md': 'Starts RStudio.\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: 'DESCRIPTION',
    start: ['Rscript', 'code/Analysis.R'],
    ask: false,
    staysOut: ['data/'],
  },
  'torch, three programs, one in the README': {
    files: {
      'run_train.py': guard('import torch'),
      'tformer_train.py': guard('import torch'),
      'other.py': guard('import torch'),
      'requirements.txt': 'numpy==1.26.4\n',
      'README.md': '```\npython run_train.py data=x\n```\n',
      'models/__init__.py': '',
      'models/net.py': 'import torch\nclass Net: pass\n',
    },
    base: 'pytorch',
    mode: 'batch',
    manifest: 'requirements.txt',
    start: ['run_train.py', 'data=x'],
    ask: true,
    goesIn: ['models/'],
  },
  'poetry with a lock': {
    files: {
      'pyproject.toml': '[tool.poetry.dependencies]\npython = ">=3.9"\ntorch = "^2"\n',
      'poetry.lock': '',
      'net/Main.py': guard('import torch'),
      'deployment/app_ui.py': guard('import streamlit'),
    },
    base: 'pytorch',
    mode: 'batch',
    manifest: 'pyproject.toml',
    ask: true,
    staysOut: ['poetry.lock', 'pyproject.toml'],
  },
  'packages in a Nix expression': {
    files: {
      'flake.nix': 'packages = (with pkgs.rPackages; [\n  data_table\n  targets\n]);\n',
      '_targets.R': 'library(targets)\ntar_source()\nsource("more_targets.R")\nlist()\n',
      'more_targets.R': 'x <- list(tar_target(a, 1))\nprint(x)\ncat("a")\n',
      'R/f.R': 'f <- function() 1\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: 'flake.nix',
    start: ['tar_make'],
    ask: false,
  },
  'a chain of command lines and packages in the Dockerfile only': {
    files: {
      Dockerfile: 'FROM --platform=linux/amd64 rocker/verse:4.3.0\nRUN install2.r --error docopt gridExtra\n',
      'docker-compose.yml':
        'services:\n  rstudio:\n    image: x/y:1\n    ports: ["8787:8787"]\n    volumes: [".:/home/rstudio"]\n',
      'scripts/figures.R': rScript,
      'reports/report.qmd': '---\ntitle: x\n---\n```{r}\nprint(1)\n```\n',
      'README.md':
        '```\nRscript scripts/figures.R --out_dir=results\nquarto render reports/report.qmd --to html\n```\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: 'Dockerfile',
    start: ['scripts/figures.R', '&&', 'reports/report.qmd'],
    ask: false,
  },
  'MATLAB functions': {
    files: {
      'a.m': 'function y = a(x)\ny = x;\nend\n',
      'helpers/b.m': 'function b()\nend\n',
      'README.md': 'MATLAB R2019a\n',
    },
    base: 'none',
    mode: 'batch',
    manifest: null,
    ask: true,
  },
  'two scripts of equal rank for another platform': {
    files: {
      Dockerfile: 'FROM python:3.7\nWORKDIR /app\nCOPY train.py infer.py train.sh infer.sh ./\n',
      'train.py': 'import csv\nf = open("/train/person.csv")\nprint(csv.reader(f))\nprint(2)\n',
      'infer.py': 'import csv\nf = open("/infer/person.csv")\nprint(csv.reader(f))\nprint(2)\n',
      'train.sh': '#!/bin/sh\npython3 /app/train.py\n',
      'infer.sh': '#!/bin/sh\npython3 /app/infer.py\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: null,
    ask: true,
  },
  'Stata with a master': {
    files: { 'master.do': 'do "prepare.do"\ndo "table1"\n', 'prepare.do': 'use x.dta\n', 'table1.do': 'tab x\n' },
    base: 'none',
    mode: 'batch',
    manifest: null,
    start: ['stata-mp', 'master.do'],
    ask: false,
  },
  'Snakemake with an environment for each rule': {
    files: {
      'workflow/Snakefile': 'rule all:\n  input: "a"\nrule a:\n  conda: "envs/py.yaml"\n  script: "scripts/a.py"\n',
      'workflow/envs/py.yaml': 'name: py\ndependencies:\n  - python=3.8\n',
      'workflow/envs/r.yaml': 'name: r\ndependencies:\n  - r-base=4.0\n',
      'workflow/scripts/a.py': 'print(snakemake.input)\n',
    },
    base: 'none',
    mode: 'batch',
    manifest: 'workflow/envs/*.yaml',
    start: ['snakemake'],
    ask: false,
  },
  'a Quarto manuscript beside a Julia package': {
    files: {
      '_quarto.yml': 'project:\n  type: manuscript\n',
      'index.qmd': '---\ntitle: x\n---\nText.\n',
      'Project.toml': 'name = "X"\n[deps]\nCSV = "1"\n[compat]\njulia = "1.11"\n',
      'src/X.jl': 'module X\nusing CSV\nend\n',
      'src/b.jl': 'f(x) = x\n',
      'test/runtests.jl': 'using Test\n',
    },
    base: 'julia',
    mode: 'batch',
    manifest: 'Project.toml',
    start: ['quarto', 'render'],
    ask: false,
  },
  'notebooks on an image that installs when it starts': {
    files: {
      Dockerfile:
        'FROM nvidia/cuda:12.3.0-runtime-ubuntu22.04\nEXPOSE 8888\nCOPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n',
      'run.sh': 'git clone https://example.org/x.git\nconda env create -f e.yml\njupyter lab\n',
      'a.ipynb': notebook('import bertopic'),
      'b.ipynb': notebook('import bertopic'),
      '.binder/environment.yml': 'name: x\ndependencies:\n  - python=3.12\n  - bertopic\n',
    },
    base: 'jupyter',
    mode: 'interactive',
    manifest: '.binder/environment.yml',
    start: ['jupyter', 'lab'],
    ask: false,
  },
  'a study of OpenSAFELY': {
    files: {
      'project.yaml': 'version: "4.0"\nactions:\n  a:\n    run: ehrql:v1 generate-dataset analysis/d.py\n',
      'analysis/d.py': 'from ehrql import create_dataset\n',
      'analysis/m.R': rScript,
      'codelists/asthma.csv': 'code\n',
    },
    base: 'none',
    mode: 'batch',
    manifest: 'project.yaml',
    ask: true,
  },
  'a paper in R Markdown that sources the rest': {
    files: {
      'manuscript/manuscript.Rmd':
        '---\ntitle: x\n---\n```{r}\nlibrary(here)\nsource(here("analysis", "functions.R"))\nsource("../analysis/pre.R")\n```\n',
      'analysis/functions.R': 'f <- function() 1\n',
      'analysis/pre.R': `${rScript}print(2)\n`,
      'data/primary/a.csv': 'x\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: null,
    start: ['rmarkdown::render', 'manuscript/manuscript.Rmd'],
    ask: false,
  },
  'the start of the Dockerfile': {
    files: {
      Dockerfile:
        'FROM pytorch/pytorch:2.4.1-cuda11.8-cudnn9-runtime\nENV http_proxy=http://10.0.0.1:3128\nCOPY requirements.txt /opt/app/\nRUN pip install -r requirements.txt\nCOPY inference.sh process.py /opt/app/\nENTRYPOINT ["./inference.sh"]\n',
      'inference.sh': 'python process.py --in /input\n',
      'process.py': guard('import torch'),
      'tool_a.py': guard('pass'),
      'requirements.txt': 'torch==2.4.1\nmonai\n',
    },
    base: 'pytorch',
    mode: 'batch',
    manifest: 'requirements.txt',
    start: ['./inference.sh'],
    ask: false,
  },
  'Python and R as one set for Binder': {
    files: {
      'env-configuration/requirements.txt': 'pandas\n',
      'env-configuration/install.R': 'install.packages("mice")\n',
      'env-configuration/apt.txt': 'cmake\n',
      'synthesize.py': guard('import pandas'),
      'a.py': guard('import pandas'),
      'b.py': guard('import pandas'),
      'methods/m.R': rScript,
      'methods/n.R': rScript,
      Makefile: 'all: out\nout:\n\tpython synthesize.py -i x\n',
      'README.md': 'Run `make` here.\n\n```\npython synthesize.py -i FILE\n```\n',
    },
    base: 'none',
    mode: 'batch',
    manifest: 'env-configuration/requirements.txt',
    ask: true,
  },
  'a compendium with a Quarto paper and a template': {
    files: {
      'renv.lock': '{"R":{"Version":"4.4.3"},"Packages":{"knitr":{}}}',
      DESCRIPTION: 'Package: c\nImports: knitr\n',
      'analysis/paper/paper.qmd': '```{r}\nlibrary(knitr)\nprint(1)\n```\n',
      'analysis/templates/template.Rmd': '```{r}\nprint(1)\n```\n',
      'README.Rmd': '```{r}\nprint(1)\n```\n',
      'R/f.R': 'f <- function() 1\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: 'renv.lock',
    start: ['quarto', 'render', 'analysis/paper/paper.qmd'],
    ask: false,
  },
  'RAPIDS notebooks on an image that clones itself': {
    files: {
      Dockerfile:
        'ARG BASE=rapidsai/rapidsai:22.12-cuda11.5-runtime-ubuntu18.04-py3.9\nFROM ${BASE}\nRUN git clone https://example.org/me/x.git\nCMD jupyter-lab --no-browser\n',
      'notebooks/a.ipynb': notebook('import cudf, torch'),
      'notebooks/b.ipynb': notebook('import cuml'),
      'conda/env.yml': 'name: x\nchannels: [rapidsai]\ndependencies:\n  - cudf\n',
    },
    base: 'rapids',
    mode: 'interactive',
    manifest: 'conda/env.yml',
    start: ['jupyter'],
    ask: false,
  },
  'two dated copies of one script': {
    files: {
      'Script/Estimate.R': `project.path <- "G:/x/"\n${rScript}`,
      'Script/Estimate_2020_05_05.R': rScript,
      'Data/Population.Rdata': '',
      'Data/Cases.txt': 'a b\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: null,
    ask: true,
    goesIn: ['Data/Population.Rdata'],
  },
  'Julia scripts with a manifest': {
    files: {
      Dockerfile: 'FROM julia:1.9.3\nCOPY . /root/x\nWORKDIR /root/x\n',
      'Project.toml': '[deps]\nDrWatson = "1"\n',
      'Manifest.toml': 'julia_version = "1.9.3"\n',
      'scripts/estimation.jl': 'using DrWatson\na = run(1)\nsave("x", a)\nprintln(a)\n',
      'scripts/plots.jl': 'using DrWatson\na = plot(1)\nsavefig(a)\nprintln(a)\n',
      'src/m.jl': 'f(x) = x\n',
      'README.md': '```\njulia scripts/estimation.jl\n```\n',
    },
    base: 'julia',
    mode: 'batch',
    manifest: 'Manifest.toml',
    ask: true,
  },
  'a library with a console script and compiled requirements': {
    files: {
      'pyproject.toml':
        '[project]\nname = "tlo"\nrequires-python = ">=3.11"\ndependencies = ["pandas", "click"]\n[project.scripts]\ntlo = "tlo.cli:cli"\n',
      'requirements/base.txt': 'pandas==2.0.0\nclick==8.1.0\nnumpy==1.25\n',
      'requirements/dev.txt': 'pytest==7\n',
      'docs/requirements.txt': 'sphinx\n',
      'src/tlo/__init__.py': '',
      'src/tlo/cli.py': 'import click, pandas\n',
      'src/scripts/a.py': guard('pass'),
      'src/scripts/b.py': guard('pass'),
      'resources/ResourceFile_HIV/parameters.csv': 'a\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements/base.txt',
    ask: true,
    goesIn: ['resources/'],
  },
  'a widget that lives in notebooks': {
    files: {
      'pyproject.toml': '[project]\nname = "v"\nrequires-python = ">=3.10"\ndependencies = ["ipywidgets", "dask"]\n',
      '.binder/environment.yml': 'dependencies:\n  - python=3.10\n',
      'v/__init__.py': 'from . import viewer\n',
      'v/viewer.py': 'import ipywidgets, dask\nclass V: pass\n',
      'script/run_v.ipynb': notebook('import v'),
      'script/run_v_online.ipynb': notebook('import v'),
      'tools/check.py': guard('pass'),
    },
    base: 'jupyter',
    mode: 'interactive',
    manifest: 'pyproject.toml',
    start: ['jupyter', 'script/run_v.ipynb'],
    ask: false,
  },
  'many numbered steps with a list for one cluster': {
    files: {
      'alc_environment_requirements.txt': 'pandas==2.0.3+computecanada\n',
      'src/a.py': guard('import pandas'),
      'src/b.py': guard('import pandas'),
      'src/c.py': guard('import pandas'),
      'bash/a.sh': '#SBATCH --time=1\npython src/a.py\n',
      'README.md': '```\npip install -r requirements.txt\n```\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'alc_environment_requirements.txt',
    ask: true,
  },
  Nextflow: {
    files: { 'main.nf': 'process A { }\n', 'nextflow.config': '', 'bin/a.py': guard('import numpy') },
    base: 'none',
    mode: 'batch',
    manifest: null,
    ask: false,
  },
  'a Shiny application': {
    files: {
      'app.R': 'library(shiny)\nui <- fluidPage()\nserver <- function(input, output) {}\nshinyApp(ui, server)\n',
      'renv.lock': '{"R":{"Version":"4.4.1"},"Packages":{"shiny":{}}}',
    },
    base: 'none',
    mode: 'interactive',
    manifest: 'renv.lock',
    ask: false,
  },
  'a program as a module, a code list and a cohort': {
    files: {
      Dockerfile:
        'FROM python:3.11-slim\nWORKDIR /app\nCOPY . /app\nRUN pip install -r requirements.txt\nCMD ["python", "-m", "survival.run"]\n',
      'requirements.txt': 'pandas==2.2.0\nlifelines==0.29\n',
      'survival/__init__.py': '',
      'survival/run.py': guard('import pandas, lifelines'),
      'survival/icd_codes.csv': 'code\n',
      'data/cohort.csv': 'id\n',
      'README.md': '`python -m survival.run`\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    start: ['-m', 'survival.run'],
    ask: false,
    goesIn: ['survival/'],
    staysOut: ['data/'],
  },
  'a CMD that only prints help': {
    files: {
      Dockerfile: 'FROM python:3.12\nCOPY . /app\nCMD ["python", "tool.py", "--help"]\n',
      'tool.py': guard('pass'),
      'second.py': guard('pass'),
      'requirements.txt': 'numpy\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    ask: true,
  },
  'R, and a stray list of Python below a folder': {
    files: {
      'analysis.R': rScript,
      'R/f.R': 'f <- function() 1\n',
      'docs_site/requirements.txt': 'mkdocs\n',
      'renv.lock': '{"R":{"Version":"4.4.1"},"Packages":{"survival":{}}}',
    },
    base: 'r',
    mode: 'batch',
    manifest: 'renv.lock',
    start: ['Rscript', 'analysis.R'],
    ask: false,
  },
  'an image for a dev container': {
    files: {
      '.devcontainer/Dockerfile': 'FROM mcr.microsoft.com/devcontainers/python:3.12\n',
      'main.py': guard('import numpy'),
      'environment.yml': 'name: x\ndependencies:\n  - python=3.11\n  - numpy=1.26\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'environment.yml',
    start: ['python', 'main.py'],
    ask: false,
  },
  'an image that starts make, which a README does not type': {
    files: {
      Dockerfile: 'FROM rocker/r-ver:4.3.1\nWORKDIR /project\nCOPY . .\nCMD make && mv report.html out\n',
      Makefile: 'report.html: data\n\tRscript code/2_report.R\ndata:\n\tRscript code/1_data.R\n',
      'code/1_data.R': rScript,
      'code/2_report.R': `x <- 1\n${rScript}`,
      'README.md': '`code/1_data.R` makes the data, `code/2_report.R` the report.\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: null,
    start: ['make'],
    ask: false,
  },
  'a guide beside the README types one main program by its place in the image': {
    files: {
      Dockerfile: 'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nRUN pip install nibabel\n',
      'Usage.md': '```shell\npython /workspace/code/main.py -d 1\npython /workspace/code/main.py -d 2\n```\n',
      'main.py': guard('import nibabel'),
      'other.py': guard('import torch'),
      'first.sh': 'python main.py -d 1\n',
    },
    base: 'pytorch',
    mode: 'batch',
    manifest: 'Dockerfile',
    start: ['python main.py -d 1'],
    ask: false,
  },
  'an image that serves pages': {
    files: {
      Dockerfile:
        'FROM python:3.10-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["streamlit", "run", "app/page.py", "--server.headless", "true"]\n',
      'requirements.txt': 'streamlit==1.40.0\n',
      'app/page.py': 'import streamlit as st\nst.title("x")\nst.write("y")\nst.write("z")\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    start: ['streamlit run app/page.py'],
    ask: true,
  },
  'a page without a Dockerfile': {
    files: {
      'requirements.txt': 'streamlit==1.40.0\n',
      'app.py': 'import streamlit as st\n\nst.title("Wards")\n',
      'README.md': '# Wards\n\n```sh\npython app.py\n```\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    ask: true,
  },
  'an image that serves an application that its program only makes': {
    files: {
      Dockerfile:
        'FROM python:3.11\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0"]\n',
      'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
      'app.py': 'from fastapi import FastAPI\n\napp = FastAPI()\nmodel = open("model.sav")\nprint(model)\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    ask: true,
  },
  'numbered scripts that the README says to run in order': {
    files: {
      '01_clean.R': rScript,
      '02_table.R': rScript,
      '03_model.R': rScript,
      'README.md':
        '- `01_clean.R`: cleans\n- `02_table.R`: table\n- `03_model.R`: model\n\n## Usage\nRun the scripts sequentially.\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: null,
    start: ['Rscript 01_clean.R && Rscript 02_table.R && Rscript 03_model.R'],
    ask: false,
  },
  'a script, and then a notebook, by the README': {
    files: {
      'prepare.py': guard('import pandas'),
      'train.ipynb': notebook('import pandas\npandas.read_csv("a.csv")'),
      'environment.yml': 'name: x\ndependencies:\n  - pandas=2.2\n',
      'README.md': '```\npython prepare.py\n```\n\nThen run the `train.ipynb` notebook.\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'environment.yml',
    ask: true,
  },
  'an application for the web': {
    files: {
      'frontend/package.json': '{"dependencies":{"react":"18"}}',
      'frontend/src/App.jsx': 'x',
      'frontend/src/B.jsx': 'x',
      'backend/main.py': 'from fastapi import FastAPI\napp = FastAPI()\nprint(app)\nprint(1)\n',
      'backend/requirements.txt': 'fastapi\n',
    },
    base: 'none',
    mode: 'interactive',
    manifest: 'backend/requirements.txt',
    ask: false,
  },
  'a program whose place in the image is another': {
    files: {
      Dockerfile: 'FROM python:3.12\nCOPY run.py /run.py\nENTRYPOINT ["/run.py"]\n',
      'run.py': guard('import numpy'),
      'requirements.txt': 'numpy\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    start: ['./run.py'],
    ask: false,
  },
  'a library with one tool beside it': {
    files: {
      'setup.py': 'from setuptools import setup\nsetup(name="km", install_requires=["pandas"])\n',
      'km/__init__.py': '',
      'km/algorithm.py': 'import pandas\ndef fit(d):\n    return d\n',
      'utils/add_noise.py': guard('import pandas'),
    },
    base: 'python',
    mode: 'batch',
    manifest: 'setup.py',
    ask: true,
  },
  'Perl with one script of Python': {
    files: {
      'bin/a.pl': 'print 1;\n',
      'lib/B.pm': '1;\n',
      'lib/C.pm': '1;\n',
      'plots.py': guard('import numpy'),
    },
    base: 'none',
    mode: 'batch',
    manifest: null,
    ask: false,
  },
  SAS: {
    files: { 'a.sas': 'proc means;\n', 'b.sas': 'proc means;\n' },
    base: 'none',
    mode: 'batch',
    manifest: null,
    ask: true,
  },
  'two containers of one repository': {
    files: {
      'src/python/Dockerfile.python': 'FROM python:3.11-slim\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n',
      'src/python/app.py': guard('import pandas'),
      'src/report/Dockerfile.report':
        'FROM python:3.11-slim\nCOPY report.py /report.py\nCMD ["python", "/report.py"]\n',
      'src/report/report.py': guard('import pandas'),
      'requirements.txt': 'pandas==2.2.3\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    ask: true,
  },
  'a Snakefile alone, in a dev container with Jupyter': {
    files: {
      Snakefile: 'rule all:\n    input: "x"\nrule x:\n    output: "x"\n    shell: "augur tree"\n',
      Dockerfile: 'FROM nextstrain/base\nRUN pip install notebook\nCMD ["jupyter", "notebook", "--port=888"]\n',
      '.devcontainer/devcontainer.json': '{\n  "build": { "dockerfile": "../Dockerfile" }\n}\n',
    },
    base: 'none',
    mode: 'batch',
    manifest: null,
    ask: false,
  },
  'notebooks beside a package that python -m starts': {
    files: {
      'olink/__init__.py': '',
      'olink/__main__.py': 'from olink.cli import run_cli\n\nrun_cli()\n',
      'olink/cli.py': 'import pandas\ndef run_cli():\n    return 1\n',
      'notebooks/a.ipynb':
        '{"cells": [{"cell_type": "code", "source": ["import pandas\\n", "print(1)"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
      'requirements.txt': 'pandas==2.2.3\n',
    },
    base: 'python',
    mode: 'batch',
    manifest: 'requirements.txt',
    ask: false,
  },
  'a document that finds its data by here()': {
    files: {
      DESCRIPTION: 'Package: study\nImports: here, readr\n',
      'study.Rproj': 'Version: 1.0\n',
      'analysis/report.R': 'x <- readr::read_csv(here::here("data", "x.csv"))\nprint(x)\n',
    },
    base: 'r',
    mode: 'batch',
    manifest: 'DESCRIPTION',
    goesIn: ['study.Rproj'],
    ask: false,
  },
  'nothing but prose': { files: { 'README.md': '# Notes\n' }, base: 'none', mode: 'batch', manifest: null, ask: true },
};
