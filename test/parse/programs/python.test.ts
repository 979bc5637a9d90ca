import { describe, expect, it } from 'vitest';
import { callsOf, programsOf, showCall } from '../../helpers/programs.ts';

describe('names of what Python calls', () => {
  it.each([
    ['import numpy as np\nnp.load("a")', 'numpy.load("a")'],
    ['from a.b import c as d\nd()', 'a.b.c()'],
    ['import os.path\nos.path.exists("/x")', 'os.path.exists("/x")'],
    ['def f():\n  from x import y\n  y(1)\n', 'x.y(1)'],
    ['import requests\ns = requests.Session()\ns.get("u")', 'requests.Session().get("u")'],
    ['import duckdb\nduckdb.connect().execute("q")', 'duckdb.connect().execute("q")'],
    ['from x import *\nfoo()', 'foo()'],
    ['def f(df):\n  df.to_csv("a")\n', '?.to_csv("a")'],
    ['with open("/x", "w") as fh: fh.write("y")', 'open().write("y")'],
  ])('%s', async (text, call) => {
    expect(await callsOf(text)).toContain(call);
  });
});

describe('arguments', () => {
  it.each([
    ['N = "a"\nf(N)', 'f("a")'],
    ['f("a" "b" + "c")', 'f("abc")'],
    ['d = "/data"\nf(f"{d}/{x}.csv")', 'f("/data/<?>.csv")'],
    ['f("{}/{name}".format("a", name="b"))', 'f("a/b")'],
    ['f("%s-%d" % ("a", 3))', 'f("a-3")'],
    ['from pathlib import Path\nf(Path("/a") / "b" / "c.txt")', 'f("/a/b/c.txt")'],
    ['import os\nf(os.path.join("/a", "/b"))', 'f("/b")'],
    ['from pathlib import Path\nf(Path(None))', 'f(?computed)'],
    ['from pathlib import Path\nf(Path(__file__).resolve().parent.parent / "out")', 'f("<main.py up 2>/out")'],
    ['from pathlib import Path\nf(Path(__file__).parents[1])', 'f("<main.py up 2>")'],
    ['import os\nf(os.environ.get("M", "base"))', 'f("<$M|base>")'],
    ['import os\nf(os.environ["M"])', 'f("<$M>")'],
    ['a = "x" if y else "z"\nf(a)', 'f("x" | "z")'],
    ['class C:\n  m = "x"\nf(C.m)', 'f("x")'],
    ['class C:\n  def __init__(self): self.m = "x"\n  def g(self): f(self.m)', 'f("x")'],
    ['def g(n="d"): f(n)\ng("x")', 'f("x")'],
    ['def g(n="d"): f(n)\ng()', 'f("d")'],
    ['def g(n): f(n)', 'f(?parameter)'],
    [`${'n = "x"\n'.repeat(20)}f(n)`, 'f("x")'],
    [`${'n = "x"\n'.repeat(20)}n = "y"\nf(n)`, 'f("x" | ?computed)'],
    [`class C:\n  def g(self):\n${'    self.m = "x"\n'.repeat(20)}    self.m = "y"\n    f(self.m)`, 'f("x" | ?limit)'],
    [
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--a", default="x")\np.add_argument("-b", "--bc", dest="d")\np.add_argument("--a", default="y")\nn = p.parse_args()\nf(n.d, n.a, n.e, n.a)',
      'f("<$--bc>", "<$--a|x>", ?configuration, "<$--a|x>")',
    ],
    [
      'import click\n@click.option("--a", "x", default="p")\n@click.option("--bc")\n@click.option("--a", default="q")\n@click.argument("d")\ndef g(x, a, bc, d, e): f(x, a, bc, d, e)',
      'f("<$--a|p>", "<$--a|p>", "<$--bc>", "<$d>", ?parameter)',
    ],
    [
      `import os\nA0 = "x"\n${Array.from({ length: 120 }, (_, at) => `A${at + 1} = os.getenv("V${at + 1}", A${at})\n`).join('')}f(A1, A100)`,
      'f("<$V1|x>", ?limit)',
    ],
    ['f(*["a", "b"], **{"k": 1})', 'f("a", "b", k=1)'],
    ['d = {"a": "x"}\nf(d["a"], d.get("b", "y"))', 'f("x", "y")'],
    ['for m in ["a", "b"]: f(m)', 'f("a" | "b")'],
    ['def g(): return "x"\nf(g())', 'f("x")'],
    ['a = "/a_b"\nf(a.replace("_", "-"))', 'f("/a-b")'],
    // What grows with each of them is not followed for ever.
    [`f("aaaaaaaaaa"${'.replace("a", "aaaaaaaaaa")'.repeat(5)})`, 'f(?computed)'],
    ['f(r"\\n", b"x", "\\x41")', 'f("\\\\n", "x", "A")'],
  ])('%s', async (text, call) => {
    expect(await callsOf(text)).toContain(call);
  });

  it('takes an option of argparse for what the command line gives, else its default', async () => {
    const text =
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("-m", "--model-name", default="base")\np.add_argument("data")\na = p.parse_args()\nf(a.model_name, a.data)\n';
    expect(await callsOf(text)).toContain('f("<$--model-name|base>", "<$data>")');
  });

  it('takes an option of click for what the command line gives', async () => {
    const text = 'import click\n@click.command()\n@click.option("--out", default="/x")\ndef main(out): f(out)\n';
    expect(await callsOf(text)).toContain('f("<$--out|/x>")');
  });
});

describe('several modules', () => {
  it('follows constants, classes and parameters from one to the other', async () => {
    const programs = await programsOf({
      'main.py': 'from app import conf\nfrom app.load import load\nload(conf.NAME)\n',
      'app/__init__.py': '',
      'app/conf.py': 'NAME = "bert"\n',
      'app/load.py': 'import lib\ndef load(name):\n  lib.get(name)\n',
    });
    expect(programs.get('app/load.py')?.[0]?.calls.map(showCall)).toEqual(['lib.get("bert")']);
    expect(programs.get('main.py')?.[0]?.imports.map(({ files }) => files)).toEqual([
      ['app/__init__.py', 'app/conf.py'],
      ['app/__init__.py', 'app/load.py'],
    ]);
  });

  it('knows relative imports and packages below src', async () => {
    const programs = await programsOf({
      'pyproject.toml': '',
      'src/pkg/__init__.py': 'from .core import run\n',
      'src/pkg/core.py': 'from . import other\nfrom .other import X\n',
      'src/pkg/other.py': 'X = 1\n',
      'run.py': 'import pkg.core\n',
    });
    expect(programs.get('run.py')?.[0]?.imports[0]?.files).toEqual(['src/pkg/__init__.py', 'src/pkg/core.py']);
    expect(programs.get('src/pkg/core.py')?.[0]?.imports.flatMap(({ files }) => files)).toContain('src/pkg/other.py');
  });
});

describe('what a program starts', () => {
  it.each([
    ['import subprocess\nsubprocess.run(["curl", "-O", "https://x"])', ['curl', '-O', 'https://x']],
    ['import os\nos.system("wget x")', ['wget', 'x']],
    [
      'from subprocess import check_call as c\nimport sys\nc([sys.executable, "-m", "pip", "install", "x"])',
      ['python', '-m', 'pip', 'install', 'x'],
    ],
  ])('%s', async (text, words) => {
    const programs = await programsOf({ 'main.py': text });
    expect(programs.get('main.py')?.[0]?.commands.map((command) => command.words)).toEqual([words]);
  });

  it('says where code comes in that no text names', async () => {
    const programs = await programsOf({
      'a.py': 'import importlib\nimportlib.import_module(x)\n',
      'b.py': 'exec(y)\n',
      'c.py': 'import importlib\nimportlib.import_module("a")\n',
    });
    expect(['a.py', 'b.py', 'c.py'].map((path) => programs.get(path)?.[0]?.dynamic?.line)).toEqual([2, 1, undefined]);
    expect(programs.get('c.py')?.[0]?.imports.flatMap(({ files }) => files)).toEqual(['a.py']);
  });
});

it('keeps going where the text is broken, and says where', async () => {
  const programs = await programsOf({ 'main.py': 'import x\nx.a()\ndef = 3\nx.b()\nprint "python 2"\n' });
  const [facts] = programs.get('main.py') ?? [];
  expect(facts?.broken).toBe(3);
  expect(facts?.calls.map(({ callee }) => callee)).toEqual(['x.a', 'x.b']);
});

it('ends where modules import each other in circles', async () => {
  const programs = await programsOf({
    'pkg/__init__.py': 'from . import viewer\nfrom .a import x\n',
    'pkg/viewer.py': 'from pkg import viewer, x\nviewer.run(x)\n',
    'pkg/a.py': 'from .b import x\n',
    'pkg/b.py': 'from .a import x\nx()\n',
  });
  expect(programs.get('pkg/b.py')?.[0]?.calls).toHaveLength(1);
});
