import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StepBack, UserError } from '../../../src/model/errors.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-newcomer-'));
  write({
    'analysis/prepare.py':
      'import pandas as pd\nd = pd.read_csv("data/raw.csv")\nprint(d.shape)\nprint(d.head())\nd.to_csv("output/clean.csv")\n',
    'analysis/model.py':
      'import pandas as pd\nd = pd.read_csv("output/clean.csv")\nprint(d.shape)\nprint(d.head())\nd.describe().to_csv("output/table.csv")\n',
    'requirements.txt': 'pandas==2.2.3\n',
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function run(flags: object, target = folder): Promise<string> {
  const environment = catchEnvironment();
  try {
    await adopt({ targets: [target], flags }, environment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ what, fix = '' }) => `${what} | ${fix}`).join('\n');
  }
  return environment.printed.err + environment.printed.out;
}

const both = 'python analysis/prepare.py && python analysis/model.py';

describe('a slip of the pen', () => {
  it.each([
    ['python analysis/prepare.py && pyton analysis/model.py', 'did you mean python?'],
    ['rscript analysis/model.R', 'there is no analysis/model.R'],
    ['pyhton3 -m analysis', 'did you mean python'],
    ['snakemak --cores 1', 'did you mean snakemake?'],
  ])('in a program is refused: %s', async (program, said) => {
    expect(await run({ defaults: true, set: [`program=${program}`] })).toContain(said);
  });

  it.each([both, 'bash -c "python analysis/model.py"', 'cmake --build .', 'python2 analysis/model.py', 'own-tool'])(
    'is none of these: %s',
    async (program) => {
      expect(await run({ defaults: true, 'dry-run': true, set: [`program=${program}`] })).not.toContain('did you mean');
    },
  );

  it('in a key or a base names what was meant, and no answer that adopt refuses', async () => {
    expect(await run({ set: ['progam=a.py'] })).toContain('did you mean program?');
    const said = await run({ set: ['xyzzy=1'] });
    expect(said).toMatch(/the answers are program, mode, name,/);
    expect(said).not.toMatch(/\b(?:packages|models)\b/);
    expect(await run({ base: 'pytorhc' })).toContain('did you mean pytorch?');
  });
});

describe('what is started', () => {
  it('is not asked for again where it was given', async () => {
    const said = await run({ survey: true, set: [`program=${both}`] });
    expect(said).toContain(`${both}   you named it`);
    expect(said).not.toContain('What does the container start?');
    const open = await run({ survey: true });
    expect(open).toContain('What does the container start?');
    expect(open).toMatch(/one after the other: --set program='python analysis\/\w+\.py && python/);
  });

  it('can be several programs at the terminal', async () => {
    const { asker, seen } = scriptedAsker({
      'What does the container start?': ['\nseveral', '\nseveral'],
      'Which, one after the other?': [new StepBack(), 'pyton analysis/prepare.py', both],
      'Safe Haven project id': ['nsh-1'],
      'Registry that the image is pushed to': ['ghcr.io/lab'],
    });
    expect(await adopt({ targets: [folder], flags: {} }, catchEnvironment({ asker }))).toBe(0);
    expect(readFileSync(join(folder, 'tre/start.sh'), 'utf8')).toContain(
      'python analysis/prepare.py\npython analysis/model.py',
    );
    const which = seen.filter(({ message }) => message === 'Which, one after the other?');
    expect(which[0]?.initial).toMatch(/^python analysis\/\w+\.py && python analysis\/\w+\.py$/);
    expect(which[1]?.refused.join()).toContain('did you mean python?');
  });
});

describe('the survey', () => {
  it('names the data that somebody keeps out of the repository', async () => {
    expect(await run({ survey: true })).toMatch(/data {7}data\/raw\.csv is read, and is not in the repository/);
  });

  it('says in a folder of a repository that nothing above it is looked at', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    expect(await run({ survey: true }, join(folder, 'analysis'))).toContain(
      'this is the folder analysis of a repository: nothing above it is looked at',
    );
    expect(await run({ survey: true })).not.toContain('of a repository:');
  });

  it('takes no folder that adopt wrote for a repository', async () => {
    await run({ defaults: true, set: [`program=${both}`] });
    expect(await run({ survey: true }, join(folder, 'tre'))).toContain('is the folder that adopt wrote');
  });
});

it('asks whether what is read again is a result, since it is kept', async () => {
  await run({ defaults: true, set: [`program=${both}`] });
  const page = readFileSync(join(folder, 'tre/README.md'), 'utf8');
  expect(page).toMatch(/output\/clean\.csv is written here, read again \(analysis\/model\.py:2\).*is it a result/);
  expect(page).not.toMatch(/output\/table\.csv is written here, read again/);
  expect(page).toContain('$ npx generator-tre-container check tre');
});
