import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnyCall, adopt, check, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-to-dos-'));
  execFileSync('git', ['init', '--quiet', folder]);
});
afterEach(() => rmSync(folder, { recursive: true }));

type Flags = Readonly<Record<string, string | boolean | readonly string[]>>;

async function start(run: AnyCall, target: string, flags: Flags): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

/** A program whose place of data is one to-do, and whose step on the way is another. */
const program =
  'd = open("/home/ann/cohort.csv").read()\nopen("results/a.csv", "w").write(d)\nprint(open("results/a.csv").read())\n';
const answers = ['program=run.py', 'name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

async function adoptIn(place: string, set: readonly string[] = answers): Promise<string> {
  const root = join(folder, place);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'run.py'), program);
  expect(await start(adopt, root, { defaults: true, set })).toMatch(/^0\n/);
  return root;
}

const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));
const boxes = (root: string): readonly string[] =>
  readFileSync(join(root, 'tre/README.md'), 'utf8')
    .split('\n')
    .filter((line) => /^- \[|^ {2}Ann/.test(line));
const settled = async (root: string): Promise<string> => {
  return (await start(check, join(root, 'tre'), { verbose: true }))
    .split('\n')
    .filter((line) => line.includes('[adoption-settled'))
    .join('\n');
};

describe('the to-dos of an adopted repository', () => {
  it('keep their ticks and what was written below them when adopt runs again', async () => {
    const root = await adoptIn('');
    const [first = '', second = ''] = boxes(root);
    expect(first).toMatch(/^- \[ \] .*run\.py:/);
    edit(join(root, 'tre/README.md'), (text) =>
      text.replace(first, `${first.replace('- [ ]', '*\t[X] ')}\n  Ann looked at it on 3 November.`),
    );
    // The place moves, a to-do comes, and the rest of the page changes too.
    writeFileSync(join(root, 'run.py'), `import os\nimport sys\n${program}open("/home/ann/other.csv")\n`);
    expect(await start(adopt, root, { defaults: true })).toMatch(/^0\n/);
    const after = boxes(root);
    expect(after[0]).toBe(
      first
        .replace('[ ]', '[x]')
        .replaceAll(/run\.py:(\d+)/g, (_, line: string) => `run.py:${String(Number(line) + 2)}`),
    );
    expect(after[1]).toBe('  Ann looked at it on 3 November.');
    expect(after.join('\n')).toContain('other.csv');
    expect(after.filter((line) => line.startsWith('- [x]'))).toHaveLength(1);
    expect(after.join('\n')).toContain(second.slice(0, 30));
  });

  it('that nothing asks for any more go, unless a person wrote below them', async () => {
    const root = await adoptIn('');
    const [first = '', second = ''] = boxes(root);
    edit(join(root, 'tre/README.md'), (text) =>
      text
        .replace(first, `${first.replace('[ ]', '[x]')}\n  Ann looked.`)
        .replace(second, `${second.replace('[ ]', '[x]')}\n- [ ] a to-do of my own`),
    );
    writeFileSync(join(root, 'run.py'), 'print(1)\n');
    expect(await start(adopt, root, { defaults: true })).toMatch(/^0\n/);
    expect(boxes(root)).toEqual([first.replace('[ ]', '[x]'), '  Ann looked.', '- [ ] a to-do of my own']);
  });

  it('are open where the list lacks one, whatever became of the page', async () => {
    const root = await adoptIn('');
    const [first = '', second = ''] = boxes(root);
    expect(second).not.toBe('');
    edit(join(root, 'tre/README.md'), (text) => text.replaceAll('- [ ]', '- [x]'));
    expect(await settled(root)).toContain('no box of tre/README.md is open: so say those who ticked them');
    edit(join(root, 'tre/README.md'), (text) => text.replace(`${first.replace('[ ]', '[x]')}\n`, ''));
    expect(await settled(root)).toContain('open, and not in the list of tre/README.md');
    rmSync(join(root, 'tre/README.md'));
    expect(await settled(root)).toContain('open, and not in the list of tre/README.md');
  });

  it('say of a working directory of another machine that its line goes', async () => {
    const root = folder;
    const going = 'import os\nos.chdir("/home/ann/stroke")\nprint(open("data/a.csv").read())\n';
    writeFileSync(join(root, 'run.py'), going);
    await start(adopt, root, { defaults: true, set: ['program=run.py'] });
    expect(boxes(root).join('\n')).toContain(
      '/home/ann/stroke (a home directory) does not exist in the TRE, and a program that comes to this line ends there: take the line out',
    );
  });

  it('say what an answer is once it is given', async () => {
    const root = await adoptIn('', ['program=run.py']);
    expect(boxes(root).join('\n')).toContain('- [ ] the Safe Haven project is not named');
    await start(upgrade, join(root, 'tre'), { set: ['project=p1', 'registry=ghcr.io/me'] });
    expect(boxes(root).join('\n')).toContain(
      '- [x] the Safe Haven project is named: p1\n- [x] the registry is named: ghcr.io/me',
    );
    expect(boxes(root).join('\n')).not.toContain('not named');
  });
});

describe.each(['', 'studies/one'])("GitLab's pipeline of a folder (%j)", (place) => {
  it('is open until a job at the root of the repository starts it', async () => {
    const root = await adoptIn(place);
    const file = join(folder, '.gitlab-ci.yml');
    const name = place === '' ? 'tre/gitlab-ci.yml' : `${place}/tre/gitlab-ci.yml`;
    const told = await start(upgrade, join(root, 'tre'), { set: ['ci=gitlab'] });
    expect(told).toContain(`GitLab starts nothing of ${name} by itself`);
    expect(boxes(root).join('\n')).toContain('- [ ] add the job that stands at the head of tre/gitlab-ci.yml');
    edit(join(root, 'tre/README.md'), (text) => text.replaceAll('- [ ]', '- [x]'));
    const open = `no job of the .gitlab-ci.yml at the root of the repository starts it: add the one at the head of`;
    expect(await settled(root)).toContain(open);
    expect(await start(check, join(root, 'tre'), { verbose: true })).not.toContain('the project has no pipeline');
    writeFileSync(file, `# include: ${name}\nstages: [test]\n`);
    expect(await settled(root)).toContain(open);
    writeFileSync(file, `container:\n  trigger:\n    include: ${name}\n    strategy: depend\n`);
    expect(await settled(root)).toContain('no box of tre/README.md is open');
    const verbose = await start(check, join(root, 'tre'), { verbose: true });
    expect(verbose).toMatch(/scans the Dockerfile|workflow-scans-dockerfile/);
    expect(verbose).not.toContain('the project has no pipeline');
  });
});
