import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import dependencies from '../../src/rules/dependencies-pinned.ts';
import download from '../../src/rules/no-runtime-download.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import noData from '../../src/rules/no-data-files.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import port from '../../src/rules/interactive-port-exposed.ts';
import single from '../../src/rules/single-purpose.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a tenth set of repositories showed, and others that nobody labelled, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const py = 'FROM docker.io/library/python:3.13\n';
const r = 'FROM docker.io/rocker/r-ver:4.5.3\n';

async function judgeBy(rule: CheckedRule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

test.each([
  ['fastapi', 'CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--app-dir", "/app"]', '', 'pass'],
  ['flask', 'CMD ["python", "/app/main.py"]', 'open("/app/log.txt", "w")\n', 'fail'],
  ['streamlit', 'CMD ["streamlit", "run", "/app/main.py"]', '', 'pass'],
  ['jupyterlab', 'CMD ["jupyter", "lab", "--notebook-dir=/app"]', '', 'unknown'],
])(
  'what a server of the project writes is in its programs, and what a person does in a session is not: %s',
  async (name, start, more, verdict) => {
    const files = {
      Dockerfile: `${py}RUN pip install ${name}==1.0\nCOPY main.py /app/\nEXPOSE 8000\n${start}\n`,
      'main.py': `import ${name}\napp = ${name}.App()\n${more}`,
    };
    expect(await judgeBy(outputs, files)).toBe(verdict);
  },
);

const script = (lines: string, install = 'streamlit==1.50.0'): Files => ({
  Dockerfile: `${py}RUN pip install ${install}\nCOPY . /app\nCMD ["bash", "/app/start.sh"]\n`,
  'start.sh': `#!/bin/bash\n${lines}`,
  'api.py':
    'import uvicorn\nimport fastapi\napp = fastapi.FastAPI()\nif __name__ == "__main__":\n    uvicorn.run(app, host="0.0.0.0")\n',
  'work.py': 'print(1)\n',
});
test.each([
  ['streamlit run /app/main.py &\npython3 /app/api.py &\nwait\n', 'fail'],
  ['gunicorn main:app &\nstreamlit run /app/main.py\n', 'fail'],
  ['service redis-server start\npython3 /app/api.py\n', 'fail'],
  ['python3 /app/work.py\nstreamlit run /app/main.py\n', 'pass'],
  ['if [ "$1" = api ]; then\n  python3 /app/api.py\nelse\n  streamlit run /app/main.py\nfi\n', 'pass'],
  ['python3 /app/api.py\n', 'pass'],
])('a script that starts two servers is seen, of whatever kind: %j', async (lines, verdict) => {
  expect(await judgeBy(single, script(lines))).toBe(verdict);
});

test('so is one that the Dockerfile writes', async () => {
  const Dockerfile = `${py}COPY . /app\nRUN echo '#!/bin/bash\\n\\\nstreamlit run /app/main.py &\\n\\\npython3 /app/api.py' > /app/start.sh\nCMD ["/app/start.sh"]\n`;
  expect(await judgeBy(single, { ...script(''), Dockerfile })).toBe('fail');
});

test.each([
  ['streamlit==1.50.0 jupyterlab==4.4.0', '', 'fail'],
  ['streamlit==1.50.0', 'notebook==7.4.0\n', 'pass'],
  ['voila==0.5.8 jupyterlab==4.4.0', '', 'pass'],
])('a server that is installed beside the one that is started: %s, %j', async (install, list, verdict) => {
  const [name = ''] = install.split('=');
  const start = name === 'voila' ? 'CMD ["voila", "/app/a.ipynb"]' : 'CMD ["streamlit", "run", "/app/work.py"]';
  const Dockerfile = `${py}COPY . /app\nRUN pip install ${install} -r /app/requirements.txt\n${start}\n`;
  expect(await judgeBy(single, { ...script(''), Dockerfile, 'requirements.txt': list })).toBe(verdict);
});

const listedOn = (base: string): Files => ({
  Dockerfile: `FROM docker.io/${base}\nCOPY requirements.txt /\nRUN pip3 install -r /requirements.txt\n`,
  'requirements.txt': 'jupyterlab==4.4.0\npandas==3.0.6\n',
});
test('a list that brings JupyterLab to a base with RStudio makes two', async () => {
  expect(await judgeBy(single, listedOn('rocker/geospatial:4.5.3'))).toBe('fail');
  expect(await judgeBy(single, listedOn('library/python:3.13'))).toBe('pass');
});

test.each([
  ['heart_disease_data', 'fail'],
  ['data-raw', 'fail'],
  ['data_2021', 'fail'],
  ['dataloader', 'pass'],
  ['metadata', 'pass'],
])('a table in the folder %s', async (folder, verdict) => {
  const table = Array.from({ length: 30 }, (_, at) => `${String(at)},1,4,140\n`).join('');
  const files = { Dockerfile: `${py}COPY . /app\n`, [`${folder}/processed.va.data`]: table };
  expect(await judgeBy(noData, files)).toBe(verdict);
});

const scripted = (lines: string, before = ''): Files => ({
  Dockerfile: `${py}RUN mkdir /input /output\n${before}COPY run.sh /app/\nENTRYPOINT ["bash", "/app/run.sh"]\n`,
  'run.sh': lines,
});
test.each([
  ['nnUNetv2_predict -i /input -o /output/results\n', 'fail'],
  ['for scan in /input/*.nii.gz; do\n  echo "$scan"\ndone\n', 'fail'],
  ['  for scan in "/data/scans"/*; do echo "$scan"; done\n', 'fail'],
  ['for scan in $(ls /input); do\n  echo "$scan"\ndone\n', 'fail'],
  ['find /input -name "*.bam" | while read -r bam; do echo "$bam"; done\n', 'fail'],
  ['if [ -d /input ]; then\n  for scan in /input/*; do echo "$scan"; done\nfi\n', 'pass'],
  ['for scan in /safe_data/*.nii.gz; do\n  echo "$scan"\ndone\n', 'pass'],
  ['for name in a b c; do\n  echo "$name"\ndone\n', 'pass'],
])('a folder of another platform that a script goes over: %j', async (lines, verdict) => {
  expect(await judgeBy(filesInImage, scripted(lines))).toBe(verdict);
});

test('what the build puts into such a folder is there', async () => {
  const lines = 'for scan in /input/*.nii.gz; do\n  echo "$scan"\ndone\n';
  expect(await judgeBy(filesInImage, scripted(lines, 'RUN wget -O /input/a.nii.gz https://x.org/a\n'))).toBe('pass');
});

test.each([
  ['file.copy("forms/a.docx", "/safe_outputs/a.docx")', 'fail'],
  ['shiny::includeMarkdown("forms/a.docx")', 'fail'],
  ['file.copy("/safe_data/a.docx", "/safe_outputs/a.docx")', 'pass'],
])('what R copies or includes it reads: %s', async (line, verdict) => {
  const files = {
    Dockerfile: `${r}COPY main.R /app/\nWORKDIR /app\nENTRYPOINT ["Rscript", "/app/main.R"]\n`,
    'main.R': `${line}\n`,
    'forms/a.docx': 'x',
  };
  expect(await judgeBy(filesInImage, files)).toBe(verdict);
});

test.each([
  [
    'RUN git clone https://github.com/a/tool /opt/tool\nWORKDIR /opt/tool\nRUN git checkout a97717f2b9f8fba03d25442f2bd88c15e86ec81b\n',
    'pass',
  ],
  [
    'WORKDIR /opt\nRUN git clone https://github.com/a/tool.git\nRUN cd tool && git checkout a97717f2b9f8fba03d25442f2bd88c15e86ec81b\n',
    'pass',
  ],
  [
    'RUN git clone --depth 1 https://github.com/a/tool /opt/tool\nRUN git -C /opt/tool reset --hard a97717f2b9f8fba03d25442f2bd88c15e86ec81b\n',
    'pass',
  ],
  [
    'RUN git clone https://github.com/a/tool /opt/tool\nWORKDIR /opt/other\nRUN git checkout a97717f2b9f8fba03d25442f2bd88c15e86ec81b\n',
    'fail',
  ],
  ['RUN git clone https://github.com/a/tool /opt/tool\nWORKDIR /opt/tool\nRUN git checkout main\n', 'fail'],
])('a repository is at a commit that a later RUN takes in its folder: %j', async (lines, verdict) => {
  expect(await judgeBy(dependencies, { Dockerfile: `${py}${lines}` })).toBe(verdict);
});

test.each([
  `source("https://bioconductor.org/biocLite.R"); biocLite(c("MSnbase", "mzR"))`,
  `library(pacman); p_load(dplyr, "sf")`,
  `pacman::p_install(dplyr)`,
])('packages that R installs by another name of the installer: %s', async (text) => {
  expect(await judgeBy(dependencies, { Dockerfile: `${py}RUN Rscript -e '${text}'\n` })).toBe('fail');
});

/** A package of R, and how the image comes by it. */
const packaged = (lines: string): Files => ({
  Dockerfile: `${r}${lines}CMD ["R", "-e", "own::run_app()"]\n`,
  DESCRIPTION: 'Package: own\nImports:\n    shiny,\n    DT\n',
  'R/run.R': 'run_app <- function() {\n  httr::GET("https://x.org/a")\n  shiny::shinyApp(1, 2)\n}\nrun_app()\n',
});
test.each([
  'COPY . /build\nWORKDIR /build\nRUN R -e \'remotes::install_local("/build", upgrade = "never")\'\nRUN rm -rf /build\n',
  'COPY . /build\nRUN R CMD INSTALL /build && rm -rf /build\n',
  'COPY own_*.tar.gz /app.tar.gz\nRUN R -e \'remotes::install_local("/app.tar.gz", upgrade = "never")\'\nRUN rm /app.tar.gz\n',
  'WORKDIR /app\nCOPY *.tar.gz .\nRUN R -e \'remotes::install_local(list.files(pattern = "*.tar.gz"))\' && rm ./*.tar.gz\n',
  'COPY own_*.tar.gz /app.tar.gz\nRUN R CMD INSTALL /app.tar.gz\n',
])('the code of a package of R that was installed is followed, though its folder is gone: %j', async (lines) => {
  expect(await judgeBy(download, packaged(lines))).toBe('fail');
});

test.each([
  'COPY other_*.tar.gz /app.tar.gz\nRUN R -e \'remotes::install_local("/app.tar.gz")\'\n',
  'COPY own_*.tar.gz /app.tar.gz\nRUN rm /app.tar.gz\n',
])('an archive of another package, or one that nothing installs, is none of it: %j', async (lines) => {
  expect(await judgeBy(download, packaged(lines))).toBe('unknown');
});

test('what an archive holds was not seen, so that nothing found in the project says nothing of it', async () => {
  const lines = 'COPY own_*.tar.gz /app.tar.gz\nRUN R CMD INSTALL /app.tar.gz\n';
  expect(
    await judgeBy(download, { ...packaged(lines), 'R/run.R': 'run_app <- function() shiny::shinyApp(1, 2)\n' }),
  ).toBe('unknown');
});

test('what the package asks for comes without versions', async () => {
  const lines = 'COPY own_*.tar.gz /app.tar.gz\nRUN R -e \'remotes::install_local("/app.tar.gz")\'\n';
  expect(await judgeBy(dependencies, packaged(lines))).toBe('fail');
});

const served = (base: string, start: string): Files => ({
  Dockerfile: `FROM docker.io/${base}\nCOPY app.R /app/\nCMD R -e "${start}"\n`,
  'app.R': 'shiny::shinyApp(1, 2)\n',
});
test.each([
  ['rocker/verse:4.5.3', "shiny::runApp('/app', host = '0.0.0.0', port = as.numeric(Sys.getenv('PORT')))", 'fail'],
  ['rocker/verse:4.5.3', "shiny::runApp('/app', host = '0.0.0.0', port = 8787)", 'pass'],
  ['rocker/shiny:4.5.3', "shiny::runApp('/app', host = '0.0.0.0')", 'unknown'],
])("the base's port is that of the base's own server: %s, %s", async (base, start, verdict) => {
  expect(await judgeBy(port, served(base, start))).toBe(verdict);
});

/** A Dockerfile in a folder, of which not all sources are in one place. */
const nested = (files: readonly string[], lines: string): Files => ({
  'tools/docker/Dockerfile': `${py}${lines}`,
  ...Object.fromEntries(
    files.map((path) => [path, 'import urllib.request\nurllib.request.urlopen("https://x.org")\n']),
  ),
});
test.each([
  ['beside it', ['requirements.txt', 'tools/docker/requirements.txt', 'tools/docker/main.py']],
  ['in the folder above', ['requirements.txt', 'tools/requirements.txt', 'tools/main.py']],
  ['at the root', ['requirements.txt', 'main.py', 'tools/docker/requirements.txt']],
])('an image is built from where most of what is copied lies: %s', async (_title, files) => {
  const copy = 'COPY requirements.txt /app/\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n';
  expect(await judgeBy(imageComplete, nested(files, copy))).toBe('pass');
  expect(await judgeBy(download, nested(files, copy))).toBe('fail');
});

test.each([
  [['tools/main.py', 'tools/src/config.py'], 'fail'],
  [['tools/main.py', 'other/main.py', 'other/config.py', 'tools/a.txt'], 'unknown'],
])('what no folder has as a whole cannot be built from any: %j', async (files, verdict) => {
  const copy = 'COPY main.py /app/\nCOPY config.py /app/\nCMD ["python", "/app/main.py"]\n';
  expect(await judgeBy(imageComplete, nested(files, copy))).toBe(verdict);
});

const torchOn = (base: string): Files => ({ Dockerfile: `FROM ${base}\nRUN pip install torch==2.8.0\n` });
test('whether a base that nobody knows is for a GPU is not known', async () => {
  expect(await judgeBy(accelerator, torchOn('own_base:1.0'))).toBe('unknown');
  expect(await judgeBy(accelerator, torchOn('docker.io/library/python:3.13'))).toBe('fail');
});

const callingVision = (line: string): Files => ({
  Dockerfile: `${py}COPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
  'main.py': `import torchvision\nfrom torchvision.models.segmentation.segmentation import FCNHead\nm = ${line}\n`,
});
test('a class of torchvision fetches nothing when it is made', async () => {
  expect(await judgeBy(download, callingVision('FCNHead(512, 3)'))).toBe('pass');
  expect(await judgeBy(download, callingVision('torchvision.models.resnet34(True)'))).toBe('fail');
  expect(await judgeBy(download, callingVision('torchvision.models.quantization.resnet18(weights="DEFAULT")'))).toBe(
    'fail',
  );
});

test.each([
  ['rocker/r-ver:3.5.0', 'main.R', 'x <- c(1, 2) |> sum()\n', 'fail'],
  ['rocker/r-ver:4.0.5', 'main.R', 'sapply(1:3, \\(x) x + 1)\n', 'fail'],
  ['rocker/r-ver:4.5.3', 'main.R', 'x <- c(1, 2) |> sum()\n', 'pass'],
  ['rocker/r-ver:3.5.0', 'main.R', 'x <- "a |> b" # |> c\n', 'pass'],
  ['rocker/r-ver:latest', 'main.R', 'x <- c(1, 2) |> sum()\n', 'pass'],
  ['library/python:3.9-slim', 'main.py', 'match x:\n    case 1:\n        print(x)\n', 'fail'],
  ['library/python:3.7', 'main.py', 'if (n := 3) > 2:\n    print(n)\n', 'fail'],
  ['library/python:3.12', 'main.py', 'match x:\n    case 1:\n        print(x)\n', 'pass'],
  ['library/python:3.9', 'main.py', 'match = 1\nprint(match)\n', 'pass'],
])('what the language of the base does not take yet: %s %s %j', async (base, name, text, verdict) => {
  const program = name.endsWith('.R') ? 'Rscript' : 'python';
  const files = {
    Dockerfile: `FROM docker.io/${base}\nCOPY ${name} /app/\nENTRYPOINT ["${program}", "/app/${name}"]\n`,
    [name]: text,
  };
  expect(await judgeBy(imageComplete, files)).toBe(verdict);
});

test.each([
  ['using HTTP\nHTTP.serve(f, ip"0.0.0.0", 8080)\n', 'fail'],
  ['using HTTP, Sockets\nHTTP.serve(f, Sockets.localhost, 8080)\n', 'unknown'],
  ['using HTTP\nHTTP.serve(f, ip"127.0.0.1", 8080)\n', 'unknown'],
  ['using Oxygen\nserve(host="0.0.0.0", port=8080)\n', 'fail'],
  ['using Genie\nup(8080, "0.0.0.0")\n', 'fail'],
])('a server of Julia, by its own name and where it listens: %j', async (text, verdict) => {
  const files = {
    Dockerfile: 'FROM docker.io/library/julia:1.12.6\nCOPY run.jl /app/\nEXPOSE 8080\nCMD ["julia", "/app/run.jl"]\n',
    'run.jl': text,
  };
  expect(await judgeBy(authenticated, files)).toBe(verdict);
});

test.each([
  ['all: out.html\nout.html: main.R\n\tRscript $<\n', 'pass'],
  ['R := Rscript\n.PHONY: all\nall:\n\t$(R) main.R\n\techo $$HOME\n', 'pass'],
  ['include other.mk\nall:\n\tRscript main.R\n', 'unknown'],
  ['all: a.html\n%.html: %.R\n\tRscript $<\n', 'unknown'],
  ['all:\n\t$(RUN) main.R\n', 'unknown'],
  ['FILES := $(wildcard *.R)\nall: $(FILES)\n\tRscript main.R\n', 'unknown'],
  ['FILES := $(wildcard *.R)\nall:\n\tRscript main.R\n', 'pass'],
  ['PLOTS = a.png b.png\nall: $(PLOTS)\na.png b.png &: main.R\n\tRscript main.R\n', 'pass'],
  ['ifdef X\nall:\n\tRscript main.R\nendif\n', 'unknown'],
])('a Makefile of plain rules is read as a whole: %j', async (Makefile, verdict) => {
  const files = {
    Dockerfile: `${r}RUN apt-get update && apt-get install -y make\nWORKDIR /app\nCOPY . /app\nCMD ["make", "all"]\n`,
    Makefile,
    'main.R': 'print(1)\n',
  };
  expect(await judgeBy(download, files)).toBe(verdict);
  const fetching = { ...files, 'main.R': 'download.file("https://x.org/a", "/safe_outputs/a")\n' };
  expect(await judgeBy(download, fetching)).toBe(
    verdict === 'pass' || Makefile.includes('Rscript main.R') ? 'fail' : 'unknown',
  );
});

/** An application whose one function is registered with its server. */
const registered = (decorator: string, line: string): Files => ({
  Dockerfile: `${py}RUN pip install flask==3.1.0\nCOPY main.py /app/\nWORKDIR /app\nEXPOSE 8000\nCMD ["python", "/app/main.py"]\n`,
  'main.py': `import os\nfrom flask import Flask, request\napp = Flask(__name__)\n\n${decorator}\ndef answer():\n    file = request.files["file"]\n    ${line}\n    return "x"\n\napp.run(host="0.0.0.0")\n`,
});
test.each([
  ['@app.route("/", methods=["POST"])', 'open("models/a.txt")', filesInImage, 'fail'],
  ['@app.post("/")', 'open("models/a.txt")', filesInImage, 'fail'],
  ['@cache', 'open("models/a.txt")', filesInImage, 'pass'],
  ['@app.route("/")', 'file.save(os.path.join(app.config["UPLOADS"], file.filename))', outputs, 'unknown'],
  ['@app.route("/")', 'file.save(file.filename)', outputs, 'unknown'],
  ['@app.route("/")', 'file.save("uploads/" + file.filename)', outputs, 'fail'],
  ['@cache', 'file.save(file.filename)', outputs, 'unknown'],
])('what is registered with a server runs when somebody asks it: %s %s', async (decorator, line, rule, verdict) => {
  expect(await judgeBy(rule, registered(decorator, line))).toBe(verdict);
});

test.each([
  ['open("/opt/local.json")\n', 'fail'],
  ['from pathlib import Path\n(Path(__file__).parent / "local.json").read_text()\n', 'fail'],
  ['try:\n    open("/opt/local.json")\nexcept FileNotFoundError:\n    pass\n', 'unknown'],
  [
    'from pathlib import Path\ntry:\n    (Path(__file__).parent / "local.json").read_text()\nexcept OSError:\n    pass\n',
    'unknown',
  ],
])('a file of the project that the image lacks, and a program that goes on without it: %j', async (text, verdict) => {
  const files = {
    Dockerfile: `${py}COPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n`,
    'main.py': text,
    'local.json': '{}\n',
  };
  expect(await judgeBy(filesInImage, files)).toBe(verdict);
});
