import { expect, it } from 'vitest';
import { factsOf } from '../../helpers/project.ts';

const links = 2500;
const tooMany = 3500;

/** As many files as `write` says, each of which takes in the next. */
function chainOf(
  name: (at: number) => string,
  write: (next: number) => string,
  length = links,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length }, (_, at) => [name(at), write(at + 1)]));
}

/** Parsers have a stack of their own size on every machine: on a chain that is followed from within itself one of them gave up at some thousand files. */
it.each([
  ['python3', 'py', 'from m0 import *\nopen(x, "w")\n', (next: number) => `from m${String(next)} import *\n`],
  ['python3', 'py', 'import m0\n', (next: number) => `import m${String(next)}\n`],
  ['Rscript', 'R', 'source("m0.R")\n', (next: number) => `source("m${String(next)}.R")\n`],
  ['julia', 'jl', 'include("m0.jl")\n', (next: number) => `include("m${String(next)}.jl")\n`],
  ['bash', 'sh', '. /app/m0.sh\n', (next: number) => `. /app/m${String(next)}.sh\n`],
])(
  'a chain of files is followed whatever the stack is: %s, %s, %s',
  async (program, ending, main, write) => {
    const facts = await factsOf({
      Dockerfile: `FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY . /app/\nENTRYPOINT ["${program}", "/app/main.${ending}"]\n`,
      [`main.${ending}`]: main,
      ...chainOf((at) => `m${String(at)}.${ending}`, write),
    });
    const reached = facts.reach.get('Dockerfile')?.programs.length ?? 0;
    expect(reached).toBeGreaterThan(ending === 'sh' ? 20 : links);
  },
  120_000,
);

it('commands beyond those that are followed are said not to be', async () => {
  const facts = await factsOf({
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /app/\nENTRYPOINT ["bash", "/app/m0.sh"]\n',
    ...chainOf(
      (at) => `m${String(at)}.sh`,
      (next) => `bash /app/m${String(next)}.sh\n`,
      60,
    ),
  });
  expect(facts.reach.get('Dockerfile')?.unfollowed.map(({ why }) => why)).toContain(
    'lies more than 25 steps behind the start, and was not followed',
  );
});

it('programs beyond those that are followed are said not to be', async () => {
  const facts = await factsOf({
    Dockerfile:
      'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY . /app/\nENTRYPOINT ["python3", "/app/main.py"]\n',
    'main.py': 'import m0\n',
    ...chainOf(
      (at) => `m${String(at)}.py`,
      (next) => `import m${String(next)}\n`,
      tooMany,
    ),
  });
  expect(facts.reach.get('Dockerfile')?.unfollowed.map(({ what, why }) => `${what} ${why}`)).toContain(
    'what is started or imported besides is not followed: more than 3000 programs are',
  );
}, 120_000);
