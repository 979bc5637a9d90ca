import { expect, test } from 'vitest';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import type { ProgramFacts } from '../../../src/model/programs/program-facts.ts';
import { ProgramReader } from '../../../src/parse/programs/read-programs.ts';

const programs = [
  { path: 'main.R', text: 'library(survival)\nx <- read.csv("/safe_data/x.csv")\n' },
  { path: 'main.py', text: 'import numpy\nnumpy.load("/safe_data/x.npy")\n' },
];
const more = [
  { path: 'more.R', text: 'library(here)\n' },
  { path: 'more.py', text: 'import os\n' },
];

async function readerOf(): Promise<ProgramReader> {
  const reader = new ProgramReader(
    [...programs, ...more].map((each) => ({ ...each, size: each.text.length, executable: false })),
    await loadSyntax(new Set(['r', 'python'])),
  );
  for (const { path } of programs) reader.parse(path);
  return reader;
}

test.for(programs)('$path is described once for all images that reach it', async ({ path }) => {
  const reader = await readerOf();
  expect(reader.facts(path)[0]).toBe(reader.facts(path)[0]);
  expect(reader.preview(path)[0]).toBe(reader.preview(path)[0]);
});

test.for([
  ['main.R', 'more.R'],
  ['main.py', 'more.py'],
] as const)('%s is described anew when %s is known too', async ([path, other]) => {
  const reader = await readerOf();
  const before = reader.facts(path)[0];
  reader.parse(other);
  expect(reader.facts(path)[0]).not.toBe(before);
});

/** Each way in which a script of R leads on, and what stands beside it. */
const leading = {
  'commands.R':
    'run <- system\nrun("python a.py")\nsystem2("sh", c("b.sh", "x"))\nf <- function(go) go("make")\nf(system)\nget("system")("ls")\nprocessx::run("c.sh")\nmean(x)',
  'sources.R':
    'library(dplyr)\nfor (f in list.files("R", pattern = "R$")) source(file.path("R", f))\nsource("a.R")\nsys.source("b.R", e)\nbox::use(./R/mod)\nsum(1, 2)',
  'handed.R':
    'lapply(c("a.R", "b.R"), source)\ndo.call("source", list("a.R"))\nload <- source\nMap(load, "b.R")\npurrr::walk(c("x", "y"), library, character.only = TRUE)\nmean(x)',
  'own.R':
    'start <- function(file) source(file)\nstart("a.R")\nsystem <- function(x) x\nsystem("a")\nplot <- switch(kind, a = system, b = print)\nplot("ls")',
  'places.R':
    'setwd("/scratch")\nSys.setenv(A = "1")\nrender("a.Rmd", knit_root_dir = "/scratch")\nrmarkdown::render("b.Rmd")\ntar_make()\nshiny::runApp("/app")\nwrite.csv(x, "y.csv")',
  'dynamic.R': 'eval(parse(text = "source(\'a.R\')"))\nsource(paste0(x, y))\nstr2expression("system(1)")\nhead(x)',
  'installs.R': 'install.packages(c("a", "b"))\nBiocManager::install("c")\nmessage("done")',
};

test.for(Object.entries(leading))('what leads on from %s is known before all of it is', async ([path]) => {
  const files = [...Object.entries(leading), ['a.R', ''], ['b.R', ''], ['R/mod.R', '']] as const;
  const reader = new ProgramReader(
    files.map((each) => ({ path: each[0], text: each[1], size: each[1].length, executable: false })),
    await loadSyntax(new Set(['r'])),
  );
  const [edges, all] = [reader.preview(path)[0], reader.facts(path)[0]];
  const { imports, commands, workdirs, variables, dynamic } = all ?? {};
  expect(edges).toMatchObject({ imports, commands, workdirs, variables });
  expect(edges?.dynamic).toEqual(dynamic);
  const callees = (facts: typeof all): readonly string[] => (facts?.calls ?? []).map(({ callee }) => callee).toSorted();
  expect(callees(edges)).toEqual(callees(all));
});

const argumentsIn = (facts: readonly Pick<ProgramFacts, 'calls'>[]): number =>
  facts.flatMap(({ calls }) => calls.flatMap(({ positional }) => positional)).length;

test('of calls of R that do not lead on nothing but the name is found out before', async () => {
  const reader = await readerOf();
  // `library(survival)`, and only then `read.csv("/safe_data/x.csv")`.
  expect([argumentsIn(reader.preview('main.R')), argumentsIn(reader.facts('main.R'))]).toEqual([1, 2]);
});
