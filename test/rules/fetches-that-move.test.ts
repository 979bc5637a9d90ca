import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import { factsOf } from '../helpers/project.ts';

/** What is fetched beside one package with a version: whether the same comes tomorrow. */
const base = 'FROM docker.io/library/python:3.13\nRUN pip install --no-cache-dir numpy==2.1.0\n';

test.each([
  ['nothing', '', 'pass file'],
  ['an archive of a branch', 'RUN pip install https://github.com/a/b/archive/main.zip\n', 'fail'],
  ['what is newest', 'RUN pip install https://github.com/a/b/releases/latest/download/a.whl\n', 'fail'],
  [
    'a wheel with a version',
    'RUN pip install https://github.com/a/b/releases/download/v1.2.0/a-1.2.0-py3-none-any.whl\n',
    'pass file',
  ],
  ['npx', 'RUN npx left-pad\n', 'pass none-found'],
  ['npx with a version', 'RUN npx left-pad@1.3.0\n', 'pass file'],
  ['an extension of Quarto', 'RUN quarto add a/b\n', 'pass none-found'],
  ['Quarto that renders', 'RUN quarto render /app/x.qmd\n', 'pass file'],
  ['browsers', 'RUN playwright install --with-deps chromium\n', 'pass none-found'],
  ['data of nltk', 'RUN python -m nltk.downloader all\n', 'pass none-found'],
  ['data of nltk by a text', 'RUN python3 -c "import nltk; nltk.download(\'punkt\')"\n', 'pass none-found'],
  ['a model of spaCy', 'RUN python -m spacy download en_core_web_sm\n', 'pass none-found'],
  ['a model of the Hub', 'RUN huggingface-cli download a/b\n', 'pass none-found'],
  [
    'a model of the Hub at a commit',
    'RUN hf download a/b --revision 0123456789abcdef0123456789abcdef01234567\n',
    'pass file',
  ],
  ['Perl', 'RUN cpanm X\n', 'pass none-found'],
  ['TeX', 'RUN tlmgr install x\n', 'pass none-found'],
  ['easy_install', 'RUN easy_install pandas\n', 'pass none-found'],
  ['pip from within', "RUN python3 -c \"import pip; pip.main(['install', 'pandas'])\"\n", 'pass none-found'],
  ['a variable that is no version', 'ENV V=latest\nRUN pip install pandas==$V\n', 'fail'],
  ['a variable that is one', 'ENV V=2.2.0\nRUN pip install pandas==$V\n', 'pass file'],
  ['a bound that bounds nothing', "RUN pip install 'pandas<=99999'\n", 'fail'],
  ['a bound by year', "RUN pip install 'certifi<2027'\n", 'pass file'],
  ['help', 'RUN playwright --version\n', 'pass file'],
])('%s', async (_, lines, expected) => {
  const [result] = check(await factsOf({ Dockerfile: base + lines }), [pinned]).results;
  expect(result?.verdict === 'pass' ? `pass ${result.proof ?? ''}` : result?.verdict).toBe(expected);
});
