import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProgramFacts } from '../../../src/model/programs/program-facts.ts';
import { checkProgram } from '../../helpers/moved-programs.ts';
import { programsOf } from '../../helpers/programs.ts';

const pieces = fc.constantFrom(
  'import os\n',
  'from a import (b as c,\n  d)\n',
  'def f(x, *y, z="a", **k):\n',
  '    return x\n',
  'class A(B):\n',
  '  ',
  'f(',
  ')',
  '"',
  "'''",
  '#',
  '\\\n',
  'x = [1, *y]\n',
  'with open("a", "w") as g: pass\n',
  'if __name__ == "__main__":\n',
  'lambda: (yield)\n',
  '`curl x`',
  '$(a "$b" <<E\n',
  'E\n',
  'for (i in 1:3) {',
  '}',
  'x |> f() %>% g\n',
  '"a" -> b\n',
  'function(x, ...) NULL\n',
  'using A: b, c\n',
  '@a b"""c$(d)"""\n',
  '```{r}\n',
  '```\n',
  '\0',
  '\r\n',
  '🙂é\n',
  '\uFEFF',
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((each) => each.join('')),
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
);

function linesIn(facts: ProgramFacts): readonly number[] {
  const { calls, commands, imports, texts, functions, workdirs, variables, constants, dynamic, broken } = facts;
  const placed = [...calls, ...commands, ...imports, ...texts, ...functions, ...workdirs, ...variables, ...constants];
  return [
    ...placed.map(({ line }) => line),
    dynamic?.line ?? 1,
    broken ?? 1,
    ...commands.flatMap(({ stdin }) => stdin?.line ?? []),
  ];
}

describe('whatever stands in a program', () => {
  it.each(['a.py', 'a.R', 'a.jl', 'a.sh', 'a.Rmd', 'a.qmd'])(
    'reading %s does not throw, and no line lies outside of the file',
    async (path) => {
      await fc.assert(
        fc.asyncProperty(text, async (content) => {
          const programs = await programsOf({ [path]: content });
          const last = content.split('\n').length;
          for (const facts of programs.get(path) ?? [])
            for (const line of linesIn(facts)) {
              expect(line).toBeGreaterThan(0);
              expect(line).toBeLessThanOrEqual(last);
            }
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );

  it('reading a notebook does not throw, and no line lies outside of the file', async () => {
    const cell = fc.record({
      cell_type: fc.constantFrom('code', 'markdown'),
      source: fc.oneof(text, fc.array(text, { maxLength: 4 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 4 }), fc.constantFrom(0, 1), async (cells, indent) => {
        const content = JSON.stringify({ cells, metadata: {} }, null, indent);
        const programs = await programsOf({ 'a.ipynb': content });
        for (const facts of programs.get('a.ipynb') ?? [])
          for (const line of linesIn(facts)) expect(line).toBeLessThanOrEqual(content.split('\n').length);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

/** Programs that break a rule, and programs that do not, each with names that may be renamed. */
const samples: readonly (readonly [string, string, readonly string[]])[] = [
  ['a path in a variable', 'OUT = "/results"\nopen(OUT + "/a.csv", "w")\n', ['OUT']],
  [
    'a path of pathlib',
    'from pathlib import Path\nfolder = Path("/safe_outputs")\n(folder / "a.txt").write_text("x")\n',
    ['folder'],
  ],
  ['a path beside the code', 'name = "a.csv"\ntable.to_csv(name)\n', ['name', 'table']],
  ['a question', 'answer = input("a? ")\n', ['answer']],
  ['a home', 'place = "/root/models"\nload(place)\n', ['place', 'load']],
  ['nothing', 'data = open("/safe_data/a.csv").read()\nprint(data)\n', ['data']],
  [
    'an environment variable',
    'import os\nout = os.environ.get("OUT_PLACE", "/opt/x")\nopen(f"{out}/a", "w")\n',
    ['out'],
  ],
];

describe('a verdict', () => {
  it.each([
    ['a path in a variable', 'outputs-in-safe-directories: fail'],
    ['a path of pathlib', 'outputs-in-safe-directories: pass'],
    ['a path beside the code', 'outputs-in-safe-directories: fail'],
    ['a question', 'starts-without-interaction: fail'],
    ['a home', 'nothing-in-home: fail'],
    ['nothing', 'nothing-in-home: pass'],
    ['an environment variable', 'outputs-in-safe-directories: fail'],
  ])('on %s is %s', async (title, verdict) => {
    const [, program = ''] = samples.find(([each]) => each === title) ?? [];
    expect(await checkProgram({ 'main.py': program })).toContain(verdict);
  });
});

describe('a verdict does not depend on', () => {
  it.each(samples)('names: %s', async (_title, program, names) => {
    const renamed = names.reduce(
      (all, name, at) => all.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `other_${String(at)}`),
      program,
    );
    expect(await checkProgram({ 'main.py': renamed })).toEqual(await checkProgram({ 'main.py': program }));
  });

  it.each(samples)('layout: %s', async (_title, program) => {
    const spread = program
      .replaceAll('(', '(  # why\n    ')
      .replaceAll(')', ',\n)')
      .replaceAll(/\(\s*# why\s*,\n\)/g, '()')
      .replaceAll('"', "'");
    const commented = `# a comment\n\n${program
      .split('\n')
      .map((line) => (line === '' ? line : `${line}  # so`))
      .join('\n\n')}`;
    const verdict = await checkProgram({ 'main.py': program });
    expect(await checkProgram({ 'main.py': commented })).toEqual(verdict);
    expect(await checkProgram({ 'main.py': spread })).toEqual(verdict);
  });

  it.each(samples)('the module and the function that it stands in: %s', async (_title, program) => {
    const body = program
      .split('\n')
      .map((line) => (line === '' ? line : `    ${line}`))
      .join('\n');
    const verdict = await checkProgram({ 'main.py': program });
    expect(await checkProgram({ 'main.py': `def work():\n${body}\nwork()\n` })).toEqual(verdict);
    expect(
      await checkProgram({
        'main.py': 'from parts.steps import work\nwork()\n',
        'parts/__init__.py': '',
        'parts/steps.py': `def work():\n${body}`,
      }),
    ).toEqual(verdict);
  });

  it.each(samples)('what nothing starts: %s', async (_title, program) => {
    const clean = await checkProgram({ 'main.py': 'print(1)\n' });
    expect(await checkProgram({ 'main.py': 'print(1)\n', 'other.py': program })).toEqual(clean);
  });
});
