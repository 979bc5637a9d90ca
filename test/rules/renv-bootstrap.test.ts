import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import rule from '../../src/rules/no-runtime-download.ts';
import { factsOf } from '../helpers/project.ts';

const files = {
  '.Rprofile': 'source("renv/activate.R")\n',
  'renv/activate.R': 'local({\n  version <- "1.1.5"\n})\n',
  'renv.lock': '{}\n',
  'main.R': 'summary(1)\n',
};

async function verdictOf(build: string, start = 'CMD ["Rscript", "main.R"]', more = {}): Promise<string> {
  const Dockerfile = `FROM docker.io/rocker/r-ver:4.5.3\n${build}${start}\n`;
  const { results } = check(await factsOf({ ...files, ...more, Dockerfile }), [rule]);
  return ['fail', 'unknown', 'pass'].find((each) => results.some(({ verdict }) => verdict === each)) ?? '';
}

const copied = 'RUN install2.r renv\nCOPY . /project/\nWORKDIR /project\n';

test.each([
  ['no library of renv in the image', copied, undefined, 'fail'],
  ['started by a shell', copied, 'CMD cd /project && Rscript main.R', 'fail'],
  ['restored', `${copied}RUN Rscript -e "renv::restore()"\n`, undefined, 'pass'],
  ['R was started there by the build', `${copied}RUN Rscript main.R\n`, undefined, 'pass'],
  ['turned off', `${copied}ENV RENV_CONFIG_AUTOLOADER_ENABLED=FALSE\n`, undefined, 'pass'],
  ['started elsewhere', 'COPY . /project/\n', 'CMD ["Rscript", "/project/main.R"]', 'pass'],
  ['without the profile', copied, 'CMD ["Rscript", "--vanilla", "main.R"]', 'pass'],
] as const)('renv is downloaded by the profile of a project: %s', async (_, build, start, verdict) => {
  expect(await verdictOf(build, start)).toBe(verdict);
});

test('the library is copied with the project', async () => {
  expect(await verdictOf(copied, undefined, { 'renv/library/linux/R-4.5/renv/DESCRIPTION': 'Package: renv\n' })).toBe(
    'pass',
  );
  expect(await verdictOf(copied, undefined, { '.Rprofile': '# source("renv/activate.R")\n' })).toBe('pass');
});
