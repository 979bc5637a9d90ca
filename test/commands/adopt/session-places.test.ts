import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt, check } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-places-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const notebook = (...lines: readonly string[]): string =>
  JSON.stringify({
    cells: [
      { cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source: lines.map((line) => `${line}\n`) },
    ],
    metadata: { kernelspec: { name: 'python3', language: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  });

async function adoptSession(): Promise<string> {
  const environment = catchEnvironment();
  const flags = { defaults: true, set: ['mode=interactive', 'project=nsh-2026-001', 'registry=ghcr.io/me'] };
  expect(await adopt({ targets: [folder], flags }, environment)).toBe(0);
  return readFileSync(join(folder, 'tre/README.md'), 'utf8');
}

const script = (): string => readFileSync(join(folder, 'tre/start-session.sh'), 'utf8');

test('what a notebook writes by a relative name is kept with the copy of the session, and what it reads so lies nowhere', async () => {
  write('environment.yml', 'dependencies: [python=3.12, pandas=2.2.3]\n');
  write('codes/icd.csv', 'a\n1\n');
  write(
    'notebooks/a.ipynb',
    notebook(
      'import pandas as pd',
      "df = pd.read_csv('../data/cohort.csv')",
      "codes = pd.read_csv('../codes/icd.csv')",
      "df.to_csv('../results/out.csv')",
      "df.to_csv('beside.csv')",
      "again = pd.read_csv('beside.csv')",
    ),
  );
  const page = await adoptSession();
  expect(page).not.toContain('where nothing is kept');
  expect(page).toContain(
    '../data/cohort.csv is read, and is not in the repository: in the session it lies below /safe_data',
  );
  expect(page).not.toContain('results/out.csv is written');
  expect(page).toContain('| works in | /safe_outputs/project, a copy of /opt/project, with results/ for results |');
  expect(script()).toContain('\nmkdir -p /safe_outputs/project/results\n');
  expect(page).not.toMatch(/icd\.csv is read|beside\.csv is/);
  const environment = catchEnvironment();
  await check({ targets: [join(folder, 'tre')], flags: { verbose: true } }, environment);
  expect(environment.printed.out).not.toContain('writes to /results');
});

test('what is edited in the copy of a session is what runs, and what its modules read beside themselves lies nowhere', async () => {
  write('environment.yml', 'dependencies: [python=3.12, pandas=2.2.3]\n');
  write('figures/.gitkeep', '');
  write(
    'src/features.py',
    "from pathlib import Path\nimport pandas as pd\nDATA = Path(__file__).parent.parent / 'data'\ndef stays():\n    return pd.read_parquet(DATA / 'stays.parquet')\n",
  );
  write(
    'notebooks/a.ipynb',
    notebook(
      'import sys',
      "sys.path.append('../src')",
      'import features',
      'import matplotlib.pyplot as plt',
      "plt.savefig('../figures/a.png')",
    ),
  );
  const page = await adoptSession();
  expect(page).toContain('data/stays.parquet is read, and is not in the repository');
  expect(page).toContain('modules are imported from there');
  expect(script()).toContain('export PYTHONPATH=/safe_outputs/project:/safe_outputs/project/src"${PYTHONPATH');
  expect(script()).toContain('\nmkdir -p /safe_outputs/project/figures\n');
});

test('an absolute place is the one that it names', async () => {
  write('environment.yml', 'dependencies: [python=3.12, pandas=2.2.3]\n');
  write('a.ipynb', notebook('import pandas as pd', 'df = pd.DataFrame()', "df.to_csv('/results/out.csv')"));
  const page = await adoptSession();
  expect(page).toContain('| /results | leads to /safe_outputs | your programs name it (a.ipynb:1)');
  expect(page).not.toContain('the session keeps it');
});

test('what a module writes by a relative name is kept too, and of a place that is computed the page says where it is', async () => {
  write('environment.yml', 'dependencies: [python=3.12, pandas=2.2.3]\n');
  write('work.py', 'import sys\ndef keep(d):\n    d.to_csv("table.csv")\n    d.to_csv(sys.argv[1] + "/marks.csv")\n');
  write('a.ipynb', notebook('import pandas as pd', 'import work', 'work.keep(pd.DataFrame())'));
  const boxes = (await adoptSession()).split('\n').filter((line) => line.startsWith('- [ ]'));
  expect(boxes.join('\n')).not.toContain('table.csv');
  expect(boxes.filter((line) => line.includes('work.py:4'))).toEqual([
    expect.stringContaining("is kept only where it lies in the session's copy of the project, in /safe_outputs"),
  ]);
});

test('of notebooks that the README numbers the session opens the one that is named first', async () => {
  write('environment.yml', 'dependencies: [python=3.12, pandas=2.2.3]\n');
  write('notebooks/01_cohort.ipynb', notebook('import pandas as pd'));
  write('notebooks/02_fit.ipynb', notebook('import pandas as pd'));
  write('README.md', '# Study\n\nRun `notebooks/01_cohort.ipynb`, then `notebooks/02_fit.ipynb`.\n');
  expect(await adoptSession()).toContain('opens notebooks/01_cohort.ipynb');
});
