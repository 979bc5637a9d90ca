import { expect, test } from 'vitest';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
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
