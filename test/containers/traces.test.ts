import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { localImage } from './equipment/load-stand-in.ts';
import { makeProject, rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';

// What a program leaves behind, and what tells it where it runs.
const standIns = inject('standIns');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(dirname(folder), { recursive: true, force: true });
});

const engines = {
  docker: { base: localImage, flags: { engine: 'docker', builder: 'docker' } },
  podman: { base: `${standIns.python.reference}@${standIns.python.digest}`, flags: { engine: 'podman' } },
} as const;
type Engine = keyof typeof engines;

function rehearse(
  engine: Engine,
  program: readonly string[],
  cell: readonly string[],
  more: readonly string[] = [],
): Promise<Rehearsed> {
  const { base, flags } = engines[engine];
  const dockerfile = [
    `FROM ${base}`,
    'RUN mkdir /safe_data /safe_outputs /scratch',
    'COPY main.py /app/main.py',
    ...more,
  ];
  const folder = makeProject({
    Dockerfile: `${[...dockerfile, 'CMD ["python3", "-u", "/app/main.py"]'].join('\n')}\n`,
    'main.py': `${[...program, "open('/safe_outputs/r.csv', 'w').write('n\\n1\\n')"].join('\n')}\n`,
    'rehearsal/safe_data/a.csv': 'id,age\n1,40\n',
  });
  folders.push(folder);
  return rehearseFolder(folder, { ...flags, cell: [...cell] });
}

const messages = (seen: Rehearsed, id: string): readonly string[] =>
  seen.cell(id).findings.map(({ level, message }) => `${level}: ${message}`);

describe.each(['docker', 'podman'] as const)('%s', (engine) => {
  test('what stays on the host under apptainer is seen, and data that were written anew with the same size and time', async () => {
    const program = [
      'import os',
      "os.makedirs(os.path.expanduser('~/.cache/tool'))",
      "open(os.path.expanduser('~/.cache/tool/x'), 'w').write('x')",
      "open('/tmp/y', 'w').close()",
      "os.mkdir('/var/tmp/z')",
      "if os.access('/safe_data/a.csv', os.W_OK):",
      "    times = os.stat('/safe_data/a.csv')",
      "    open('/safe_data/a.csv', 'w').write('id,age\\n1,41\\n')",
      "    os.utime('/safe_data/a.csv', ns=(times.st_atime_ns, times.st_mtime_ns))",
    ];
    const seen = await rehearse(engine, program, ['host-user:read-only', 'host-user:read-write']);
    const left =
      'warning: under apptainer it leaves files on the host: /home/tre-user/.cache/tool/x, /tmp/y, /var/tmp/z';
    expect(messages(seen, 'host-user:read-only')).toEqual([left]);
    expect(seen.cell('host-user:read-only').observation?.outlived).toEqual([]);
    expect(seen.cell('host-user:read-write').observation?.dataRead).toEqual(['/safe_data/a.csv']);
    expect(messages(seen, 'host-user:read-write')).toEqual([
      left,
      'warning: it changes the safe data when it may: /safe_data/a.csv',
    ]);
  });

  test('what goes on under apptainer when the program has ended is named, and what it tries in the next seconds is seen', async () => {
    const later =
      'import socket, time; time.sleep(1); s = socket.socket(); s.settimeout(1); s.connect_ex(("203.0.113.9", 443)); time.sleep(60)';
    const program = ['import subprocess', `subprocess.Popen(['python3', '-c', '${later}'], start_new_session=True)`];
    const seen = await rehearse(engine, program, ['root:read-only', 'host-user:read-only']);
    expect(messages(seen, 'root:read-only')).toEqual([]);
    expect(messages(seen, 'host-user:read-only')).toEqual([
      expect.stringContaining('failure: it tried to reach 203.0.113.9:443'),
      expect.stringContaining('warning: it ended and left running what it had started: python3'),
    ]);
  });

  test('nothing that a program easily asks tells it that this is a rehearsal', async () => {
    const program = [
      'import os, socket',
      "told = [socket.gethostname(), repr(dict(os.environ))] + [open(p).read() for p in ('/proc/self/mountinfo', '/etc/hosts', '/etc/resolv.conf', '/proc/self/cgroup')]",
      "assert 'rehears' not in ' '.join(told), told",
    ];
    const seen = await rehearse(engine, program, ['root:read-only', 'no-network', 'writes']);
    expect(seen.evidence.cells.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
    // It read none of its data, which is seen.
    expect(seen.evidence.cells.map(({ observation }) => observation?.dataRead)).toEqual([[], [], []]);
    // Nor does this machine give its containers what the TRE does not.
    expect(seen.evidence.cells.map(({ observation }) => observation?.fromMachine)).toEqual(
      seen.evidence.cells.map(() => undefined),
    );
  });
});

test('ports of UDP are named, and what HEALTHCHECK starts is not taken for the program', async () => {
  const check = `HEALTHCHECK --interval=1s CMD python3 -c "open('/safe_outputs/r.csv', 'w').write('1')"`;
  const seen = await rehearse(
    'docker',
    ['import time, os', 'time.sleep(5)', 'os._exit(0)'],
    ['root:read-only'],
    ['EXPOSE 5353/udp', check],
  );
  expect([seen.evidence.kind, seen.evidence.image.otherPorts]).toEqual(['batch', ['5353/udp']]);
  expect(messages(seen, 'root:read-only')).toEqual([
    expect.stringContaining('failure: it ended with exit code 0 and left nothing in /safe_outputs'),
  ]);
});
