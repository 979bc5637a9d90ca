import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-program-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function run(flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await adopt({ targets: [folder], flags }, environment);
  return environment.printed.out + environment.printed.err;
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

const steps = {
  '01-clean.R': 'd <- read.csv("/safe_data/a.csv")\nwrite.csv(d, "/safe_outputs/a.csv")\n',
  '02-model.R': 'd <- read.csv("/safe_outputs/a.csv")\nwrite.csv(d, "/safe_outputs/b.csv")\n',
};

describe('what is started', () => {
  it('is said to be chosen where a person chose it, also when adopt runs again', async () => {
    write(steps);
    await run({ defaults: true, set: ['program=Rscript 01-clean.R && Rscript 02-model.R'] });
    const row = /^\| starts \|.*$/m;
    expect(row.exec(read('tre/README.md'))?.[0]).toMatch(/\| you named it \|$/);
    await run({ defaults: true });
    expect(row.exec(read('tre/README.md'))?.[0]).toMatch(/\| you named it \|$/);
  });

  it('keeps the reason of the survey where its proposal was taken', async () => {
    write({ ...steps, 'README.md': 'Run in order: `01-clean.R`, then `02-model.R`.\n' });
    await run({ defaults: true });
    expect(read('tre/README.md')).toContain('| README.md says to run them in order (README.md:1) |');
    expect(read('tre/start.sh')).toContain("sh -e -c 'Rscript 01-clean.R\nRscript 02-model.R'");
  });

  it('takes the order that a sentence says, where both names are files and nothing makes it a choice', async () => {
    const said = "sh -c 'Rscript 01-clean.R && Rscript 02-model.R'   README.md says to run them one after the other";
    write({ ...steps, 'README.md': '# Study\n\nRun 01-clean.R and then 02-model.R.\n' });
    expect(await run({ survey: true })).toContain(said);
    write({ 'README.md': '# Study\n\nFirst run 01-clean.R.\nThen 02-model.R makes the tables.\n' });
    expect(await run({ survey: true })).toContain('says to run them one after the other (README.md:3)');
    for (const other of [
      'Run 01-clean.R, then either 02-model.R or nothing.',
      'Run 02-model.R, but 01-clean.R before, and then look.',
      'Run 01-clean.R and then clean.R.',
      'The scripts are 01-clean.R and then 02-model.R.',
    ]) {
      write({ 'README.md': `${other}\n` });
      expect(await run({ survey: true })).toContain('and nothing in the repository says which');
    }
  });

  it('says whence the arguments of a named program come', async () => {
    write({
      'analysis/run.py': 'import sys\nprint(open(sys.argv[1]).read())\n',
      'README.md': 'Try `python analysis/run.py data/cohort.csv`\n',
    });
    await run({ defaults: true, set: ['program=analysis/run.py'] });
    expect(read('tre/README.md')).toContain(
      '| starts | python analysis/run.py data/cohort.csv | you named it; its arguments are those of README.md:1 |',
    );
  });

  it('takes no argument where it is several programs, and says so', async () => {
    write(steps);
    await run({ defaults: true, set: ['program=Rscript 01-clean.R && Rscript 02-model.R'] });
    expect(read('tre/Dockerfile')).toContain(
      'its programs, one after the other, are the container; it takes no arguments',
    );
    const started = spawnSync('sh', [join(folder, 'tre/start.sh'), '--seed', '1'], { encoding: 'utf8' });
    expect([started.status, started.stderr]).toEqual([
      2,
      'several programs are started here, so that arguments have no place\n',
    ]);
    expect(execFileSync('sh', ['-n', join(folder, 'tre/start.sh')], { encoding: 'utf8' })).toBe('');
  });

  it('is offered once each', async () => {
    write(steps);
    const survey = await run({ survey: true });
    expect(survey).toMatch(/starts {5}Rscript 01-clean\.R {3}[^\n]*\n {13}or 02-model\.R\n/);
    expect(survey).not.toContain('or 01-clean.R');
  });
});
