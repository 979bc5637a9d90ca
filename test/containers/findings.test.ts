import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { UserError } from '../../src/model/errors.ts';
import { broken, makeProject, rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';
import { localImage } from './equipment/load-stand-in.ts';
import { runTool } from './equipment/run-tool.ts';

// What a trial on projects of other people found: each row is a project that was judged wrongly once.
const from = [`FROM ${localImage}`, 'RUN mkdir /safe_data /safe_outputs /scratch', 'COPY . /app/'];
const result = "open('/safe_outputs/r.csv', 'w').write('n\\n1\\n')\n";
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(dirname(folder), { recursive: true, force: true });
});

function project(
  program: string,
  more: readonly string[] = ['CMD ["python3", "-u", "/app/main.py"]'],
  files: Readonly<Record<string, string>> = {},
): string {
  const folder = makeProject({
    Dockerfile: `${[...from, ...more].join('\n')}\n`,
    '.dockerignore': 'rehearsal\n',
    'main.py': program,
    'rehearsal/safe_data/a.csv': 'id,age\n1,40\n',
    ...files,
  });
  folders.push(folder);
  return folder;
}

/** Built by docker's own builder, whose images need no handing over. */
const rehearse = (folder: string, cells: readonly string[], flags: object = {}): Promise<Rehearsed> =>
  rehearseFolder(folder, { engine: 'docker', builder: 'docker', cell: [...cells], ...flags });

const verdicts = ({ evidence }: Rehearsed): object =>
  Object.fromEntries(evidence.cells.map(({ id, verdict }) => [id, verdict]));
const words = ({ evidence }: Rehearsed): string =>
  [...evidence.findings, ...evidence.cells.flatMap(({ findings }) => findings)]
    .map(({ message, fix }) => `${message}. ${fix}`)
    .join('\n');

describe('no network means no network', () => {
  test('a UDP socket that is connected to find the own address', async () => {
    const folder = project(
      `import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.connect(("8.8.8.8", 80))\n${result}`,
    );
    const seen = await rehearse(folder, ['root:read-only', 'no-network']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass', 'no-network': 'fail' });
    expect(seen.cell('no-network').observation).toMatchObject({ network: 'counts', unrouted: 1 });
    expect(words(seen)).toContain('its output says "Network is unreachable"');
  });

  test('an echo that is asked for', async () => {
    const folder = project(
      `import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)\ntry:\n    s.sendto(bytes([8, 0, 0, 0, 0, 1, 0, 1]), ("8.8.8.8", 0))\nexcept OSError:\n    pass\n${result}`,
    );
    const seen = await rehearse(folder, ['root:read-only', 'no-network']);
    // The watched run names it; what the kernel alone counted is a warning beside a run that was watched.
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'fail', 'no-network': 'pass' });
    expect(seen.cell('root:read-only').observation?.attempts).toMatchObject([{ host: '8.8.8.8' }]);
    expect(seen.cell('no-network').observation).toMatchObject({ network: 'counts', unrouted: 1 });
    expect(words(seen)).toContain('one packet or connection of it had no way to go');
  });

  test('what is asked of the own machine, where nobody listens, is counted and named', async () => {
    const folder = project(
      `import socket\ntry: socket.create_connection(('127.0.0.1', 5432))\nexcept OSError as e: print('localhost:5432', e)\n${result}`,
    );
    const seen = await rehearse(folder, ['root:read-only', 'no-network']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass', 'no-network': 'pass' });
    expect(seen.cell('no-network').observation?.loopback).toEqual({ refused: 1, taken: 0, named: ['127.0.0.1:5432'] });
    expect(seen.cell('root:read-only').observation?.attempts).toEqual([]);
  });

  test('who talks to oneself by the own host name passes, and is told that docker alone does not know it', async () => {
    const folder = project(
      `import socket, threading\nh = socket.gethostname()\ns = socket.create_server(('0.0.0.0', 0))\nthreading.Thread(target=lambda: s.accept(), daemon=True).start()\nsocket.create_connection((h, s.getsockname()[1]))\n${result}`,
    );
    const seen = await rehearse(folder, ['root:read-only', 'no-network']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass', 'no-network': 'pass' });
    expect(seen.cell('root:read-only').observation?.attempts).toEqual([]);
    expect(words(seen)).toContain(
      "under docker's own `--network none` it fails, since its own host name leads nowhere",
    );
  });

  test('a silent download from an image without Perl is seen by a helper from outside, and counted by the kernel', async () => {
    const folder = project(
      `import urllib.request, time\nfor i in range(2):\n    try:\n        urllib.request.urlopen('https://data.example.org/codes.csv', timeout=3); break\n    except Exception: time.sleep(0.2)\n${result}`,
      ['RUN rm -f /usr/bin/perl', 'CMD ["python3", "-u", "/app/main.py"]'],
    );
    const seen = await rehearse(folder, ['root:read-only', 'no-network']);
    expect(seen.cell('root:read-only').observation).toMatchObject({
      network: 'sink',
      attempts: [{ host: 'data.example.org', port: 443 }],
    });
    expect(broken(seen.cell('root:read-only').findings)).toEqual(['no-network']);
    expect(seen.cell('no-network').observation?.unrouted).toBeGreaterThan(1);
  });

  test('an address of IPv6', async () => {
    const folder = project(
      `import socket\ntry: socket.create_connection(('2001:db8::5', 443), timeout=2)\nexcept OSError as e: print(e)\n${result}`,
    );
    const seen = await rehearse(folder, ['root:read-only']);
    expect(seen.cell('root:read-only').observation?.attempts).toEqual([{ host: '2001:db8::5', port: 443 }]);
  });
});

describe('apptainer as it is', () => {
  test.each([
    ['a relative script', result, 'CMD ["python3", "main.py"]', 'main.py is not found: apptainer ignores WORKDIR /app'],
    [
      'a relative file',
      `print(open('config.txt').read())\n${result}`,
      'CMD ["python3", "/app/main.py"]',
      'config.txt is not found: apptainer ignores WORKDIR /app',
    ],
  ])('%s is not found, and is with --pwd', async (_, program, command, said) => {
    const files = { 'config.txt': 'x' };
    const folder = project(program, ['WORKDIR /app', command], files);
    const seen = await rehearse(folder, ['root:read-only', 'host-user:read-only']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass', 'host-user:read-only': 'fail' });
    expect(words(seen)).toContain(said);
    const given = project(program, ['WORKDIR /app', command], {
      ...files,
      'ces/opt-file-apptainer.txt': '--pwd /app\n',
    });
    expect(verdicts(await rehearse(given, ['host-user:read-only']))).toEqual({ 'host-user:read-only': 'pass' });
  });

  test('the user has an entry in /etc/passwd there, and none on the GPU cluster', async () => {
    const folder = project(`import getpass, os, pwd\nprint(getpass.getuser(), pwd.getpwuid(os.getuid()))\n${result}`);
    const seen = await rehearse(folder, ['host-user:read-only', 'high-uid:read-only']);
    expect(verdicts(seen)).toEqual({ 'host-user:read-only': 'pass', 'high-uid:read-only': 'fail' });
    expect(words(seen)).toContain('it asks for the name of its user, and /etc/passwd has no entry for this uid');
    expect(seen.cell('host-user:read-only').observation?.user).toContain('uid=10001(tre-user)');
  });

  test('/tmp is the host’s and writable, the image is not', async () => {
    const folder = project(`open('/tmp/x', 'w').write('x')\n${result}`);
    const seen = await rehearse(folder, ['root:read-only', 'host-user:read-only', 'writes']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'fail', 'host-user:read-only': 'pass', writes: 'pass' });
    expect(words(seen)).toContain('under apptainer what goes to /tmp stays on the host');
  });

  test('an env-file that its shell refuses, and arguments that it evaluates, unless it is told not to', async () => {
    const files = { 'ces/env-file.txt': 'TITLE=North East (2020)\n' };
    const refused = await rehearse(project(result, undefined, files), ['root:read-only', 'host-user:read-only']);
    expect(verdicts(refused)).toEqual({ 'root:read-only': 'pass', 'host-user:read-only': 'fail' });
    expect(words(refused)).toContain('stops at line 1, TITLE');
    const start = ['ENTRYPOINT ["python3", "/app/main.py"]'];
    const program = `import sys\nassert sys.argv[1:] == ['--filter=cost>$100'], sys.argv\n${result}`;
    const argument = { 'ces/arg-file.txt': "'--filter=cost>$100'\n" };
    const evaluated = await rehearse(project(program, start, argument), ['root:read-only', 'host-user:read-only']);
    expect(verdicts(evaluated)).toEqual({ 'root:read-only': 'pass', 'host-user:read-only': 'fail' });
    const literal = { ...argument, 'ces/opt-file-apptainer.txt': '--no-eval\n' };
    const taken = await rehearse(project(program, start, literal), ['host-user:read-only']);
    expect(verdicts(taken)).toEqual({ 'host-user:read-only': 'pass' });
  });
});

describe('the files of ces/', () => {
  test('shared memory, variables and limits of the opt-file are applied to podman’s runs', async () => {
    const folder = project(
      `import os\nassert os.environ['MODE'] == 'batch'\nopen('/dev/shm/x', 'wb').write(b'x' * 200_000_000)\n${result}`,
      undefined,
      {
        'ces/opt-file.txt':
          '# podman\n--user=0:0\n--shm-size=8g\n--env MODE=batch\n--ulimit nofile=65535\n--device /dev/none\n',
      },
    );
    const seen = await rehearse(folder, ['root:read-only', 'high-uid:read-only']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass', 'high-uid:read-only': 'fail' });
    expect(seen.evidence.notApplied).toContain('--device /dev/none');
    expect(seen.out).toContain('not applied here, of the files of ces/: --device /dev/none');
    expect(words(seen)).toContain('ces/opt-file.txt gives podman the variable MODE');
  });

  test('quotes and comments of the arg-file, and an ENTRYPOINT in shell form that passes nothing on', async () => {
    const files = { 'ces/arg-file.txt': '--cohort "North East" extra\n# a comment\n' };
    const program = `import sys\nopen('/safe_outputs/args.txt', 'w').write(repr(sys.argv[1:]))\nassert sys.argv[1:] == ['--cohort', 'North East', 'extra']\n`;
    const taken = await rehearse(project(program, ['ENTRYPOINT ["python3", "/app/main.py"]'], files), [
      'root:read-only',
    ]);
    expect(verdicts(taken)).toEqual({ 'root:read-only': 'pass' });
    const lost = await rehearse(project(result, ['ENTRYPOINT python3 /app/main.py'], files), ['root:read-only']);
    expect(lost.evidence.verdict).toBe('fail');
    expect(words(lost)).toContain('is in shell form and passes no arguments on');
  });
});

const page = (text: string): string =>
  `s.send_response(200); s.send_header('content-type', 'text/html'); s.end_headers(); s.wfile.write(b'${text}')`;

describe('servers', () => {
  const ending = 'import http.server as h, signal, os\nsignal.signal(signal.SIGTERM, lambda *a: os._exit(0))\n';
  const serving = (body: string): string =>
    `${ending}class H(h.BaseHTTPRequestHandler):\n    def do_GET(s):\n        ${body}\nh.HTTPServer(('0.0.0.0', 8000), H).serve_forever()\n`;
  const start = ['EXPOSE 8000', 'CMD ["python3", "-u", "/app/main.py"]'];

  test.each([
    ['a page with a field for a password', serving(page('<input type="password">')), 'unknown'],
    [
      'a 200 at /auth/home',
      serving(
        `if s.path == '/': s.send_response(302); s.send_header('location', '/auth/home'); s.end_headers(); return\n        ${page('<h1>All</h1>')}`,
      ),
      'fail',
    ],
    ['a refusal', serving('s.send_response(401); s.end_headers()'), 'pass'],
    [
      'a refusal of the first page alone',
      serving(`if s.path == '/': s.send_response(401); s.end_headers(); return\n        ${page('all your files')}`),
      'fail',
    ],
    [
      'a refusal of the first page, and nothing to be found under other names',
      serving("s.send_response(401 if s.path == '/' else 404); s.end_headers()"),
      'unknown',
    ],
  ])('%s', async (_, program, verdict) => {
    expect(verdicts(await rehearse(project(program, start), ['root:read-only']))).toEqual({
      'root:read-only': verdict,
    });
  });

  test('a port that takes connections and speaks no HTTP is said to be so within seconds', async () => {
    const folder = project(
      "import socket, signal, os\nsignal.signal(signal.SIGTERM, lambda *a: os._exit(0))\ns = socket.create_server(('0.0.0.0', 8000))\nwhile True:\n    c, _ = s.accept(); c.sendall(b'RFB 003.008\\n'); c.close()\n",
      start,
    );
    const seen = await rehearse(folder, ['root:read-only']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'unknown' });
    expect(seen.cell('root:read-only').observation).toMatchObject({ timedOut: false, server: { noHttp: 8000 } });
    expect(words(seen)).toContain('port 8000 takes connections and speaks no HTTP');
  });

  test('a server of HTTPS takes connections and speaks no HTTP', async () => {
    const folder = project(
      `${ending}import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\ncontext.load_cert_chain('/app/server.pem')\nserver = h.HTTPServer(('0.0.0.0', 8000), h.BaseHTTPRequestHandler)\nserver.socket = context.wrap_socket(server.socket, server_side=True)\nserver.serve_forever()\n`,
      start,
    );
    const pem = join(folder, 'server.pem');
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '2'];
    runTool('openssl', [...made, '-keyout', `${pem}.key`, '-out', `${pem}.crt`]);
    writeFileSync(pem, readFileSync(`${pem}.key`, 'utf8') + readFileSync(`${pem}.crt`, 'utf8'));
    const seen = await rehearse(folder, ['root:read-only']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'unknown' });
    expect(seen.cell('root:read-only').observation).toMatchObject({ timedOut: false, server: { noHttp: 8000 } });
    expect(words(seen)).toContain('or that its certificate and login work (HTTPS)');
  });

  // One without a handler: must-fail.test.ts.
  test('one that takes a minute to stop is killed, and told of the first process of a container', async () => {
    const handler = 'import time\nsignal.signal(signal.SIGTERM, lambda *a: time.sleep(60))\n';
    const refusing = serving('s.send_response(401); s.end_headers()').replace(ending, '');
    const folder = project(`import http.server as h, signal\n${handler}${refusing}`, start);
    const seen = await rehearse(folder, ['root:read-only']);
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'fail' });
    expect(words(seen)).toMatch(/it went on for \d+ s after SIGTERM and had to be killed/);
    expect(words(seen)).toContain('the first process of a container gets no default handling of signals');
  });

  test('all exposed ports are asked', async () => {
    const folder = project(serving('s.send_response(401); s.end_headers()'), ['EXPOSE 5432 8000', start[1] ?? '']);
    const seen = await rehearse(folder, ['root:read-only']);
    expect(seen.cell('root:read-only').observation?.server).toMatchObject({ port: 8000, asksForCredential: 'yes' });
  });

  test('a batch image with EXPOSE is named, and --batch takes it for what it is', async () => {
    const folder = project(result, ['EXPOSE 9100', 'CMD ["python3", "/app/main.py"]']);
    const asServer = await rehearse(folder, ['root:read-only']);
    expect(words(asServer)).toContain('EXPOSE 9100 makes it a server');
    const asJob = await rehearse(folder, ['root:read-only'], { batch: true });
    expect([asJob.evidence.kind, verdicts(asJob)]).toEqual(['batch', { 'root:read-only': 'pass' }]);
    expect(asJob.evidence.overrides).toContain('--batch');
  });
});

describe('explanations', () => {
  test.each([
    ['a terminal', 'import os\nos.get_terminal_size()\n', 'it wants a terminal, and a batch job has none'],
    ['a result without a byte', "open('/safe_outputs/r.csv', 'w').close()\n", 'it left nothing but empty files: r.csv'],
  ])('%s', async (_, program, said) => {
    expect(words(await rehearse(project(program), ['root:read-only']))).toContain(said);
  });

  test('a folder that only its owner may open', async () => {
    const folder = project(result, [
      'RUN useradd -u 1000 -m researcher && mv /app/main.py /home/researcher/ && chown -R 1000 /home/researcher && chmod 700 /home/researcher',
      'USER researcher',
      'WORKDIR /home/researcher',
      'CMD ["python3", "main.py"]',
    ]);
    const seen = await rehearse(folder, ['image-user:read-only', 'high-uid:read-only']);
    expect(verdicts(seen)).toEqual({ 'image-user:read-only': 'pass', 'high-uid:read-only': 'fail' });
    expect(words(seen)).toContain('it is not allowed to use /home/researcher/main.py');
  });

  test('a program that only its owner may read: root has no capabilities here, the others never had them', async () => {
    const folder = project(result, [
      'RUN useradd -u 1000 researcher && chown 1000 /app/main.py && chmod 600 /app/main.py',
      'USER researcher',
      'CMD ["python3", "/app/main.py"]',
    ]);
    const seen = await rehearse(folder, ['image-user:read-only', 'root:read-only', 'high-uid:read-only']);
    expect(verdicts(seen)).toEqual({
      'image-user:read-only': 'pass',
      'root:read-only': 'fail',
      'high-uid:read-only': 'fail',
    });
    expect(words(seen)).toContain('it is not allowed to use /app/main.py');
    expect(words(seen)).toContain('root has no capabilities here, which is stricter than ces-run may be');
  });

  test('data that only its owner may read, and a folder of results that is not writable', async () => {
    const reading = project("open('/app/table.csv').read()\n", [
      'RUN echo 1 > /app/table.csv && chmod 600 /app/table.csv',
      'CMD ["python3", "/app/main.py"]',
    ]);
    expect(words(await rehearse(reading, ['high-uid:read-only']))).toContain('it is not allowed to use /app/table.csv');
    const writing = project("open('/app/cache.txt', 'w')\n");
    expect(words(await rehearse(writing, ['root:read-only']))).toContain('/app/cache.txt');
  });

  test('models that are not the reviewed ones end the build with the way out', async () => {
    const folder = project(
      result,
      [
        'RUN sed s/1/2/ /app/models.json > /tmp/models.json && cmp /app/models.json /tmp/models.json',
        'CMD ["python3", "/app/main.py"]',
      ],
      { 'models.json': '{"sha256": "1"}\n' },
    );
    const error: unknown = await rehearse(folder, ['root:read-only']).catch((thrown: unknown) => thrown);
    expect((error as UserError).problems[0].fix).toContain(
      'run `python3 models/fetch_models.py` here, outside of the image',
    );
  });

  test('the steps of a build in several stages are told as they come', async () => {
    const folder = project(result);
    const lines = [
      `FROM ${localImage} AS made`,
      'RUN echo 1 > /made',
      ...from,
      'COPY --from=made /made /made',
      'CMD ["python3", "/app/main.py"]',
    ];
    writeFileSync(join(folder, 'Dockerfile'), `${lines.join('\n')}\n`);
    const seen = await rehearse(folder, ['root:read-only'], { builder: 'buildah' });
    expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass' });
    expect(seen.err).toMatch(/\[1\/2\] STEP 2/);
    expect(seen.err).toMatch(/\[2\/2\] STEP 2/);
  });

  test('a link in the data is named before the run, and where the program misses it', async () => {
    const folder = project("print(open('/safe_data/m.bin').read())\n");
    symlinkSync('a.csv', join(folder, 'rehearsal/safe_data/m.bin'));
    const seen = await rehearse(folder, ['root:read-only']);
    expect(seen.err).toContain('m.bin is a link: it is left out of /safe_data');
    expect(words(seen)).toContain('it looks for /safe_data/m.bin, which is a link');
  });
});

test("what podman's own settings mount into every container is named", async () => {
  const folder = project("print(open('/models/w.txt').read())\n" + result);
  const settings = join(folder, 'containers.conf');
  const models = join(folder, 'rehearsal');
  writeFileSync(join(models, 'w.txt'), 'weights\n');
  writeFileSync(
    settings,
    `[containers]\ndefault_ulimits = []\nvolumes = ["${models}:/models"]\n[engine]\nruntime = "runc"\n`,
  );
  vi.stubEnv('CONTAINERS_CONF', settings);
  try {
    const seen = await rehearseFolder(folder, { engine: 'podman', cell: ['root:read-only'] });
    expect(seen.cell('root:read-only').observation).toMatchObject({ fromMachine: ['/models'] });
  } finally {
    vi.unstubAllEnvs();
  }
});

test('an engine that can start nothing is named as what is broken, and nothing is recorded', async () => {
  const folder = project(result);
  const settings = join(folder, 'containers.conf');
  // More open files than any kernel allows.
  writeFileSync(
    settings,
    '[containers]\ndefault_ulimits = ["nofile=9999999999:9999999999"]\n[engine]\nruntime = "runc"\n',
  );
  vi.stubEnv('CONTAINERS_CONF', settings);
  try {
    const flags = { engine: 'podman', image: localImage, cell: ['root:read-only'] };
    await expect(rehearseFolder(folder, flags)).rejects.toThrow("this machine's engine starts no container");
  } finally {
    vi.unstubAllEnvs();
  }
  expect(existsSync(join(folder, 'rehearsal/evidence.json'))).toBe(false);
});

const startOf = (name: string): string => `CMD ["python3", "-u", "/app/${name}.py"]`;

test('an image that a pipeline builds with a stage and a value counts by the label that says so', async () => {
  const asked = ['--target=prod', '--build-arg=MAIN=main'];
  const folder = project("open('/safe_data/a.csv').read()\n" + result);
  const stages = [
    from[0] + ' AS prod',
    ...from.slice(1),
    'ARG MAIN=other',
    'RUN echo "$MAIN" > /app/name',
    startOf('main'),
  ];
  writeFileSync(join(folder, 'Dockerfile'), [...stages, 'FROM prod AS dev', startOf('dev'), ''].join('\n'));
  // Of GitLab no job of somebody's own counts.
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(
    join(folder, '.github/workflows/image.yml'),
    `on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - run: docker build ${asked.join(' ')} -t app .\n`,
  );
  await rehearse(folder, ['root:read-only']);
  const image = 'localhost/staged:1';
  const build = async (options: readonly string[], label: readonly string[]): Promise<readonly string[]> => {
    const { out } = await rehearse(folder, [], { cell: [], 'print-context-digest': true, 'build-option': label });
    const given = ['--label', `org.tre-container.context=${out.trim()}`, '--tag', image];
    runTool('docker', ['build', '--network', 'host', '--quiet', ...options, ...given, folder]);
    // A record that proves more of the same files would stay in its place.
    rmSync(join(folder, 'rehearsal/evidence.json'));
    const seen = await rehearseFolder(folder, { engine: 'docker', image, cell: ['root:read-only'] });
    return seen.evidence.overrides ?? [];
  };
  try {
    expect(await build(asked, asked)).toEqual([]);
    expect((await build([], [])).join('\n')).toContain('whose label does not say that it was built with --target=prod');
    expect((await build([], asked)).join('\n')).toContain('CMD is another one');
    expect((await build(['--target=prod'], asked)).join('\n')).toContain('ARG MAIN');
  } finally {
    runTool('docker', ['rmi', '--force', image]);
  }
});
