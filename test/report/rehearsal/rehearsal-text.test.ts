import { expect, test } from 'vitest';
import { runRequirements } from '../../../src/catalog/rehearsal/run-requirements.ts';
import type { EvidenceCell, RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';
import type { RunFinding } from '../../../src/model/rehearsal/rehearsal.ts';
import { printRehearsal } from '../../../src/report/rehearsal/rehearsal-text.ts';

const observation = {
  exitCode: 0,
  seconds: 2.5,
  timedOut: false,
  outOfMemory: false,
  network: 'sink',
  attempts: [],
  user: 'uid=0(root)',
  outputs: [{ path: 'a.csv', type: 'file', size: 84, uid: 0, mode: 0o644, rows: 3 }],
} as const;
const cell: EvidenceCell = {
  id: 'root:read-only',
  identity: 'root',
  data: 'read-only',
  rootFileSystem: 'read-only',
  verdict: 'pass',
  findings: [],
  observation,
};
const offline: RunFinding = {
  requirement: 'no-network',
  level: 'failure',
  message: 'it tried to reach x.example:443',
  fix: 'do not',
};
const large: RunFinding = {
  requirement: 'fits-limits',
  level: 'warning',
  message: 'larger than 16 MB: a.csv',
  fix: 'summarise',
};
const evidence: RehearsalEvidence = {
  $schema: 's',
  tool: { name: 't', version: '1' },
  date: '2026-11-23T10:06:00Z',
  verdict: 'pass',
  kind: 'batch',
  base: { reference: 'docker.io/library/python:3.13', digest: `sha256:${'b'.repeat(64)}` },
  image: {
    reference: 'localhost/x:rehearsal',
    id: `sha256:${'1'.repeat(64)}`,
    digests: [],
    user: '',
    entrypoint: ['x'],
    command: [],
    platform: 'linux/amd64',
    size: 231_400_000,
    largestLayers: [
      {
        size: 231_000_000,
        madeBy:
          '/bin/sh -c #(nop) COPY file:02b8d3b11c6bfec59da70f81d50e949702b8d3b11c6bfec59da70f81d50e9497 in /app/main.py',
      },
      { size: 4300, madeBy: 'RUN /bin/sh -c pip install numpy # buildkit' },
    ],
  },
  engine: { name: 'docker', version: '20.10', rootless: false, builder: 'buildah' },
  limits: { batchSeconds: 600, answerSeconds: 180, stopSeconds: 30, memory: 1, cpus: 1, fileSize: 1, rows: 1 },
  findings: [],
  cells: [cell],
};
const print = (
  part: Partial<RehearsalEvidence>,
  stale: readonly string[] = [],
  doubts: readonly string[] = [],
  unused: readonly string[] = [],
): string =>
  printRehearsal({ ...evidence, ...part }, { requirements: runRequirements, colour: false, stale, doubts, unused });

test('of a session that passed the report says last that nobody worked in it', () => {
  expect(print({ kind: 'interactive' }, [], [], ['a session was opened and not used'])).toMatch(
    /\n1 passed, .*\nNot seen: a session was opened and not used\n$/,
  );
});

test('a rehearsal that passed: the image, and what was seen of each run', () => {
  expect(print({})).toBe(`Rehearsal of localhost/x:rehearsal, 2026-11-23 10:06 UTC: passed
  base    docker.io/library/python:3.13@sha256:bbbbbbbbbbbb...
  image   sha256:111111111111..., 231 MB, built by buildah; run with docker 20.10
  layers  231 MB  COPY file in /app/main.py
          4.3 kB  RUN pip install numpy

  pass  root:read-only         root inside (rootless podman), /safe_data read-only
        exit code 0 after 2.5 s; uid=0(root)
        looked up no name and tried no address
        left a.csv (84 B, 3 rows)

Network: every name looked up and every address tried was recorded.
1 passed, 0 failed, 0 unknown, 0 not applicable
`);
});

test('why a rehearsal that passed does not prove something stands at its end', () => {
  const doubts = ["no run had the engine's own `none`", 'a \u001b[2K b'];
  expect(print({}, [], doubts)).toMatch(
    /0 not applicable\nNot proved by it: no run had the engine's own `none`\nNot proved by it: a \\u001b\[2K b\n$/,
  );
  expect(print({ verdict: 'fail' }, [], doubts)).not.toContain('Not proved');
});

test('what was broken is explained once, failures first, with the cells that broke it', () => {
  const failed: EvidenceCell = {
    ...cell,
    id: 'high-uid:read-only',
    identity: 'high-uid',
    verdict: 'fail',
    findings: [offline],
    observation: { ...observation, exitCode: 1, attempts: [{ host: 'x.example', port: 443 }], outputs: [] },
  };
  const text = print({
    verdict: 'fail',
    cells: [{ ...cell, findings: [large] }, failed, { ...failed, id: 'host-user:read-only' }],
  });
  expect(text).toContain(': FAILED\n');
  expect(text).toContain(`
  FAIL  high-uid:read-only     a high uid with a group (GPU cluster), /safe_data read-only
        exit code 1 after 2.5 s; uid=0(root)
        tried to reach x.example:443
        left nothing in /safe_outputs
        see 1 below
`);
  expect(text).toContain(`
1. it tried to reach x.example:443
   To fix: do not
   Broken (must): It needs no network and does not try to reach one. Building and Testing Containers, "Test the container for TRE use"
   In: high-uid:read-only, host-user:read-only

2. Warning: larger than 16 MB: a.csv
`);
  expect(text.split(offline.message)).toHaveLength(2);
});

test.each<readonly [string, Partial<EvidenceCell>, string]>([
  ['one that was stopped', { observation: { ...observation, timedOut: true } }, 'stopped after 2.5 s'],
  [
    'one that ran out of memory',
    { observation: { ...observation, exitCode: 137, outOfMemory: true } },
    'out of memory after 2.5 s',
  ],
  [
    'one whose child ran out of memory',
    { observation: { ...observation, exitCode: 0, outOfMemory: true } },
    'exit code 0 after 2.5 s, and one that it had started ran out of memory',
  ],
  ['one that did not start', { observation: { ...observation, startError: 'no such file' } }, 'did not start'],
  [
    'a server',
    {
      observation: {
        ...observation,
        server: { asksForCredential: 'yes', answeredAfter: 1.5, answer: '/: 403', stoppedAfter: 0.2 },
      },
    },
    'answered after 1.5 s (/: 403); ended 0.2 s after SIGTERM',
  ],
  [
    'a server that nothing could ask',
    { verdict: 'unknown', observation: { ...observation, network: 'log', server: { asksForCredential: 'unknown' } } },
    'nothing could ask whether it answers: that needs Perl in this image or in another that the engine has',
  ],
  [
    'one whose names only were seen',
    { observation: { ...observation, network: 'names' } },
    '\n        looked up no name\n',
  ],
  [
    'the run that looks at writes',
    { id: 'writes', rootFileSystem: 'writable' },
    'wrote nothing outside the three directories (the engine does not count /dev and its own /etc/hosts)',
  ],
  [
    'a link among the outputs',
    { observation: { ...observation, outputs: [{ path: 'l', type: 'link', size: 0, uid: 0, mode: 0o777 }] } },
    'left l (link)',
  ],
  [
    'a cell that does not apply',
    { verdict: 'notApplicable', reason: 'It cannot.', observation: undefined as never },
    'It cannot.',
  ],
])('%s', (_, part, words) => {
  expect(print({ cells: [{ ...cell, ...part }] })).toContain(words);
});

test('a limit that could not be set is named', () => {
  expect(print({ engine: { ...evidence.engine, unlimited: ['memory', 'pids'] } })).toContain(
    '\n  docker could not limit memory, pids here\n',
  );
});

test('stale evidence says so at its top, and what could not be judged is no pass', () => {
  expect(print({ verdict: 'unknown' }, ['Dockerfile has changed since']).split('\n').slice(0, 2)).toEqual([
    'Rehearsal of localhost/x:rehearsal, 2026-11-23 10:06 UTC: not all of it could be judged',
    'STALE: Dockerfile has changed since. Run it again: tre-container rehearse',
  ]);
});

test('a terminal obeys nothing that a program printed or named', () => {
  const text = print({
    cells: [
      {
        ...cell,
        verdict: 'fail',
        findings: [{ ...offline, message: 'said \u001B[2J\nfake line' }],
        observation: {
          ...observation,
          outputs: [{ path: 'a\u001B]0;x\u0007.csv', type: 'file', size: 1, uid: 0, mode: 0o644 }],
        },
      },
    ],
  });
  expect([text.includes('\u001B'), text.includes('\u0007')]).toEqual([false, false]);
  expect(text).toContain(String.raw`said \u001b[2J\u000afake line`);
});
