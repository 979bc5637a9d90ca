import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import imports from '../../src/rules/imports-installed.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import download from '../../src/rules/no-runtime-download.ts';
import home from '../../src/rules/nothing-in-home.ts';
import user from '../../src/rules/non-root-user.ts';
import start from '../../src/rules/starts-without-interaction.ts';
import tag from '../../src/rules/unique-image-tag.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a thirtieth set of repositories showed, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const python = 'FROM docker.io/library/python:3.13\n';

async function judgeBy(rule: CheckedRule, files: Files): Promise<string | undefined> {
  return check(await factsOf(files), [rule]).results[0]?.verdict;
}

test.each([
  ['FROM docker.io/somebody/shiny-base:1\n', 'CMD ["/bin/sh"]', 'fail', 'notApplicable'],
  [python, 'CMD ["tail", "-f", "/dev/null"]', 'fail', 'notApplicable'],
  [python, 'ENTRYPOINT ["sleep", "infinity"]', 'fail', 'notApplicable'],
  ['FROM docker.io/somebody/shiny-base:1\n', 'CMD ["/init"]', 'notApplicable', 'unknown'],
  ['FROM docker.io/rocker/rstudio:4.5.3\n', 'CMD ["bash"]', 'notApplicable', 'pass'],
])('a port is no server where the start serves nothing: %s%s', async (from, line, started, asked) => {
  const files = { Dockerfile: `${from}COPY main.py /app/\nEXPOSE 80\n${line}\n`, 'main.py': 'print(1)\n' };
  expect(await judgeBy(start, files)).toBe(started);
  expect(await judgeBy(authenticated, files)).toBe(asked);
});

test.each([
  ['import nighres\nx = nighres.data.download_7T_TRT("/safe_data/x")', 'fail'],
  ['from strange.sets import download_all\ndownload_all()', 'fail'],
  ['import strange as s\ns.fetch_atlas()', 'unknown'],
  ['import strange\nstrange.connect().fetch_rows()', 'pass'],
  ['import strange\nstrange.download_button("x")', 'pass'],
  ['import strange\nstrange.downloads()', 'pass'],
  ['import strange\ndef download_all():\n    return strange.x\ndownload_all()', 'pass'],
])('a library that no table has says by the name of its function that it fetches: %s', async (lines, verdict) => {
  const files = {
    Dockerfile: `${python}COPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': `${lines}\n`,
  };
  expect(await judgeBy(download, files)).toBe(verdict);
});

const conda = 'FROM docker.io/continuumio/miniconda3:25.3.1-1\n';
test.each([
  [`${conda}COPY environment.yml ./\nRUN conda env create -f environment.yaml`, 'fail'],
  [`${conda}COPY environment.yml ./\nRUN conda env create -f environment.yml`, 'notApplicable'],
  [`${conda}RUN git clone https://example.org/x && conda env create -f x/env.yaml`, 'notApplicable'],
  [`${conda}RUN curl -O https://example.org/env.yaml\nRUN conda env create -f env.yaml`, 'notApplicable'],
  [`${python}COPY environment.yml ./\nRUN pip install -r wanted.txt`, 'fail'],
  [`${python}COPY environment.yml ./\nRUN pip install -r left.txt`, 'notApplicable'],
  [`${python}COPY environment.yml ./\nRUN pip install -r elsewhere.txt`, 'notApplicable'],
  ['FROM docker.io/somebody/base:1\nRUN pip install -r wanted.txt', 'notApplicable'],
])('a list that nothing brings ends the install, also where no program is started: %s', async (text, verdict) => {
  const files = {
    Dockerfile: `${text}\nENTRYPOINT ["bash", "-c", "true"]\n`,
    'environment.yml': 'dependencies:\n  - numpy=2.4\n',
    '.gitignore': 'left.txt\n',
    'below/elsewhere.txt': 'numpy==2.4.0\n',
  };
  expect(await judgeBy(imports, files)).toBe(verdict);
});

test.each([
  ['devtools::install_cran("sincell")', 'fail'],
  ['remotes::install_bioc("sincell")', 'fail'],
  ['remotes::install_bioc("3.22/sincell")', 'pass'],
  ['remotes::install_version("sincell", "1.2")', 'pass'],
  ['remotes::install_version("sincell")', 'fail'],
])('what installs packages of R by name asks for a version: %s', async (call, verdict) => {
  const files = { Dockerfile: `FROM docker.io/library/r-base:4.5.3\nRUN R -e '${call}'\n` };
  expect(await judgeBy(pinned, files)).toBe(verdict);
});

test.each([
  ['RUN pip install --no-cache-dir numpy==2.4.0 \\\nRUN mkdir -p /x', 'fail'],
  ['RUN apt-get update && apt-get install -y git \\\n\n# note\nCOPY main.py /app/', 'fail'],
  ['RUN echo FROM x \\\n  RUN y > /x', 'pass'],
  ['RUN pip install --no-cache-dir numpy==2.4.0 \\\n  && mkdir -p /x', 'pass'],
])('a backslash that swallows the next instruction is no end of a line: %s', async (run, verdict) => {
  const files = {
    Dockerfile: `${python}${run}\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': 'print(1)\n',
  };
  expect(await judgeBy(imageComplete, files)).toBe(verdict);
});

const wheels = (make: string, program: string): Files => ({
  Dockerfile: `${python.trim()} AS builder\nCOPY wanted.txt ./\nRUN ${make}\n${python}COPY --from=builder /wheels /wheels\nRUN pip install --no-cache-dir /wheels/*\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n`,
  'wanted.txt': 'flask==3.1.0\n',
  'main.py': program,
});
test.each([
  ['pip wheel --wheel-dir /wheels -r wanted.txt', 'pass'],
  ['pip wheel -w /wheels -r wanted.txt', 'pass'],
  ['pip download -d /wheels -r wanted.txt', 'pass'],
  ['make-wheels /wheels', 'unknown'],
])('wheels that another stage makes of a list are what the image has: %s', async (make, verdict) => {
  expect(await judgeBy(imports, wheels(make, 'import flask\n'))).toBe(verdict);
  expect(await judgeBy(imports, wheels(make, 'import pydicom\n'))).toBe('unknown');
});

test('a list that becomes wheels is asked for its versions', async () => {
  const files = wheels('pip wheel -w /wheels -r wanted.txt', 'import flask\n');
  expect(await judgeBy(pinned, files)).toBe('pass');
  expect(await judgeBy(pinned, { ...files, 'wanted.txt': 'flask\n' })).toBe('fail');
});

const workflow = (step: string): Files => ({
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - ${step}\n`,
});
const elgohr = (more: string): Files =>
  workflow(`uses: elgohr/Publish-Docker-Github-Action@v4\n        with:\n          name: owner/name${more}`);
test.each([
  [workflow('run: docker push $GITHUB_REPOSITORY'), 'fail'],
  [workflow('run: docker push ${{ github.repository }}'), 'fail'],
  [workflow('run: docker push ghcr.io/$GITHUB_REPOSITORY'), 'fail'],
  [workflow('run: docker push $GITHUB_REPOSITORY:$GITHUB_SHA'), 'pass'],
  [{ '.gitlab-ci.yml': 'a:\n  script:\n    - docker push $CI_REGISTRY_IMAGE\n' }, 'fail'],
  [{ '.gitlab-ci.yml': 'a:\n  script:\n    - docker push $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA\n' }, 'pass'],
  [elgohr(''), 'fail'],
  [elgohr('\n          tags: "1.0.1"'), 'pass'],
  [elgohr('\n          snapshot: true'), 'pass'],
])('a name without a tag is latest: %j', async (files, verdict) => {
  expect(await judgeBy(tag, files)).toBe(verdict);
});

const julia = (text: string): Files => ({
  Dockerfile:
    'FROM docker.io/library/julia:1.12.1\nCOPY main.jl /app/\nWORKDIR /app\nENTRYPOINT ["julia", "/app/main.jl"]\n',
  'main.jl': text,
});
test.each([
  ['using Arrow\nfunction f()\n    at = joinpath("sets", "x.arrow")\n    Arrow.Table(at)\nend\nf()\n', 'fail'],
  ['using XLSX\nXLSX.readxlsx("sets/x.xlsx")\n', 'fail'],
  ['using Arrow\nArrow.Table("/safe_data/x.arrow")\n', 'pass'],
  ['using Arrow\nArrow.Table(ARGS[1])\n', 'pass'],
])('a table that Julia reads by a library is a file: %s', async (text, verdict) => {
  expect(await judgeBy(filesInImage, julia(text))).toBe(verdict);
});

test.each([
  ['strange.run(x, out_dir=os.path.join(os.getcwd(), "results"))', 'fail'],
  ['strange.run(x, save_dir="results")', 'fail'],
  ['strange.run(x, save_dir="/safe_outputs")', 'pass'],
])('what a library is told to write to is a place, by either name: %s', async (line, verdict) => {
  const files = {
    Dockerfile: `${python}COPY main.py /app/\nWORKDIR /app\nENTRYPOINT ["python", "/app/main.py"]\n`,
    'main.py': `import os, strange\n${line}\n`,
  };
  expect(await judgeBy(outputs, files)).toBe(verdict);
});

const r = 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY . /app/\nWORKDIR /app\n';
test.each([
  ['source("b.R")\nx <- (1))\ng()\n', 'fail'],
  ['source("b.R")\nx <- (1)\ng()\n', 'pass'],
])('a file that cannot be read may call what no other one does: %j', async (text, verdict) => {
  const files = { Dockerfile: r, 'a.R': text, 'b.R': 'f <- function() {\n  save(x, file = "t.RData")\n}\n' };
  expect(await judgeBy(outputs, files)).toBe(verdict);
});

test.each([
  ['fig.cap="a, (A) dis", out.width=0', 'pass'],
  ["fig.cap='a, (A) dis', echo=TRUE", 'pass'],
  ['fig.cap=paste("a, (b", 1), eval=f(")")', 'pass'],
  ['fig.cap=paste("a", 1', 'unknown'],
])('a comma or a bracket in quotes ends no option of a chunk: %s', async (options, verdict) => {
  const files = {
    Dockerfile: `${r}CMD ["Rscript", "-e", "rmarkdown::render('/app/a.Rmd', output_dir = '/safe_outputs')"]\n`,
    'a.Rmd': `\`\`\`{r a, ${options}}\nx <- 1\n\`\`\`\n`,
  };
  expect(await judgeBy(filesInImage, files)).toBe(verdict);
});

test.each([
  ['CMD ["--version"]', 'pass'],
  ['CMD ["--help"]', 'pass'],
  ['CMD ["all"]', 'unknown'],
  ['', 'unknown'],
])('a program that only tells its version does nothing else: %s', async (cmd, verdict) => {
  const files = { Dockerfile: `${python}RUN pip install snakemake==9.1.0\nENTRYPOINT ["snakemake"]\n${cmd}\n` };
  for (const rule of [download, start]) expect(await judgeBy(rule, files)).toBe(verdict);
});

test.each([
  ['RUN echo "https://x@github.com" > ~/.git-credentials', 'pass'],
  ['COPY id /root/.ssh/', 'pass'],
  ['COPY id /root/.netrc', 'pass'],
  ['COPY id /root/models/', 'fail'],
])(
  'what only the build logs in with is no need of the program, and belongs nowhere where all read it: %s',
  async (line, verdict) => {
    expect(await judgeBy(home, { Dockerfile: `${python}${line}\nCMD ["python", "-c", "1"]\n`, id: 'x\n' })).toBe(
      verdict,
    );
  },
);

test.each([
  ['FROM docker.io/somebody/base:1\nUSER neuro\n', 'unknown'],
  ['FROM docker.io/somebody/base:1\n', 'unknown'],
  ['FROM docker.io/somebody/base:1\nUSER $NAME\n', 'unknown'],
  [`${python}USER neuro\n`, 'fail'],
])('a name is who the base says it is: %s', async (text, verdict) => {
  expect(await judgeBy(user, { Dockerfile: text })).toBe(verdict);
});
