import { describe, expect, test } from 'vitest';
import { knownImages } from '../../src/catalog/images.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import baseImageCurrent from '../../src/rules/base-image-current.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import serverAuthenticated from '../../src/rules/interactive-server-authenticated.ts';
import nonRootUser from '../../src/rules/non-root-user.ts';
import startsByAbsolutePath from '../../src/rules/starts-by-absolute-path.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, dockerfile: string, files: Record<string, string> = {}): Promise<string> {
  const { verdict } = rule.check(await factsOf({ Dockerfile: dockerfile, ...files }));
  return verdict;
}

const started = (image: string): string => `FROM ${image}\nCOPY a.R /app/\nCMD ["Rscript", "/app/a.R"]\n`;
const starting = (start: string, from = 'docker.io/library/r-base:4.5.3'): string =>
  `FROM ${from}\nCOPY a.R /app/\n${start}\n`;

describe('what an image of Rocker starts is said of its own Dockerfile', () => {
  test.each([
    // Their CMD leaves Jupyter its own token.
    ['docker.io/rocker/binder:4.5.1', '', 'pass'],
    ['rocker/binder:4.3', '', 'pass'],
    ['docker.io/rocker/binder:4.4.1', 'CMD ["jupyter", "lab", "--ip=0.0.0.0", "--ServerApp.token="]\n', 'fail'],
    ['docker.io/rocker/binder:4.4.1', 'ENV JUPYTER_TOKEN=\n', 'fail'],
    // The newest starts bash, since its ENTRYPOINT takes the CMD of its base away.
    ['docker.io/rocker/binder:latest', '', 'notApplicable'],
    ['rocker/binder', 'CMD ["jupyter", "lab", "--ip=0.0.0.0"]\n', 'pass'],
    // Its CMD has an empty token.
    ['docker.io/rocker/ml-spatial:latest', '', 'fail'],
    // One name at GitHub stands for one image, and not all of Rocker are RStudio.
    ['ghcr.io/rocker-org/shiny:4.5.3', '', 'fail'],
    ['ghcr.io/rocker-org/rstudio:4.5.3', '', 'pass'],
    ['ghcr.io/rocker-org/unheard-of:1', '', 'unknown'],
  ])('%s %s', async (image, lines, expected) => {
    expect(await judged(serverAuthenticated, `FROM ${image}\n${lines}`)).toBe(expected);
  });

  test('r2u starts a shell as root', async () => {
    expect(await judged(baseImageCurrent, 'FROM rocker/r2u:jammy\n')).toBe('unknown');
    expect(await judged(nonRootUser, 'FROM rocker/r2u:jammy\n')).toBe('fail');
    expect(await judged(startsWithoutInteraction, 'FROM rocker/r2u:noble\nCOPY a.R /app/\n', { 'a.R': '1\n' })).toBe(
      'fail',
    );
  });
});

describe('packages that an image installs by their names are there', () => {
  test.each([
    ['docker.io/rocker/shiny:4.5.3', 'shiny', 'pass'],
    ['docker.io/rocker/shiny:4.5.3', 'htmltools', 'pass'],
    ['docker.io/rocker/shiny:4.5.3', 'plotly', 'unknown'],
    ['docker.io/rocker/shiny:4.5.3', 'devtools', 'unknown'],
    ['docker.io/rocker/tidyverse:4.5.3', 'devtools', 'pass'],
    ['docker.io/rocker/tidyverse:4.5.3', 'dplyr', 'pass'],
    ['docker.io/rocker/tidyverse:4.5.3', 'shiny', 'unknown'],
    ['ghcr.io/rocker-org/verse:4.5.3', 'bookdown', 'pass'],
    ['docker.io/rocker/rstudio:4.5.3', 'tidyverse', 'unknown'],
    ['docker.io/rocker/r-ver:4.5.3', 'tidyverse', 'fail'],
    ['docker.io/rocker/r2u:noble', 'remotes', 'pass'],
    ['docker.io/rocker/r2u:noble', 'survival', 'pass'],
    ['docker.io/rocker/r2u:noble', 'dplyr', 'fail'],
  ])('%s: %s', async (image, name, expected) => {
    expect(await judged(importsInstalled, started(image), { 'a.R': `library(${name})\n` })).toBe(expected);
  });

  test.each([
    ['nvcr.io/nvidia/rapidsai/notebooks:26.06-cuda12-py3.13', 'cudf, cuml, cupy, dask_cudf', 'pass'],
    ['docker.io/rapidsai/base:26.04-cuda13-py3.14', 'cudf.pandas, pandas, xgboost', 'pass'],
    ['docker.io/rapidsai/base:26.04-cuda13-py3.14', 'lifelines', 'unknown'],
  ])('%s: import %s', async (image, names, expected) => {
    const dockerfile = `FROM ${image}\nCOPY a.py /app/\nCMD ["python", "/app/a.py"]\n`;
    expect(await judged(importsInstalled, dockerfile, { 'a.py': `import ${names}\n` })).toBe(expected);
  });

  test('each is named once', () => {
    for (const { packages = [] } of knownImages) expect(new Set(packages).size).toBe(packages.length);
  });
});

describe('an interpreter that is given no program starts none', () => {
  test.each([
    ['ENTRYPOINT ["Rscript"]', 'fail'],
    ['ENTRYPOINT ["Rscript", "--vanilla"]', 'fail'],
    ['ENTRYPOINT ["/usr/bin/Rscript"]', 'fail'],
    ['CMD ["Rscript"]', 'fail'],
    ['CMD Rscript', 'fail'],
    ['ENTRYPOINT ["java"]', 'fail'],
    ['ENTRYPOINT ["perl"]', 'fail'],
    ['CMD ["octave-cli", "--quiet"]', 'fail'],
    ['ENTRYPOINT ["Rscript"]\nCMD ["/app/a.R"]', 'pass'],
    ['ENTRYPOINT ["Rscript", "/app/a.R"]', 'pass'],
    ['ENTRYPOINT ["Rscript", "-e", "print(1)"]', 'pass'],
    // Which Perl does what, nobody reads.
    ['ENTRYPOINT ["perl", "-e", "print 1"]', 'unknown'],
  ])('%s', async (start, expected) => {
    expect(await judged(startsWithoutInteraction, starting(start), { 'a.R': 'print(1)\n' })).toBe(expected);
  });

  test('what an ENTRYPOINT of a base that nobody knows makes of it is not known', async () => {
    const files = { 'a.R': 'print(1)\n' };
    const own = 'registry.example.org/x:1';
    expect(await judged(startsWithoutInteraction, starting('CMD ["Rscript"]', own), files)).toBe('unknown');
    expect(await judged(startsWithoutInteraction, starting('ENTRYPOINT ["Rscript"]', own), files)).toBe('fail');
  });
});

describe('where nothing is started, the start of the base is left as it is', () => {
  const files = { 'a.R': 'print(1)\n' };
  test.each([
    ['FROM registry.example.org/x:1\nCOPY a.R /app/\n', 'notApplicable'],
    ['FROM registry.example.org/x:1 AS b\nFROM b\nWORKDIR /app\nCOPY a.R .\n', 'notApplicable'],
    ['FROM registry.example.org/x:1\nWORKDIR /app\nCOPY a.R .\nCMD ["Rscript", "a.R"]\n', 'fail'],
    ['FROM registry.example.org/x:1\nWORKDIR /app\nCOPY a.R .\nENTRYPOINT ["Rscript", "a.R"]\n', 'fail'],
    ['FROM registry.example.org/x:1\nCMD exec $PROGRAM\n', 'unknown'],
  ])('%s', async (dockerfile, expected) => {
    expect(await judged(startsByAbsolutePath, dockerfile, files)).toBe(expected);
  });
});
