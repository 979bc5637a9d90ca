import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTerminal } from '../../../src/io/terminal/terminal.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { check, create as run, upgrade } from '../../helpers/call-commands.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ways-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

async function create(set: readonly string[], flags = {}): Promise<{ readonly out: string; readonly err: string }> {
  const environment = catchEnvironment();
  await run({ targets: [root], flags: { set, defaults: true, ...flags } }, environment);
  return environment.printed;
}

const renew = async (): Promise<unknown> => check({ targets: [root], flags: { checklist: true } }, catchEnvironment());

test('a checklist that was lost comes back by the way that is named', async () => {
  await create(own);
  rmSync(join(root, 'CHECKLIST.md'));
  await expect(renew()).rejects.toThrow(/tre-container upgrade \S+ --restore CHECKLIST\.md/);
  await upgrade({ targets: [root], flags: { restore: ['CHECKLIST.md'], defaults: true } }, catchEnvironment());
  expect(readFileSync(join(root, 'CHECKLIST.md'), 'utf8')).toContain('- [');
  await renew();
});

test('where no project was made, a checklist comes with one', async () => {
  writeFileSync(join(root, 'Dockerfile'), 'FROM docker.io/library/alpine:3.20\n');
  await expect(renew()).rejects.toThrow('make one: tre-container create');
});

test('open conflicts are told as what they are, with the answers that are not recorded yet', async () => {
  await create(own);
  const dockerfile = join(root, 'Dockerfile');
  const text = readFileSync(dockerfile, 'utf8');
  writeFileSync(dockerfile, text.replace(/^LABEL (.*)cohort/m, 'LABEL $1mine'));
  expect(readFileSync(dockerfile, 'utf8')).not.toBe(text);
  const say = async (flags: object): Promise<string> => {
    const environment = catchEnvironment();
    await upgrade({ targets: [root], flags: { defaults: true, ...flags } }, environment);
    return environment.printed.out;
  };
  const first = await say({ set: ['name=other'] });
  expect(first).toContain('has open conflicts (not recorded yet: name: cohort -> other)');
  expect(first).toContain('again: only then is that recorded');
  expect(first).toContain('`--on-conflict yours` or `theirs` decides all alike, with the same `--set`.');
  const looked = await say({ check: true });
  expect(looked).toContain('has open conflicts (not recorded yet: name: cohort -> other)');
  expect(looked).not.toMatch(/edited +\S*Dockerfile|Nothing to do|version/);
  expect(await say({})).toContain('(not recorded yet: name: cohort -> other)');
  const aside = '--set gpu=true was not looked at while conflicts are open: give it again once they are decided';
  expect((await say({ set: ['gpu=true'] })).replaceAll(/\s+/g, ' ')).toContain(aside);
  expect(await say({ set: ['name=other'] })).not.toContain('was not looked at');
  await expect(create(['gpu=true'])).rejects.toThrow('so that this is not recorded yet: name: cohort -> other');
  writeFileSync(
    dockerfile,
    readFileSync(dockerfile, 'utf8').replace(/<<<<<<< yours\n[^]*?>>>>>>> new template\n/, 'LABEL mine=1\n'),
  );
  expect(await say({})).toContain('recorded with this, now that no marker is left: name: cohort -> other');
});

test('lines of the old base are no way out of a conflict with the new one', async () => {
  await create(own);
  const dockerfile = join(root, 'Dockerfile');
  writeFileSync(dockerfile, readFileSync(dockerfile, 'utf8').replace('/app/main.py', '/app/run.py'));
  const environment = catchEnvironment();
  await upgrade({ targets: [root], flags: { set: ['base=jupyter'], defaults: true } }, environment);
  expect(environment.printed.out).toContain('then `--on-conflict theirs` decides all alike, with the same `--set`.');
});

test('what is taken back names every answer, with what it was', async () => {
  await create([...own, 'base=jupyter', 'port=9999']);
  await create(['base=python']);
  const environment = catchEnvironment();
  await upgrade({ targets: [root], flags: { undo: true } }, environment);
  expect(environment.printed.out).toMatch(/base: jupyter -> python; .*port: 9999 -> none/);
});

test('another registry is told with what the pipeline needs for it, once, and the way back', async () => {
  await create(own);
  expect((await create(['registry=git.ecdf.ed.ac.uk/ann/stroke'])).err).toMatch(
    /^registry: the pipeline of GitHub pushes to git\.ecdf\.ed\.ac\.uk\/ann\/stroke, with REGISTRY_USER and REGISTRY_TOKEN, .*secrets of the repository; .*--set registry=ghcr\.io\/OWNER$/m,
  );
  expect((await create(['registry=git.ecdf.ed.ac.uk/ann/other'])).err).not.toContain('REGISTRY_USER');
  expect((await create(['registry=ghcr.io/ann'])).err).not.toContain('REGISTRY_USER');
});

test('a difference shows the bytes of the files, whichever way the program was started', async () => {
  await create(own);
  const program = '/opt/tools/tre-container';
  const environment = { ...catchEnvironment(), program };
  await run({ targets: [root], flags: { set: ['base=jupyter'], defaults: true, 'dry-run': true } }, environment);
  const shown = environment.printed.out.split('\n').filter((line) => /^[ +-].*check --explain RULE/.test(line));
  expect(shown.length).toBeGreaterThan(0);
  for (const line of shown) expect(line).toMatch(/(?<!\/)tre-container check --explain RULE/);
  expect(environment.printed.out.replaceAll(/\s+/g, ' ')).toContain(`${program} upgrade ${root} --dry-run --diff`);
});

test('what is shown as it is has no command spelt anew, and all else has', () => {
  const put: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => put.push(String(text)) > 0);
  const terminal = openTerminal(undefined, 'npx tre-container');
  terminal.err('see tre-container check\n');
  terminal.err('+# tre-container check\n', 'as it is');
  write.mockRestore();
  expect(put.join('')).toBe('see npx tre-container check\n+# tre-container check\n');
});

test('notes are folded at the width of the screen, between words', async () => {
  await create(own);
  rmSync(join(root, '.dockerignore'));
  const environment = catchEnvironment();
  const { terminal } = environment;
  await check({ targets: [root], flags: {} }, { ...environment, terminal: { ...terminal, wrapAt: 60 } });
  const note = /^note:[^]*?--checklist$/m.exec(environment.printed.err)?.[0] ?? '';
  const lines = note.split('\n');
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines.filter((each) => !each.includes('/'))) expect(line.length).toBeLessThanOrEqual(60);
  expect(note).toContain('dockerignore-present');
});
