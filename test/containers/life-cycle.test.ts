import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { install, type Installation } from '../packed/installation.ts';
import { everything, namesOfImages } from './equipment/everything.ts';
import { localImage } from './equipment/load-stand-in.ts';
import { makeProject, readEvidence, rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';
import { runTool } from './equipment/run-tool.ts';

// It looks at everything that the engine has, so nothing else may use that one meanwhile.
Object.assign(process.env, inject('ownVariables'));

const standIns = inject('standIns');
const program = join(import.meta.dirname, '../../dist/bin/tre-container.js');
const from = `FROM ${standIns.python.reference}@${standIns.python.digest}`;
const directories = 'RUN mkdir /safe_data /safe_outputs /scratch';
const writer = 'ENTRYPOINT ["sh", "-c", "echo n > /safe_outputs/a.csv"]';
const folders: string[] = [];

function project(dockerfile: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const folder = makeProject({
    Dockerfile: `${[from, directories, ...dockerfile].join('\n')}\n`,
    'rehearsal/safe_data/a.csv': 'id\n1\n',
    ...files,
  });
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true });
});

/** Starts the program as a person would, sends the signal once it has printed `when`, and gives its end. */
async function interrupt(
  folder: string,
  when: string,
  signal: NodeJS.Signals,
  pause = 1500,
): Promise<{ readonly code: number | null; readonly err: string }> {
  const child = spawn(process.execPath, [program, 'rehearse', folder, '--engine', 'docker'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  let told = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    if (!told && err.includes(when)) {
      told = true;
      setTimeout(() => child.kill(signal), pause);
    }
  });
  return new Promise((resolve) => void child.once('close', (code) => resolve({ code, err })));
}

const isNoName = (_: string, at: number): boolean => at !== namesOfImages;

describe('stopped by a person', () => {
  beforeAll(() => {
    runTool('docker', ['volume', 'create', 'somebody-elses']);
    runTool('docker', [
      'create',
      '--name',
      'somebody-elses',
      '--network',
      'none',
      '--label',
      'tre-container.rehearsal=another',
      ensureImage(),
      'true',
    ]);
  });
  afterAll(() => {
    runTool('docker', ['rm', 'somebody-elses']);
    runTool('docker', ['volume', 'rm', 'somebody-elses']);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s during a run: exit 130, and nothing of ours is left, nor anything of others taken',
    async (signal) => {
      const folder = project(['CMD ["sleep", "10000"]']);
      const before = everything();
      const { code, err } = await interrupt(folder, '[1/5] root:read-only ...', signal);
      expect(err).toContain('Stopping: removing what this rehearsal created');
      expect(code).toBe(130);
      expect(everything().filter(isNoName)).toEqual(before.filter(isNoName));
      expect(existsSync(join(folder, 'rehearsal/evidence.json'))).toBe(false);
    },
  );

  test.each([
    ['Building ', 0],
    ['STEP 2', 0],
    ['Handing ', 0],
    ['Handing ', 400],
    ['[1/5] ', 0],
    ['[1/5] ', 700],
    ['[2/5] ', 300],
    ['[4/5] no-network ...', 200],
    ['[5/5] ', 100],
    ['[1/5] root:read-only passed', 0],
  ])('Ctrl-C after %j and %d ms leaves nothing', async (when, pause) => {
    // Another text each time, so that there is something to build and to hand over.
    const folder = project([`LABEL moment="${when}${String(pause)}"`, writer]);
    const before = everything();
    const { code } = await interrupt(folder, when, 'SIGINT', pause);
    expect(code).toBe(130);
    expect(everything().filter(isNoName)).toEqual(before.filter(isNoName));
  });

  test('what one leaves that is killed, the next removes, and nothing else', async () => {
    const before = everything();
    const { code } = await interrupt(project(['CMD ["sleep", "10000"]']), '[1/5] root:read-only ...', 'SIGKILL');
    expect(code).toBe(null);
    expect(everything()).not.toEqual(before);
    const { err } = await rehearseFolder(project([writer]), { engine: 'docker', cell: ['root:read-only'] });
    expect(err).toContain('A rehearsal that was killed had left containers or files behind: they are removed');
    expect(everything()).toEqual(before);
  });

  test('SIGINT during the build', async () => {
    const folder = project(['RUN sleep 10000']);
    const before = everything();
    const { code } = await interrupt(folder, 'RUN sleep', 'SIGINT');
    expect(code).toBe(130);
    expect(everything()).toEqual(before);
  });
});

let somebodys: string | undefined;

/** An image of somebody else's, handed to the engine once. */
function ensureImage(): string {
  somebodys ??= makeImage();
  return somebodys;
}

function makeImage(): string {
  const folder = project([writer]);
  expect(
    spawnSync('buildah', ['build', '--quiet', '--format', 'docker', '--tag', 'localhost/somebody', folder]).status,
  ).toBe(0);
  runTool('buildah', [
    'push',
    '--quiet',
    'localhost/somebody',
    `docker-archive:${join(folder, 'image.tar')}:localhost/somebody:latest`,
  ]);
  runTool('docker', ['load', '--quiet', '--input', join(folder, 'image.tar')]);
  return 'localhost/somebody:latest';
}

test('podman builds and runs the same cells', async () => {
  const folder = project(['ENTRYPOINT ["sh", "-c", "id > /safe_outputs/id.txt; cat /safe_data/a.csv"]']);
  const { code, out, evidence, cell } = await rehearseFolder(folder, { engine: 'podman', all: true });
  expect(out).toContain('8 passed, 0 failed, 0 unknown, 2 not applicable');
  expect([code, evidence.engine.name, evidence.engine.builder]).toEqual([0, 'podman', 'podman']);
  expect(cell('high-uid:read-only').observation).toMatchObject({
    network: 'sink',
    user: expect.stringContaining('groups=5000') as string,
    outputs: [{ path: 'id.txt' }],
  });
  expect(cell('high-uid:read-only').observation?.user).toContain('7000');
  expect(runTool('podman', ['ps', '--all', '--quiet'])).toBe('');
  expect(runTool('podman', ['volume', 'ls', '--quiet'])).toBe('');
});

test('podman: a write beside the code and an attempt to reach a network are seen as docker sees them', async () => {
  const folder = project(['COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'], {
    'main.py':
      'import urllib.request\ntry:\n    urllib.request.urlopen("http://data.example.org:8080/")\nexcept OSError:\n    pass\nopen("/app/out.csv", "w")\n',
  });
  const { code, out } = await rehearseFolder(folder, { engine: 'podman', cell: ['root:read-only', 'writes'] });
  expect(code).toBe(1);
  expect(out).toContain('it tried to reach data.example.org:8080');
  expect(out).toContain("it writes to /app/out.csv, in the image's own file system");
  expect(out).toContain('it writes outside the three directories when it may: /app/out.csv');
});

describe('evidence', () => {
  let folder: string;
  beforeAll(async () => {
    folder = project([writer]);
    await rehearseFolder(folder, { engine: 'docker', cell: ['root:read-only'] });
  });

  test('is shown again, and is stale once the Dockerfile has changed', async () => {
    const shown = await rehearseFolder(folder, { engine: 'docker', show: true });
    expect([shown.code, shown.out.includes('STALE')]).toEqual([0, false]);
    writeFileSync(join(folder, 'Dockerfile'), `${[from, directories, 'LABEL changed=1', writer].join('\n')}\n`);
    const stale = await rehearseFolder(folder, { engine: 'docker', show: true });
    expect(stale.code).toBe(1);
    expect(stale.out).toContain('STALE: Dockerfile has changed since');
  });

  test('is stale once the image is another', async () => {
    const other = await rehearseFolder(project([writer, 'LABEL other=1']), {
      engine: 'docker',
      cell: ['root:read-only'],
    });
    expect(other.code).toBe(0);
    expect((await rehearseFolder(folder, { engine: 'docker', show: true })).out).toContain(
      `STALE: localhost/${basename(folder)}:rehearsal is another image now`,
    );
  });

  test('of a built image: nothing is built', async () => {
    const built = await rehearseFolder(folder, {
      engine: 'docker',
      image: ensureImage(),
      cell: ['high-uid:read-only'],
    });
    expect([built.code, built.evidence.engine.builder, built.evidence.image.reference]).toEqual([
      0,
      undefined,
      'localhost/somebody:latest',
    ]);
    await expect(rehearseFolder(folder, { engine: 'docker', image: 'localhost/nobody:1' })).rejects.toThrow(
      'docker has no image localhost/nobody:1',
    );
  });
});

test('a Dockerfile that does not build: exit 2, the last lines, and what mends it', async () => {
  const folder = project(['RUN pip install --no-cache-dir no-such-package-of-nobody==1']);
  await expect(rehearseFolder(folder, { engine: 'docker' })).rejects.toThrow(
    /the image does not build with buildah[\s\S]*a package of the list does not exist/,
  );
});

describe('through yo, from the packed tarball', () => {
  let installed: Installation;
  beforeAll(() => {
    installed = install([]);
  });
  afterAll(() => rmSync(installed.folder, { recursive: true, force: true }));

  test('the same rehearsal as through the bin, with its evidence and the same exit code', () => {
    const folder = project(['ENTRYPOINT ["sh", "-c", "id > /safe_outputs/id.txt"]'], {
      'CHECKLIST.md': '# Checklist\n\n| [ ] | 24. Network | must | project | <!-- question:24 --> |\n',
    });
    const rehearse = (words: readonly string[]): object => {
      const { code, out } = installed.run(process.execPath, [...words, '--engine', 'docker'], { cwd: folder });
      const { date: _date, signature, ...evidence } = readEvidence(folder);
      // Yeoman is told here that it is not root, and a state folder that belongs to somebody else is not used: no key signs the record,
      // nor what the image's label says, so that the image is another one; what watches the network is the image's Perl, and nothing watches the data.
      const isSigned = words[0] === program;
      expect(signature === undefined).toBe(!isSigned);
      return {
        code,
        verdicts: out
          .trim()
          .split('\n')
          .filter((line) => / passed, /.test(line)),
        evidence: {
          ...evidence,
          image: {
            ...evidence.image,
            id: '',
            largestLayers: evidence.image.largestLayers.map((layer) => ({
              ...layer,
              madeBy: layer.madeBy.replace(/(?<=context"="[0-9a-f]{64})\.[0-9a-f]{64}/, ''),
            })),
          },
          cells: evidence.cells.map(({ observation, ...cell }) => ({
            ...cell,
            ...observation,
            seconds: 0,
            network: '',
            dataRead: undefined,
          })),
        },
      };
    };
    const byBin = rehearse([program, 'rehearse']);
    rmSync(join(folder, 'rehearsal/evidence.json'));
    expect(rehearse([...installed.yo, 'tre-container:rehearse'])).toEqual(byBin);
    expect(byBin).toMatchObject({ code: 0, verdicts: ['5 passed, 0 failed, 0 unknown, 0 not applicable'] });
  });
});

const result = "open('/safe_outputs/r.csv', 'w').write('n\\n1\\n')\n";

function volumesProject(main: string, more: readonly string[]): string {
  const folder = makeProject({
    Dockerfile: `${[`FROM ${localImage}`, 'RUN mkdir /safe_data /safe_outputs /scratch', 'COPY . /app/', ...more].join('\n')}\n`,
    '.dockerignore': 'rehearsal\n',
    'main.py': main,
    'rehearsal/safe_data/a.csv': 'id,age\n1,40\n',
  });
  folders.push(folder);
  return folder;
}

/** Built by docker's own builder, whose images need no handing over. */
const rehearseVolumes = (folder: string, cells: readonly string[]): Promise<Rehearsed> =>
  rehearseFolder(folder, { engine: 'docker', builder: 'docker', cell: [...cells] });

const verdicts = ({ evidence }: Rehearsed): object =>
  Object.fromEntries(evidence.cells.map(({ id, verdict }) => [id, verdict]));

test('volumes of the image, former images and temporary files do not stay behind, whether it passes or fails', async () => {
  const volumes = ['RUN mkdir /db && echo x > /db/x', 'VOLUME /db /more'];
  const start = 'CMD ["python3", "/app/main.py"]';
  const folder = volumesProject(result, [...volumes, start]);
  await rehearseVolumes(folder, ['root:read-only']);
  const before = everything();
  const seen = await rehearseVolumes(folder, ['root:read-only', 'host-user:read-only', 'writes']);
  expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass', 'host-user:read-only': 'pass', writes: 'pass' });
  expect(seen.cell('writes').findings).toEqual([]);
  expect(everything()).toEqual(before);
  await rehearseVolumes(volumesProject('raise SystemExit(1)\n', [...volumes, start]), ['root:read-only']);
  expect(everything()).toEqual(before);
});

test('what the image has at a VOLUME may not be written where the root file system is read-only, as apptainer has it', async () => {
  const main = `print(open("/db/x").read())\nopen("/db/y", "w").write("y")\n${result}`;
  const folder = volumesProject(main, [
    'RUN mkdir -m 777 /db && echo x > /db/x',
    'VOLUME /db',
    'CMD ["python3", "/app/main.py"]',
  ]);
  const before = everything();
  const seen = await rehearseVolumes(folder, ['root:read-only']);
  expect(verdicts(seen)).toEqual({ 'root:read-only': 'fail' });
  expect(
    seen
      .cell('root:read-only')
      .findings.map(({ message }) => message)
      .join('\n'),
  ).toContain('/db/y');
  expect(everything()).toEqual(before);
});
