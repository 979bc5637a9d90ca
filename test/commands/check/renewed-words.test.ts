import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check, create } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
  const set = ['name=cohort', 'project=p-1', 'registry=ghcr.io/my-group', 'base=python'];
  await create({ targets: [folder], flags: { set, defaults: true, quiet: true } }, catchEnvironment());
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const rowOf = (number: number): string =>
  read('CHECKLIST.md')
    .split('\n')
    .find((line) => line.includes(`<!-- question:${String(number)} -->`)) ?? '';

async function renew(): Promise<void> {
  await check({ targets: [folder], flags: { checklist: true } }, catchEnvironment());
}

test('a question says of its rules what they say now, and never what they said of other files', async () => {
  const fresh = rowOf(12);
  expect(fresh).toContain('Rules that hold: dependencies-pinned.');
  const list = read('requirements.txt');
  writeFileSync(join(folder, 'requirements.txt'), `${list}pydicom\n`);
  await renew();
  expect(rowOf(12)).toContain('See dependencies-pinned.');
  expect(read('CHECKLIST.md')).not.toContain('Rules that hold: dependencies-pinned');
  expect(rowOf(11)).not.toMatch(/requirements\.txt: \d/);
  writeFileSync(join(folder, 'requirements.txt'), list);
  await renew();
  expect(rowOf(12)).toBe(fresh);
});

test('what the answers say comes back once no rule is against it, and what a person wrote behind stays', async () => {
  const fresh = rowOf(32);
  expect(fresh).toContain('as generated: no model.');
  const program = read('src/main.py');
  writeFileSync(
    join(folder, 'CHECKLIST.md'),
    read('CHECKLIST.md').replace(/(33\. .* no-runtime-download\.)/, '$1 Ask Ada.'),
  );
  const noted = rowOf(33);
  writeFileSync(
    join(folder, 'src/main.py'),
    `from transformers import AutoModel\nAutoModel.from_pretrained("bert-base-uncased")\n${program}`,
  );
  await renew();
  expect(rowOf(32)).not.toContain('as generated');
  writeFileSync(join(folder, 'src/main.py'), program);
  await renew();
  expect(rowOf(32)).toBe(fresh);
  expect(noted).toContain('no-runtime-download. Ask Ada.');
  expect(rowOf(33)).toBe(noted);
});

test('what a person wrote behind our words stays, and ours are renewed', async () => {
  writeFileSync(
    join(folder, 'CHECKLIST.md'),
    read('CHECKLIST.md').replace(
      'Rules that hold: dependencies-pinned.',
      'Rules that hold: dependencies-pinned. Ask Ada.',
    ),
  );
  writeFileSync(join(folder, 'requirements.txt'), 'pydicom\n');
  await renew();
  expect(rowOf(12)).toContain('See dependencies-pinned. Ask Ada. <!--');
});

test('words of ours that a person changed stay', async () => {
  writeFileSync(
    join(folder, 'CHECKLIST.md'),
    read('CHECKLIST.md').replace('Rules that hold: dependencies-pinned.', 'Rules that Ada saw: dependencies-pinned.'),
  );
  const before = rowOf(12);
  writeFileSync(join(folder, 'requirements.txt'), 'pydicom\n');
  await renew();
  expect(rowOf(12).split(' <!--')[0]?.slice(6)).toBe(before.split(' <!--')[0]?.slice(6));
});

test('a question that files answer speaks of the files as they are, and of no answer', async () => {
  const cuda = `docker.io/nvidia/cuda:12.4.0-runtime-ubuntu22.04@sha256:${'a'.repeat(64)}`;
  expect(rowOf(8)).toContain('docker.io/library/python');
  writeFileSync(join(folder, 'Dockerfile'), read('Dockerfile').replace(/^FROM \S+/m, `FROM ${cuda}`));
  await renew();
  expect(rowOf(8)).toContain(cuda);
  expect(rowOf(8)).not.toContain('python');
  const workflow = '.github/workflows/container.yml';
  writeFileSync(join(folder, workflow), read(workflow).replaceAll('ghcr.io/my-group', 'ghcr.io/another-group'));
  await renew();
  expect(rowOf(13)).not.toContain('my-group');
});

test('what the answers say beside it is said to be as generated, but of the project itself', () => {
  for (const number of [10, 14, 19]) expect(rowOf(number)).toContain('as generated: ');
  expect(rowOf(1)).not.toContain('as generated');
});

test('a check names the rows that are ticked and hold no longer, and writes nothing', async () => {
  const quiet = catchEnvironment();
  await check({ targets: [folder], flags: {} }, quiet);
  expect(quiet.printed.err).not.toContain('CHECKLIST.md');
  writeFileSync(join(folder, 'Dockerfile'), read('Dockerfile').replace(/@sha256:\w+/, ''));
  const before = read('CHECKLIST.md');
  const told = catchEnvironment();
  await check({ targets: [folder], flags: {} }, told);
  expect(told.printed.err).toMatch(
    /^note: \S*CHECKLIST\.md ticks 2 rows that hold no longer: base-image-pinned, question 8\. Renew it: tre-container check \S+ --checklist$/m,
  );
  expect(read('CHECKLIST.md')).toBe(before);
});

test.each([
  ['CHECKLIST.md', 'a pipe', (path: string): unknown => execFileSync('mkfifo', [path])],
  ['CHECKLIST.md', 'a link out', (path: string): unknown => symlinkSync('/dev/zero', path)],
  ['CHECKLIST.md', 'a folder', (path: string): unknown => mkdirSync(path)],
  ['rehearsal/evidence.json', 'a pipe', (path: string): unknown => execFileSync('mkfifo', [path])],
  ['rehearsal/evidence.json', 'a link out', (path: string): unknown => symlinkSync('/dev/zero', path)],
])('a %s that is %s takes no verdict away, and its ticks are said to be unknown', async (name, _, put) => {
  const whole = catchEnvironment();
  await check({ targets: [folder], flags: {} }, whole);
  rmSync(join(folder, name), { force: true });
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  put(join(folder, name));
  const told = catchEnvironment();
  await check({ targets: [folder], flags: {} }, told);
  expect(told.printed.err).toMatch(/^note: whether the ticks of \S*CHECKLIST\.md still hold is not known: \S+ is /m);
  expect(told.printed.out.split('\n').at(-2)).toBe(whole.printed.out.split('\n').at(-2));
});
