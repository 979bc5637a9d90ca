import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { localImage } from './equipment/load-stand-in.ts';
import { broken, makeProject, rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';

const standIns = inject('standIns');
const built = `FROM ${standIns.python.reference}@${standIns.python.digest}`;
/** The same image as docker has it. */
const python = `FROM ${localImage}`;
const directories = 'RUN mkdir /safe_data /safe_outputs /scratch';
const input = { 'rehearsal/safe_data/a.csv': 'id,age\n1,40\n' };
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(dirname(folder), { recursive: true, force: true });
});

/** Built by docker's own builder where the base is docker's own, so that nothing is handed over; else by buildah. */
function rehearse(
  dockerfile: readonly string[],
  files: Readonly<Record<string, string>>,
  flags = {},
): Promise<Rehearsed> {
  const folder = makeProject({ Dockerfile: `${dockerfile.join('\n')}\n`, ...input, ...files });
  folders.push(folder);
  const builder = dockerfile.includes(python) ? { builder: 'docker' } : {};
  return rehearseFolder(folder, { engine: 'docker', ...builder, ...flags });
}

test('a program that keeps to the guidance passes every cell', async () => {
  const { code, evidence, out, cell } = await rehearse(
    [
      built,
      directories,
      'ENV TMPDIR=/scratch PYTHONDONTWRITEBYTECODE=1',
      'RUN useradd --system tre',
      'COPY --chmod=0555 main.py /app/main.py',
      'USER tre',
      'ENTRYPOINT ["python3", "/app/main.py"]',
    ],
    {
      'main.py':
        'import tempfile\nrows = open("/safe_data/a.csv").read()\ntempfile.NamedTemporaryFile()\nopen("/safe_outputs/summary.csv", "w").write("n\\n" + str(len(rows)) + "\\n")\n',
    },
    { all: true },
  );
  expect(out).toContain('10 passed, 0 failed, 0 unknown, 0 not applicable');
  expect([code, evidence.verdict, evidence.findings]).toEqual([0, 'pass', []]);
  expect(cell('high-uid:read-only').observation).toMatchObject({
    exitCode: 0,
    network: 'sink',
    attempts: [],
    outputs: [{ path: 'summary.csv', size: 5, rows: 1, uid: 1998602116 }],
  });
  expect(cell('high-uid:read-only').observation?.user).toContain('uid=1998602116 gid=5000 groups=5000,7000');
  expect(cell('writes').observation?.writes?.filter((path) => !/^\/(?:safe_|scratch)/.test(path))).toEqual([]);
});

test("EPCC's published pattern: a model cached below /root while the image is built", async () => {
  const { code, out, cell } = await rehearse(
    [
      python,
      directories,
      'COPY model.bin /root/.cache/huggingface/hub/models--org--tiny/model.bin',
      'COPY main.py /app/main.py',
      'CMD ["python3", "/app/main.py"]',
    ],
    {
      'model.bin': 'x'.repeat(2_000_000),
      'main.py':
        'import os, urllib.request\npath = os.path.expanduser("~/.cache/huggingface/hub/models--org--tiny/model.bin")\nif not os.path.exists(path):\n    print("downloading the model")\n    urllib.request.urlopen("https://huggingface.co/org/tiny/resolve/main/model.bin")\nopen("/safe_outputs/size.txt", "w").write(str(os.path.getsize(path)))\n',
    },
    { cell: ['root:read-only', 'host-user:read-only', 'high-uid:read-only'] },
  );
  expect([code, cell('root:read-only').verdict]).toEqual([1, 'pass']);
  for (const id of ['host-user:read-only', 'high-uid:read-only'])
    expect(broken(cell(id).findings)).toEqual(['any-identity', 'no-network']);
  expect(out).toContain(
    'the image keeps /root/.cache/huggingface (2 MB), and this user does not see it: apptainer and the GPU cluster give the container another user and another home directory',
  );
  expect(out).toContain('it tried to reach huggingface.co:443');
});

test('pip install --user', async () => {
  const { code, out, cell } = await rehearse(
    [
      built,
      directories,
      'RUN pip install --user --quiet --root-user-action=ignore six==1.17.0',
      'COPY main.py /app/main.py',
      'CMD ["python3", "/app/main.py"]',
    ],
    { 'main.py': 'import six\nopen("/safe_outputs/version.txt", "w").write(six.__version__)\n' },
    { cell: ['root:read-only', 'high-uid:read-only'] },
  );
  expect([code, cell('root:read-only').verdict, broken(cell('high-uid:read-only').findings)]).toEqual([
    1,
    'pass',
    ['any-identity'],
  ]);
  expect(out).toContain(
    'the package six is not found: packages were installed into /root/.local/lib, which belongs to one user, and the TRE runs the container as another',
  );
  expect(out).toContain('To fix: install packages for everybody: `pip install` as root and without --user');
});

test('a program that downloads, and one that goes on when it cannot', async () => {
  const fetching = 'import urllib.request\n';
  const { out, cell } = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'],
    {
      'main.py': `${fetching}urllib.request.urlopen("http://data.example.org:8080/reference.csv")\n`,
    },
    { cell: ['root:read-only'] },
  );
  expect(broken(cell('root:read-only').findings)).toEqual(['no-network']);
  expect(out).toContain('it tried to reach data.example.org:8080, which no container in the TRE can');
  expect(out).toContain('Broken (must): It needs no network and does not try to reach one.');
  const survivor = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'],
    {
      'main.py': `${fetching}import socket\ntry:\n    socket.create_connection(("203.0.113.9", 443), timeout=2)\nexcept OSError:\n    pass\nopen("/safe_outputs/a.txt", "w").write("done")\n`,
    },
    { cell: ['root:read-only'] },
  );
  expect([survivor.code, broken(survivor.cell('root:read-only').findings)]).toEqual([1, ['no-network']]);
  expect(survivor.out).toContain(
    'it tried to reach 203.0.113.9:443. It went on without, but behind a firewall that drops packets each attempt waits for minutes',
  );
});

test('a program that writes beside its code', async () => {
  const { code, out, cell } = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'WORKDIR /app', 'CMD ["python3", "main.py"]'],
    {
      'main.py': 'open("results.csv", "w").write("n\\n1\\n")\nopen("/app/run.log", "w").write("done")\n',
    },
    { cell: ['root:read-only', 'writes'] },
  );
  expect([code, broken(cell('root:read-only').findings)]).toEqual([1, ['writes-to-mounts']]);
  expect(out).toContain("it writes to results.csv, in the image's own file system");
  expect(cell('writes').observation?.writes).toEqual(expect.arrayContaining(['/app/results.csv', '/app/run.log']));
  expect(out).toContain('it writes outside the three directories when it may: /app/results.csv, /app/run.log');
});

test('a program that asks for input', async () => {
  const { code, out, cell } = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'],
    { 'main.py': 'name = input("Which cohort? ")\n' },
    { cell: ['root:read-only'] },
  );
  expect([code, broken(cell('root:read-only').findings)]).toEqual([1, ['no-interaction']]);
  expect(out).toContain('it asks for input, and nobody is there to answer (EOFError)');
  expect(out).toContain('Broken (must): A batch job asks nobody for anything.');
});

test('an image without the directories', async () => {
  const { code, out, evidence } = await rehearse(
    [
      python,
      'RUN mkdir /safe_outputs && touch /safe_outputs/old.csv',
      'CMD ["python3", "-c", "open(\'/safe_outputs/a.txt\', \'w\').write(\'x\')"]',
    ],
    {},
    { cell: ['root:read-only'] },
  );
  expect([code, broken(evidence.findings)]).toEqual([1, ['directories-exist', 'directories-empty']]);
  expect(out).toContain('the image has no /safe_data, /scratch');
  expect(out).toContain('so they cannot be seen there: /safe_outputs/old.csv');
});

test('a program that never ends', async () => {
  const { code, out, cell } = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'CMD ["python3", "-u", "/app/main.py"]'],
    { 'main.py': 'import time\nprint("waiting for the licence server")\ntime.sleep(10_000)\n' },
    { 'time-limit': '3', cell: ['root:read-only'] },
  );
  expect([code, broken(cell('root:read-only').findings)]).toEqual([1, ['ends-with-success']]);
  expect(out).toContain(
    'it had not ended after 3 s and was stopped; the last thing it printed: waiting for the licence server',
  );
});

const serve = (...words: readonly string[]): readonly string[] => [
  'jupyter',
  'lab',
  '--no-browser',
  '--ServerApp.root_dir=/safe_outputs',
  '--allow-root',
  '--ip=0.0.0.0',
  ...words,
];

test('a Jupyter without a token, and the same with one', async () => {
  const jupyter = `FROM ${standIns.jupyter.reference}@${standIns.jupyter.digest}`;
  const start = [
    'USER root',
    directories,
    'USER ${NB_UID}',
    'ENV HOME=/scratch JUPYTER_RUNTIME_DIR=/scratch/runtime',
    'EXPOSE 8888',
    'ENTRYPOINT ["tini", "-g", "--"]',
  ];
  // One image, which is handed to the engine once; the other way to start it is given to the run.
  const image = [jupyter, ...start, `CMD ${JSON.stringify(serve())}`];
  const flags = { cell: ['image-user:read-only'] };
  const open = await rehearse(image, {}, { ...flags, argument: serve("--ServerApp.token=''") });
  expect([open.code, broken(open.cell('image-user:read-only').findings)]).toEqual([1, ['asks-for-credential']]);
  expect(open.out).toContain('to anybody who reaches port 8888, without password or token');
  expect(open.out).toContain('hand JUPYTER_TOKEN over in the env-file when the session starts');
  const closed = await rehearse(image, {}, flags);
  expect([closed.code, closed.cell('image-user:read-only').observation?.server?.asksForCredential]).toEqual([0, 'yes']);
});

test('a server that only its own container reaches, seen long before its time is over, and that does not end when it is told to', async () => {
  const { code, out, cell } = await rehearse(
    [
      python,
      directories,
      'EXPOSE 8000',
      'WORKDIR /safe_outputs',
      'CMD ["python3", "-m", "http.server", "--bind", "127.0.0.1", "8000"]',
    ],
    {},
    { cell: ['root:read-only'] },
  );
  expect([code, broken(cell('root:read-only').findings)]).toEqual([1, ['port-answers', 'stops-when-told']]);
  expect(cell('root:read-only').observation).toMatchObject({ timedOut: false, server: { loopbackOnly: true } });
  expect(out).toContain('it answers on port 8000 only to programs in its own container: it listens on 127.0.0.1');
  // It has no handler for the signal.
  expect(out).toMatch(/it went on for \d+ s after SIGTERM and had to be killed/);
  expect(out).toContain('the first process of a container gets no default handling of signals');
});

test('a program that needs more memory than it may have', async () => {
  const { code, out, cell } = await rehearse(
    [python, directories, 'CMD ["python3", "-c", "len(bytearray(400_000_000))"]'],
    {},
    { memory: '64', cell: ['root:read-only'] },
  );
  expect([code, broken(cell('root:read-only').findings)]).toEqual([1, ['fits-limits']]);
  expect(cell('root:read-only').observation).toMatchObject({ outOfMemory: true });
  expect(out).toContain('it was ended because it used more than 67 MB of memory');
});

test('a program that goes on when what it started was killed for want of memory', async () => {
  const { code, out, cell } = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'],
    {
      'main.py':
        'import subprocess\nsubprocess.run(["python3", "-c", "len(bytearray(400_000_000))"])\nopen("/safe_outputs/a.txt", "w").write("x")\n',
    },
    { memory: '64', cell: ['root:read-only', 'host-user:read-only'] },
  );
  expect([code, broken(cell('root:read-only').findings)]).toEqual([1, ['fits-limits']]);
  // There the image's shell asks the control group, too.
  expect(cell('host-user:read-only').observation).toMatchObject({ exitCode: 0, outOfMemory: true, outlived: [] });
  expect(out).toContain(
    'a program that it had started was killed because they used more than 67 MB of memory together',
  );
});

test('a file of holes among the results is told by its size, and keeps nobody waiting', async () => {
  const began = Date.now();
  const { code, out, cell } = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'],
    { 'main.py': 'open("/safe_outputs/hole.csv", "wb").truncate(900_000_000_000)\n' },
    { 'time-limit': '30', cell: ['root:read-only'] },
  );
  expect([code, cell('root:read-only').observation?.outputs]).toMatchObject([0, [{ path: 'hole.csv', size: 9e11 }]]);
  expect(out).toContain('the results claim more than 10 GB (hole.csv), and no further ones were looked at');
  expect(Date.now() - began).toBeLessThan(120_000);
});

test('a pipe among the results is told to be none, and keeps nobody waiting', async () => {
  const began = Date.now();
  const { code, out } = await rehearse(
    [python, directories, 'COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'],
    { 'main.py': 'import os\nos.mkfifo("/safe_outputs/a.csv")\nopen("/safe_outputs/b.csv", "w").write("n\\n1\\n")\n' },
    { 'time-limit': '30', cell: ['root:read-only'] },
  );
  expect(code).toBe(0);
  expect(out).toContain('it left links, pipes or devices in /safe_outputs, which are no results: a.csv');
  expect(Date.now() - began).toBeLessThan(120_000);
});

test('an image with a pipe as its list of users is refused before an engine waits for it', async () => {
  const began = Date.now();
  await expect(
    rehearse(
      [built, directories, 'RUN rm /etc/passwd && mkfifo /etc/passwd', 'CMD ["true"]'],
      {},
      { 'time-limit': '30', cell: ['root:read-only'] },
    ),
  ).rejects.toThrow('/etc/passwd of the image is a pipe or a device');
  expect(Date.now() - began).toBeLessThan(120_000);
});

test('what failed before 60 MB of other output is known, whatever the engine keeps', async () => {
  const { cell } = await rehearse(
    [python, directories, 'COPY main.py /main.py', 'ENTRYPOINT ["python3", "/main.py"]'],
    {
      'main.py':
        'import subprocess, sys\nsubprocess.run([sys.executable, "-c", "import nosuchmodule"])\nfor _ in range(600):\n    sys.stdout.write(("x" * 99 + "\\n") * 1000)\nopen("/safe_outputs/a.csv", "w").write("n\\n")\n',
    },
    { cell: ['root:read-only'] },
  );
  const seen = cell('root:read-only');
  expect(seen.observation).toMatchObject({ exitCode: 0, failedWithin: ['Python printed a traceback'] });
  expect(seen.observation?.unreadOutput).toBeUndefined();
});
