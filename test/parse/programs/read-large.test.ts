import { describe, expect, it } from 'vitest';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import { readLarge } from '../../../src/parse/programs/read-large.ts';
import { readPrograms } from '../../../src/parse/programs/read-programs.ts';

const file = (path: string, text: string) => ({ path, text, size: text.length, executable: false });
const filling =
  `"""${'import notthis\n'.repeat(10)}"""\nx = """\nfrom nor import this\n"""\n${'# '.padEnd(99, 'x')}\n`.repeat(
    12_000,
  );
const module = [
  'import numpy as np, pandas.io as pio',
  'from . import codes',
  'from .codes import (',
  '    icd,  # one',
  '    atc as other,',
  ')',
  'def load():',
  '    import yaml',
  '    from lib import codes, absent',
  '    return open("/home/me/a.csv")',
].join('\n');
const files = [
  file('run.py', 'from lib.main import load\nif __name__ == "__main__":\n    load()\n    open("out.csv", "w")\n'),
  file('lib/__init__.py', ''),
  file('lib/codes.py', 'icd = []\natc = []\n'),
  file('lib/main.py', `${module}\n`),
  file('lib/tool.py', 'import sys\nif __name__ == "__main__":\n    print(open("/home/me/b.csv").read())\n'),
];

describe('programs of a large repository', () => {
  it('of modules that nothing starts only what they import is looked at, as it is read otherwise', async () => {
    const { programs, glanced } = await readLarge([...files, file('lib/large.py', filling)], loadSyntax, []);
    const whole = await readPrograms(files, loadSyntax);
    expect(glanced).toBe(4);
    const plain = (facts: typeof whole, path: string) =>
      facts.get(path)?.[0]?.imports.map(({ name, files: found, line }) => [name, [...found].toSorted(), line]);
    expect(plain(programs, 'lib/main.py')).toEqual(plain(whole, 'lib/main.py'));
    expect(plain(programs, 'run.py')).toEqual(plain(whole, 'run.py'));
    expect(programs.get('lib/main.py')?.[0]?.calls).toEqual([]);
    expect(programs.get('lib/tool.py')?.[0]?.calls.length).toBeGreaterThan(0);
    expect(programs.get('lib/large.py')?.[0]?.imports).toEqual([]);
  });

  it('each is read as a whole where they are few', async () => {
    const { programs, glanced } = await readLarge(files, loadSyntax, []);
    expect(glanced).toBe(0);
    expect(programs.get('lib/main.py')?.[0]?.calls.length).toBeGreaterThan(0);
  });

  it('of many that can be started the first are read, and the others still count as started', async () => {
    const text = `print(1)\n${'# '.padEnd(99, 'x')}\n`.repeat(5_000);
    const many = Array.from({ length: 6 }, (_, at) => file(`s${String(at)}.py`, `import csv\n${text}`));
    const { programs, glanced } = await readLarge(many, loadSyntax, []);
    expect(glanced).toBeGreaterThan(2);
    expect(programs.get('s0.py')?.[0]?.unread).toBeUndefined();
    expect(programs.get('s5.py')?.[0]).toMatchObject({
      unread: 'only what it imports was looked at',
      imports: [{ name: 'csv' }],
    });
  });
});
