import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-arguments-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
/** The words of the arg-file that adopt writes; nothing where there is none. */
async function wordsFor(files: Readonly<Record<string, string>>, program: string): Promise<string> {
  write(files);
  await adopt({ targets: [folder], flags: { defaults: true, set: [`program=${program}`] } }, catchEnvironment());
  try {
    return read('tre/ces/arg-file.txt')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join(' ')
      .trim();
  } catch {
    return '';
  }
}

async function checked(): Promise<string> {
  const environment = catchEnvironment();
  await check({ targets: [join(folder, 'tre')], flags: { verbose: true } }, environment);
  return environment.printed.out.replaceAll(/\s+/g, ' ');
}

const needy = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("-g", "--gold", required=True)
parser.add_argument("--mode", required=True, choices=["fast", "slow"])
parser.add_argument("--seed", type=int)
parser.add_argument("table")
parser.add_argument("more", nargs="*")
print(parser.parse_args())
`;

describe('what a program ends at once without', () => {
  it('stands in the arg-file, to be filled in, and check says so until it is', async () => {
    expect(await wordsFor({ 'run.py': needy }, 'run.py')).toBe(
      '--gold VALUE_OF_GOLD --mode VALUE_OF_MODE VALUE_OF_TABLE',
    );
    expect(read('tre/ces/arg-file.txt')).toContain('# run.py:4, one of fast, slow\n');
    expect(read('tre/README.md')).toMatch(/^- \[ \] run\.py ends at once without --gold, --mode, table: write/m);
    const said =
      'ends at once without --gold, --mode, table (run.py:3), and tre/ces/arg-file.txt gives no value for them';
    expect(await checked()).toContain(said);
    write({ 'tre/ces/arg-file.txt': '-g /safe_data/g.csv --mode=VALUE_OF_MODE /safe_data/t.csv\n' });
    expect(await checked()).toContain('ends at once without --mode (run.py:4)');
    write({ 'tre/ces/arg-file.txt': '-g /safe_data/g.csv --mode=fast /safe_data/t.csv\n' });
    expect(await checked()).not.toContain('gives no value for');
  });

  it('is read of what declares it in R, click and docopt, and in a module', async () => {
    const ofR = `library(argparse)
p <- ArgumentParser()
p$add_argument("-s", "--status", required = T)
print(p$parse_args())
`;
    expect(await wordsFor({ 'score.R': ofR }, 'score.R')).toBe('--status VALUE_OF_STATUS');
    const docopt =
      'library(docopt)\nprint(docopt("Usage: doc.R --out=<f> [--n=<n>] <table>\n\nOptions:\n  --n=<n>  x"))\n';
    expect(await wordsFor({ 'doc.R': docopt }, 'doc.R')).toBe('--out VALUE_OF_OUT VALUE_OF_TABLE');
    rmSync(join(folder, 'tre'), { recursive: true });
    rmSync(join(folder, 'score.R'));
    rmSync(join(folder, 'doc.R'));
    const click = `import click
@click.command()
@click.option("--site", required=True)
@click.option("--seed", default=1)
@click.argument("table")
def main(site, seed, table):
    print(site)
main()
`;
    expect(await wordsFor({ 'run.py': click }, 'run.py')).toBe('--site VALUE_OF_SITE VALUE_OF_TABLE');
    const options = `import argparse
def read():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", required=True)
    return parser.parse_args()
`;
    expect(
      await wordsFor({ 'options.py': options, 'run.py': 'from options import read\nprint(read())\n' }, 'run.py'),
    ).toBe('--gold VALUE_OF_GOLD');
  });

  it('is none where the start gives it, nothing reads the start, or one of several commands has it', async () => {
    expect(await wordsFor({ 'run.py': needy }, 'python run.py --gold=g.csv --mode fast t.csv')).toBe('');
    const others = [
      needy.replace('parse_args()', 'parse_args(["--gold", "x"])'),
      'import argparse\np = argparse.ArgumentParser()\ns = p.add_subparsers()\nf = s.add_parser("fit")\nf.add_argument("z")\nprint(p.parse_args())\n',
      'import argparse\np = argparse.ArgumentParser()\ng = p.add_mutually_exclusive_group(required=True)\ng.add_argument("--a")\nprint(p.parse_args())\n',
    ];
    for (const text of others) expect(await wordsFor({ 'run.py': text }, 'run.py')).toBe('');
  });

  it('has the value that a script of the repository gives, also by names of the shell', async () => {
    const script = `SCRIPT=run.py
SAVE=False
COMMAND="$ROOT/src/$SCRIPT --save=$SAVE"
echo python $COMMAND
python $COMMAND
`;
    const program =
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--save", required=True)\nprint(p.parse_args())\n';
    expect(await wordsFor({ 'src/run.py': program, 'bash/run.sh': script }, 'src/run.py')).toBe('--save False');
    expect(read('tre/README.md')).toContain(
      'src/run.py ends at once without --save: tre/ces/arg-file.txt gives it as bash/run.sh:3 does; is that what runs in the TRE?',
    );
    expect(await checked()).not.toContain('gives no value for');
    // Several programs take no arguments: the start names them.
    await wordsFor({ 'src/b.py': 'print(1)\n' }, 'python src/run.py && python src/b.py');
    expect(read('tre/README.md')).toContain("--set program='python src/run.py --save False && python src/b.py'");
  });

  it('has no value that lies on somebody else’s machine', async () => {
    const program =
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--data", required=True)\nprint(p.parse_args())\n';
    const files = { 'run.py': program, 'run.sh': 'python run.py --data /home/ann/a.csv\n' };
    expect(await wordsFor(files, 'run.py')).toBe('--data VALUE_OF_DATA');
  });
});
