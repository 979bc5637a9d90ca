import { expect, test } from 'vitest';
import { judgeCell } from '../../../src/engine/rehearsal/judge-cell.ts';
import { judgeUnwatched, withoutOwnCopy } from '../../../src/engine/rehearsal/judge-left.ts';
import type { CellCase, CellResult, Observation } from '../../../src/model/rehearsal/rehearsal.ts';

const limits = {
  batchSeconds: 600,
  answerSeconds: 180,
  stopSeconds: 30,
  memory: 4 * 2 ** 30,
  cpus: 2,
  fileSize: 16_000_000,
  rows: 5000,
};
const done: Observation = {
  exitCode: 0,
  seconds: 1,
  timedOut: false,
  outOfMemory: false,
  log: '',
  network: 'sink',
  attempts: [],
  outputs: [{ path: 'a.csv', type: 'file', size: 10, uid: 0, mode: 0o644, rows: 1 }],
};
const profile = {
  protectedPaths: ['/'],
  tmpfs: [],
  capabilities: [],
  ownWrites: [],
  credentialVariable: 'JUPYTER_TOKEN',
};
const batch: CellCase = {
  cell: { id: 'high-uid:read-only', identity: 'high-uid', data: 'read-only', rootFileSystem: 'read-only' },
  subject: { kind: 'batch', runtimes: ['podman'], unsupportedRuntimes: {}, profile },
  limits,
  contents: { missingDirectories: [], hiddenFiles: [], homeContents: [] },
  observation: done,
};
const server: CellCase = {
  ...batch,
  subject: { ...batch.subject, kind: 'interactive', port: 8888 },
  observation: {
    ...done,
    outputs: [],
    server: { answeredAfter: 3, asksForCredential: 'yes', answer: '/: 302, /login: 200', stoppedAfter: 1 },
  },
};
const withLog = (log: string, more: Partial<Observation> = {}): CellCase => ({
  ...batch,
  observation: { ...done, exitCode: 1, log, ...more },
});
const said = ({ verdict, findings }: CellResult): readonly unknown[] => [
  verdict,
  ...findings.map(({ requirement, level }) => (level === 'warning' ? `(${requirement})` : requirement)),
];

test('a batch job that ends with 0 and leaves a file passes; a server that asks and stops passes', () => {
  expect(said(judgeCell(batch))).toEqual(['pass']);
  expect(said(judgeCell(server))).toEqual(['pass']);
});

test.each<readonly [string, CellCase, readonly string[], string]>([
  [
    'nothing left',
    { ...batch, observation: { ...done, outputs: [] } },
    ['leaves-output'],
    'left nothing in /safe_outputs',
  ],
  [
    'a bare exit code',
    withLog('ValueError: no column age\n', { exitCode: 3 }),
    ['ends-with-success'],
    'exit code 3; the last thing it printed: ValueError: no column age',
  ],
  [
    "R's error, and not the words with which it always ends",
    withLog('Reading\nError in read.csv("x.csv") : \n  no such table\nCalls: main -> read.csv\nExecution halted\n', {
      exitCode: 1,
    }),
    ['ends-with-success'],
    'the last thing it printed: Error in read.csv("x.csv") : no such table',
  ],
  [
    'what the step of make printed, and not only which one it was',
    withLog(
      'Rscript a.R\nError in f(x) : could not find function "f"\nExecution halted\nmake[1]: *** [Makefile:5: a] Error 1\nmake: *** [all] Error 2\n',
      { exitCode: 2 },
    ),
    ['ends-with-success'],
    'the last thing it printed: Error in f(x) : could not find function "f" (make: *** [all] Error 2)',
  ],
  [
    'a program that a script starts and that is not there, whatever was printed before',
    withLog('Reading x.csv, no such file as y.csv\nsh: 2: quarto: not found\n', { exitCode: 127 }),
    ['starts-by-itself'],
    'it starts quarto, which does not exist in the image (sh: 2: quarto: not found)',
  ],
  ['a silent end', withLog('', { exitCode: 4 }), ['ends-with-success'], 'it printed nothing'],
  [
    'an attempt seen by the sink',
    withLog('', { attempts: [{ host: 'huggingface.co', port: 443 }] }),
    ['no-network'],
    'huggingface.co:443',
  ],
  [
    'an attempt refused by the network guard',
    withLog('pypi.org:443: network access refused (getaddrinfo)\n  found: /app/main.py:7\n'),
    ['no-network'],
    'pypi.org:443 (from /app/main.py:7)',
  ],
  [
    'an attempt that only its output tells of',
    withLog('curl: (6) Could not resolve host: data.example.org\n', { network: 'log' }),
    ['no-network'],
    'Could not resolve host',
  ],
  [
    'a write beside the code, Python',
    withLog("OSError: [Errno 30] Read-only file system: '/app/out.csv'\n"),
    ['writes-to-mounts'],
    '/app/out.csv',
  ],
  [
    'a write beside the code, shell',
    withLog('sh: 1: cannot create /app/out.csv: Read-only file system\n'),
    ['writes-to-mounts'],
    '/app/out.csv',
  ],
  [
    'a write beside the code, R',
    withLog("cannot open compressed file '/app/fit.rds', probable reason 'Read-only file system'\n"),
    ['writes-to-mounts'],
    'in the image',
  ],
  [
    'a write into read-only data',
    withLog("OSError: [Errno 30] Read-only file system: '/safe_data/cache'\n"),
    ['writes-to-mounts'],
    '/safe_data may be mounted read-only',
  ],
  [
    'a file of another user',
    withLog("PermissionError: [Errno 13] Permission denied: '/opt/model/weights.bin'\n"),
    ['any-identity'],
    '/opt/model/weights.bin',
  ],
  [
    'a question, Python',
    withLog('Which cohort? Traceback\nEOFError: EOF when reading a line\n'),
    ['no-interaction'],
    'EOFError',
  ],
  [
    'a question, shell',
    withLog('Starting\nYour project id:'),
    ['no-interaction'],
    'the last thing it printed: Your project id:',
  ],
  [
    'too much memory of what it had started, and it went on',
    { ...batch, observation: { ...done, outOfMemory: true } },
    ['fits-limits'],
    'a program that it had started was killed',
  ],
  ['too much memory', withLog('', { exitCode: 137, outOfMemory: true }), ['fits-limits'], 'more than 4.3 GB of memory'],
  [
    'too much memory of what a server had started',
    { ...server, observation: { ...server.observation, exitCode: 143, outOfMemory: true } },
    ['fits-limits'],
    'a program that it had started was killed',
  ],
  [
    'no end',
    { ...batch, observation: { ...done, exitCode: undefined as never, timedOut: true, log: 'epoch 1\n', outputs: [] } },
    ['ends-with-success'],
    'had not ended after 600 s',
  ],
  [
    'a start command that is not there',
    {
      ...batch,
      observation: {
        ...done,
        startError: 'Error response from daemon: exec: "python": executable file not found in $PATH',
        outputs: [],
      },
    },
    ['starts-by-itself'],
    'does not exist in the image',
  ],
  [
    'a closed entry point',
    {
      ...batch,
      observation: {
        ...done,
        startError: 'OCI runtime create failed: stat /home/rapids/entrypoint.sh: permission denied: unknown',
        outputs: [],
      },
    },
    ['any-identity'],
    '/home/rapids/entrypoint.sh may not be used by this user',
  ],
  [
    'a script for another machine',
    withLog('exec /app/run.sh: exec format error\n', { exitCode: 126 }),
    ['starts-by-itself'],
    'linux/amd64',
  ],
  [
    'a shell that finds no program',
    withLog('sh: 1: train: not found\n', { exitCode: 127 }),
    ['starts-by-itself'],
    'does not exist',
  ],
])('%s', (_, input, expected, words) => {
  const result = judgeCell(input);
  expect(said(result)).toEqual(['fail', ...expected]);
  expect(result.findings.map(({ message }) => message).join('\n')).toContain(words);
  for (const { fix } of result.findings) expect(fix).not.toBe('');
});

test('what lies in a home directory is named before what the program did about it', () => {
  const contents = { ...batch.contents, homeContents: [{ path: '/root/.cache/huggingface', size: 90_000_000 }] };
  const result = judgeCell({
    ...withLog('OSError: not found in cache\n', { attempts: [{ host: 'huggingface.co', port: 443 }] }),
    contents,
  });
  expect(said(result)).toEqual(['fail', 'any-identity', 'no-network']);
  expect(result.findings[0]?.message).toContain('/root/.cache/huggingface (90 MB)');
  expect(said(judgeCell({ ...batch, contents }))).toEqual(['pass']);
});

test('what lies in a home directory is not blamed for what has another cause', () => {
  const withHome = (input: CellCase, ...paths: readonly string[]): CellCase => ({
    ...input,
    contents: { ...batch.contents, homeContents: paths.map((path) => ({ path, size: 90_000_000 })) },
  });
  const missing = withLog("FileNotFoundError: [Errno 2] No such file or directory: '/safe_data/cohort.csv'\n");
  expect(said(judgeCell(withHome(missing, '/root/.cache/matplotlib')))).toEqual(['fail', 'ends-with-success']);
  const asRoot = { ...withLog('OSError: not found in cache\n'), cell: { ...batch.cell, identity: 'root' } } as const;
  expect(said(judgeCell(withHome(asRoot, '/root/.cache/huggingface')))).toEqual(['fail', 'ends-with-success']);
  expect(said(judgeCell(withHome(asRoot, '/home/jovyan/.cache/huggingface')))).toEqual(['fail', 'any-identity']);
  expect(
    said(judgeCell(withHome(withLog('', { attempts: [{ host: 'data.example.org', port: 80 }] }), '/root/.local/lib'))),
  ).toEqual(['fail', 'no-network']);
});

test('of several things in home directories only the one that the output names is named', () => {
  const contents = {
    ...batch.contents,
    homeContents: [
      { path: '/root/.cache/torch', size: 90_000_000 },
      { path: '/root/nltk_data', size: 9_000_000 },
    ],
  };
  const { findings } = judgeCell({
    ...withLog("LookupError: Resource punkt not found. Searched in: '/root/nltk_data'\n"),
    contents,
  });
  expect(findings[0]?.message).toContain('the image keeps /root/nltk_data (9 MB), and');
});

test('a package of pip install --user is told from a package that is missing', () => {
  const log = "ModuleNotFoundError: No module named 'pandas'\n";
  const packages = { ...batch.contents, homeContents: [{ path: '/root/.local/lib', size: 9 }] };
  expect(said(judgeCell({ ...withLog(log), contents: packages }))).toEqual(['fail', 'any-identity']);
  expect(said(judgeCell(withLog(log)))).toEqual(['fail', 'ends-with-success']);
});

test('a program that swallows why it left nothing is told why', () => {
  const result = judgeCell(
    withLog('sh: 1: cannot create /safe_outputs/id.txt: Permission denied\n', { exitCode: 0, outputs: [] }),
  );
  expect(said(result)).toEqual(['fail', 'any-identity', 'leaves-output']);
  expect(said(judgeCell(withLog('WARNING: /home/x: Permission denied\n', { exitCode: 0 })))).toEqual(['pass']);
});

test('an attempt that the program survives fails all the same; a resolver complaint that it survives too', () => {
  expect(
    said(judgeCell({ ...batch, observation: { ...done, attempts: [{ host: '203.0.113.9', port: 443 }] } })),
  ).toEqual(['fail', 'no-network']);
});

test('outputs above the limits are warnings', () => {
  const outputs = [
    { path: 'big.bin', type: 'file', size: 17_000_000, uid: 0, mode: 0o644 },
    { path: 'rows.csv', type: 'file', size: 9, uid: 0, mode: 0o644, rows: 5001 },
  ] as const;
  const result = judgeCell({ ...batch, observation: { ...done, outputs } });
  expect(said(result)).toEqual(['pass', '(fits-limits)', '(fits-limits)']);
  expect(result.findings.map(({ message }) => message)).toEqual([
    'larger than 16 MB: big.bin (17 MB)',
    'more than 5000 rows: rows.csv (5001 rows)',
  ]);
});

test('results of which not all were read are said to be so', () => {
  const outputs = [
    { path: 'a.csv', type: 'file', size: 9, uid: 0, mode: 0o644, rows: 1 },
    { path: 'hole.csv', type: 'file', size: 900e9, uid: 0, mode: 0o644 },
  ] as const;
  const messages = judgeCell({ ...batch, observation: { ...done, outputs } }).findings.map(({ message }) => message);
  expect(messages).toContainEqual(
    expect.stringMatching(/^the results claim more than 10 GB \(hole\.csv\), and no further ones were looked at$/),
  );
});

test("writes outside the mounts are warnings, and the engine's and the base's own are none", () => {
  const writes = [
    '/etc',
    '/home',
    '/safe_outputs',
    '/scratch/x',
    '/etc/resolv.conf',
    '/app/out.csv',
    '/var/log/own/a',
    '/home/tre-user',
  ];
  const cell = { ...batch.cell, id: 'writes', identity: 'host-user', rootFileSystem: 'writable' } as const;
  const result = judgeCell({
    ...batch,
    cell,
    subject: { ...batch.subject, profile: { ...profile, ownWrites: ['/var/log/own'] } },
    observation: { ...done, writes },
  });
  expect(said(result)).toEqual(['pass', '(writes-to-mounts)']);
  expect(result.findings[0]?.message).toBe('it writes outside the three directories when it may: /app/out.csv');
});

test.each<readonly [string, Partial<Observation>, string, readonly string[], string]>([
  [
    'open to anybody',
    {
      server: {
        answeredAfter: 3,
        asksForCredential: 'no',
        open: '/api/contents',
        answer: '/api/contents: 200',
        stoppedAfter: 1,
      },
    },
    'fail',
    ['asks-for-credential'],
    'serves /api/contents to anybody',
  ],
  [
    'goes on after SIGTERM',
    { server: { answeredAfter: 3, asksForCredential: 'yes' } },
    'fail',
    ['stops-when-told'],
    'went on for 30 s after SIGTERM',
  ],
  [
    'never answers',
    { timedOut: true, log: 'starting\n', server: { asksForCredential: 'unknown', stoppedAfter: 1 } },
    'fail',
    ['port-answers'],
    'nothing answered on port 8888 within 180 s; the last thing it printed: starting',
  ],
  [
    'listens on loopback',
    { timedOut: true, server: { asksForCredential: 'unknown', loopbackOnly: true, stoppedAfter: 1 } },
    'fail',
    ['port-answers'],
    'listens on 127.0.0.1',
  ],
  [
    'ends at once',
    {
      exitCode: 1,
      log: 'Running as root is not recommended. Use --allow-root to bypass.\n',
      server: { asksForCredential: 'unknown', endedEarly: true },
    },
    'fail',
    ['port-answers'],
    'exit code 1 before it answered; the last thing it printed: Running as root',
  ],
  [
    'ends for a cause',
    {
      exitCode: 1,
      log: "PermissionError: [Errno 13] Permission denied: '/home/jovyan/.local'\n",
      server: { asksForCredential: 'unknown', endedEarly: true },
    },
    'fail',
    ['any-identity', 'port-answers'],
    '/home/jovyan/.local',
  ],
  [
    'nobody could ask',
    { server: { answeredAfter: 3, asksForCredential: 'unknown', stoppedAfter: 1 } },
    'unknown',
    [],
    '',
  ],
])('a server that %s', (_, observation, verdict, expected, words) => {
  const result = judgeCell({ ...server, observation: { ...server.observation, ...observation } });
  expect(said(result)).toEqual([verdict, ...expected]);
  expect(result.findings.map(({ message }) => message).join('\n')).toContain(words);
});

/** As apptainer's user, in an image with this WORKDIR. */
const asHostUser = (log: string, more: Partial<Observation> = {}): CellCase => ({
  ...withLog(log, more),
  cell: { id: 'host-user:read-only', identity: 'host-user', data: 'read-only', rootFileSystem: 'read-only' },
  workingDirectory: '/app',
});

test.each([
  ["python3: can't open file '/home/tre-user/main.py': [Errno 2] No such file or directory", 'main.py'],
  ["FileNotFoundError: [Errno 2] No such file or directory: 'config.txt'", 'config.txt'],
  ["Error: Cannot find module '/home/tre-user/server.js'", 'server.js'],
  ["cannot open file 'start.R': No such file or directory", 'start.R'],
  ['sh: 1: ./run.sh: not found', './run.sh'],
])('under apptainer %j is a relative name below WORKDIR', (log, name) => {
  const [finding] = judgeCell(asHostUser(log)).findings;
  expect(finding?.message).toBe(
    `${name} is not found: apptainer ignores WORKDIR /app and starts the program in the caller's own folder`,
  );
  expect(finding?.fix).toContain(`/app/${name.replace('./', '')}`);
});

test('an absolute name that is missing under apptainer has nothing to do with WORKDIR', () => {
  expect(
    judgeCell(asHostUser("FileNotFoundError: [Errno 2] No such file or directory: '/data/x.csv'")).findings.map(
      ({ message }) => message,
    ),
  ).toEqual([expect.not.stringContaining('WORKDIR')]);
});

test.each([
  ["KeyError: 'getpwuid(): uid not found: 1998602116'", 'any-identity', '/etc/passwd has no entry for this uid'],
  [
    'File "/usr/lib/python3.13/getpass.py", line 1\nOSError: No username set in the environment',
    'any-identity',
    'asks for the name of its user',
  ],
  [
    "python3: can't open file '/home/researcher/main.py': [Errno 13] Permission denied",
    'any-identity',
    'not allowed to use /home/researcher/main.py',
  ],
  ["cannot open file '/opt/m.rds': Permission denied", 'any-identity', 'not allowed to use /opt/m.rds'],
  ['cat: /opt/secret/x.txt: Permission denied', 'any-identity', 'not allowed to use /opt/secret/x.txt'],
  [
    'OSError: [Errno 25] Inappropriate ioctl for device',
    'no-interaction',
    'it wants a terminal, and a batch job has none',
  ],
  ['_curses.error: setupterm: could not find terminal', 'no-interaction', 'it wants a terminal'],
  ['OSError: [Errno 28] No space left on device', 'fits-limits', 'it found no space left'],
] as const)('%j is explained by its cause', (log, requirement, message) => {
  const { findings } = judgeCell(withLog(log));
  expect(findings.map((each) => each.requirement)).toEqual([requirement]);
  expect(findings[0]?.message).toContain(message);
});

test('root without capabilities is stricter than the TRE may be, and that is said', () => {
  const given = withLog("PermissionError: [Errno 13] Permission denied: '/opt/model.bin'");
  const { findings } = judgeCell({ ...given, cell: { ...given.cell, identity: 'root' } });
  expect(findings[0]?.message).toContain('stricter than ces-run may be');
});

test('a result of no bytes is worth a warning', () => {
  const outputs = [{ path: 'result.csv', type: 'file', size: 0, uid: 0, mode: 0o644, rows: 0 }] as const;
  const result = judgeCell({ ...batch, observation: { ...done, outputs } });
  expect(said(result)).toEqual(['pass', '(leaves-output)']);
  expect(result.findings[0]?.message).toBe('it left nothing but empty files: result.csv');
});

test('a link or a pipe among the results is worth a warning', () => {
  const file = { path: 'a.csv', type: 'file', size: 9, uid: 0, mode: 0o644, rows: 1 } as const;
  const outputs = [file, { ...file, path: 'shadow', type: 'link' }, { ...file, path: 'pipe', type: 'other' }] as const;
  const result = judgeCell({ ...batch, observation: { ...done, outputs } });
  expect(said(result)).toEqual(['pass', '(leaves-output)']);
  expect(result.findings[0]?.message).toBe(
    'it left links, pipes or devices in /safe_outputs, which are no results: shadow, pipe',
  );
});

test('what only the kernel counted fails a run that nothing else watched, and warns of one without any network', () => {
  const counted = judgeCell({ ...batch, observation: { ...done, network: 'counts', unrouted: 6 } });
  expect(said(counted)).toEqual(['fail', 'no-network']);
  expect(counted.findings[0]?.message).toContain('it tried to reach a network 6 times (the kernel counted it');
  const alone = { ...batch.cell, id: 'no-network', network: 'none' } as const;
  const passed = judgeCell({ ...batch, cell: alone, observation: { ...done, network: 'counts', unrouted: 1 } });
  expect(said(passed)).toEqual(['pass', '(no-network)']);
  const failed = judgeCell({ ...withLog('OSError: [Errno 101] Network is unreachable', { unrouted: 1 }), cell: alone });
  expect(said(failed)).toEqual(['fail', 'no-network']);
});

test('its own name, which docker alone does not know, is a warning and no attempt', () => {
  const result = judgeCell({ ...batch, observation: { ...done, network: 'counts', needsOwnName: true } });
  expect(said(result)).toEqual(['pass', '(no-network)']);
});

test('a server without any network only has to stay', () => {
  const alone = { ...server.cell, id: 'no-network', network: 'none' } as const;
  const stayed = {
    ...done,
    outputs: [],
    network: 'counts' as const,
    server: { asksForCredential: 'unknown' as const, stoppedAfter: 1 },
  };
  expect(said(judgeCell({ ...server, cell: alone, observation: stayed }))).toEqual(['pass']);
  expect(judgeCell({ ...server, observation: stayed }).verdict).toBe('unknown');
  // Told to end before it had begun, which nobody could see.
  const killed = { ...stayed, server: { asksForCredential: 'unknown' as const } };
  expect(said(judgeCell({ ...server, cell: alone, observation: killed }))).toEqual(['pass']);
});

test('a batch job whose image has EXPOSE is told apart from a server that broke', () => {
  const ended = { ...done, server: { asksForCredential: 'unknown' as const, endedEarly: true } };
  const result = judgeCell({ ...server, isExposedOnly: true, observation: ended });
  expect(result.findings[0]?.fix).toContain('--batch');
  expect(judgeCell({ ...server, observation: ended }).findings[0]?.message).toContain('before it answered');
});

test('a server in exec form that ignores SIGTERM is told of signals and PID 1', () => {
  const went = { ...done, outputs: [], server: { answeredAfter: 1, asksForCredential: 'yes' as const } };
  expect(judgeCell({ ...server, isExecForm: true, observation: went }).findings[0]?.fix).toContain('tini');
  expect(judgeCell({ ...server, isExecForm: false, observation: went }).findings[0]?.fix).toContain('exec form');
});

test.each([
  [
    'apptainer: it reads ces/env-file.txt as shell and stops at line 2, TITLE',
    'write the value so that both read the same',
  ],
  ['apptainer: it evaluates arguments as shell, and $X of ces/arg-file.txt would become something else', '--no-eval'],
])('%j says what to change', (startError, fix) => {
  const result = judgeCell(asHostUser('', { startError }));
  expect(said(result)).toEqual(['fail', 'starts-by-itself']);
  expect(result.findings[0]?.fix).toContain(fix);
});

test('a link of the data that was left out is named where the program misses it', () => {
  const given = withLog("FileNotFoundError: [Errno 2] No such file or directory: '/safe_data/models/m.bin'");
  const result = judgeCell({ ...given, leftOut: [{ path: 'models/m.bin', is: 'a link' }] });
  expect(result.findings[0]?.message).toContain('/safe_data/models/m.bin, which is a link');
});

test('what stays on the host under apptainer is a warning, and what cannot be listed may have stayed', () => {
  const onHost = judgeCell({ ...batch, observation: { ...done, leftOnHost: ['/home/tre-user/.cache/x', '/tmp/y'] } });
  expect(said(onHost)).toEqual(['pass', '(writes-to-mounts)']);
  expect(onHost.findings[0]?.message).toBe(
    'under apptainer it leaves files on the host: /home/tre-user/.cache/x, /tmp/y',
  );
  const unlisted = judgeCell({ ...batch, observation: { ...done, leftOnHost: ['/tmp'] } });
  expect(unlisted.findings[0]?.message).toContain('could not be listed');
});

test('what goes on when the program has ended is a warning', () => {
  expect(said(judgeCell({ ...batch, observation: { ...done, outlived: [] } }))).toEqual(['pass']);
  const running = judgeCell({ ...batch, observation: { ...done, outlived: ['python3'] } });
  expect(said(running)).toEqual(['pass', '(ends-with-success)']);
  expect(running.findings[0]?.message).toContain('left running what it had started: python3');
});

test('a run that ends badly is told where input lies that a link of the image leads to', () => {
  const { findings } = judgeCell({ ...batch, observation: { ...done, exitCode: 3, log: 'no person.csv\n' } });
  expect(findings[0]?.fix).toContain(
    '/train leads to /safe_data/train, so that its files lie in rehearsal/safe_data/train',
  );
});

test('what failed within a run that ended well is a warning', () => {
  const log = '/app/run.sh: line 3: nosuch: command not found\n';
  const failed = judgeCell({
    ...batch,
    observation: { ...done, log, failedWithin: ['a shell could not run a command'] },
  });
  expect(said(failed)).toEqual(['pass', '(ends-with-success)']);
  expect(failed.findings[0]?.message).toBe(
    'it ended with exit code 0, and something within it failed: a shell could not run a command; it printed: /app/run.sh: line 3: nosuch: command not found',
  );
});

test('of longer names than are kept the same is said', () => {
  const folder = `${'\u0001'.repeat(250)}/`.repeat(15);
  const outputs = Array.from({ length: 45 }, (_, at) => ({
    ...done.outputs[0],
    path: `${folder}${String(at)}`,
  })) as Observation['outputs'];
  expect(said(judgeCell({ ...batch, observation: { ...done, outputs } }))).toEqual(['pass', '(fits-limits)']);
  const few = outputs.slice(0, 40);
  expect(said(judgeCell({ ...batch, observation: { ...done, outputs: few } }))).toEqual(['pass']);
});

test('of more files than are looked at nothing is said but that', () => {
  const outputs = Array.from({ length: 20_000 }, (_, at) => ({
    ...done.outputs[0],
    path: String(at),
  })) as Observation['outputs'];
  expect(said(judgeCell({ ...batch, observation: { ...done, outputs } }))).toEqual(['pass', '(fits-limits)']);
});

const left = (paths: readonly string[]): CellResult =>
  judgeCell({ ...batch, observation: { ...done, leftOnScratch: paths } });

test('what it leaves on /scratch and may be a result is a warning; caches, and what a start script keeps, are none', () => {
  const lost = left([
    '/scratch/results.csv',
    '/scratch/.cache/x.json',
    '/scratch/matplotlib/fontlist-v390.json',
    '/scratch/matplotlib/fontlist-v3.11.0.json',
    '/scratch/mpl-cache/fontlist.json',
    '/scratch/run',
  ]);
  expect(said(lost)).toEqual(['pass', '(leaves-output)']);
  expect(lost.findings[0]?.message).toBe(
    'it leaves on /scratch, which is emptied when it has ended: /scratch/results.csv',
  );
  expect(said(left(['/scratch/started', '/scratch/work/results.csv']))).toEqual(['pass']);
  expect(said(left(['/scratch/work/results.csv']))).toEqual(['pass', '(leaves-output)']);
});

test('what the start script of an adopted repository puts on /scratch is nothing that the program left', () => {
  const all = ['/scratch/started', '/scratch/lost', '/scratch/work', '/scratch/work/a.py', '/scratch/worked.csv'];
  expect(withoutOwnCopy(all)).toEqual(['/scratch/worked.csv']);
  expect(withoutOwnCopy(all.slice(1))).toEqual(all.slice(1));
});

test('an output that is the data as they came is a warning', () => {
  const result = judgeCell({ ...batch, observation: { ...done, copiedData: ['m.csv (/safe_data/m.csv)'] } });
  expect(said(result)).toEqual(['pass', '(leaves-output)']);
  expect(result.findings[0]?.message).toContain('as they came: m.csv (/safe_data/m.csv)');
});

test.each([
  ["Traceback\nModuleNotFoundError: No module named 'pandas'", 'pandas'],
  ["No module named 'pandas': ModuleNotFoundError", 'pandas'],
  ['Error in library(dplyr) : there is no package called \u2018dplyr\u2019', 'dplyr'],
  ['ERROR: LoadError: ArgumentError: Package CSV not found in current path.', 'CSV'],
])('a package that is not there is named, whatever stands around it: %j', (log, name) => {
  const [finding] = judgeCell(withLog(log)).findings;
  expect(finding?.message).toBe(`it loads ${name}, which is not in the image, and ends with exit code 1`);
  expect(finding?.fix).toContain('add it to the list that the image installs');
});

test('packets that had no way to go pass only beside a watched run', () => {
  const alone: CellCase = {
    ...batch,
    cell: { ...batch.cell, id: 'no-network', network: 'none' },
    observation: { ...done, network: 'counts', unrouted: 1 },
  };
  const result = judgeCell(alone);
  expect(said(result)).toEqual(['pass', '(no-network)']);
  expect(judgeUnwatched([result]).map(({ verdict }) => verdict)).toEqual(['unknown']);
  expect(judgeUnwatched([judgeCell(batch), result]).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});
