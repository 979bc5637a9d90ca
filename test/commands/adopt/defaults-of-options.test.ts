import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'defaults-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const head = 'import argparse, os\nimport pandas as pd\n';
const options =
  'p = argparse.ArgumentParser()\np.add_argument("--data", default="data/cohort.csv")\np.add_argument("--out", default="results")\na = p.parse_args()\n';
const work = (data: string, out: string): string =>
  `d = pd.read_csv(${data})\nos.makedirs(${out}, exist_ok=True)\nprint(d)\nd.to_csv(os.path.join(${out}, "cox.csv"))\n`;

async function start(command: string, program: string): Promise<string> {
  const files = {
    'README.md': `Run:\n\n    ${command}\n`,
    'requirements.txt': 'pandas==2.2.3\n',
    'data/cohort.csv': 'id,age\n1,2\n',
    'run.py': program,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await adopt({ targets: [folder], flags: { defaults: true } }, catchEnvironment());
  return existsSync(join(folder, 'tre/start.sh')) ? readFileSync(join(folder, 'tre/start.sh'), 'utf8') : '';
}

it.each([
  ['options', head + options + work('a.data', 'a.out')],
  ['variables', head + work('os.environ.get("DATA", "data/cohort.csv")', 'os.environ.get("OUT", "results")')],
])('the relative defaults of %s are places that the start script makes', async (_name, program) => {
  const script = await start('python run.py', program);
  expect(script).toMatch(/^for folder in data; do$/m);
  expect(script).toMatch(/^for folder in results; do$/m);
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toMatch(
    /data\/cohort\.csv is read by run\.py and stays out/,
  );
});

it('a default that the start replaces is none', async () => {
  const given = 'python run.py --data /safe_data/cohort.csv --out=/safe_outputs';
  expect(await start(given, head + options + work('a.data', 'a.out'))).toBe('');
});

it('a default that the start replaces is none in a module that the program imports', async () => {
  mkdirSync(join(folder, 'lib'), { recursive: true });
  writeFileSync(join(folder, 'lib/load.py'), 'import pandas as pd\n\ndef load(path):\n    return pd.read_csv(path)\n');
  const program = `${head}from lib.load import load\n${options}d = load(a.data)\nd.to_csv("/safe_outputs/x.csv")\n`;
  await start('python run.py --data /safe_data/cohort.csv', program);
  const failed = async (): Promise<string> => {
    const environment = catchEnvironment();
    await check({ targets: [join(folder, 'tre')], flags: { verbose: true } }, environment);
    return environment.printed.out.split('\n').find((line) => line.endsWith('[files-in-image]')) ?? '';
  };
  expect(await failed()).not.toContain('opens data/cohort.csv');
  // Without what it was given the default is what it opens.
  const dockerfile = join(folder, 'tre/Dockerfile');
  const text = readFileSync(dockerfile, 'utf8');
  writeFileSync(dockerfile, text.replace(/^ENTRYPOINT .*$/m, 'ENTRYPOINT ["python", "/opt/project/run.py"]'));
  expect(await failed()).toContain('opens data/cohort.csv');
});

it('what is written beside the program is no to-do where the start script keeps it', async () => {
  const program = `${head}d = pd.read_csv("/safe_data/c.csv")\nprint(d)\nd.to_csv("result.csv")\n`;
  expect(await start('python run.py', program)).toContain('cp {} /safe_outputs/');
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).not.toContain('where nothing is kept');
});

it('a folder without a program is told that there is none', async () => {
  const environment = catchEnvironment();
  await adopt({ targets: [folder], flags: { survey: true } }, environment);
  const { out } = environment.printed;
  expect(out).toContain('there is no program here');
  expect(out).toContain('as long as there is no program');
  expect(out).not.toMatch(/only define functions|from beginning to end|import nothing/);
});
