import { describe, expect, it } from 'vitest';
import { callsOf, programsOf, showCall } from '../../helpers/programs.ts';

describe('R', () => {
  it.each([
    ['readr::read_csv("a")', 'readr::read_csv("a")'],
    ['"a" |> f(2)', 'f("a", 2)'],
    ['"a" %>% f(2)', 'f("a", 2)'],
    ['d <- "/x"; f(file.path(d, "y"), paste0("a", 1), paste("b", "c", sep = "-"))', 'f("/x/y", "a1", "b-c")'],
    ['"z" -> d; f(d)', 'f("z")'],
    ['f(sprintf("%s.csv", "a"), k = Sys.getenv("X", "d"))', 'f("a.csv", k="<$X|d>")'],
    ['g <- function(p, n = 3) f(p, n)\ng("x")', 'f("x", 3)'],
    ['d <- readr::read_csv; d("a")', 'readr::read_csv("a")'],
    ['do.call("f", list("a", k = "b"))', 'f("a", k="b")'],
    ['t <- reticulate::import("torch"); t$hub$load("x")', 'torch.hub.load("x")'],
  ])('%s', async (text, call) => {
    expect(await callsOf(text, 'main.R')).toContain(call);
  });

  it('knows packages, sourced files and commands', async () => {
    const programs = await programsOf({
      'main.R':
        'library(readr)\nrequire("dplyr")\nsource("lib/b.R")\nsystem2("curl", c("-O", "x"))\nsetwd("/scratch")\nsaveRDS(1, "a")\neval(parse(text = z))\n',
      'lib/b.R': 'x <- 1\n',
    });
    const [facts] = programs.get('main.R') ?? [];
    expect(facts?.imports.map(({ name, files }) => [name, ...files])).toEqual([
      ['readr'],
      ['dplyr'],
      ['lib/b.R', 'lib/b.R'],
    ]);
    expect(facts?.commands.map(({ words }) => words)).toEqual([['curl', '-O', 'x']]);
    expect(facts?.calls.find(({ callee }) => callee === 'saveRDS')?.workdir).toEqual({
      kind: 'text',
      parts: ['/scratch'],
    });
    expect(facts?.dynamic?.line).toBe(7);
  });
});

describe('Julia', () => {
  it('knows imports, calls, texts and commands', async () => {
    const programs = await programsOf({
      'main.jl':
        'using CSV, Flux\nimport Pkg: add\nconst D = joinpath("/out", "a")\nCSV.write("$D/b.csv", df)\nget(ENV, "X", "y")\nrun(`curl -O x`)\ninclude("b.jl")\n',
      'b.jl': '',
    });
    const [facts] = programs.get('main.jl') ?? [];
    expect(facts?.imports.map(({ name, files }) => [name, ...files])).toEqual([
      ['CSV'],
      ['Flux'],
      ['Pkg'],
      ['b.jl', 'b.jl'],
    ]);
    expect(facts?.calls.map(showCall)).toContain('CSV.write("/out/a/b.csv", df)');
    expect(facts?.commands.map(({ words }) => words)).toEqual([['curl', '-O', 'x']]);
  });
});

describe('notebooks', () => {
  const notebook = JSON.stringify(
    {
      cells: [
        { cell_type: 'markdown', source: ['open("/no", "w")'] },
        {
          cell_type: 'code',
          source: [
            '%%time\n',
            'import requests\n',
            '!pip install x \\\n',
            '  y\n',
            'if a:\n',
            '    %matplotlib inline\n',
            'requests.get("https://x")',
          ],
        },
        { cell_type: 'code', source: '%%bash\ncurl -O z\n' },
      ],
      metadata: { kernelspec: { language: 'python' } },
      nbformat: 4,
    },
    null,
    1,
  );

  it('reads code cells, their commands and their magics, each at the line of the file', async () => {
    const programs = await programsOf({ 'a.ipynb': notebook });
    const facts = programs.get('a.ipynb') ?? [];
    const line = notebook.split('\n').findIndex((each) => each.includes('requests.get')) + 1;
    expect(facts.flatMap(({ calls }) => calls.map((call) => [showCall(call), call.line]))).toEqual([
      ['requests.get("https://x")', line],
    ]);
    expect(facts.flatMap(({ commands }) => commands.map(({ words }) => words.join(' ')))).toEqual([
      'pip install x y',
      'curl -O z',
    ]);
    expect(facts.map(({ broken }) => broken)).toEqual([undefined, undefined]);
  });

  it('says that one cannot be read', async () => {
    const programs = await programsOf({
      'a.ipynb': '{',
      'b.ipynb': '{"cells": [{"cell_type": "code", "source": "x"}], "metadata": {"kernelspec": {"language": "scala"}}}',
    });
    expect([...programs.values()].map(([facts]) => facts?.unread)).toEqual([
      'it is no notebook in JSON of format 4',
      'its kernel is of a language that is not read',
    ]);
  });
});

it('reads chunks of documents that are evaluated, and no prose', async () => {
  const text =
    'open("/no")\n```{r setup}\nf("a")\n```\n```{r, eval=FALSE}\nf("b")\n```\n```{python}\n#| eval: false\ng("c")\n```\n```{python}\ng("d")\n```\n';
  const programs = await programsOf({ 'a.qmd': text });
  const facts = programs.get('a.qmd') ?? [];
  expect(facts.map(({ language }) => language)).toEqual(['r', 'python']);
  expect(facts.flatMap(({ calls }) => calls.map((call) => [showCall(call), call.line]))).toEqual([
    ['f("a")', 3],
    ['g("d")', 13],
  ]);
});

describe('programs that lead back to themselves', () => {
  it('ends on a package that imports its own modules by its own name', async () => {
    const programs = await programsOf({
      'v/__init__.py': 'from . import viewer, missing\n',
      'v/viewer.py': 'from v import other\nother()\n',
      'v/other.py': 'from v.viewer import other as it\nit("a")\n',
      'main.py': 'from v import viewer, missing\nviewer.show("a")\nmissing("b")\n',
    });
    expect([...programs.keys()]).toHaveLength(4);
  });

  it('ends on names of Julia that depend on each other many times over', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, n) => `a${String(n)} = string(a${String((n * 7 + 1) % 40)}, a${String((n * 3 + 2) % 40)}, a${String(n)})`,
    );
    expect(await callsOf(`${lines.join('\n')}\nf("x")\n`, 'main.jl')).toContain('f("x")');
  });
});
