import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import noDownload from '../../src/rules/no-runtime-download.ts';
import sendsNothing from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

const judge = async (rule: Rule, start: string, file: string, text: string): Promise<string> => {
  const Dockerfile = `FROM docker.io/rocker/verse:4.5.3\nCOPY ${file} /app/\n${start}\n`;
  const { results } = check(await factsOf({ Dockerfile, [file]: text }), [rule]);
  return results.map(({ verdict }) => verdict).join('\n');
};
const fetch = 'download.file("https://example.org/a.csv", "/scratch/a.csv")';
const rscript = 'ENTRYPOINT ["Rscript", "/app/main.R"]';
const quarto = 'ENTRYPOINT ["quarto", "render", "/app/a.qmd", "--output-dir", "/safe_outputs"]';
const shell = 'ENTRYPOINT ["bash", "/app/run.sh"]';
const chunk = (head: string, code = fetch): string => `\`\`\`{r${head}}\n${code}\n\`\`\`\n`;

describe('what never runs is not judged, and its twin that runs is', () => {
  test.each([
    ['R', rscript, 'main.R', `if (FALSE) {\n  ${fetch}\n}\n`, `if (TRUE) {\n  ${fetch}\n}\n`],
    ['R, the other branch', rscript, 'main.R', `if (F) ${fetch}\n`, `if (F) 1 else ${fetch}\n`],
    [
      'shell',
      shell,
      'run.sh',
      'if false; then\ncurl -O https://example.org/a\nfi\n',
      'if true; then\ncurl -O https://example.org/a\nfi\n',
    ],
    [
      'Quarto',
      quarto,
      'a.qmd',
      `---\nexecute:\n  eval: false\n---\n${chunk('')}`,
      `---\nexecute:\n  eval: false\n---\n${chunk('', `#| eval: true\n${fetch}`)}`,
    ],
    [
      'knitr',
      quarto,
      'a.qmd',
      `${chunk(' setup', 'knitr::opts_chunk$set(echo = TRUE, eval = FALSE)')}${chunk('')}`,
      `${chunk(' setup', 'knitr::opts_chunk$set(eval = FALSE)')}${chunk(', eval=TRUE')}`,
    ],
    [
      'knitr, switched on again',
      quarto,
      'a.qmd',
      `${chunk('', 'opts_chunk$set(eval = FALSE)')}${chunk('')}`,
      `${chunk('', 'opts_chunk$set(eval = FALSE)')}${chunk(', eval=TRUE', 'opts_chunk$set(eval = TRUE)')}${chunk('')}`,
    ],
    [
      'knitr, set by a value',
      quarto,
      'a.qmd',
      chunk(', eval=FALSE'),
      `${chunk('', 'opts_chunk$set(eval = params$run)')}${chunk('')}`,
    ],
  ])('%s', async (_, start, file, dead, runs) => {
    expect(await judge(noDownload, start, file, dead)).toBe('pass');
    expect(await judge(noDownload, start, file, runs)).toBe('fail');
  });
});

describe('what sends a body', () => {
  const python = 'ENTRYPOINT ["python3", "/app/main.py"]';
  test.each([
    [
      python,
      'main.py',
      'from urllib import request as web\nweb.urlopen(web.Request("https://llm.example.org/v1", data=b"x"))\n',
    ],
    [python, 'main.py', 'import urllib.request\nurllib.request.urlopen("https://llm.example.org/v1", data=b"x")\n'],
    [
      rscript,
      'main.R',
      'library(httr2)\nrequest("https://llm.example.org/v1") |> req_body_json(list(a = 1)) |> req_perform()\n',
    ],
  ])('%s %s %s', async (start, file, text) => {
    expect(await judge(sendsNothing, start, file, text)).toBe('fail');
  });

  test.each([
    [python, 'main.py', 'import urllib.request\nurllib.request.urlopen("https://example.org/v1")\n'],
    [python, 'main.py', 'import urllib.request\nurllib.request.urlopen("http://127.0.0.1:8000/v1", data=b"x")\n'],
    [rscript, 'main.R', 'library(httr2)\nrequest("https://example.org/v1") |> req_perform()\n'],
    [
      rscript,
      'main.R',
      'library(httr2)\nrequest("https://example.org/v1") |> req_perform()\nrequest("http://localhost:8000/") |> req_body_json(list(a = 1)) |> req_perform()\n',
    ],
    [
      rscript,
      'main.R',
      'library(httr2)\nrequest("http://localhost:8000/") |> req_body_json(list(a = 1)) |> req_perform()\n',
    ],
  ])('and not %s %s %s', async (start, file, text) => {
    expect(await judge(sendsNothing, start, file, text)).not.toBe('fail');
  });
});

test("an R package of the project's own is followed where it is in the image, and said where it is not", async () => {
  const files = {
    DESCRIPTION: 'Package: own\nVersion: 0.1\n',
    'R/run_app.R': `run_app <- function() {\n  ${fetch}\n}\n`,
  };
  const start = `WORKDIR /app\nCMD ["R", "-e", "own::run_app()"]\n`;
  const judged = async (copy: string): Promise<string> => {
    const facts = await factsOf({ ...files, Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\n${copy}\n${start}` });
    return check(facts, [noDownload])
      .results.map(({ verdict }) => verdict)
      .join('\n');
  };
  expect(await judged('COPY . /app/\nRUN R CMD INSTALL /app')).toBe('fail');
  expect(await judged('COPY *.tar.gz /app/\nRUN R CMD INSTALL /app/own.tar.gz')).toBe('fail\nunknown');
  expect(await judged('COPY other_*.tar.gz /app/\nRUN R CMD INSTALL /app/other.tar.gz')).toBe('unknown');
});

const judgedModel = (call: string): Promise<string> =>
  judge(noDownload, 'CMD ["python3", "/app/main.py"]', 'main.py', `import torchvision as tv\n${call}\n`);
test('parts of a model bring no weights, a model does', async () => {
  expect(await judgedModel('tv.models.segmentation.segmentation.FCNHead(512, 3)')).toBe('pass');
  expect(await judgedModel('tv.models.resnet.resnet34(True)')).toBe('fail');
  expect(await judgedModel('tv.models.segmentation.fcn_resnet50(weights="DEFAULT")')).toBe('fail');
});
