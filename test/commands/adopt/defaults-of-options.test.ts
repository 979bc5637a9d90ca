import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
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
