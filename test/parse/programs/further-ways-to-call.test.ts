import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import downloads from '../../../src/rules/no-runtime-download.ts';
import { factsOf } from '../../helpers/project.ts';

const url = 'https://evil.example/x';

async function verdictOf(name: string, text: string, start: string): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nENTRYPOINT ${start}\n`,
    [`src/${name}`]: text,
  };
  return check(await factsOf(files), [downloads]).results[0]?.verdict;
}
const r = (text: string): Promise<string | undefined> => verdictOf('main.R', text, '["Rscript", "/app/main.R"]');
const rmd = (text: string): Promise<string | undefined> =>
  verdictOf('main.Rmd', text, '["Rscript", "-e", "rmarkdown::render(\'/app/main.Rmd\')"]');
const cell = (...lines: readonly string[]): Promise<string | undefined> =>
  verdictOf(
    'main.ipynb',
    JSON.stringify({
      cells: [{ cell_type: 'code', metadata: {}, outputs: [], source: lines.map((line) => `${line}\n`) }],
      metadata: { kernelspec: { name: 'python3', language: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
    '["jupyter", "nbconvert", "--execute", "/app/main.ipynb"]',
  );

test.each([
  `\`download.file\`("${url}", "x")`,
  `"download.file"("${url}", "x")`,
  `utils::\`download.file\`("${url}", "x")`,
  `readLines(pipe("curl ${url}"))`,
  `eval(parse(text = "download.file('${url}', 'x')"))`,
])('R: %s', async (text) => {
  expect(await r(`${text}\n`)).toBe('fail');
});

test.each([
  `Text \`r download.file("${url}", "x")\` goes on.\n`,
  `---\ntitle: x\nparams:\n  x: !r download.file("${url}", "x")\n---\n`,
  `\`\`\`{r, echo=download.file("${url}", "x")}\n1\n\`\`\`\n`,
  `\`\`\`{r}\n#| eval: !expr download.file("${url}", "x")\n1\n\`\`\`\n`,
])('R Markdown: %j', async (text) => {
  expect(await rmd(text)).toBe('fail');
});

test('R Markdown without any of it passes', async () => {
  expect(
    await rmd(
      '---\ntitle: x\nparams:\n  day: !r Sys.Date()\n---\nSum `r 1 + 1`, `rstats`, ``a `r b` c``.\n\n```{r setup, fig.cap="a (b)", include=FALSE}\nx <- 1\n```\n',
    ),
  ).toBe('pass');
});

test.each([
  [`%sx curl -O ${url}`],
  [`a = %sx curl -O ${url}`],
  ['%%sx', `curl -O ${url}`],
  [`get_ipython().system("curl -O ${url}")`],
])('a cell: %s', async (...lines) => {
  expect(await cell(...lines)).toBe('fail');
});

test.each(['%%perl', '%%javascript', '%%script ruby'])('a cell of %s is not passed', async (first) => {
  expect(await cell(first, 'x')).toBe('unknown');
});
