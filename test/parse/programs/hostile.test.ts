import { describe, expect, it } from 'vitest';
import { programsOf } from '../../helpers/programs.ts';

const many = 20_000;

/** Files that would take minutes, or more memory than there is, if a limit of the readers were lost. */
describe('hostile programs end', () => {
  it.each([
    ['a.py', 'nested brackets', '('.repeat(many)],
    ['a.py', 'nested calls', `${'f('.repeat(many)}${')'.repeat(many)}`],
    ['a.py', 'a long chain', `a${'.b()'.repeat(many)}`],
    [
      'a.py',
      'texts that double',
      `a0 = "x" * 9\n${Array.from({ length: 60 }, (_, at) => `a${String(at + 1)} = a${String(at)} + a${String(at)}\n`).join('')}f(a60)\n`,
    ],
    [
      'a.py',
      'choices of choices',
      `${Array.from({ length: 40 }, (_, at) => `b${String(at)} = b${String(at + 1)} or c${String(at)} if d else e${String(at)}\n`).join('')}f(b0)\n`,
    ],
    [
      'a.py',
      'tables that take each other in, deeper than names are followed',
      `d0 = {"a": "/x"}\n${Array.from({ length: 60 }, (_, at) => `d${String(at + 1)} = {**d${String(at)}, **d${String(at)}, "k${String(at)}": "/y"}\n`).join('')}open(d60["a"], "w")\n`,
    ],
    ['a.py', 'names in a circle', 'a = b\nb = c\nc = a\nf(a)\n'],
    [
      'a.py',
      'classes with the twenty before them as bases',
      `${Array.from({ length: 300 }, (_, at) => `class C${String(at)}(${Array.from({ length: Math.min(at, 20) }, (_each, back) => `C${String(at - back - 1)}`).join(', ')}):\n  def f(self): self.g${String(at)}()\n`).join('')}C299().f()\n`,
    ],
    ['a.py', 'functions in a circle', 'def f(x): return g(x)\ndef g(x): return f(x)\nh(f(g(1)))\n'],
    ['a.py', 'more calls than anybody writes', 'f(1)\n'.repeat(30_000)],
    ['a.R', 'nested calls', `${'f('.repeat(many)}${')'.repeat(many)}`],
    ['a.R', 'names in a circle', 'a <- b\nb <- a\nf(a)\ng <- function(x = y, y = x) f(x)\ng()\n'],
    ['a.jl', 'names in a circle', 'a = b * a\nb = a * "x"\nf(a)\n'],
    ['a.py', 'a module with many packages above it', `import ${'a.'.repeat(50_000)}a\n`],
    [
      'a.py',
      'a name that is computed, of as many',
      `import importlib\nimportlib.import_module("${'a.'.repeat(50_000)}a")\n`,
    ],
    ['a.py', 'a module many levels up', `from ${'.'.repeat(200_000)} import x\n`],
    ['a.jl', 'nested interpolation', '"$("'.repeat(2000)],
    ['a.sh', 'nested substitutions', '$('.repeat(100_000)],
    ['a.sh', 'nested groups', '('.repeat(many)],
    [
      'a.ipynb',
      'a notebook of one line',
      JSON.stringify({ cells: Array.from({ length: 2000 }, () => ({ cell_type: 'code', source: ['x = 1\n', 'y'] })) }),
    ],
    ['a.Rmd', 'chunks without an end', '```{r}\n'.repeat(many)],
  ])(
    '%s: %s',
    async (path, _title, text) => {
      const programs = await programsOf({ [path]: text });
      expect(programs.get(path)).toBeDefined();
    },
    60_000,
  );

  it('and what stands beside a part that was not read is known', async () => {
    const programs = await programsOf({ 'a.sh': `pip install x\n${'{ '.repeat(200)}a${'; }'.repeat(200)}\ncurl y\n` });
    const [facts] = programs.get('a.sh') ?? [];
    expect(facts?.unread).toBe('it is nested too deeply');
    expect(facts?.commands.map(({ program }) => program)).toEqual(['pip', 'curl']);
  });

  it('and says why a program was not read', async () => {
    const programs = await programsOf({
      'a.py': 'f(1)\n'.repeat(30_000),
      'b.R': 'x'.repeat(1_000_001),
      'c.sh': '$('.repeat(100_000),
      'd.py': 'a\0b',
      'e.sh': `${'{ '.repeat(200)}a${'; }'.repeat(200)}`,
      'f.sh': 'a\n'.repeat(20_001),
      'g.sh': 'cat <<A\n'.repeat(5001),
      'e.R': 'r"---('.repeat(33_333),
      'f.jl': '@a '.repeat(66_666),
      'g.R': `a~${'-%>%'.repeat(8_000)}`,
    });
    expect([...programs.values()].map(([facts]) => facts?.unread)).toEqual([
      'it has more than 20000 calls',
      'it has more than 1000000 characters',
      'it has more than 5000 substitutions',
      'it is binary, not text',
      'it is nested too deeply',
      'it has more than 20000 commands',
      'it has more than 5000 heredocs',
      'its raw strings take too much work to parse',
      'more than 1000 of its parts lie in one another',
      'it takes more than 4 seconds of the processor to parse',
    ]);
  });
});
