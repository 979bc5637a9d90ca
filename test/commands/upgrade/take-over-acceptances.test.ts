import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { upgrade as run } from '../../helpers/call-commands.ts';
import { parseIgnoreFile } from '../../../src/parse/handover/ignore-file.ts';
import { parseOpenVex } from '../../../src/parse/handover/open-vex.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

const frozen = 'test/history/0.1.0';
const accepted = `vulnerabilities:
  # Ada Lovelace, meeting of 2026-05-01
  - id: CVE-2026-1000
    statement: the program opens no connection # see minute 12
    expired_at: 2027-01-31
    purls:
      - pkg:pypi/requests
  - id: CVE-2026-1001
    statement: "not reachable: no shell"
`;
let root = '';

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'acceptances-')), 'project');
});
afterEach(() => rmSync(join(root, '..'), { recursive: true }));

const at = (name: string): string => join(root, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
const vex = (): ReturnType<typeof parseOpenVex> => parseOpenVex(read('.tre-container.vex.json'), 'vex');

/** A project of 0.1.0 in which a person accepted vulnerabilities. */
function start(name: string, vulnerabilities = accepted): void {
  cpSync(join(frozen, name), root, { recursive: true });
  writeFileSync(at('.trivyignore.yaml'), read('.trivyignore.yaml').replace(/^vulnerabilities:.*\n/m, vulnerabilities));
}

async function upgrade(
  flags: Readonly<Record<string, boolean | readonly string[]>> = {},
): Promise<{ readonly code: number; readonly notes: readonly string[]; readonly outcome: string }> {
  const environment = { ...catchEnvironment(), version: '0.2.0' };
  const code = await run({ targets: [root], flags: { json: true, ...flags } }, environment);
  return { code, ...(JSON.parse(environment.printed.out) as { notes: string[]; outcome: string }) };
}

const withFile = readdirSync(frozen).filter((name) => existsSync(join(frozen, name, '.trivyignore.yaml')));

describe.each(withFile)('a project of 0.1.0 made as %s', (name) => {
  test('keeps every acceptance of a vulnerability, in the file that the comparison with the base reads', async () => {
    start(name);
    const before = parseIgnoreFile(read('.trivyignore.yaml'), '.trivyignore.yaml');
    expect(before).toHaveLength(2);
    const { code, notes } = await upgrade();
    expect(code).toBe(0);
    expect(notes.join('\n')).toContain(
      'write into each statement who accepted it and until when, or it accepts nothing (CVE-2026-1000, CVE-2026-1001)',
    );
    const [first, second] = vex().statements.map(({ acceptance }) => acceptance);
    expect(first).toMatchObject({ ids: ['CVE-2026-1000'], packages: ['pkg:pypi/requests'], until: '2027-01-31' });
    expect(first?.reason).toBe('the program opens no connection; Ada Lovelace, meeting of 2026-05-01; see minute 12');
    expect(second).toMatchObject({
      ids: ['CVE-2026-1001'],
      packages: [],
      reason: 'not reachable: no shell',
      until: '',
    });
    const rest = read('.trivyignore.yaml');
    expect(parseIgnoreFile(rest, '.trivyignore.yaml')).toEqual([]);
    expect(rest).toContain('vulnerabilities: []');
    // Its head sends nobody back to it.
    expect(rest).toContain('goes into .tre-container.vex.json, with their statement, name and last day.');
    expect(rest).not.toContain('goes under "vulnerabilities"');
    // What Trivy says of the Dockerfile, and what the base needs to be accepted, stays.
    expect(rest.includes('misconfigurations:')).toBe(true);
    expect(rest.match(/statement:/g) ?? []).toEqual(
      readFileSync(join(frozen, name, '.trivyignore.yaml'), 'utf8').match(/statement:/g) ?? [],
    );
    const written = [rest, read('.tre-container.vex.json')];
    await upgrade();
    expect([read('.trivyignore.yaml'), read('.tre-container.vex.json')]).toEqual(written);
  });
});

test('what a person wrote in the newer file stands, and holds in place of what is moved', async () => {
  start('python-full');
  const own = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'x',
    author: 'Ada',
    timestamp: '2026-01-01T00:00:00Z',
    version: 3,
    statements: [
      {
        vulnerability: { name: 'CVE-2026-1001' },
        status: 'not_affected',
        impact_statement: 'mine',
        'tre-container:acceptance': { by: 'Ada', date: '2026-05-01', until: '2027-05-31' },
      },
    ],
  };
  writeFileSync(at('.tre-container.vex.json'), JSON.stringify(own));
  await upgrade();
  expect(vex().source).toMatchObject({ author: 'Ada', version: 3 });
  expect(vex().source['statements']).toMatchObject([
    own.statements[0],
    { vulnerability: { name: 'CVE-2026-1000' }, 'tre-container:acceptance': { by: '', until: '2027-01-31' } },
  ]);
});

test('one that holds for named paths only stays, since no statement says that, and is named', async () => {
  start('python-full', `${accepted}  - id: CVE-2026-1002\n    paths:\n      - opt/tool/pom.xml\n`);
  const { notes } = await upgrade();
  expect(notes.join('\n')).toContain('CVE-2026-1002 stayed');
  expect(parseIgnoreFile(read('.trivyignore.yaml'), '.trivyignore.yaml').map(({ ids }) => ids)).toEqual([
    ['CVE-2026-1002'],
  ]);
  expect(read('.trivyignore.yaml')).toContain('opt/tool/pom.xml');
  expect(vex().statements).toHaveLength(2);
});

test.each([
  ['an OpenVEX file that cannot be read', (): void => writeFileSync(at('.tre-container.vex.json'), '{')],
  ['YAML that is none', (): void => writeFileSync(at('.trivyignore.yaml'), `${read('.trivyignore.yaml')}  - [\n`)],
])('%s is left as it is, with all acceptances', async (_, spoil) => {
  start('python-full');
  spoil();
  const before = existsSync(at('.tre-container.vex.json')) ? read('.tre-container.vex.json') : '';
  await upgrade();
  expect(read('.trivyignore.yaml')).toContain('CVE-2026-1000');
  expect(existsSync(at('.tre-container.vex.json')) ? read('.tre-container.vex.json') : '').toBe(before);
});

test('--except leaves both where they are, and --undo brings both back', async () => {
  start('python-full');
  const before = read('.trivyignore.yaml');
  await upgrade({ except: ['.tre-container.vex.json'] });
  expect(read('.trivyignore.yaml')).toContain('CVE-2026-1000');
  expect(existsSync(at('.tre-container.vex.json'))).toBe(false);
  await upgrade();
  expect(existsSync(at('.tre-container.vex.json'))).toBe(true);
  const environment = { ...catchEnvironment(), version: '0.2.0' };
  await run({ targets: [root], flags: { undo: true, json: true } }, environment);
  expect(read('.trivyignore.yaml')).toContain('CVE-2026-1000');
  expect(existsSync(at('.tre-container.vex.json'))).toBe(false);
  expect(before).toContain('CVE-2026-1000');
});
