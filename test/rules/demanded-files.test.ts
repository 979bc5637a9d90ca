import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import rule from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

const order = ['fail', 'unknown', 'pass'];

async function verdictOf(name: string, program: string): Promise<string> {
  const base = name.endsWith('.R') ? 'docker.io/rocker/r-ver:4.5.3' : 'docker.io/library/python:3.13';
  const runs = { R: 'Rscript', py: 'python', sh: 'bash' }[name.replace(/^.*\./, '')] ?? '';
  const { results } = check(
    await factsOf({
      Dockerfile: `FROM ${base}\nCOPY ${name} /app/\nENTRYPOINT ["${runs}", "/app/${name}"]\n`,
      [name]: `${program}\n`,
    }),
    [rule],
  );
  return order.find((each) => results.some(({ verdict }) => verdict === each)) ?? 'notApplicable';
}

const python = 'import os, sys\nfrom pathlib import Path\ndata = Path("/data/scans")\n';
const open = 'table = open("/data/scans/a.csv").read()';

describe('a file that a program asks for', () => {
  test.each([
    ['if data.exists():\n    print(data)\n', 'pass'],
    ['if not data.exists():\n    data = Path("/tmp")\n', 'pass'],
    ['if not data.exists() and len(sys.argv) > 1:\n    raise FileNotFoundError(data)\n', 'pass'],
    ['try:\n    assert data.exists()\nexcept AssertionError:\n    pass\n', 'pass'],
    ['if not data.exists():\n    raise FileNotFoundError(data)\n', 'fail'],
    ['if not os.path.isdir("/data/scans"):\n    print("no data")\n    sys.exit(1)\n', 'fail'],
    ['if data.exists():\n    print(data)\nelse:\n    exit(1)\n', 'fail'],
    ['assert os.path.exists("/data/scans"), "no data"\n', 'fail'],
  ])('is done without in Python, unless the program ends there: %s', async (asked, verdict) => {
    expect(await verdictOf('main.py', python + asked + open)).toBe(verdict);
  });

  test('is a finding where it is only demanded', async () => {
    expect(await verdictOf('main.py', `${python}if not data.is_dir():\n    raise SystemExit(1)`)).toBe('fail');
  });

  test.each([
    ['if (file.exists("/data/a.csv")) message("found")', 'pass'],
    ['if (!file.exists("/data/a.csv")) message("none")', 'pass'],
    ['if (!file.exists("/data/a.csv")) stop("no data")', 'fail'],
    ['if (!file.exists("/data/a.csv")) {\n  message("no data")\n  quit(status = 1)\n}', 'fail'],
    ['stopifnot(file.exists("/data/a.csv"))', 'fail'],
  ])('is done without in R, unless the program ends there: %s', async (asked, verdict) => {
    expect(await verdictOf('main.R', `${asked}\ntable <- read.csv("/data/a.csv")`)).toBe(verdict);
  });

  test.each([
    ['[ -f /data/a.csv ] && echo found', 'pass'],
    ['if [ ! -f /data/a.csv ]; then echo none; fi', 'pass'],
    ['if [ ! -f /data/a.csv ]; then\n  echo none\n  exit 1\nfi', 'fail'],
    ['[ -f /data/a.csv ] || exit 1', 'fail'],
    ['[ -f /data/a.csv ] || { echo none; exit 2; }', 'fail'],
  ])('is done without in a script, unless it ends there: %s', async (asked, verdict) => {
    expect(await verdictOf('main.sh', `${asked}\npython /opt/a.py --input /data/a.csv`)).toBe(verdict);
  });
});
