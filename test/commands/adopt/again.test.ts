import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt, check, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-again-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Flags = Readonly<Record<string, string | boolean | readonly string[]>>;

async function start(run: AnyCall, target: string, flags: Flags): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

/** Adopts a program, in this folder of a repository of its own. */
async function adoptInto(place: string): Promise<{ readonly root: string; readonly tre: string }> {
  const root = join(folder, place);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'run.py'), 'print(open("/safe_data/x.csv").read())\n');
  execFileSync('git', ['init', '--quiet', folder]);
  const set = ['program=run.py', 'name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];
  expect(await start(adopt, root, { defaults: true, set })).toMatch(/^0\n/);
  return { root, tre: join(root, 'tre') };
}

const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));
const rowOf = (tre: string, rule: string): string =>
  readFileSync(join(tre, 'CHECKLIST.md'), 'utf8')
    .split('\n')
    .find((line) => line.includes(`<!-- rule:${rule} -->`)) ?? '';
const takeMine = (text: string): string =>
  text.replaceAll(/^<<<<<<<[^\n]*\n([^]*?)^\|{7}[^]*?^>>>>>>>[^\n]*\n/gm, '$1');

test('an upgrade that is finished after markers stays one of an adopted folder', async () => {
  const { tre } = await adoptInto('.');
  const dockerfile = join(tre, 'Dockerfile');
  edit(dockerfile, (text) => text.replace(/image\.description=.*/, 'image.description="mine"'));
  expect(await start(upgrade, tre, { set: ['description=another'], defaults: true })).toMatch(/^1\n/);
  expect(readFileSync(dockerfile, 'utf8')).toContain('<<<<<<<');
  expect(await start(adopt, folder, { defaults: true })).toMatch(/an upgrade of this project has open conflicts/);
  edit(dockerfile, takeMine);
  expect(await start(upgrade, tre, { defaults: true })).toMatch(/^0\n/);
  expect(readFileSync(dockerfile, 'utf8')).toContain('ENTRYPOINT ["python", "/opt/project/run.py"]');
  expect(readFileSync(dockerfile, 'utf8')).toContain('image.description="mine"');
  expect(existsSync(join(tre, 'src/main.py'))).toBe(false);
  expect(existsSync(join(tre, 'Dockerfile.dockerignore'))).toBe(true);
});

test('adopt that runs again rests its checklist on what the person made of the Dockerfile', async () => {
  const { root, tre } = await adoptInto('.');
  expect(rowOf(tre, 'non-root-user')).toMatch(/^- \[x\]/);
  edit(join(tre, 'Dockerfile'), (text) => text.replace(/^USER tre\n/m, ''));
  writeFileSync(join(root, 'extra.py'), 'print(1)\n');
  expect(await start(adopt, root, { defaults: true })).toMatch(/^0\n/);
  expect(readFileSync(join(tre, 'Dockerfile'), 'utf8')).toContain('extra.py');
  expect(rowOf(tre, 'non-root-user')).toMatch(/^- \[ \]/);
});

test.each(['.', 'analysis'])('in %s the written checklist is the one that a check finds', async (place) => {
  const { root, tre } = await adoptInto(place);
  expect(rowOf(tre, 'adoption-settled')).not.toContain('Does not apply');
  const first = readFileSync(join(tre, 'CHECKLIST.md'), 'utf8').split('\n');
  const renewed = 'tre/CHECKLIST.md is up to date';
  expect(await start(check, tre, { checklist: true, 'fail-on': 'never' })).toContain(renewed);
  const changed = readFileSync(join(tre, 'CHECKLIST.md'), 'utf8')
    .split('\n')
    .filter((line) => !first.includes(line));
  expect(changed.filter((line) => !line.includes('<!-- rule:dockerignore-present -->'))).toEqual([]);
  edit(join(tre, 'Dockerfile'), (text) => `${text}# mine\n`);
  writeFileSync(join(root, 'extra.py'), 'print(1)\n');
  expect(await start(adopt, root, { defaults: true })).toMatch(/^0\n/);
  expect(await start(check, tre, { checklist: true, 'fail-on': 'never' })).toContain('CHECKLIST.md is up to date');
  edit(join(folder, '.github/workflows/container-cohort.yml'), (text) => text.replaceAll('--platform linux/amd64', ''));
  expect(await start(upgrade, tre, { set: ['contact=ada@example.org'], defaults: true })).toMatch(/^0\n/);
  expect(await start(check, tre, { checklist: true, 'fail-on': 'never' })).toContain('CHECKLIST.md is up to date');
});

test('the first checklist is the one that a check finds where data goes in and git ignores files', async () => {
  for (const each of ['data/codelists', 'figs']) mkdirSync(join(folder, each), { recursive: true });
  writeFileSync(join(folder, 'data/codelists/icd10.csv'), 'code,label\nF00,dementia\n');
  writeFileSync(join(folder, 'figs/a.svg'), '<svg/>\n');
  writeFileSync(join(folder, '.gitignore'), 'figs/\n');
  writeFileSync(join(folder, 'fit.py'), 'print(open("data/codelists/icd10.csv").read())\n');
  const { tre } = await adoptInto('.');
  const first = readFileSync(join(tre, 'CHECKLIST.md'), 'utf8');
  expect(first).not.toContain('only the name was looked at');
  expect(await start(check, tre, { checklist: true, 'fail-on': 'never' })).toContain('CHECKLIST.md is up to date');
  expect(readFileSync(join(tre, 'CHECKLIST.md'), 'utf8')).toBe(first);
});

test('files in the way are named from the root of the repository, and shown with both sides', async () => {
  const { root, tre } = await adoptInto('.');
  edit(join(tre, 'Dockerfile'), (text) => text.replace(/image\.description=.*/, 'image.description="mine"'));
  const other = { defaults: true, set: ['description=another'] };
  const stopped = await start(adopt, root, other);
  expect(stopped).toMatch(/^1\n[^]*tre\/Dockerfile: /);
  expect(stopped).toMatch(/yours: +.*image\.description="mine"/);
  expect(stopped).toMatch(/the template's: .*image\.description=another/);
  const kept = await start(adopt, root, { ...other, 'on-conflict': 'yours' });
  expect(kept).toMatch(/^0\n/);
  expect(kept).toMatch(/^tre\/Dockerfile: yours is kept as it is/m);
  expect(readFileSync(join(tre, 'Dockerfile'), 'utf8')).toContain('image.description="mine"');
});

test('packages of the system stay with another base, there and back', async () => {
  const { root, tre } = await adoptInto('.');
  expect(await start(upgrade, tre, { defaults: true, set: ['systemPackages=graphviz'] })).toMatch(/^0\n/);
  for (const base of ['jupyter', 'python']) {
    expect(await start(adopt, root, { defaults: true, base, 'on-conflict': 'theirs' })).toMatch(/^0\n/);
    expect(readFileSync(join(tre, 'Dockerfile'), 'utf8')).toContain('graphviz');
  }
});

test('a version that a person wrote into the list of packages is one', async () => {
  writeFileSync(join(folder, 'requirements.txt'), '');
  writeFileSync(join(folder, 'pyproject.toml'), '[project]\nname = "a"\ndependencies = ["lifelines", "pyyaml"]\n');
  const { root, tre } = await adoptInto('.');
  const list = join(tre, 'packages.txt');
  expect(readFileSync(list, 'utf8')).toMatch(/^lifelines$/m);
  edit(list, (text) => text.replace(/^lifelines$/m, 'lifelines==0.30.0'));
  const said = await start(adopt, root, { defaults: true });
  expect(said).toContain('tre/packages.txt names pyyaml without a version');
});

const nameNeeded = (names: string): void =>
  writeFileSync(join(folder, 'pyproject.toml'), `[project]\nname = "a"\ndependencies = [${names}]\n`);

test('a package that the project names since, and the copied list lacks, is said', async () => {
  nameNeeded('"lifelines==0.30.0"');
  const { root, tre } = await adoptInto('.');
  expect(await start(check, tre, { verbose: true })).not.toContain('which the image installs, does not');
  nameNeeded('"lifelines==0.30.0", "pyarrow==18.0.0", "pywin32==306; sys_platform == \'win32\'"');
  const said = await start(check, tre, { verbose: true });
  expect(said.replaceAll(/\s+/g, ' ')).toContain('pyproject.toml names pyarrow, and tre/packages.txt, which the image');
  expect(await start(adopt, root, { defaults: true })).toMatch(/^0\n/);
  expect(readFileSync(join(tre, 'packages.txt'), 'utf8')).toContain('pyarrow==18.0.0');
  expect(await start(check, tre, { verbose: true })).not.toContain('which the image installs, does not');
});

test('a session opens the notebook that there is, also when it was given another name', async () => {
  const notebook = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });
  execFileSync('git', ['init', '--quiet', folder]);
  writeFileSync(join(folder, 'one.ipynb'), notebook);
  expect(await start(adopt, folder, { defaults: true, base: 'jupyter' })).toMatch(/^0\n/);
  const session = join(folder, 'tre/start-session.sh');
  expect(readFileSync(session, 'utf8')).toContain('one.ipynb');
  rmSync(join(folder, 'one.ipynb'));
  writeFileSync(join(folder, 'two.ipynb'), notebook);
  expect(await start(adopt, folder, { defaults: true })).toMatch(/^0\n/);
  expect(readFileSync(session, 'utf8')).toContain('two.ipynb');
  expect(readFileSync(session, 'utf8')).not.toContain('one.ipynb');
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).not.toContain('one.ipynb');
});

test('what is written reads as it is: no mark turns the direction of a line', async () => {
  const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/;
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM python:3.12\nCOPY . /app\nUSER a\u202Eb\nRUN echo \u2066x\nCMD ["python", "/app/run.py"]\n',
  );
  writeFileSync(join(folder, 'codes\u202Evsc.py'), 'X = 1\n');
  writeFileSync(join(folder, 'README.md'), 'Run `python run.py --in a\u202Eb`.\n');
  const { tre } = await adoptInto('.');
  const written = readdirSync(tre, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(written.length).toBeGreaterThan(5);
  for (const { name, parentPath } of written)
    expect([name, turning.test(readFileSync(join(parentPath, name), 'utf8'))]).toEqual([name, false]);
  expect(readFileSync(join(tre, 'README.md'), 'utf8')).toContain(String.raw`codes\u202evsc.py`);
});

const says = (version: string): void => writeFileSync(join(folder, '.python-version'), `${version}\n`);

test('an image that nobody chose follows the version that the files say, and one that a person named stays', async () => {
  says('3.11.9');
  const { root, tre } = await adoptInto('.');
  const from = (): string => /^FROM (.*)$/m.exec(readFileSync(join(tre, 'Dockerfile'), 'utf8'))?.[1] ?? '';
  const page = (): string => readFileSync(join(tre, 'README.md'), 'utf8');
  expect(from()).toContain('python:3.11');
  says('3.12.4');
  const said = await start(adopt, root, { defaults: true });
  expect(said.replaceAll(/\s+/g, ' ')).toMatch(
    /image: \S+python:3\.12\S+ now, as your files ask for; it was \S+3\.11\S+,/,
  );
  expect(from()).toContain('python:3.12');
  expect(page()).not.toContain('you named this image');
  const pinned = `${from().split('@', 1)[0] ?? ''}@sha256:${'a'.repeat(64)}`;
  expect(await start(upgrade, tre, { defaults: true, set: [`image=${pinned}`] })).toMatch(/^0\n/);
  expect(await start(adopt, root, { defaults: true })).toMatch(/^0\n/);
  expect(from()).toBe(pinned);
  await start(upgrade, tre, { defaults: true, set: ['image=docker.io/library/python:3.13.1'] });
  says('3.11.9');
  expect(await start(adopt, root, { defaults: true })).not.toContain('image:');
  expect(from()).toContain('python:3.13.1');
  expect(page()).toContain('you named this image');
  // What is rehearsed is the Dockerfile as pin leaves it.
  expect(page()).toMatch(/ pin tre [^]* check tre\n[^]* rehearse tre\n/);
});

test('the base that was decided stands, and survey and adopt say alike what the files call for by now', async () => {
  const { root, tre } = await adoptInto('.');
  writeFileSync(join(root, 'run.py'), 'import torch\nprint(torch.ones(3).cuda(), open("/safe_data/x.csv").read())\n');
  const other = 'the files call for pytorch (torch is imported), which --base pytorch takes';
  const surveyed = await start(adopt, root, { survey: true });
  expect(surveyed).toContain(`python   decided when tre/ was written; ${other}`);
  expect(surveyed).not.toContain('next would be python');
  expect(await start(adopt, root, { defaults: true })).toContain(`note: the base stays as it was decided; ${other}`);
  expect(readFileSync(join(tre, 'Dockerfile'), 'utf8')).toContain('FROM docker.io/library/python');
  expect(readFileSync(join(tre, 'README.md'), 'utf8')).not.toContain('import neither torch');
  expect(await start(adopt, root, { defaults: true, base: 'pytorch' })).not.toContain('the base stays');
  expect(await start(adopt, root, { defaults: true })).not.toContain('the base stays');
  expect(readFileSync(join(tre, 'Dockerfile'), 'utf8')).toContain('FROM docker.io/pytorch/');
});

test('the base stands where none is for what came to the files since, and no answer is lost', async () => {
  writeFileSync(join(folder, 'run.R'), 'x <- read.csv("/safe_data/a.csv")\nwrite.csv(x, "/safe_outputs/b.csv")\n');
  execFileSync('git', ['init', '--quiet', folder]);
  const set = ['program=run.R', 'name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];
  expect(await start(adopt, folder, { defaults: true, set })).toMatch(/^0\n/);
  writeFileSync(join(folder, 'app.R'), 'library(shiny)\nshinyApp(fluidPage(), function(input, output) {})\n');
  const other = 'of what the files call for there is no base: it is a Shiny application';
  expect(await start(adopt, folder, { survey: true })).toContain(other);
  const again = await start(adopt, folder, { defaults: true });
  expect(again).toMatch(/^0\n/);
  expect(again).toContain(`note: the base stays as it was decided; ${other}`);
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).not.toMatch(/^\| base .*you named/m);
});

test('a checklist that is as the files are is nothing that an upgrade writes, and nothing is said to be stale', async () => {
  const { root, tre } = await adoptInto('.');
  writeFileSync(join(root, 'run.py'), 'open("/home/me/b.csv", "w").write(open("/safe_data/x.csv").read())\n');
  await start(adopt, root, { defaults: true });
  writeFileSync(join(root, 'run.py'), 'open("/safe_outputs/b.csv", "w").write(open("/safe_data/x.csv").read())\n');
  edit(join(tre, 'README.md'), (text) => text.replace('- [ ]', '- [x]'));
  await start(check, tre, { checklist: true });
  const before = readFileSync(join(tre, 'CHECKLIST.md'), 'utf8');
  const drift = await start(upgrade, tre, { check: true });
  expect(drift).toMatch(/edited +.*CHECKLIST\.md/);
  expect(drift).not.toContain('stale');
  const upgraded = await start(upgrade, tre, { defaults: true });
  expect(upgraded).toMatch(/baseline\.json is renewed[^]*is up to date/);
  expect(readFileSync(join(tre, 'CHECKLIST.md'), 'utf8')).toBe(before);
  expect(await start(upgrade, tre, { check: true })).toBe(drift);
});
