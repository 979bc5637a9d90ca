import { describe, expect, test } from 'vitest';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(dockerfile: string, files: Record<string, string>): Promise<string> {
  const verdict = importsInstalled.check(await factsOf({ Dockerfile: dockerfile, ...files }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ message }) => message).join('\n') : verdict.verdict;
}

describe("the project's own package of R is there only where something installs it", () => {
  const files = { DESCRIPTION: 'Package: h\nVersion: 0.1\n', 's.R': 'library(h)\n' };
  const start = 'CMD ["Rscript", "/app/s.R"]\n';
  const image = (lines: string, from = 'docker.io/rocker/tidyverse:4.5.3'): string =>
    `FROM ${from}\nCOPY . /app/\n${lines}${start}`;

  test.each([
    ['nothing installs it', image('')],
    ['in a session too', image('').replace(start, '')],
    ['only what it needs is installed', image(`RUN R -e 'devtools::install_deps("/app")'\n`)],
    ['only others are installed', image('RUN install2.r survey\n')],
    ['the base has R alone', image('', 'docker.io/rocker/r-ver:4.5.3')],
  ])('%s', async (_, dockerfile) => {
    expect(await judged(dockerfile, files)).toContain("the project's own package (DESCRIPTION)");
  });

  test('and it is named wherever it lies', async () => {
    const nested = { 'pkg/DESCRIPTION': 'Package: h\n', 's.R': 'h::f()\n' };
    expect(await judged(image(''), nested)).toContain('pkg/DESCRIPTION');
  });

  test.each([
    ['R CMD INSTALL', image('RUN R CMD INSTALL /app\n'), 'pass'],
    ['devtools', image(`RUN R -e 'devtools::install("/app")'\n`), 'pass'],
    ['its repository', image(`RUN R -e 'remotes::install_github("owner/h")'\n`), 'pass'],
    ['a folder that a variable names', image(`RUN R -e 'devtools::install(Sys.getenv("P"))'\n`), 'unknown'],
    ['a lock', image(`RUN R -e 'renv::restore()'\n`), 'unknown'],
    ['a script that is fetched', image('RUN curl -O https://example.org/i.sh && bash i.sh\n'), 'unknown'],
    ['a base that nobody knows', image('', 'registry.example.org/x:1'), 'unknown'],
  ])('%s may bring it', async (_, dockerfile, expected) => {
    expect(await judged(dockerfile, files)).toBe(expected);
  });

  test('nothing is said where the program itself installs or loads it, or asks whether it is there', async () => {
    expect(await judged(image(''), { ...files, 's.R': 'devtools::load_all("/app")\nlibrary(h)\n' })).toBe('unknown');
    expect(await judged(image(''), { ...files, 's.R': 'install.packages("/app", repos = NULL)\nlibrary(h)\n' })).toBe(
      'unknown',
    );
    expect(await judged(image(''), { ...files, 's.R': 'if (requireNamespace("h")) h::f()\n' })).toBe('pass');
  });
});

const ofPython = (lines: string): string =>
  `FROM docker.io/library/python:3.13\nCOPY . /app/\n${lines}CMD ["python", "/app/run.py"]\n`;

describe("the project's own package of Python is there only where Python looks for it", () => {
  const files = {
    'pyproject.toml': '[project]\nname = "h"\nversion = "1"\n',
    'src/h/__init__.py': 'x = 1\n',
    'run.py': 'import h\n',
  };
  test.each([
    ['', 'nothing installs that package of the project'],
    ['RUN pip install numpy==2.4.0\n', 'nothing installs that package of the project'],
    ['RUN pip install /app\n', 'pass'],
    ['RUN pip install -e /app\n', 'pass'],
    ['ENV PYTHONPATH=/app/src\n', 'pass'],
  ])('%s', async (lines, expected) => {
    expect(await judged(ofPython(lines), files)).toContain(expected);
  });

  test('a module of another name may be of a package', async () => {
    const other = { ...files, 'pyproject.toml': '[project]\nname = "study"\n' };
    expect(await judged(ofPython('RUN pip install numpy==2.4.0\n'), other)).toBe('unknown');
  });
});

describe('a module whose package has another name is installed by it', () => {
  test.each([
    ['pytorch-crf==0.7.2', 'torchcrf', 'pass'],
    ['scikit-allel==1.3.13', 'allel', 'pass'],
    ['scvi-tools==1.4.0', 'scvi', 'pass'],
    ['grpcio==1.76.0', 'grpc', 'pass'],
    ['pytorch-lightning==2.5.0', 'torchcrf', 'unknown'],
    ['scikit-learn==1.8.0', 'allel', 'unknown'],
  ])('%s: %s', async (installed, module, expected) => {
    const dockerfile = `FROM docker.io/library/python:3.13\nRUN pip install ${installed}\nCOPY a.py /app/\nCMD ["python", "/app/a.py"]\n`;
    expect(await judged(dockerfile, { 'a.py': `import ${module}\n` })).toBe(expected);
  });
});
