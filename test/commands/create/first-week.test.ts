import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnyCall, check, create, upgrade } from '../../helpers/call-commands.ts';
import type { Flags } from '../../../src/model/command.ts';
import { standIn } from '../../fakes/environment.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

/** The rows of the README's table under "Change it": what to have, and the cell that says how. */
function readHowTos(readme: string): ReadonlyMap<string, string> {
  const [, section = ''] = /\n## Change it\n(.*?)\n## /s.exec(readme) ?? [];
  const rows = [...section.matchAll(/^\| (?!to have|---)(.+?) \| (.+) \|$/gm)];
  return new Map(rows.map(([, what = '', how = '']) => [what, how]));
}

describe.each([
  {
    base: 'python',
    packages: 'requirements.txt',
    line: 'lifelines==0.30.0',
    port: undefined,
    other: 'pytorch',
    last: '/app/main.py',
  },
  {
    base: 'jupyter',
    packages: 'environment.yml',
    line: undefined,
    port: '8899',
    other: 'rocker',
    last: '/app/start-session.sh',
  },
])('the first week with $base, as its own README has it', ({ base, packages, line, port, other, last }) => {
  let folder: string;
  let howTos: ReadonlyMap<string, string>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'week-'));
    const set = [`base=${base}`, 'name=lung-ct', 'project=p-1', 'registry=ghcr.io/lung', 'contact=Ada'];
    await create({ targets: [], flags: { set, defaults: true, quiet: true } }, standIn(folder));
    howTos = readHowTos(read('README.md'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const there = (path: string): boolean => existsSync(join(folder, path));
  const start = async (run: AnyCall, flags: Flags): Promise<{ readonly code: number; readonly out: string }> => {
    const environment = standIn(folder);
    const code = await run({ targets: run === create ? ['.'] : [], flags } as never, environment);
    return { code, out: environment.printed.out };
  };
  /** Does what a row says with the value that stands in it, or with `value` where a name stands for it. */
  const change = async (row: string, key: string, value?: string): Promise<void> => {
    const how = howTos.get(row) ?? '';
    const found = new RegExp(`--set ${key}=([^\\s\`]*)`).exec(how);
    expect(how).toContain(`--set ${key}=`);
    const { code } = await start(create, { set: [`${key}=${value ?? found?.[1] ?? ''}`], defaults: true });
    expect(code).toBe(0);
  };
  const failing = async (): Promise<readonly string[]> => {
    const { out } = await start(check, { format: 'json' });
    const { results } = JSON.parse(out) as { results: readonly { rule: string; verdict: string }[] };
    return results.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
  };

  test('every row is done by a test below, and no other', () => {
    const rows = [
      'another package',
      'code of your own',
      'another file in the image',
      'a model of Hugging Face',
      'a Debian package',
      ...(port === undefined ? [] : ['another port']),
      'another name',
      'another base',
      'a pipeline of GitLab, of GitHub, or none',
      'a look for a newer template, every month',
      'a second image',
    ];
    expect([...howTos.keys()]).toEqual(rows);
  });

  test('code of your own, in folders', async () => {
    expect(howTos.get('code of your own')).toContain('`src/`');
    mkdirSync(join(folder, 'src/study'));
    writeFileSync(join(folder, 'src/study/model.py'), 'def fit():\n    return 1\n');
    // The example as it was written does none of it.
    expect(await failing()).toEqual(port === undefined ? ['image-complete'] : []);
    if (there('src/main.py'))
      writeFileSync(join(folder, 'src/main.py'), 'from study.model import fit\n\nprint(fit())\n');
    expect(await failing()).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^COPY .*src\/ \/app\/$/m);
    expect(read('Dockerfile').trimEnd().split('\n').at(-1)).toContain(last);
  });

  test('another package, by hand or by answer', async () => {
    const how = howTos.get('another package') ?? '';
    expect(how).toContain(`\`${packages}\``);
    if (line === undefined) await change('another package', 'packages', 'pandas=2.2.3, lifelines=0.30.0');
    else appendFileSync(join(folder, packages), `${line}\n`);
    expect(read(packages)).toContain('lifelines');
    expect(await failing()).toEqual([]);
  });

  test('a Debian package', async () => {
    await change('a Debian package', 'systemPackages');
    expect(read('Dockerfile')).toContain('libgomp1');
    // Written by hand before, and still there.
    expect(read(packages)).toContain('lifelines');
    expect(await failing()).toEqual([]);
  });

  test('another file in the image', async () => {
    expect(howTos.get('another file in the image')).toContain('`!NAME`');
    writeFileSync(join(folder, 'codes.json'), '{"a": 1}\n');
    appendFileSync(join(folder, '.dockerignore'), '!codes.json\n');
    const text = read('Dockerfile').replace(/^(COPY .*src\/ .*)$/m, '$1\nCOPY --chmod=0444 codes.json /app/codes.json');
    writeFileSync(join(folder, 'Dockerfile'), text);
    expect(await failing()).toEqual([]);
  });

  test('a model', async () => {
    await change('a model of Hugging Face', 'models', 'distilbert/distilbert-base-uncased');
    expect(there('offline_models.py')).toBe(true);
    expect(there('models/fetch_models.py')).toBe(true);
    expect(read('Dockerfile')).toContain('COPY --chmod=0444 codes.json');
    // It is named and not fetched yet, and the message says how.
    expect(await failing()).toEqual(['models-staged']);
  });

  test('another port, where there is one', async () => {
    if (port !== undefined) await change('another port', 'port');
    expect(/^EXPOSE (\d+)$/m.exec(read('Dockerfile'))?.[1]).toBe(port);
    expect(await failing()).toEqual(['models-staged']);
  });

  test('another name', async () => {
    await change('another name', 'name', 'lung-mr');
    for (const path of ['README.md', 'ces/run.sh', 'Dockerfile']) {
      expect(read(path)).toContain('lung-mr');
      expect(read(path)).not.toContain('lung-ct');
    }
    expect(await failing()).toEqual(['models-staged']);
  });

  test('a look for a newer template, and none again', async () => {
    await change('a look for a newer template, every month', 'upgradeCheck', 'true');
    expect(there('.github/workflows/template-upgrade.yml')).toBe(true);
    await start(upgrade, { undo: true });
    expect(there('.github/workflows/template-upgrade.yml')).toBe(false);
  });

  test('a pipeline of GitLab, and back', async () => {
    await change('a pipeline of GitLab, of GitHub, or none', 'ci', 'gitlab');
    expect(there('.gitlab-ci.yml') && !there('.github')).toBe(true);
    await change('a pipeline of GitLab, of GitHub, or none', 'ci', 'github');
    expect(!there('.gitlab-ci.yml') && there('.github/workflows/container.yml')).toBe(true);
  });

  test('a second image', async () => {
    writeFileSync(join(folder, 'Dockerfile.small'), 'FROM python\n');
    const { out } = await start(check, {});
    expect(out).toContain('Dockerfile.small:1');
    rmSync(join(folder, 'Dockerfile.small'));
  });

  test('an upgrade finds nothing to do, and what create did last is taken back', async () => {
    const before = snapshotFolder(folder);
    expect((await start(upgrade, { defaults: true })).out).toContain('is up to date');
    expect(snapshotFolder(folder)).toEqual(before);
    await start(upgrade, { undo: true });
    expect(there('.gitlab-ci.yml')).toBe(true);
  });

  test('another base keeps what was written by hand and says what it cannot take over', async () => {
    await change('another base', 'base', other);
    expect(read('src/study/model.py')).toContain('fit');
    expect(read('.dockerignore')).toContain('!codes.json');
    expect(read('Dockerfile')).toContain('codes.json');
    expect(there(packages)).toBe(base === 'python');
    expect(there(packages) ? read(packages) : 'lifelines').toContain('lifelines');
    expect((await start(upgrade, { undo: true })).code).toBe(0);
    expect(read('.yo-rc.json')).toContain(`"base": "${base}"`);
  });
});
