import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt, check, create, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// What a newcomer is told of answers that an adopted folder has already.

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'decided-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const readme = (...lines: readonly string[]): string => `# Study\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
const set = ['project=eidf999', 'registry=ghcr.io/me'];
const first = {
  'analysis/01_fit.R': 'library(survival)\n',
  'analysis/02_plot.R': 'library(ggplot2)\n',
  'README.md': readme('Rscript analysis/01_fit.R', 'Rscript analysis/02_plot.R'),
};

async function adoptAgain(): Promise<string> {
  const environment = catchEnvironment();
  await adopt({ targets: [folder], flags: { defaults: true, set } }, environment);
  return environment.printed.err;
}

test('a start that the files call for no longer is told by the run that writes', async () => {
  write(first);
  expect(await adoptAgain()).not.toContain('the start stays');
  expect(await adoptAgain()).not.toContain('the start stays');
  write({
    'analysis/03_table.R': 'library(gt)\n',
    'README.md': readme('Rscript analysis/01_fit.R', 'Rscript analysis/02_plot.R', 'Rscript analysis/03_table.R'),
  });
  expect(await adoptAgain()).toContain('the start stays as it was decided; the files call for another');
});

test.each([
  ['base=python', 'base: adopt decided it', 'packages:'],
  ['runtimes=podman,aptainer', '"aptainer" is not one of the choices', 'cannot run on aptainer'],
])('one slip is one error: %s', async (given, said, unsaid) => {
  write(first);
  await adoptAgain();
  const environment = catchEnvironment();
  await expect(upgrade({ targets: [join(folder, 'tre')], flags: { set: [given] } }, environment)).rejects.toSatisfy(
    (error) => {
      const text = JSON.stringify((error as { problems?: unknown }).problems ?? String(error));
      return (
        text.includes(
          said
            .split(': ')
            .at(-1)
            ?.replaceAll('"', String.raw`\"`) ?? '',
        ) && !text.includes(unsaid)
      );
    },
  );
});

test('a list that was moved is moved back, and not written anew', async () => {
  const target = join(folder, 'p');
  const environment = catchEnvironment();
  await create({ targets: [target], flags: { set: ['base=python', ...set], defaults: true } }, environment);
  write({ 'p/src/requirements.txt': 'pandas==2.2.3\n' });
  rmSync(join(target, 'requirements.txt'));
  const checked = catchEnvironment();
  await check({ targets: [target], flags: { 'fail-on': 'never' } } as never, checked);
  expect(checked.printed.out.replaceAll(/\s+/g, ' ')).toContain(
    'move it back: mv src/requirements.txt requirements.txt',
  );
});
