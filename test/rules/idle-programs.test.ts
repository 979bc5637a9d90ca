import { describe, expect, it } from 'vitest';
import imageComplete from '../../src/rules/image-complete.ts';
import { factsOf } from '../helpers/project.ts';

const starts = {
  py: ['docker.io/library/python:3.13', 'python'],
  R: ['docker.io/rocker/r-ver:4.5.3', 'Rscript'],
  jl: ['docker.io/library/julia:1.12.6', 'julia'],
} as const;

async function judge(
  ending: keyof typeof starts,
  text: string,
  more: Readonly<Record<string, string>> = {},
  start?: string,
): Promise<string> {
  const [image, program] = starts[ending];
  const entrypoint = start ?? `ENTRYPOINT ["${program}", "/app/main.${ending}"]`;
  const Dockerfile = `FROM ${image}\nCOPY src/ /app/\nWORKDIR /app\n${entrypoint}\n`;
  const files = { Dockerfile, [`src/main.${ending}`]: text, ...more };
  return JSON.stringify(imageComplete.check(await factsOf(files)));
}

const idle = 'which only defines functions and calls none';

type Case = [ending: keyof typeof starts, text: string, more: Readonly<Record<string, string>>];

describe('a start that only defines functions', () => {
  it.each<Case>([
    ['py', 'import pandas as pd\n\nPATH = "/safe_data/a.csv"\n\n\ndef main():\n    print(pd.read_csv(PATH))\n', {}],
    ['py', 'import click\n\n@click.command()\ndef main():\n    print(1)\n', {}],
    ['py', 'import helper\n\ndef main():\n    helper.run()\n', { 'src/helper.py': 'def run():\n    print(1)\n' }],
    ['R', 'library(dplyr)\nrun <- function(x) {\n  print(x)\n}\n', {}],
    ['R', 'run <- \\(x) x\n', {}],
    ['jl', 'using CSV\nfunction main()\n    println(1)\nend\n', {}],
    ['jl', 'f(x) = 1\ng(x, y) = f(x) + y\n', {}],
  ])('is found, with what to do: %s %s', async (ending, text, more) => {
    const said = await judge(ending, text, more);
    expect(said).toContain(idle);
    expect(said).toMatch(/main\(\) as its last line|call in its last line/);
  });

  it('is found in a start script, and where ENTRYPOINT and CMD share the words', async () => {
    const text = 'def main():\n    print(1)\n';
    const script = { 'src/start.sh': '#!/bin/sh\nexec python /app/main.py "$@"\n' };
    expect(await judge('py', text, script, 'ENTRYPOINT ["/app/start.sh"]')).toContain(idle);
  });

  it.each<Case>([
    ['py', 'def main():\n    print(1)\n\nmain()\n', {}],
    ['py', 'def main():\n    print(1)\n\nif __name__ == "__main__":\n    main()\n', {}],
    ['py', 'import typer\napp = typer.Typer()\n\n@app.command()\ndef main():\n    print(1)\n\napp()\n', {}],
    [
      'py',
      'from lab import ex\n\n@ex.automain\ndef main():\n    print(1)\n',
      { 'src/lab.py': 'from sacred import Experiment\nex = Experiment()\n' },
    ],
    ['py', 'import work\n\ndef main():\n    print(1)\n', { 'src/work.py': 'def f():\n    print(1)\n\nf()\n' }],
    ['py', 'ROWS = read()\ndef main():\n    print(1)\n', {}],
    ['R', 'run <- function(x) print(x)\nrun(1)\n', {}],
    ['R', 'run <- function(x) print(x)\nif (!interactive()) run(1)\n', {}],
    ['R', 'f <- function() print(1)\n(function() {\n  f()\n})()\n', {}],
    ['R', 'source("/app/work.R")\nf <- function() print(1)\n', { 'src/work.R': 'g <- function() 1\nprint(g())\n' }],
    ['R', 'setClass("A", representation(x = "numeric"))\nf <- function(a) a@x\nprint(f(new("A", x = 1)))\n', {}],
    ['R', 'library(R6)\nA <- R6Class("A", public = list(run = function() print(1)))\nA$new()$run()\n', {}],
    ['jl', 'function (@main)(args)\n    println(1)\nend\n', {}],
    ['jl', 'function main(args)\n    println(1)\nend\n@main\n', {}],
    ['jl', 'f(x) = 1\nprintln(f(2))\n', {}],
    ['jl', 'f(x) = 1\nx == 1 || f(2)\n', {}],
  ])('is none where something runs: %s %s', async (ending, text, more) => {
    expect(await judge(ending, text, more)).not.toContain(idle);
  });

  it.each([
    'ENTRYPOINT ["python", "-c", "import main; main.main()"]',
    'ENTRYPOINT ["flask", "--app", "main.py", "run"]',
    'ENTRYPOINT ["python", "-m", "pytest", "main.py"]',
    'ENTRYPOINT ["uvicorn", "main:main", "--factory"]',
  ])('is none where another program calls them: %s', async (start) => {
    expect(await judge('py', 'def main():\n    print(1)\n', {}, start)).not.toContain(idle);
  });
});
