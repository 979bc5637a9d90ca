import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { conductRehearsal, type Conditions } from '../../../src/commands/rehearsal/conduct-rehearsal.ts';
import type { RehearsedProject } from '../../../src/commands/rehearsal/read-rehearsed-project.ts';
import { readEvidence } from '../../../src/parse/records/read-evidence.ts';
import { readRehearsalFlags } from '../../../src/commands/rehearsal/read-rehearsal-flags.ts';
import type { CellContainer, HttpAnswer, HttpRequest } from '../../../src/model/rehearsal/container-engine.ts';
import type { RehearsalSubject } from '../../../src/model/rehearsal/rehearsal.ts';
import { noOptions } from '../../../src/parse/manifests/run-files.ts';
import { printEvidence } from '../../../src/report/check/evidence.ts';
import { printSeen } from '../../../src/report/rehearsal/observation-lines.ts';
import { fakeEngine, fakeImage } from '../fake-engine.ts';

const profile = {
  credentialVariable: 'JUPYTER_TOKEN',
  authorization: 'token {credential}',
  loginPage: '/auth-sign-in',
  protectedPaths: ['/', '/api'],
  tmpfs: ['/run'],
  capabilities: [],
  ownWrites: [],
};
const batch: RehearsalSubject = {
  kind: 'batch',
  runtimes: ['podman', 'kubernetes'],
  unsupportedRuntimes: { apptainer: 'It cannot.' },
  profile,
};
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync('schema/evidence.schema.json', 'utf8')) as object,
);

/** What the published schema has against the evidence. */
function faults(evidence: object): readonly unknown[] {
  validate(evidence);
  return validate.errors ?? [];
}

function conditions(subject: RehearsalSubject, flags = {}): Conditions {
  let time = 0;
  const project = {
    subject: () => subject,
    environment: { A: 'file', B: 'file' },
    arguments: ['--from-file'],
    inputs: { context: 'c'.repeat(64), files: {} },
    environmentText: '',
    differences: [],
    unapplied: [],
    options: { podman: { ...noOptions, tmpfs: ['/run'] }, apptainer: noOptions, kubernetes: noOptions },
    isExposedOnly: false,
    dockerfile: { path: 'Dockerfile', sha256: 'a'.repeat(64) },
    base: { reference: 'docker.io/library/python:3.13', digest: `sha256:${'3'.repeat(64)}` },
  } as unknown as RehearsedProject;
  return {
    project,
    wishes: readRehearsalFlags({ targets: [], flags }),
    image: fakeImage,
    version: '0.1.0',
    now: () => (time += 100),
    today: () => '2026-11-23T10:00:00Z',
    dataFolder: '/data',
    tell: () => undefined,
  };
}

test('a batch job is run as each identity, every container is removed, and the evidence meets its schema', async () => {
  const engine = fakeEngine();
  const evidence = await conductRehearsal(engine, conditions(batch, { all: true }));
  expect(evidence.verdict).toBe('pass');
  expect(evidence.cells.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'image-user:read-only pass',
    'image-user:read-write pass',
    'root:read-only pass',
    'root:read-write pass',
    'host-user:read-only notApplicable',
    'host-user:read-write notApplicable',
    'high-uid:read-only pass',
    'high-uid:read-write pass',
    'no-network pass',
    'writes pass',
  ]);
  expect(engine.removed).toEqual(engine.requests);
  expect(engine.requests.map(({ user = '-', groups, tmpfs }) => [user, groups.join(), tmpfs.join()])).toEqual([
    ['-', '', '/run'],
    ['-', '', '/run'],
    ['0:0', '', '/run'],
    ['0:0', '', '/run'],
    ['65535:5000', '7000', ''],
    ['65535:5000', '7000', ''],
    ['0:0', '', '/run'],
    ['0:0', '', '/run'],
  ]);
  expect(faults(evidence)).toEqual([]);
  expect(readEvidence(printEvidence(evidence))).toEqual(evidence);
  expect(evidence.cells[0]?.observation).not.toHaveProperty('log');
});

test('flags win over the files of ces/, and the credential is set where nobody set it', async () => {
  const engine = fakeEngine();
  await conductRehearsal(engine, conditions(batch, { cell: ['root:read-only'], env: ['B=flag'], argument: ['--x'] }));
  expect(engine.requests[0]).toMatchObject({
    environment: { A: 'file', B: 'flag', JUPYTER_TOKEN: 'hunter2' },
    arguments: ['--x'],
    dataFolder: '/data',
  });
  const own = fakeEngine();
  await conductRehearsal(own, conditions(batch, { cell: ['root:read-only'], env: ['JUPYTER_TOKEN=mine'] }));
  expect(own.requests[0]?.environment['JUPYTER_TOKEN']).toBe('mine');
});

test('a container that fails is removed too, and its last words are kept without the secret', async () => {
  const engine = fakeEngine(() => ({
    state: async () => ({ running: false, exitCode: 1, seconds: 1, outOfMemory: false }),
    log: async () => `${'line\n'.repeat(30)}token=hunter2\n`,
  }));
  const evidence = await conductRehearsal(engine, conditions(batch));
  expect(evidence.verdict).toBe('fail');
  expect(evidence.cells[0]?.observation?.log).toBe(`${'line\n'.repeat(19)}token=(secret)`);
  expect(JSON.stringify(evidence)).not.toContain('hunter2');
  expect(faults(evidence)).toEqual([]);
});

/** What the evidence keeps of the output of a program that failed with this token. */
async function logOf(log: string, token: string): Promise<string | undefined> {
  const engine = fakeEngine(() => ({
    state: async () => ({ running: false, exitCode: 1, seconds: 1, outOfMemory: false }),
    log: async () => log,
  }));
  const { cells } = await conductRehearsal(
    engine,
    conditions(batch, { cell: ['root:read-only'], env: [`JUPYTER_TOKEN=${token}`] }),
  );
  return cells[0]?.observation?.log;
}

test("a project's own token is no more in the evidence than ours; an empty one changes nothing", async () => {
  expect(await logOf('http://x/?token=correct-horse', 'correct-horse')).toBe('http://x/?token=(secret)');
  expect(await logOf('no token', '')).toBe('no token');
});

test('an engine that breaks in the middle of a cell leaves no container of that cell', async () => {
  const engine = fakeEngine(() => ({ state: () => Promise.reject(new Error('gone')) }));
  await expect(conductRehearsal(engine, conditions(batch))).rejects.toThrow('gone');
  expect(engine.removed).toHaveLength(1);
});

test('an image that hides files or lacks directories fails even when every run passes', async () => {
  const evidence = await conductRehearsal(
    fakeEngine(undefined, { '/safe_data': ['a.csv'], '/scratch': [] }),
    conditions(batch),
  );
  expect(evidence.findings.map(({ requirement }) => requirement)).toEqual(['directories-exist', 'directories-empty']);
  expect(evidence.verdict).toBe('fail');
});

test('the evidence says which limits were in force, and which could not be set', async () => {
  const evidence = await conductRehearsal(fakeEngine(), conditions(batch, { cpus: '16', memory: '1024' }));
  expect(evidence.limits).toMatchObject({ cpus: 4, memory: 2 ** 30 });
  expect(evidence.engine.unlimited).toEqual(['cpus', 'pids']);
  expect(faults(evidence)).toEqual([]);
});

test('an image with a pipe as its list of users is refused before an engine waits for it', async () => {
  const engine = fakeEngine(() => ({}));
  const odd = {
    ...engine,
    listFiles: async () =>
      new Map([['/etc', [{ path: 'passwd', type: 'other' as const, size: 0, uid: 0, mode: 0o644 }]]]),
    createCell: async (): Promise<never> => Promise.reject(new Error('started')),
  };
  await expect(conductRehearsal(odd, conditions(batch, {}))).rejects.toThrow('/etc/passwd of the image is a pipe');
});

test('nothing that could be run is no pass', async () => {
  const evidence = await conductRehearsal(
    fakeEngine(),
    conditions({ ...batch, unsupportedRuntimes: { podman: 'It cannot.' } }, { cell: ['root:read-only'] }),
  );
  expect([evidence.verdict, faults(evidence)]).toEqual(['unknown', []]);
});

test('a job that takes long is mentioned again, and stopped at its limit', async () => {
  const told: string[] = [];
  const waits: number[] = [];
  const engine = fakeEngine(() => ({
    waitForEnd: async (seconds) => {
      waits.push(seconds);
      return false;
    },
  }));
  const evidence = await conductRehearsal(engine, {
    ...conditions(batch, { cell: ['root:read-only'], 'time-limit': '70' }),
    tell: (line) => void (line.startsWith('The runs took') || told.push(line)),
  });
  expect(waits).toEqual([30, 30, 10, 10]);
  expect(told).toEqual([
    '[1/1] root:read-only ...',
    '  still running after 30 s; it may take 70 s',
    '  still running after 60 s; it may take 70 s',
    '[1/1] root:read-only FAILED after 1.2 s',
  ]);
  expect(evidence.cells[0]?.observation).toMatchObject({ timedOut: true });
});

const session: RehearsalSubject = { ...batch, kind: 'interactive', port: 8888 };
const login = { status: 200, headers: {}, body: '<input type="password">' };
const refused = { status: 401, headers: {}, body: '' };
const absent = { status: 404, headers: {}, body: '' };
const served = { status: 200, headers: {}, body: 'all your files' };
const each =
  (answer: HttpAnswer | 'no HTTP' | undefined): CellContainer['ask'] =>
  async ({ paths }) =>
    paths.map(() => answer);

function server(
  answers: Readonly<
    Record<string, HttpAnswer | ((authorization?: string, cookie?: string, form?: string) => HttpAnswer)>
  >,
  ends = true,
): Partial<CellContainer> {
  let told = false;
  return {
    ask: async ({ paths, authorization, cookie, form }) =>
      paths.map((path) => {
        const answer = answers[path] ?? answers['*'];
        return typeof answer === 'function' ? answer(authorization, cookie, form) : answer;
      }),
    waitForEnd: async () => told && ends,
    signal: async () => void (told = true),
    outputs: async () => [],
  };
}

test.each<readonly [string, Partial<CellContainer>, string, object]>([
  [
    'redirects to its login',
    server({
      '/': { status: 302, headers: { location: '/login' }, body: '' },
      '/login': login,
      '/api': { status: 403, headers: {}, body: '' },
      '*': refused,
    }),
    'pass',
    { asksForCredential: 'yes', answer: '/api: 403', asked: 12 },
  ],
  [
    'has nothing but a field for a password',
    server({ '/': login, '/api': login }),
    'unknown',
    { asksForCredential: 'unknown', answer: '/: 200' },
  ],
  [
    'takes connections and speaks no HTTP',
    { ...server({}), ask: each('no HTTP') },
    'unknown',
    { asksForCredential: 'unknown', noHttp: 8888 },
  ],
  [
    'asks at / and serves its files',
    server({ '/': login, '/api': { status: 200, headers: {}, body: '[]' } }),
    'fail',
    { asksForCredential: 'no', open: '/api', answer: '/api: 200' },
  ],
  [
    'redirects for ever',
    server({
      '/': { status: 302, headers: { location: '/' }, body: '' },
      '/api': { status: 404, headers: {}, body: '' },
    }),
    'unknown',
    { asksForCredential: 'unknown' },
  ],
  ['does not stop', server({ '*': refused }, false), 'fail', { asksForCredential: 'yes' }],
  [
    'refuses its first page alone',
    server({ '/': refused, '/api': refused, '*': served }),
    'fail',
    { asksForCredential: 'no', open: '/lab' },
  ],
  ...(['POST', 'websocket'] as const).map(
    (manner) =>
      [
        `refuses GET alone, and not a ${manner}`,
        {
          ...server({ '*': refused }),
          ask: async ({ paths, manner: asked }: HttpRequest) =>
            paths.map(() => (asked === manner ? { ...served, status: manner === 'POST' ? 200 : 101 } : refused)),
        },
        'unknown',
        { asksForCredential: 'unknown', otherwise: `${manner} /: ${manner === 'POST' ? '200' : '101'}` },
      ] as const,
  ),
  [
    'is locked over IPv4 alone',
    {
      ...server({ '*': refused }),
      ask: async ({ paths, from }: HttpRequest) => paths.map(() => (from === 'outside6' ? served : refused)),
    },
    'fail',
    { asksForCredential: 'no', open: 'port 8888 over IPv6, /' },
  ],
  [
    'listens on a port that nobody names',
    { ...server({ '*': refused }), listening: async () => [8888, 9999] },
    'unknown',
    { asksForCredential: 'yes', otherPorts: [9999] },
  ],
  [
    'serves what nobody guesses and knows no other name',
    server({ '/': refused, '/api': refused, '*': absent }),
    'unknown',
    { asksForCredential: 'unknown', answer: '/api: 401', asked: 12 },
  ],
  [
    'refuses every file that it may not read, and asks nobody for a credential',
    server({ '*': { status: 403, headers: {}, body: '' } }),
    'unknown',
    { asksForCredential: 'unknown', asksNobody: true, answer: '/api: 403' },
  ],
  [
    'refuses everything and says how to log in',
    server({ '*': { status: 403, headers: { 'www-authenticate': 'Basic' }, body: '' } }),
    'pass',
    { asksForCredential: 'yes' },
  ],
  [
    'refuses with the page itself',
    server({
      '*': (authorization) => ({
        status: authorization === 'token hunter2' ? 200 : 401,
        headers: {},
        body: '<h1>Patients</h1> one two three four five',
      }),
    }),
    'unknown',
    { asksForCredential: 'unknown', carries: '/' },
  ],
  [
    'refuses, and shows the page at a path that is not found',
    server({
      '/lab': { status: 404, headers: {}, body: '<h1>Patients</h1> one two three four five' },
      '*': (authorization) => ({
        status: authorization === 'token hunter2' ? 200 : 401,
        headers: {},
        body: authorization === undefined ? '' : '<h1>Patients</h1> one two three four five',
      }),
    }),
    'unknown',
    { asksForCredential: 'unknown', carries: '/' },
  ],
  [
    'refuses with a page that nobody can read',
    server({ '/lab': { status: 401, headers: {}, body: '<iframe srcdoc="a page">' }, '*': refused }),
    'unknown',
    { asksForCredential: 'unknown', veiled: '/lab: it holds a page within the page (srcdoc)' },
  ],
  [
    'refuses, and goes on writing',
    server({ '*': { ...refused, isCut: true } }),
    'unknown',
    { asksForCredential: 'unknown', veiled: '/: it was not read to its end: it is long, or came late' },
  ],
  [
    'refuses, and hands out the credential',
    server({
      '/': { status: 401, headers: {}, body: 'Your token is hunter2' },
      '*': refused,
    }),
    'fail',
    { asksForCredential: 'no', open: '/' },
  ],
  [
    'refuses, and hands out the credential in a cookie',
    server({ '/': { ...refused, headers: { 'set-cookie': 'token=hunter2' } }, '*': refused }),
    'fail',
    { asksForCredential: 'no', open: '/' },
  ],
  [
    'is opened by any token',
    server({ '*': (authorization) => (authorization?.startsWith('token ') === true ? served : refused) }),
    'fail',
    { asksForCredential: 'no', open: '/', openedBy: 'a wrong credential', answer: '/: 200' },
  ],
  [
    'is opened by any token in its address',
    server({ '/lab?token=2retnuh': served, '*': refused }),
    'fail',
    { asksForCredential: 'no', open: '/lab', openedBy: 'a wrong credential', answer: '/lab?token=...: 200' },
  ],
  [
    'is opened by an empty token',
    server({ '/?token=': served, '*': refused }),
    'fail',
    { asksForCredential: 'no', open: '/', openedBy: 'an empty credential', answer: '/?token=: 200' },
  ],
  [
    'is opened by a word of one letter in its address',
    server({ '/lab?token=a': served, '*': refused }),
    'fail',
    { asksForCredential: 'no', open: '/lab', openedBy: 'a wrong credential' },
  ],
  [
    'is opened by an empty name and password',
    server({ '*': (authorization) => (authorization === 'Basic Og==' ? served : refused) }),
    'fail',
    { asksForCredential: 'no', open: '/', openedBy: 'an empty credential' },
  ],
  [
    'is opened by any bearer',
    server({ '*': (authorization) => (authorization?.startsWith('Bearer ') === true ? served : refused) }),
    'fail',
    { asksForCredential: 'no', open: '/', openedBy: 'a wrong credential' },
  ],
  [
    'is opened by the third cookie in a row',
    server({
      '*': (_, cookie) => {
        const round = Number(/^n=(\d+)$/.exec(cookie ?? '')?.[1] ?? 0);
        return round === 3 ? served : { ...refused, headers: { 'set-cookie': `n=${String(round + 1)}; Path=/` } };
      },
    }),
    'fail',
    { asksForCredential: 'no', open: '/', openedBy: 'the cookies that its own answers set' },
  ],
  [
    'is opened by a cookie without a name',
    server({
      '*': (_, cookie) => (cookie === 'zz' ? served : { ...refused, headers: { 'set-cookie': 'zz; Path=/' } }),
    }),
    'fail',
    { asksForCredential: 'no', openedBy: 'the cookies that its own answers set' },
  ],
  [
    'gives its icon to everybody, with a cookie that opens nothing',
    server({
      '/favicon.ico': { ...served, headers: { 'set-cookie': 'a=1' } },
      '*': (authorization) => (authorization === 'token hunter2' ? served : refused),
    }),
    'pass',
    { asksForCredential: 'yes' },
  ],
  [
    'is opened by a cookie of its icon',
    server({
      '/favicon.ico': { ...refused, headers: { 'set-cookie': 'a=1' } },
      '*': (_, cookie) => (cookie === 'a=1' ? served : refused),
    }),
    'fail',
    { asksForCredential: 'no', openedBy: 'the cookies that its own answers set' },
  ],
  [
    'has a login that takes any password',
    server({
      '/login': (_, cookie, form) =>
        form === undefined ? login : { status: 302, headers: { location: '/', 'set-cookie': 'in=9' }, body: '' },
      '*': (_, cookie) => (cookie === 'in=9' ? served : { status: 302, headers: { location: '/login' }, body: '' }),
    }),
    'fail',
    { asksForCredential: 'no', openedBy: 'a wrong password in its login' },
  ],
  [
    'is opened by the cookies that its refusal sets',
    server({
      '*': (_, cookie) =>
        cookie === 'session=1; _xsrf=a|b'
          ? served
          : {
              ...refused,
              headers: { 'set-cookie': 'session=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/, _xsrf=a|b' },
            },
    }),
    'fail',
    { asksForCredential: 'no', open: '/', openedBy: 'the cookies that its own answers set' },
  ],
  [
    'is opened by the credential',
    server({
      '/': refused,
      '/api': (authorization) => (authorization === 'token hunter2' ? served : refused),
      '*': absent,
    }),
    'pass',
    { asksForCredential: 'yes', opens: '/api' },
  ],
  [
    'sends whoever asks for its first page to the login of its base',
    server({
      '/': { status: 302, headers: { location: '/auth-sign-in?x=1' }, body: '' },
      '/auth-sign-in?x=1': login,
      '*': absent,
    }),
    'pass',
    { asksForCredential: 'yes', ownLogin: '/auth-sign-in', answer: '/: 302, /auth-sign-in?x=1: 200' },
  ],
  [
    'sends whoever asks for its first page to a login, and knows no other name',
    server({ '/': { status: 302, headers: { location: '/login' }, body: '' }, '/login': login, '*': absent }),
    'unknown',
    { asksForCredential: 'unknown', answer: '/: 302, /login: 200' },
  ],
  [
    'ends before it answers',
    { ask: each(undefined), waitForEnd: async () => true, outputs: async () => [] },
    'fail',
    { asksForCredential: 'unknown', endedEarly: true },
  ],
  ['never answers', server({}), 'fail', { asksForCredential: 'unknown', stoppedAfter: expect.any(Number) as number }],
  [
    'nothing can ask',
    { ...server({}), canAsk: false, network: () => 'log' as const },
    'unknown',
    { asksForCredential: 'unknown', stoppedAfter: expect.any(Number) as number },
  ],
  [
    'listens on loopback only',
    { ...server({}), ask: async (asked) => each(asked.from === 'loopback' ? login : undefined)(asked) },
    'fail',
    { asksForCredential: 'unknown', loopbackOnly: true },
  ],
])('a server that %s', async (_, script, verdict, seen) => {
  const evidence = await conductRehearsal(
    fakeEngine(() => script),
    conditions(session, { cell: ['root:read-only'] }),
  );
  expect(evidence.cells.map((cell) => cell.verdict)).toEqual([verdict]);
  expect(evidence.verdict).toBe(verdict);
  expect(evidence.cells[0]?.observation?.server).toMatchObject(seen);
  expect(faults(evidence)).toEqual([]);
});

describe('a container that does not start', () => {
  const words =
    'Error: runc create failed: error setting rlimit type 7: operation not permitted: OCI permission denied';
  const engine = fakeEngine(() => ({ start: async () => words, network: () => 'counts', unrouted: () => 0 }));
  const cells = conditions(batch, { cell: ['root:read-only', 'high-uid:read-only', 'no-network'] });

  test('is the engine’s fault where none does, and nothing is recorded', async () => {
    const asked: string[] = [];
    const whyNothingStarts = async (image: string): Promise<string> => {
      asked.push(image);
      return words;
    };
    await expect(conductRehearsal({ ...engine, whyNothingStarts }, cells)).rejects.toThrow(
      /this machine's engine starts no container.*error setting rlimit type 7/,
    );
    expect(asked).toEqual([fakeImage.reference]);
  });

  test('is the image’s where others start, and nothing is said of what was not looked at', async () => {
    const evidence = await conductRehearsal(engine, cells);
    expect(evidence.verdict).toBe('fail');
    expect(evidence.cells.map(printSeen)).toEqual(evidence.cells.map(() => ['did not start; uid=1(x)']));
  });
});

test('a batch job is started as apptainer starts it where it runs as the caller, and as it is where the image has no shell', async () => {
  const subject: RehearsalSubject = { ...batch, runtimes: ['apptainer'], unsupportedRuntimes: {} };
  const missing = 'exec: "sh": executable file not found in $PATH: unknown';
  const cell = { cell: ['host-user:read-only', 'root:read-only'] };
  const engine = fakeEngine();
  await conductRehearsal(engine, conditions(subject, cell));
  const words = engine.requests.map(({ entrypoint = '-', arguments: given, hostFolders }) => [
    entrypoint,
    given.slice(3).join(' '),
    hostFolders.join(),
  ]);
  expect(words.toSorted((a, b) => a.join().localeCompare(b.join()))).toEqual([
    ['-', '', ''],
    ['sh', 'python3 /app/main.py --from-file', '/home/tre-user,/tmp,/var/tmp'],
  ]);
  const bare = fakeEngine(({ entrypoint }) => (entrypoint === 'sh' ? { start: async () => missing } : {}));
  const evidence = await conductRehearsal(bare, conditions(subject, cell));
  expect(evidence.verdict).toBe('pass');
  expect(evidence.cells.flatMap(({ observation }) => observation?.outlived ?? [])).toEqual([]);
  expect(bare.removed).toEqual(bare.requests);
});
