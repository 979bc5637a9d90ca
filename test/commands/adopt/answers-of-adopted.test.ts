import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { adopt, type AnyCall, create, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
  writeFileSync(
    join(folder, 'run.py'),
    'import pandas as pd\npd.read_csv("/safe_data/a.csv").to_csv("/safe_outputs/b.csv")\n',
  );
  writeFileSync(join(folder, 'requirements.txt'), 'pandas==3.0.6\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const program = 'program=run.py';

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<void> {
  await run({ targets: [join(folder, target)], flags: { defaults: true, ...flags } } as never, catchEnvironment());
}

/** Which answers are refused; nothing where the command goes through. */
async function refused(run: AnyCall, target: string, set: readonly string[]): Promise<readonly unknown[]> {
  try {
    await start(run, target, { set });
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // A problem without a way out counts as none.
    return error.problems.flatMap(({ where, fix }) => ((fix ?? '') === '' ? [] : [where]));
  }
}

const read = (path: string): string => readFileSync(join(folder, 'tre', path), 'utf8');

const all: readonly (readonly [string, string])[] = [
  ['base=r', 'base'],
  ['packages=scipy==1.17.0', 'packages'],
  ['models=a/b', 'models'],
  ['documents=paper.qmd', 'documents'],
  ['preCommit=true', 'preCommit'],
];

test.each(all)('%s of an adopted folder is refused, with what does it, and nothing is written', async (set, key) => {
  await start(adopt, '.', { set: [program] });
  const before = readdirSync(join(folder, 'tre'), { recursive: true }).map(String).toSorted();
  const texts = [read('Dockerfile'), read('.yo-rc.json')];
  for (const command of [upgrade, create]) expect(await refused(command, 'tre', [set])).toContain(key);
  expect([read('Dockerfile'), read('.yo-rc.json')]).toEqual(texts);
  expect(readdirSync(join(folder, 'tre'), { recursive: true }).map(String).toSorted()).toEqual(before);
});

test.each(all.slice(1))('%s is refused by adopt itself', async (set, key) => {
  expect(await refused(adopt, '.', [program, set])).toEqual([key]);
  expect(readdirSync(folder)).not.toContain('tre');
});

test('what an adopted folder has a meaning for goes through', async () => {
  await start(adopt, '.', { set: [program] });
  expect(await refused(upgrade, 'tre', ['gpu=true', 'systemPackages=libgomp1', 'name=other'])).toEqual([]);
  expect(read('Dockerfile')).toContain('libgomp1');
});

test('another base on a second run is another image, and packages of the system that a person named stay', async () => {
  await start(adopt, '.', { set: [program, 'systemPackages=libgomp1'] });
  await start(adopt, '.', { base: 'pytorch' });
  expect(read('Dockerfile')).toMatch(/^FROM docker\.io\/pytorch\/pytorch:/m);
  expect(read('Dockerfile')).toContain('libgomp1');
  expect(read('Dockerfile')).toContain('run.py');
  expect(JSON.parse(read('.yo-rc.json'))).toMatchObject({
    'generator-tre-container': { answers: { base: 'pytorch' } },
  });
});

test('a base in Python is taken where Snakemake starts programs in another language', async () => {
  rmSync(join(folder, 'run.py'));
  writeFileSync(join(folder, 'fit.R'), 'writeLines("a", "/safe_outputs/a")\n');
  writeFileSync(join(folder, 'Snakefile'), 'rule all:\n  input: "a"\nrule a:\n  output: "a"\n  script: "fit.R"\n');
  await start(adopt, '.', { base: 'python' });
  expect(read('Dockerfile')).toMatch(/^FROM docker\.io\/library\/python:/m);
});

test('a base that runs no program of the repository is refused, with those that do', async () => {
  writeFileSync(join(folder, 'Dockerfile'), 'FROM python:3.11\nCOPY run.py /\nCMD ["python", "/run.py"]\n');
  await expect(start(adopt, '.', { base: 'r', set: [program] })).rejects.toThrow(
    /R \(r-ver\) runs no program of this repository: they are written in Python \(run\.py\)[^]*python, pytorch, jupyter, rapids/,
  );
});

test('what is refused in an adopted folder points to nothing that is refused there too', async () => {
  const told = async (run: AnyCall, target: string, set: readonly string[]): Promise<string> => {
    try {
      await start(run, target, { set });
    } catch (error) {
      if (error instanceof UserError) return error.problems.map(({ what, fix }) => `${what}; ${fix ?? ''}`).join('\n');
    }
    throw new Error('it is not refused');
  };
  const port = ['port=8787'];
  expect(await told(adopt, '.', [program, ...port])).toContain('adopt --set mode=interactive');
  await start(adopt, '.', { set: [program] });
  for (const command of [upgrade, create]) {
    expect(await told(command, 'tre', port)).toContain('adopt --set mode=interactive');
    expect(await told(command, 'tre', ['quarto=1.6.42'])).not.toContain('documents=');
  }
  await start(adopt, '.', { set: ['mode=interactive', 'port=8889'] });
  expect(read('Dockerfile')).toContain('EXPOSE 8889');
  for (const set of ['documents=a.qmd', 'runtimes=podman,kubernetes']) {
    const said = await told(upgrade, 'tre', [set]).catch(() => '');
    expect(said).not.toMatch(/another base|--set base/);
  }
  rmSync(join(folder, 'tre'), { recursive: true });
  for (const file of ['run.py', 'requirements.txt']) rmSync(join(folder, file));
  writeFileSync(join(folder, 'run.R'), 'writeLines("a", "/safe_outputs/a")\n');
  await start(adopt, '.', { set: ['program=run.R'] });
  const said = await told(upgrade, 'tre', port);
  expect(said).toContain("in the folder's Dockerfile, with its port in EXPOSE");
  expect(said).not.toMatch(/--set (?:base|mode)/);
});
