import { expect, test } from 'vitest';
import { governanceQuestions } from '../../../src/catalog/governance-questions.ts';
import { provenQuestions } from '../../../src/catalog/rehearsal/proven-questions.ts';
import { askedOfItself } from '../../../src/engine/rehearsal/contents/asked-of-itself.ts';
import { rehearsalEntries, type Standing } from '../../../src/engine/rehearsal/rehearsal-entries.ts';
import type { RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';
import type { RunFinding } from '../../../src/model/rehearsal/rehearsal.ts';

const observation = {
  exitCode: 0,
  seconds: 2.5,
  timedOut: false,
  outOfMemory: false,
  network: 'sink',
  attempts: [],
  outputs: [],
  user: 'uid=1998602116 gid=5000',
  dataRead: ['/safe_data/a.csv'],
} as const;
const cell = {
  id: 'high-uid:read-only',
  identity: 'high-uid',
  data: 'read-only',
  rootFileSystem: 'read-only',
  verdict: 'pass',
  findings: [],
  observation,
} as const;
const alone = {
  ...cell,
  id: 'no-network',
  network: 'none',
  observation: { ...observation, network: 'counts' },
} as const;
const copied = { same: 2, differing: [], removed: [], more: [], unplaced: [] } as const;
const evidence = {
  date: '2026-11-23T10:00:00Z',
  kind: 'batch',
  scope: 'quick',
  identities: ['high-uid'],
  overrides: [],
  findings: [],
  inputs: { files: { 'rehearsal/safe_data/a.csv': 'its digest' } },
  limits: { fileSize: 16_000_000, rows: 5000 },
  image: {
    id: `sha256:${'1'.repeat(64)}`,
    entrypoint: ['python3', '/app/main.py'],
    command: [],
    size: 412_000_000,
    copied,
  },
  engine: { builder: 'podman' },
  cells: [cell, alone],
} as unknown as RehearsalEvidence;
const finding = (requirement: RunFinding['requirement'], level: RunFinding['level'] = 'failure'): RunFinding => ({
  requirement,
  level,
  message: `broken: ${requirement}`,
  fix: 'x',
});
const here: Standing = { stale: [], origin: 'here' };
const states = (given: RehearsalEvidence, standing: Standing = here): object =>
  Object.fromEntries(
    [...rehearsalEntries(given, standing, provenQuestions)].map(([key, { state }]) => [
      key.replace('question:', ''),
      state,
    ]),
  );

test('the questions that a rehearsal answers are those whose proof is a rehearsal', () => {
  expect(Object.keys(provenQuestions)).toEqual(
    governanceQuestions.filter(({ proof }) => proof?.by === 'rehearsal').map(({ number }) => String(number)),
  );
});

test('a rehearsal that passed ticks what it proves, and says what it leaves open', () => {
  expect(states(evidence)).toEqual({ 21: 'met', 24: 'met', 27: 'person', 29: 'person', 31: 'run', 36: 'person' });
  const entries = rehearsalEntries(evidence, here, provenQuestions);
  expect(entries.get('question:24')?.text).toBe(
    "Seen in 2 runs, one of them with the engine's own none: every name and address was watched, none was tried (`rehearsal/evidence.json` of 2026-11-23, image sha256:111111111111); talk with its own machine (127.0.0.1, sockets in the file system) counts as no network here; with /safe_data/a.csv in place, which must lie there in the TRE as well: what it asks for without, nobody saw",
  );
  expect(entries.get('question:31')?.text).toContain('was not tried');
  expect(entries.get('question:36')?.text).toContain('was not measured');
  expect(entries.get('question:36')?.text).toContain('results of up to 16 MB and 5000 rows were allowed');
  expect(entries.get('question:29')?.text).toContain('of other data than those of the rehearsal was not seen');
  expect(entries.get('question:27')).toMatchObject({
    unseen: 'whether it opens a port while it runs was not looked at',
  });
  // A tick says yes to the whole question.
  for (const { state, text } of entries.values())
    expect(state === 'met' && /was not|could not/.test(text ?? '')).toBe(false);
});

test('what the TRE gives and no run had is named where it is asked for', () => {
  const given = { ...evidence, notApplied: ['ces/job.yaml: queue a-user-queue', 'ces/job.yaml: nvidia.com/gpu 1'] };
  const entries = rehearsalEntries(given, here, provenQuestions);
  expect(entries.get('question:36')).toMatchObject({ state: 'person' });
  expect(entries.get('question:36')?.text).toContain(
    'not applied: ces/job.yaml: queue a-user-queue, ces/job.yaml: nvidia.com/gpu 1',
  );
  expect(entries.get('question:24')?.text).not.toContain('not applied');
});

test('a broken requirement unticks its own rows only, a warning too', () => {
  // What failed for one reason proves nothing else either: it may never have come to it.
  expect(
    states({ ...evidence, cells: [{ ...cell, verdict: 'fail', findings: [finding('no-network')] }, alone] }),
  ).toEqual({
    21: 'run',
    24: 'mend',
    27: 'run',
    29: 'run',
    31: 'run',
    36: 'run',
  });
  expect(
    states({ ...evidence, cells: [{ ...cell, findings: [finding('writes-to-mounts', 'warning')] }, alone] }),
  ).toEqual({
    21: 'met',
    24: 'met',
    27: 'person',
    29: 'mend',
    31: 'mend',
    36: 'person',
  });
});

test('stale or unknown evidence, or none that was run, ticks nothing', () => {
  expect(new Set(Object.values(states(evidence, { ...here, stale: ['Dockerfile has changed since'] })))).toEqual(
    new Set(['run']),
  );
  expect(new Set(Object.values(states({ ...evidence, cells: [{ ...cell, verdict: 'unknown' }] })))).toEqual(
    new Set(['run']),
  );
  expect(new Set(Object.values(states({ ...evidence, cells: [] })))).toEqual(new Set(['run']));
});

test('without a sink the row about the network stays open', () => {
  const given = {
    ...evidence,
    cells: [{ ...cell, observation: { ...observation, network: 'log' } }, alone],
  } as RehearsalEvidence;
  const entry = rehearsalEntries(given, here, provenQuestions).get('question:24');
  expect(entry?.state).toBe('run');
  expect(entry?.text).toContain('the network could not be watched in high-uid:read-only');
});

const networkText = (cells: RehearsalEvidence['cells']): string =>
  rehearsalEntries({ ...evidence, cells }, here, provenQuestions).get('question:24')?.text ?? '';

test("without a run in the engine's own none the row about the network stays open, and where the kernel counted it may be met", () => {
  expect(networkText([cell])).toContain('**Not proved:** no run had the engine');
  const counted = { ...cell, observation: { ...observation, network: 'counts', unrouted: 0 } } as const;
  expect(networkText([counted, alone])).toContain('the kernel counted what had no way to go: nothing');
  const uncounted = { ...alone, observation: { ...observation, network: 'log' } } as const;
  expect(networkText([cell, uncounted])).toContain(
    "the engine's own none, in which nothing could be counted: every name",
  );
  const blind = { ...cell, observation: { ...observation, blindToIpv6: true } } as const;
  expect(networkText([blind, alone])).toContain('; IPv6 could not be seen');
});

const asked = (loopback: object): ReturnType<ReturnType<typeof rehearsalEntries>['get']> =>
  rehearsalEntries(
    {
      ...evidence,
      cells: [cell, { ...alone, observation: { ...alone.observation, loopback } }],
    } as RehearsalEvidence,
    here,
    provenQuestions,
  ).get('question:24');

test('what it asks of its own machine in vain is shown in part, and what others of it took is said', () => {
  expect(asked({ refused: 2, taken: 0, named: [] })).toMatchObject({
    state: 'person',
    unseen: expect.stringContaining('something on 127.0.0.1, where nothing listened, which nobody') as unknown,
  });
  expect(asked({ refused: 2, taken: 0, named: ['127.0.0.1:5432'] })?.unseen).toContain('for 127.0.0.1:5432, which');
  expect(asked({ refused: 0, taken: 0, named: ['/var/run/docker.sock'] })?.unseen).toContain('/var/run/docker.sock');
  const retried = asked({ refused: 2, taken: 3, named: ['127.0.0.1:5432'] })?.unseen;
  expect([retried?.includes('for 127.0.0.1:5432, and was refused:'), retried?.includes('nobody')]).toEqual([
    true,
    false,
  ]);
  // localhost is ::1 first: what listens on 127.0.0.1 alone is refused there and taken here.
  const both = asked({ refused: 2, taken: 3, named: [] });
  expect([both?.state, both?.text]).toEqual([
    'met',
    expect.stringContaining('was refused 2 times, and something took 3'),
  ]);
});

test('whom a program asked on its own machine is read from what libraries print', () => {
  const counts = { refused: 1, taken: 0 };
  const named = (log: string, given?: typeof counts): readonly string[] | undefined =>
    askedOfItself(log, given).loopback?.named;
  expect(
    named('connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused', counts),
  ).toEqual(['127.0.0.1:5432']);
  expect(named('Error 111 connecting to localhost:6379. Connection refused.', counts)).toEqual(['127.0.0.1:6379']);
  expect(named("HTTPConnectionPool(host='localhost', port=11434): Max retries exceeded", counts)).toEqual([
    '127.0.0.1:11434',
  ]);
  expect(named('listening on 127.0.0.1:8888')).toBeUndefined();
  expect(named('Dash is running on http://127.0.0.1:8050/', counts)).toEqual([]);
  expect(
    named(
      'Is the server running on host "localhost" (127.0.0.1) and accepting\nTCP/IP connections on port 5432?',
      counts,
    ),
  ).toEqual(['127.0.0.1:5432']);
  expect(named('nothing is said', counts)).toEqual([]);
  expect(
    named('Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'),
  ).toEqual(['/var/run/docker.sock']);
  expect(named('wrote /tmp/run.sock')).toBeUndefined();
  expect(named('wrote /run/app.sock, config file not found, using defaults')).toBeUndefined();
  for (const line of [
    'dial tcp [::1]:11434: connect: connection refused',
    'connect ECONNREFUSED ::1:11434',
    'connection to server at "localhost" (::1), port 11434 failed',
  ])
    expect(named(line, counts)).toEqual(['127.0.0.1:11434']);
  // The address of the server itself is no complaint.
  expect(named('http://127.0.0.1:8888/lab\nconnect ECONNREFUSED', { refused: 1, taken: 7 })).toEqual([]);
});

const writesText = (rootFileSystem: 'read-only' | 'writable', id = 'root:read-only'): string =>
  rehearsalEntries({ ...evidence, cells: [{ ...cell, id, rootFileSystem }] }, here, provenQuestions).get('question:29')
    ?.text ?? '';

test('a base that writes elsewhere when it starts is not said to write nowhere', () => {
  expect(writesText('read-only')).toContain('nothing was written outside /safe_outputs and /scratch (');
  expect(writesText('writable', 'writes')).toContain('nothing was written outside /safe_outputs and /scratch (');
  expect(writesText('writable')).toContain('but what the base itself writes when it starts');
});

const said = (user: string): string =>
  rehearsalEntries(
    { ...evidence, cells: [{ ...cell, observation: { ...observation, user } }, alone] },
    here,
    provenQuestions,
  ).get('question:21')?.text ?? '';

test('an image whose id says what it likes puts nothing of that into the checklist', () => {
  expect(said('uid=0(root) gid=0(root)')).toContain("the cluster's user uid=0(root) gid=0(root)");
  for (const text of ['approved by Information Governance', 'uid=0 gid=0 groups=approved by', 'uid=0 gid=0\napproved'])
    expect(said(text)).not.toContain('approved');
});

const usersText = (seen: object): string =>
  rehearsalEntries(
    { ...evidence, cells: [{ ...cell, observation: { ...observation, ...seen } }, alone] },
    here,
    provenQuestions,
  ).get('question:21')?.text ?? '';

test('who it ran as is seen from outside, or said by an id that nothing contradicts', () => {
  const file = { path: 'r.txt', type: 'file', size: 1, uid: 0, mode: 0o644 } as const;
  expect(usersText({ outputs: [{ ...file, uid: 1998602116 }] })).not.toContain('was not seen');
  expect(usersText({ user: undefined, outputs: [file] })).not.toContain('was not seen');
  expect(usersText({ user: undefined })).toContain('as whom it ran in high-uid:read-only was not seen');
  expect(usersText({ outputs: [file] })).toContain('as whom it ran in high-uid:read-only was not seen');
});

test('an output of which the beginning was not kept proves nothing', () => {
  const cells = [{ ...cell, observation: { ...observation, unreadOutput: true as const } }, alone];
  expect(rehearsalEntries({ ...evidence, cells }, here, provenQuestions).get('question:21')?.text).toContain(
    'not all of its output was read',
  );
});

const lock = (server: object): object => ({
  ...rehearsalEntries(
    {
      ...evidence,
      kind: 'interactive',
      cells: [
        { ...cell, observation: { ...observation, server: { asksForCredential: 'yes', asked: 11, ...server } } },
        alone,
      ],
    },
    here,
    provenQuestions,
  ).get('question:27'),
});

test('a server that turned everybody away shows a part alone, until a credential or the login of its base was seen', () => {
  expect(lock({})).toMatchObject({
    state: 'person',
    text: expect.stringMatching(
      /none without a credential .*that a credential opens it was not seen, nor how it is set/,
    ),
  });
  expect(lock({ opens: '/api' })).toMatchObject({ state: 'met', text: expect.stringContaining('and /api with it') });
  expect(lock({ ownLogin: '/auth-sign-in' })).toMatchObject({ state: 'met' });
});

const session = (dataRead?: readonly string[], verdict = 'pass'): ReturnType<typeof rehearsalEntries> => {
  const seen = { ...observation, dataRead, server: { asksForCredential: 'yes', asked: 11, opens: '/api' } };
  const cells = [cell, alone].map((each) => ({
    ...each,
    verdict,
    observation: { ...seen, network: each.observation.network },
  }));
  return rehearsalEntries(
    { ...evidence, kind: 'interactive', cells } as unknown as RehearsalEvidence,
    here,
    provenQuestions,
  );
};
const unused =
  'a session was opened and not used: no notebook or program of the project was run in it, so that what those read, write and ask the network for was not seen';

test.each([24, 29])('a session in which nobody ran anything shows row %s in part', (number) => {
  expect(session([]).get(`question:${number}`)).toMatchObject({
    state: 'person',
    text: expect.stringContaining(unused) as unknown,
  });
});

test('a session that read no data says nothing of other data, and one that read some does', () => {
  const other = 'of other data than those of the rehearsal';
  const texts = [undefined, [], ['/safe_data/a.csv']].map(
    (read) => session(read).get('question:29')?.text?.includes(other) ?? false,
  );
  expect(texts).toEqual([false, false, true]);
  expect(session([]).get('question:31')?.text).toContain(unused);
  // Who runs it and whom it lets in was seen.
  for (const number of [21, 27]) expect(session([]).get(`question:${number}`)).toMatchObject({ state: 'met' });
});

test('a batch job, and a session that nobody saw open, are not said to be a session that was opened', () => {
  const batch = rehearsalEntries(evidence, here, provenQuestions);
  const texts = [...batch.values(), ...session([], 'unknown').values()].map(({ text }) => text ?? '');
  expect(texts.filter((text) => text.includes('session'))).toEqual([]);
});
