import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import complete from '../../src/rules/image-complete.ts';
import data from '../../src/rules/no-data-files.ts';
import home from '../../src/rules/nothing-in-home.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

// Further kinds that somebody who wrote no rule found in repositories that nobody here had seen.

const python = 'FROM docker.io/library/python:3.13\n';
const rstudio = 'FROM docker.io/rocker/rstudio:4.5.3\n';
const clone = 'RUN git clone https://github.com/some-lab/tool\n';

test.each<[string, CheckedRule, string, string]>([
  ['a command as one element of a list', complete, `${python}CMD ["jupyter notebook --port=8888"]\n`, 'fail'],
  ['a command in the first element of several', complete, `${python}ENTRYPOINT ["python -m", "http.server"]\n`, 'fail'],
  ['words by themselves', complete, `${python}CMD ["nginx", "-v"]\n`, 'notApplicable'],
  ['one word that a shell is given', complete, `${python}ENTRYPOINT ["sh", "-c"]\nCMD ["echo 1"]\n`, 'notApplicable'],
  ['a base whose entry point nobody knows', complete, 'FROM ghcr.io/a/b:1\nCMD ["run me"]\n', 'notApplicable'],
  ['a clone below the working directory', data, `${python}WORKDIR /app\n${clone}`, 'unknown'],
  ['a clone that is deleted', data, `${python}WORKDIR /app\n${clone}RUN rm -rf tool\n`, 'notApplicable'],
  ['a clone elsewhere that is built', data, `${python}${clone}RUN pip install ./tool\nWORKDIR /app\n`, 'notApplicable'],
  ['a clone that stays installed', data, `${python}${clone}RUN cd tool && pip install -e .\nWORKDIR /app\n`, 'unknown'],
  [
    'a profile that sets what a package does',
    home,
    `${rstudio}RUN echo "rstan::rstan_options(auto_write = TRUE)" >> /home/rstudio/.Rprofile\n`,
    'fail',
  ],
  ['a profile that attaches a package', home, `${rstudio}RUN printf 'library(brms)\\n' >> $HOME/.Rprofile\n`, 'fail'],
  [
    'a profile that says where packages come from',
    home,
    `${rstudio}RUN echo 'options(repos = "https://cran.r-project.org")' >> /home/rstudio/.Rprofile\n`,
    'pass',
  ],
])('%s', async (_, rule, text, verdict) => {
  expect(check(await factsOf({ Dockerfile: text }), [rule]).results[0]?.verdict).toBe(verdict);
});
