import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { pin as run } from '../../helpers/call-commands.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { Host } from '../../../src/model/command.ts';
import { UserError } from '../../../src/model/errors.ts';
import { formatStateFile } from '../../../src/parse/records/state-file.ts';
import { readVariant } from '../../helpers/golden.ts';
import { faultsBySchema } from '../../helpers/json-schema.ts';
import {
  answerFrom,
  end,
  findClosedPort,
  makeTwoPlatformImage,
  serve,
  type Content,
} from '../../io/registry/loopback-registry.ts';

const old = makeTwoPlatformImage('2026-01-02');
const fresh = makeTwoPlatformImage('2026-03-04');
let gitRoot = '';
let commit = '';

beforeAll(async () => {
  gitRoot = await mkdtemp(join(tmpdir(), 'git-'));
  const identity = {
    ...process.env,
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.org',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const git = (...line: string[]) =>
    execFileSync('git', ['-C', join(gitRoot, 'actions/checkout'), ...line], { env: identity, encoding: 'utf8' }).trim();
  execFileSync('git', ['init', '-q', join(gitRoot, 'actions/checkout')], { env: identity });
  git('commit', '-q', '--allow-empty', '-m', 'one');
  git('tag', 'v7.0.1');
  commit = git('rev-parse', 'HEAD');
});

async function makeProject(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'project-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** A registry that has every repository's images under its real name, and the variables that lead there. */
async function startRegistry(tags: Record<string, Content>) {
  const contents = [...old.contents, ...fresh.contents];
  const { host, seen } = await serve((request, response) => {
    const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(request.url ?? '')?.[1] ?? '';
    const own = Object.entries(tags).filter(([name]) => name.startsWith(`${repository}:`));
    if (own.length === 0) return end(response, 404, '{}');
    answerFrom(
      repository,
      new Map(own.map(([name, content]) => [name.slice(repository.length + 1), content])),
      contents,
    )(request, response);
  });
  const folder = await mkdtemp(join(tmpdir(), 'conf-'));
  const mappings = ['docker.io', 'quay.io', 'nvcr.io', 'ghcr.io'].map(
    (name) => `[[registry]]\nprefix = "${name}"\nlocation = "${host}/${name}"\ninsecure = true\n`,
  );
  await writeFile(join(folder, 'registries.conf'), mappings.join(''));
  return { host, seen, variables: { CONTAINERS_REGISTRIES_CONF: join(folder, 'registries.conf'), HOME: folder } };
}

function makeEnvironment(cwd: string, variables: Record<string, string>) {
  const printed = { out: '', err: '' };
  const environment: Host = {
    terminal: {
      out: (text) => (printed.out += text),
      err: (text) => (printed.err += text),
      colour: false,
      columns: 80,
    },
    cwd,
    version: '0.0.0',
    variables: {
      PATH: process.env['PATH'],
      GIT_ALLOW_PROTOCOL: 'file',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.file://${gitRoot}/.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://github.com/',
      ...variables,
    },
    openProject: (directory) => openProject(directory),
    templates: () => '',
    readFile: async () => new Uint8Array(),
    git: async () => ({}),
    now: () => 0,
  };
  return { environment, printed };
}

async function pin(
  cwd: string,
  variables: Record<string, string>,
  flags: Record<string, string | boolean> = {},
  targets: string[] = [],
) {
  const { environment, printed } = makeEnvironment(cwd, variables);
  try {
    return { code: await run({ targets, flags }, environment), ...printed };
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, ...printed, err: printed.err + error.message };
    throw error;
  } finally {
    expect(flags['json'] === true ? faultsBySchema('pin', JSON.parse(printed.out)) : []).toEqual([]);
  }
}

const workflow =
  'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v7.0.1\n      - run: docker run ghcr.io/aquasecurity/trivy:0.74.0\n';

test('a project is pinned, and pinning it again changes nothing and asks nobody', async () => {
  const { seen, variables } = await startRegistry({
    'docker.io/library/python:3.13': fresh.index,
    'ghcr.io/aquasecurity/trivy:0.74.0': old.index,
  });
  const root = await makeProject({
    Dockerfile: 'ARG BASE=python:3.13 # why\nFROM ${BASE}\n',
    '.github/workflows/x.yml': workflow,
    'node_modules/x/Dockerfile': 'FROM nobody/asks:1\n',
  });
  const first = await pin(root, variables);
  expect(first).toEqual({
    code: 0,
    err: '',
    out: `.github/workflows/x.yml\n     4  pinned  actions/checkout@v7.0.1  ${commit.slice(0, 12)}\n     5  pinned  ghcr.io/aquasecurity/trivy:0.74.0  ${old.index.digest.slice(0, 19)}\nDockerfile\n     1  pinned  python:3.13  ${fresh.index.digest.slice(0, 19)}\n\n3 pinned.\n`,
  });
  expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe(
    `ARG BASE=python:3.13@${fresh.index.digest} # why\nFROM \${BASE}\n`,
  );
  const pinned = await readFile(join(root, '.github/workflows/x.yml'), 'utf8');
  expect(pinned).toBe(
    workflow
      .replace('checkout@v7.0.1', `checkout@${commit} # v7.0.1`)
      .replace('trivy:0.74.0', `trivy:0.74.0@${old.index.digest}`),
  );
  const asked = seen.length;
  expect(await pin(root, variables)).toMatchObject({
    code: 0,
    out: expect.stringContaining('3 pinned already.') as string,
  });
  expect(await readFile(join(root, '.github/workflows/x.yml'), 'utf8')).toBe(pinned);
  expect(seen).toHaveLength(asked);
  expect(await pin(root, variables, { check: true })).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('3 as its tag.') as string,
  });
});

test('what was handed over is left as it is, or its sums would tell of a change', async () => {
  const { variables } = await startRegistry({ 'docker.io/library/python:3.13': fresh.index });
  const root = await makeProject({
    Dockerfile: 'FROM python:3.13\n',
    'handover/study-v1/Dockerfile': 'FROM python:3.13\n',
    'handover/study-v1/SHA256SUMS': `${'0'.repeat(64)}  Dockerfile\n`,
    'handover/notes/Dockerfile': 'FROM python:3.13\n',
  });
  const { out } = await pin(root, variables);
  expect(out).toContain('2 pinned.');
  expect(await readFile(join(root, 'handover/study-v1/Dockerfile'), 'utf8')).toBe('FROM python:3.13\n');
});

test('the checklist of a project names the digest that pin wrote, and a project in a folder has its own', async () => {
  const { variables } = await startRegistry({ 'docker.io/library/python:3.13.16-slim-trixie': fresh.index });
  const root = await makeProject({});
  const project = join(root, 'tre');
  await cp('test/golden/python-minimal', project, { recursive: true });
  const answers = { ...(await readVariant('python-minimal')) };
  await writeFile(join(project, '.yo-rc.json'), formatStateFile(undefined, { version: '0.0.0', answers }));
  const { out, err } = await pin(root, variables, { update: true }, ['tre/Dockerfile']);
  expect(out).toContain(`-> ${fresh.index.digest.slice(0, 19)}`);
  expect(err).toMatch(/^tre\/CHECKLIST\.md: \d+ lines renewed\.$/m);
  const checklist = await readFile(join(project, 'CHECKLIST.md'), 'utf8');
  expect(checklist.split('<!-- rows -->')[1]).not.toContain('@sha256:bf44cdfc');
  expect(checklist).toContain(`@${fresh.index.digest}\``);
  const dry = await pin(root, variables, { update: true, 'dry-run': true }, ['tre/Dockerfile']);
  expect(dry.err).toBe('');
});

test('a moved tag: check tells it, dry run shows it with dates, update writes it', async () => {
  const { variables } = await startRegistry({ 'docker.io/library/python:3.13': fresh.index });
  const before = `FROM python:3.13@${old.index.digest} AS x\nFROM python:3.13\n`;
  const root = await makeProject({ Dockerfile: before });
  const [shortOld, shortNew] = [old.index.digest.slice(0, 19), fresh.index.digest.slice(0, 19)];
  expect(await pin(root, variables, { check: true })).toMatchObject({
    code: 1,
    out: `Dockerfile\n     1  moved       python:3.13  ${shortOld} -> ${shortNew}\n     2  not pinned  python:3.13  ${shortNew}\n\n1 not pinned, 1 moved. To fix: tre-container pin, then tre-container pin --update\n`,
  });
  const dry = await pin(root, variables, { update: true, 'dry-run': true });
  expect(dry).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      `updated  python:3.13  ${shortOld} (2026-01-02) -> ${shortNew} (2026-03-04)`,
    ) as string,
  });
  expect(dry.out).toContain('Nothing was written (--dry-run).');
  expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe(before);
  expect((await pin(root, variables, { update: true })).code).toBe(0);
  expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe(
    `FROM python:3.13@${fresh.index.digest} AS x\nFROM python:3.13@${fresh.index.digest}\n`,
  );
});

test('a tag that has moved is a finding by itself', async () => {
  const { variables } = await startRegistry({ 'docker.io/library/python:3.13': fresh.index });
  const root = await makeProject({ Dockerfile: `FROM python:3.13@${old.index.digest}\n` });
  expect(await pin(root, variables, { check: true })).toMatchObject({
    code: 1,
    out: expect.stringContaining('1 moved. To fix: tre-container pin --update') as string,
  });
});

test('GitHub is tried once when it cannot be reached, whatever the number of actions', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bin-'));
  await writeFile(
    join(folder, 'git'),
    `#!/bin/sh\necho x >> ${folder}/calls\necho 'fatal: Could not resolve host: github.com' >&2\nexit 128\n`,
    { mode: 0o755 },
  );
  const root = await makeProject({
    '.github/workflows/x.yml':
      'jobs:\n  a:\n    steps:\n      - uses: a/b@v1\n      - uses: c/d@v1\n      - uses: e/f@v1\n',
  });
  const { code, err } = await pin(root, {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    CONTAINERS_REGISTRIES_CONF: '/dev/null',
  });
  expect(code).toBe(2);
  expect(err).toContain('no registry can be reached: github.com cannot be reached');
  expect(await readFile(join(folder, 'calls'), 'utf8')).toBe('x\n');
});

test('JSON holds the whole digests and the problems, and nothing else is on standard output', async () => {
  const { host, variables } = await startRegistry({
    'docker.io/library/python:3.13': fresh.index,
    'docker.io/library/python:3.12': old.index,
  });
  const root = await makeProject({ Dockerfile: 'FROM python:3.13 AS a\nFROM python:3.31\n' });
  const { out, code } = await pin(root, variables, { json: true });
  expect(code).toBe(2);
  expect(JSON.parse(out)).toEqual({
    mode: 'pin',
    written: true,
    places: [
      { file: 'Dockerfile', line: 1, kind: 'image', text: 'python:3.13', outcome: 'pinned', new: fresh.index.digest },
      {
        file: 'Dockerfile',
        line: 2,
        kind: 'image',
        text: 'python:3.31',
        outcome: 'failed',
        reason: `${host} has no such tag`,
      },
    ],
    problems: [
      {
        what: `docker.io/library/python:3.31: ${host} has no such tag`,
        where: 'Dockerfile:2',
        fix: 'name a tag that exists, e.g. 3.13, 3.12',
      },
    ],
  });
});

test('JSON is as its schema says, whatever became of a place', async () => {
  const { variables } = await startRegistry({ 'docker.io/library/python:3.13': fresh.index });
  const root = await makeProject({
    Dockerfile: `ARG TAG\nFROM python:3.13@${old.index.digest} AS a\nFROM python:3.13 AS b\nFROM python:\${TAG}\n`,
    '.github/workflows/x.yml': workflow,
  });
  const seen = new Set<string>();
  for (const flags of [{ check: true }, {}, {}, { update: true, 'dry-run': true }, { update: true }, { check: true }]) {
    const { out } = await pin(root, variables, { json: true, ...flags });
    const { places } = JSON.parse(out) as { readonly places: readonly { readonly outcome: string }[] };
    for (const { outcome } of places) seen.add(outcome);
  }
  expect([...seen].toSorted()).toEqual(['current', 'failed', 'kept', 'moved', 'open', 'pinned', 'unpinned', 'updated']);
});

test('--check does not end well where a name cannot be read; the own image, which comes later, is no such name', async () => {
  const { variables } = await startRegistry({});
  const ends = async (files: Record<string, string>): Promise<number | undefined> =>
    (await pin(await makeProject(files), variables, { check: true })).code;
  for (const name of ['x.example/NS/basic:1', 'x.example/a?y=1', 'x.example//y', 'user:pw@x.example/y', '${UNSET}'])
    expect([name, await ends({ Dockerfile: `FROM ${name}\n` })]).toEqual([name, 1]);
  expect(await ends({ Dockerfile: 'FROM scratch\n', '.github/workflows/x.yml': 'jobs: [\n' })).toBe(1);
  expect(await ends({ '.gitlab-ci.yml': 'a:\n  image: $BASE\n' })).toBe(1);
  expect(await ends({ '.gitlab-ci.yml': 'a:\n  image: $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA\n' })).toBe(0);
  expect(await ends({ 'ces/job.yaml': 'image: x.example/org/lung-ct:TAG\n' })).toBe(0);
});

describe('errors that help', () => {
  test('an unknown tag, an unknown action tag and a missing platform are told together, and what was found is written', async () => {
    const { host, variables } = await startRegistry({
      'docker.io/library/python:3.13': fresh.index,
      'quay.io/jupyter/scipy-notebook:2026-10-05': fresh.index,
    });
    const root = await makeProject({
      Dockerfile: 'FROM python:3.31 AS a\nFROM quay.io/jupyter/scipy-notebook:2026-10-05\n',
      '.github/workflows/x.yml': workflow.replace('v7.0.1', 'v7.0.2'),
    });
    const { code, err } = await pin(root, variables);
    expect(code).toBe(2);
    expect(err).toContain(
      `Dockerfile:1: docker.io/library/python:3.31: ${host} has no such tag\n  To fix: name a tag that exists, e.g. 3.13`,
    );
    expect(err).toContain(
      '.github/workflows/x.yml:4: actions/checkout@v7.0.2: github.com has no such tag or branch of it\n  To fix: name a tag that exists, e.g. v7.0.1',
    );
    expect(err).toContain(`ghcr.io/aquasecurity/trivy:0.74.0: ${host} has no such repository`);
    expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toContain(`2026-10-05@${fresh.index.digest}`);
    expect((await pin(root, variables, { platform: 'linux/s390x', check: true })).err).toContain(
      'there is no image for linux/s390x: it is made for linux/amd64, linux/arm64',
    );
  });

  test('no network is one problem, which says what works without', async () => {
    const closed = (await startRegistry({})).variables;
    const host = `127.0.0.1:${String(await findClosedPort())}`;
    await writeFile(
      closed.CONTAINERS_REGISTRIES_CONF,
      ['docker.io', 'quay.io']
        .map((name) => `[[registry]]\nprefix = "${name}"\nlocation = "${host}/${name}"\ninsecure = true\n`)
        .join(''),
    );
    const root = await makeProject({
      Dockerfile: 'FROM python:3.13 AS a\nFROM quay.io/jupyter/scipy-notebook:2026-10-05\n',
    });
    const { code, err } = await pin(root, closed);
    expect(code).toBe(2);
    expect(err).toBe(
      `no registry can be reached: ${host} cannot be reached (ECONNREFUSED)\n  Only the registry itself knows what a tag means today. All else works without a network: create, check, upgrade and rehearse.\n  To fix: run it where there is a network; behind a proxy set HTTPS_PROXY and NO_PROXY, and where they are set already, see that the proxy answers`,
    );
  });

  test('one registry of several that cannot be reached is one problem, whatever the number of images', async () => {
    const { variables } = await startRegistry({ 'docker.io/library/python:3.13': fresh.index });
    const host = `127.0.0.1:${String(await findClosedPort())}`;
    await writeFile(
      variables.CONTAINERS_REGISTRIES_CONF,
      `${await readFile(variables.CONTAINERS_REGISTRIES_CONF, 'utf8')}[[registry]]\nprefix = "quay.io/x"\nlocation = "${host}"\n`,
    );
    const root = await makeProject({
      Dockerfile: 'FROM python:3.13 AS a\nFROM quay.io/x/a:1 AS b\nFROM quay.io/x/b:1\n',
    });
    const { err } = await pin(root, variables);
    expect(err.split('\n')[0]).toBe(
      `Dockerfile:2, Dockerfile:3: quay.io/x/a:1 and 1 more: ${host} cannot be reached (ECONNREFUSED)`,
    );
    expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toContain(`python:3.13@${fresh.index.digest}`);
  });

  test('flags and targets that make no sense', async () => {
    const root = await makeProject({});
    expect(await pin(root, {}, { check: true, update: true })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--check and --update exclude each other') as string,
    });
    expect(await pin(root, {}, { platform: 'amd64' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--platform: "amd64" is no platform') as string,
    });
    expect(await pin(root, {}, {}, ['nowhere'])).toMatchObject({
      code: 2,
      err: 'nowhere: there is no such file or folder\n  To fix: name the folder of a project, or one Dockerfile',
    });
    expect(await pin(root, {})).toEqual({ code: 0, err: '', out: 'No image and no action is named here.\n' });
  });
});

test('several targets, one of them a file that is in the other, are pinned once and named as they were given', async () => {
  const { variables } = await startRegistry({ 'docker.io/library/python:3.13': fresh.index });
  const root = await makeProject({
    'a/docker/gpu.df': 'FROM python:3.13\n',
    'a/Dockerfile': 'FROM python:3.13\n',
    'b/Dockerfile': 'FROM python:3.13\n',
  });
  const { out, code } = await pin(root, variables, {}, ['a', 'a/Dockerfile', 'a/docker/gpu.df']);
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
    'a/Dockerfile',
    'a/docker/gpu.df',
    '',
    '2 pinned.',
    '',
  ]);
  expect(await readFile(join(root, 'b/Dockerfile'), 'utf8')).toBe('FROM python:3.13\n');
});

test('without a network a project that is pinned stays as it is, though its own image is named in it', async () => {
  const host = `127.0.0.1:${String(await findClosedPort())}`;
  const state = { registry: host, name: 'lung-ct', imageProxy: 'proxy.example:5000' };
  const root = await makeProject({
    '.yo-rc.json': JSON.stringify({
      'generator-tre-container': { version: '1', answers: { ...state, registry: `${host}/org` } },
    }),
    'ces/job.yaml': 'image: proxy.example:5000/org/lung-ct:TAG\n',
    'ces/run.sh': `podman run docker://ghcr.io/org/other:1@${old.index.digest}\n`,
    Dockerfile: `FROM python:3.13@${old.index.digest} AS x\nCOPY --from=${host}/org/lung-ct:1 a b\n`,
  });
  const { code, out, err } = await pin(root, {});
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('proxy.example:5000/org/lung-ct:TAG: its tag is filled in when it is run');
  expect(out).toContain(
    `${host}/org/lung-ct:1: it is the project's own image, and ${host} cannot be reached (ECONNREFUSED)`,
  );
});

test("the project's own image need not exist yet; once it is pushed, the proxy's name gets the digest of the registry behind it", async () => {
  const files = {
    '.yo-rc.json': JSON.stringify({
      'generator-tre-container': {
        version: '1',
        answers: { registry: 'ghcr.io/org', name: 'lung-ct', imageProxy: 'proxy.example:5000' },
      },
    }),
    'ces/job.yaml': 'image: proxy.example:5000/org/lung-ct:1.0\n',
  };
  const before = await startRegistry({});
  const root = await makeProject(files);
  const { code, out } = await pin(root, before.variables);
  expect(code).toBe(0);
  expect(out).toContain(
    "left as it is  proxy.example:5000/org/lung-ct:1.0: it is the project's own image, and it is not there yet (or nobody is logged in)",
  );
  const { variables } = await startRegistry({ 'ghcr.io/org/lung-ct:1.0': fresh.index });
  expect((await pin(root, variables)).code).toBe(0);
  expect(await readFile(join(root, 'ces/job.yaml'), 'utf8')).toBe(
    `image: proxy.example:5000/org/lung-ct:1.0@${fresh.index.digest}\n`,
  );
});

test('bytes outside the digests stay, whatever they are', async () => {
  const { variables } = await startRegistry({ 'docker.io/library/python:3.13': fresh.index });
  const root = await makeProject({});
  const bytes = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from('# \u00e9\r\nFROM python:3.13\r\n# '),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('\r\n'),
  ]);
  await writeFile(join(root, 'Dockerfile'), bytes);
  expect((await pin(root, variables)).code).toBe(0);
  const after = await readFile(join(root, 'Dockerfile'));
  const digest = Buffer.from(`@${fresh.index.digest}`);
  const at = after.indexOf(digest);
  expect(Buffer.concat([after.subarray(0, at), after.subarray(at + digest.length)])).toEqual(bytes);
  expect(createHash('sha256').update(fresh.index.bytes).digest('hex')).toBe(fresh.index.digest.slice(7));
});
