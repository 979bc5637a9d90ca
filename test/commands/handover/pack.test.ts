import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AnyCall, diff, pack, verify } from '../../helpers/call-commands.ts';
import { conductRehearsal } from '../../../src/commands/rehearsal/conduct-rehearsal.ts';
import { keepEvidence } from '../../../src/commands/rehearsal/keep-evidence.ts';
import { readRehearsedProject } from '../../../src/commands/rehearsal/read-rehearsed-project.ts';
import { readRehearsalFlags } from '../../../src/commands/rehearsal/read-rehearsal-flags.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import { findForeignBase } from '../../../src/engine/handover/find-foreign-base.ts';
import type { HandoverSummary } from '../../../src/model/handover/summary.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { writeImageArchive } from '../../handover/image-archive.ts';
import { engineHolding, fakeImage } from '../fake-engine.ts';

const schema = (name: string): ValidateFunction =>
  new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')) as object,
  );
const isSummary = schema('summary');
const id = fakeImage.id;
const base = /^FROM (\S+)/m.exec(readFileSync('test/golden/python-minimal/Dockerfile', 'utf8'))?.[1] ?? '';
let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pack-'));
  await cp('test/golden/python-minimal', root, { recursive: true });
  await put('.yo-rc.json', {
    'generator-tre-container': {
      version: '0.2.0',
      answers: {
        name: 'mean-by-group',
        description: 'Means by group',
        project: 'nsh-2024-001',
        registry: 'ghcr.io/my-org',
        contact: 'Ada',
      },
    },
  });
  await mkdir(join(root, 'reports'));
  await put('reports/trivy-image.json', report('image', id, ['sha256:a', 'sha256:b']));
  await put('reports/trivy-base.json', report(base, 'sha256:0', ['sha256:a']));
  await put('reports/sbom.cdx.json', software(id, ['numpy']));
  await rehearse();
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function put(path: string, contents: unknown): Promise<void> {
  await writeFile(join(root, path), typeof contents === 'string' ? contents : JSON.stringify(contents));
}

function report(
  name: string,
  image: string,
  layers: readonly string[],
  config: object = { User: '1000', Cmd: ['python', 'src/main.py'] },
): object {
  return {
    SchemaVersion: 2,
    Trivy: { Version: '0.76.0' },
    CreatedAt: new Date().toISOString(),
    ArtifactName: name,
    ArtifactType: 'container_image',
    Metadata: {
      Size: 2e8,
      OS: { Family: 'debian', Name: '12' },
      ImageID: image,
      DiffIDs: layers,
      ImageConfig: { config },
    },
    Results: [{ Class: 'os-pkgs', Type: 'debian', Packages: [{ Name: 'bash', Version: '5' }], Vulnerabilities: [] }],
  };
}

function software(image: string, names: readonly string[]): object {
  return {
    bomFormat: 'CycloneDX',
    metadata: { component: { properties: [{ name: 'aquasecurity:trivy:ImageID', value: image }] } },
    components: names.map((name) => ({ type: 'library', name, version: '1', purl: `pkg:pypi/${name}@1` })),
  };
}

async function rehearse(flags: Readonly<Record<string, string[]>> = {}): Promise<void> {
  const project = await readRehearsedProject(openProject(root), undefined, catchEnvironment());
  const evidence = await conductRehearsal(engineHolding(project), {
    project,
    wishes: readRehearsalFlags({ targets: [], flags }),
    image: fakeImage,
    version: catchEnvironment().version,
    now: () => 0,
    today: () => '2026-11-23T10:00:00Z',
    tell: () => undefined,
    builder: 'podman',
  });
  await keepEvidence(project, evidence, { variables: process.env });
}

async function call(
  command: AnyCall,
  targets: readonly string[],
  flags: Readonly<Record<string, string | boolean>> = {},
  more: { readonly version?: string } = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const environment = { ...catchEnvironment(), ...more };
  const code = await command({ targets, flags } as never, environment);
  return { code, ...environment.printed };
}

const packed = async (flags: Readonly<Record<string, string | boolean>> = {}): Promise<HandoverSummary> =>
  JSON.parse((await call(pack, [root], { tag: '1.0', json: true, ...flags })).out) as HandoverSummary;
const bundle = (tag = '1.0'): string => join(root, 'handover', `mean-by-group-${tag}`);
const refusal = async (flags: Readonly<Record<string, string | boolean>> = {}): Promise<string> =>
  call(pack, [root], { tag: '1.0', ...flags }).then(
    () => 'packed',
    (error: unknown) => (error as Error).message,
  );

test('a rehearsal that passed with something else than the project has is not said to prove all', async () => {
  expect((await packed()).rehearsal).toMatchObject({ verdict: 'pass', unseen: expect.any(Array) as unknown });
  await rm(join(root, 'handover'), { recursive: true });
  await rm(join(root, 'rehearsal/evidence.json'));
  await rehearse({ argument: ['--fast'] });
  const { rehearsal } = await packed({ draft: true });
  expect(rehearsal).toMatchObject({
    verdict: 'pass',
    doubts: ['it was not run as the project is: --argument'],
  });
  expect(await readFile(join(bundle(), 'summary.html'), 'utf8')).toContain('passed, which does not prove all.');
});

test('a report on the base that is of the image itself compares nothing, and a list of nothing proves nothing', async () => {
  await put('reports/trivy-base.json', report(base, id, ['sha256:a', 'sha256:b']));
  await put('reports/sbom.cdx.json', software(id, []));
  expect(await refusal()).toContain('the report on the base is of the image itself');
  const { proofs, vulnerabilities } = await packed({ draft: true });
  expect(JSON.stringify(vulnerabilities)).not.toContain('noWorse');
  expect(proofs.filter(({ key }) => /:(?:11|17)$/.test(key)).map(({ isProved }) => isProved)).toEqual([false, false]);
});

test('a file with acceptances that is a link, or none, is not packed, in a draft of nothing either', async () => {
  await rm(join(root, 'reports'), { recursive: true });
  await put('secret', 'a key of mine');
  await symlink(join(root, 'secret'), join(root, 'link.json'));
  const draft = (name: string): Promise<string> => refusal({ draft: true, vex: join(root, name) });
  expect(await draft('link.json')).toContain('is a symbolic link');
  expect(await draft('secret')).not.toBe('packed');
  await put('other.json', { token: 'x' });
  expect(await draft('other.json')).not.toBe('packed');
});

test.each(['Dockerfile', 'CHECKLIST.md', 'rehearsal/evidence.json', 'rehearsal', 'models'])(
  'a link is not packed, in the place of %s',
  async (name) => {
    await put('.env', 'DB_PASSWORD=hunter2');
    await mkdir(join(root, 'elsewhere'));
    const place = join(root, name);
    const isFolder = !name.includes('.') && name !== 'Dockerfile';
    if (name === 'rehearsal') await cp(place, join(root, 'elsewhere'), { recursive: true });
    await rm(place, { recursive: true, force: true });
    await symlink(join(root, isFolder ? 'elsewhere' : '.env'), place);
    expect(await refusal({ draft: true })).toContain(`${name}: is a symbolic link`);
  },
);

test.each(['nosuch', 'Dockerfile'])('%s is no folder of a project, and that is said', async (name) => {
  await expect(call(pack, [join(root, name)], { draft: true })).rejects.toThrow(/there is no such file|is a file/);
});

test('a project with everything is packed whole, bound by the digest of the configuration', async () => {
  const { err, out } = await call(pack, [root], { tag: '1.0' });
  expect(out).toBe(`${bundle()}/summary.html\n`);
  expect((await readdir(bundle())).toSorted()).toEqual([
    'CHECKLIST.md',
    'Dockerfile',
    'SHA256SUMS',
    'assessment.json',
    'digests.txt',
    'evidence.json',
    'sbom.cdx.json',
    'summary.html',
    'summary.json',
    'verify.sh',
  ]);
  const sums = await readFile(join(bundle(), 'SHA256SUMS'));
  const digest = createHash('sha256').update(sums).digest('hex');
  expect(err).toContain(`to be told by another way than the bundle: ${digest}\n`);
  expect(await call(verify, [bundle()], { digest })).toMatchObject({
    code: 0,
    out: `whole: 9 files are as they were packed\ndigest of SHA256SUMS: ${digest}, as you were told\n`,
  });
  expect(await readFile(join(bundle(), 'digests.txt'), 'utf8')).toMatch(
    `config ${id}\nimage ghcr.io/my-org/mean-by-group:1.0\n`,
  );
  const summary = JSON.parse(await readFile(join(bundle(), 'summary.json'), 'utf8')) as HandoverSummary;
  void isSummary(summary);
  expect(isSummary.errors).toBeNull();
  expect(summary).toMatchObject({
    isDraft: false,
    open: [],
    image: { configDigest: id },
    vulnerabilities: { verdict: 'noWorse' },
  });
  expect(summary.facts.command.entries).toEqual(['python', 'src/main.py']);
  expect(summary.facts.files.entries.some((entry) => /^src\/main\.py sha256:[0-9a-f]{64}$/.test(entry))).toBe(true);
  expect(await refusal()).toContain('is there already: what was packed once is never written over');
});

describe('refuses, with the command that mends it,', () => {
  test.each([
    [
      'an image that was not scanned',
      'reports/trivy-image.json',
      undefined,
      /the image was not scanned[^]*trivy image --scanners/,
    ],
    ['a base that was not scanned', 'reports/trivy-base.json', undefined, /the base was not scanned[^]*trivy image/],
    [
      'a missing list of contents',
      'reports/sbom.cdx.json',
      undefined,
      /there is no list of what is in the image[^]*trivy convert --format cyclonedx/,
    ],
    [
      'a list of contents of another image',
      'reports/sbom.cdx.json',
      software('sha256:other', []),
      /of another image than the one that was scanned[^]*trivy convert/,
    ],
    [
      'a missing rehearsal',
      'rehearsal/evidence.json',
      undefined,
      /the image was not rehearsed[^]*tre-container rehearse/,
    ],
    ['a rehearsal that cannot be read', 'rehearsal/evidence.json', '{', /cannot be read[^]*tre-container rehearse/],
    [
      'a rehearsal of another image',
      'reports/trivy-image.json',
      report('image', 'sha256:other', ['sha256:a', 'sha256:b']),
      /another image was rehearsed[^]*tre-container rehearse/,
    ],
    [
      'a rehearsal of another Dockerfile',
      'Dockerfile',
      'FROM docker.io/library/python:3.13\n',
      /Dockerfile, .* have changed since[^]*tre-container rehearse/,
    ],
    ['a missing checklist', 'CHECKLIST.md', undefined, /there is no checklist/],
    [
      'a checklist with both sides of a merge',
      'CHECKLIST.md',
      '<<<<<<< yours\na\n=======\nb\n>>>>>>> new template\n',
      /both sides of a merge/,
    ],
    [
      'a manifest of another image',
      'reports/manifest.json',
      { config: { digest: `sha256:${'9'.repeat(64)}` } },
      /manifest that was pushed is of another image[^]*skopeo/,
    ],
    ['a report that is none', 'reports/trivy-image.json', '[]', /is not a report of Trivy/],
  ])('%s', async (_, path, contents, message) => {
    if (contents === undefined) await rm(join(root, path));
    else await put(path, contents);
    expect(await refusal()).toMatch(message);
    expect(await readdir(root)).not.toContain('handover');
  });

  test('an archive of another image, and a tag that is none', async () => {
    await writeImageArchive(join(root, 'image.tar'), [{ a: 'b' }]);
    expect(await refusal({ 'image-archive': join(root, 'image.tar') })).toContain('the archive holds another image');
    await symlink(join(root, 'image.tar'), join(root, 'link.tar'));
    expect(await refusal({ 'image-archive': join(root, 'link.tar'), draft: true })).toContain(
      'link.tar: is a symbolic link',
    );
    await put('image.tar', 'no archive');
    expect(await refusal({ 'image-archive': join(root, 'image.tar') })).toContain('archive of an image');
    await put('image.tar', '');
    for (const [size, problem] of [
      [90e9, 'goes on after the end of its files'],
      [200e9, 'has 200 GB, and a bundle has at most 107 GB'],
    ] as const) {
      await truncate(join(root, 'image.tar'), size);
      expect(await refusal({ 'image-archive': join(root, 'image.tar'), draft: true })).toContain(problem);
    }
    expect(await refusal({ tag: '../x' })).toContain('is no tag of an image');
  });
});

test('a draft names what is open, is marked, and gives way to the next', async () => {
  await rm(join(root, 'rehearsal/evidence.json'));
  const draft = await packed({ draft: true });
  expect([draft.isDraft, draft.open]).toEqual([
    true,
    [
      'the image was not rehearsed (rehearsal/evidence.json)',
      'the checklist does not say what the files and the rehearsal say now (CHECKLIST.md)',
    ],
  ]);
  expect(await readFile(join(bundle(), 'summary.html'), 'utf8')).toContain('This is not for a decision.');
  await rehearse();
  expect((await packed()).isDraft).toBe(false);
  expect(await readdir(bundle())).not.toContain('DRAFT');
  expect((await call(verify, [bundle()])).code).toBe(0);
});

test('a draft with what somebody else put there, or changed, gives way to nothing', async () => {
  await packed({ draft: true, reports: join(root, 'nothing') });
  await mkdir(join(bundle(), 'notes'));
  await put('handover/mean-by-group-1.0/notes/mine.txt', 'precious');
  expect(await refusal({ draft: true })).toContain('nor a draft with files that it was not packed with');
  await rm(join(bundle(), 'notes'), { recursive: true });
  await put('handover/mean-by-group-1.0/CHECKLIST.md', 'my words');
  expect(await refusal({ draft: true })).toContain('is there already');
});

describe('a link that came with the project leads nowhere:', () => {
  let outside = '';
  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'key'), 'SECRET-TOKEN');
  });
  afterEach(async () => rm(outside, { recursive: true, force: true }));

  test('handover', async () => {
    await mkdir(join(outside, 'mean-by-group-1.0/deep'), { recursive: true });
    await writeFile(join(outside, 'mean-by-group-1.0/DRAFT'), '');
    await symlink(outside, join(root, 'handover'));
    for (const archive of [false, true])
      expect(await refusal({ draft: true, archive })).toContain('handover: is a symbolic link');
    expect((await readdir(outside)).toSorted()).toEqual(['key', 'mean-by-group-1.0']);
    expect(await readdir(join(outside, 'mean-by-group-1.0'))).toEqual(['DRAFT', 'deep']);
  });

  test('a bundle in it', async () => {
    await mkdir(join(root, 'handover'));
    await writeFile(join(outside, 'DRAFT'), '');
    await symlink(outside, bundle());
    expect(await refusal({ draft: true })).toContain('is there already');
    expect(await readdir(outside)).toEqual(['DRAFT', 'key']);
  });

  test.each(['CHECKLIST.md', 'Dockerfile', 'rehearsal/evidence.json'])('%s', async (name) => {
    await rm(join(root, name));
    // What leads out of the project is not read as a Dockerfile at all.
    const kept = name === 'Dockerfile' ? join(root, '.env') : join(outside, 'key');
    await writeFile(kept, 'SECRET-TOKEN');
    await symlink(kept, join(root, name));
    const said = await refusal({ draft: true });
    expect(said).toContain(`${name}: is a symbolic link`);
    expect(said).not.toContain('SECRET');
    expect(await readdir(root)).not.toContain('handover');
  });

  test('reports, and one of them', async () => {
    await rm(join(root, 'reports/trivy-image.json'));
    await symlink(join(outside, 'key'), join(root, 'reports/trivy-image.json'));
    const said = await refusal({ draft: true });
    expect(said).toContain('reports/trivy-image.json: is a symbolic link');
    expect(said).not.toContain('SECRET');
    await rm(join(root, 'reports'), { recursive: true });
    await symlink(outside, join(root, 'reports'));
    expect(await refusal({ draft: true })).toContain('reports: is a symbolic link');
  });

  test('and one that leads to itself is no fault of ours', async () => {
    await symlink('loop', join(outside, 'loop'));
    expect(await refusal({ reports: join(outside, 'loop/x') })).toContain('nothing was packed');
    expect(await refusal({ output: join(outside, 'loop/x') })).toContain('cannot be written (ELOOP)');
  });
});

test('commands name the folder of the project, and a draft without a tag and an image says so', async () => {
  const { err } = await call(pack, [root], { draft: true, reports: join(root, 'nothing') });
  expect(err).toContain('mean-by-group-untagged (a draft');
  expect(await readFile(join(bundle('untagged'), 'summary.html'), 'utf8')).toContain('No tag is named');
  await rm(join(root, 'rehearsal/evidence.json'));
  expect(await refusal()).toContain(`tre-container rehearse ${root} --image IMAGE`);
});

test('whether two drafts are of one image is not said where no scanner named it', async () => {
  await packed({ draft: true, reports: join(root, 'nothing') });
  expect((await call(diff, [bundle(), bundle()])).out).toContain('whether it is the same image is not known');
});

/** A person's tick and words in one line of the checklist. */
const sign = (text: string, number: number): string =>
  text.replace(
    new RegExp(`^- \\[ \\] (.*) <!-- wrote:(.*<!-- question:${String(number)} -->)$`, 'm'),
    '- [x] $1 — yes, Ada, 2026-05-01 <!-- wrote:$2',
  );

test('what is proved comes from the record, not from what stands in the checklist', async () => {
  await rm(join(root, 'rehearsal/evidence.json'));
  const { proofs, unanswered } = await packed({ draft: true });
  const rows = await readFile(join(root, 'CHECKLIST.md'), 'utf8');
  expect(rows).toMatch(/^- \[x\] .*<!-- question:21 -->$/m);
  // The list of contents and the comparison with the base lie in this very bundle.
  expect(proofs.filter(({ isProved }) => isProved).map(({ key, text }) => [key, text])).toEqual([
    ['question:11', 'sbom.cdx.json lists 1 package, 1 with a version, 0 with a hash; not known: the hash of 1'],
    ['question:17', 'no worse than the base: 0 added, 0 fixed, 0 inherited; 0 of 0 have no fix yet (assessment.json)'],
  ]);
  expect(unanswered.map(({ key }) => key)).toContain('question:21');
  await rehearse();
  const rehearsed = (await packed()).proofs.filter(({ isProved }) => isProved);
  expect(rehearsed.map(({ key }) => key)).toContain('question:24');
  // A tick is no wider than what was seen: the page says of these that they are proved in part.
  expect(rehearsed.filter(({ unseen }) => unseen !== undefined).map(({ key }) => key)).toEqual([
    'question:24',
    'question:36',
    'question:29',
    'question:27',
    'question:11',
  ]);
});

const tellSecrets = async (flags: Parameters<typeof packed>[0]): Promise<string | undefined> =>
  (await packed(flags)).proofs.find(({ key }) => key === 'question:20')?.text;

test('a row that waits for the pipeline names the run that packs the bundle, and asks nobody to push again', async () => {
  expect(await tellSecrets({ run: 'https://example.org/runs/7', tag: '1.1' })).toContain(
    'Not in this bundle. See the run that made it, https://example.org/runs/7: secrets counted',
  );
  expect(await tellSecrets({ tag: '1.2' })).toContain('Push, so that the pipeline runs: secrets counted');
});

test('where it was built is proved only with the labels of the image beside the run and the pushed digest', async () => {
  const { proofs } = await packed({ run: 'https://example.org/runs/7' });
  expect(proofs.find(({ key }) => key === 'question:10')).toMatchObject({ isProved: false });
});

const hash = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

test.each(['summary.html', 'digests.txt', 'verify.sh'])(
  'diff names a %s that is not what its own summary makes of it, with sums made anew',
  async (name) => {
    await packed();
    const path = join(bundle(), name);
    const [was, sums] = [await readFile(path), await readFile(join(bundle(), 'SHA256SUMS'), 'utf8')];
    const now = Buffer.concat([was, Buffer.from('\n# another\n')]);
    await writeFile(path, now);
    await writeFile(join(bundle(), 'SHA256SUMS'), sums.replace(hash(was), hash(now)));
    expect(await call(diff, [bundle(), bundle()])).toMatchObject({
      code: 1,
      out: expect.stringContaining(`/${name} (not what its summary.json makes of it)`) as unknown,
    });
  },
);

test('a bundle in which nobody had answered anything was no approval, and the page says so', async () => {
  await packed();
  const next = await packed({ tag: '1.1', previous: bundle() });
  expect([isSummary(next), next.changes?.answers]).toEqual([true, 0]);
  expect(await readFile(join(bundle('1.1'), 'summary.html'), 'utf8')).toContain(
    'since mean-by-group 1.0, in which nobody had answered anything.',
  );
});

test('diff says that it cannot make the page of another version again', async () => {
  await packed();
  const said = await call(diff, [bundle(), bundle()], {}, { version: '9.9.9' });
  expect(said.out).toContain('Not looked at, since another version packed it');
});

test('the next version is compared with the one that was approved, and says which answers are void', async () => {
  const written = await readFile(join(root, 'CHECKLIST.md'), 'utf8');
  await put('CHECKLIST.md', [2, 7, 40].reduce(sign, written));
  await packed();
  await put('reports/sbom.cdx.json', software(id, ['numpy', 'pandas']));
  const next = await packed({ tag: '1.1', previous: bundle() });
  expect(next.changes).toMatchObject({
    since: 'mean-by-group 1.0',
    changes: [{ fact: 'packages', added: ['pypi pandas 1'], removed: [] }],
    void: ['question:2'],
  });
  const said = await call(diff, [bundle(), bundle('1.1')]);
  expect(said.code).toBe(1);
  expect(said.out).toMatch(
    /packages\n {2}now pypi pandas 1\n[^]*void, and must be given again\n {2}2\. Has this software stack been agreed.*since it rests on packages\n/,
  );
  expect(await call(diff, [bundle(), bundle()])).toMatchObject({
    code: 0,
    out: 'Nothing changed: mean-by-group 1.0 is the image of mean-by-group 1.0, with the same answers.\n',
  });
  const data: unknown = JSON.parse((await call(diff, [bundle(), bundle('1.1')], { json: true })).out);
  expect(data).toMatchObject({ unchanged: false, void: [{ key: 'question:2' }] });
  const isDiff = schema('diff');
  void isDiff(data);
  expect(isDiff.errors).toBeNull();
  await put('handover/mean-by-group-1.0/CHECKLIST.md', 'changed');
  await expect(call(diff, [bundle(), bundle('1.1')])).rejects.toThrow('changed: CHECKLIST.md');
  await expect(call(diff, [bundle()])).rejects.toThrow('takes two bundles');
  const isVerified = schema('verify');
  for (const [folder, verdict] of [
    [root, 'none'],
    [bundle(), 'broken'],
    [bundle('1.1'), 'whole'],
  ] as const) {
    const printed: unknown = JSON.parse((await call(verify, [folder], { json: true })).out);
    expect([isVerified(printed), printed]).toEqual([true, expect.objectContaining({ verdict })]);
  }
});

test('an archive is a bundle in one file, and no second form of a tag is written', async () => {
  await rm(join(root, 'rehearsal/evidence.json'));
  await packed({ draft: true, archive: true });
  await rehearse();
  const { out } = await call(pack, [root], { tag: '1.0', archive: true });
  expect(out).toBe(`${bundle()}.tar\n`);
  expect(await readdir(join(root, 'handover'))).toEqual(['mean-by-group-1.0.tar']);
  expect((await call(verify, [`${bundle()}.tar`])).code).toBe(0);
  expect(await refusal()).toContain('mean-by-group-1.0.tar: is there already');
  await packed({ tag: '1.1' });
  const before = await readFile(`${bundle()}.tar`);
  expect(await call(diff, [`${bundle()}.tar`, bundle('1.1')])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Nothing changed') as string,
  });
  // A draft in the other form gives way.
  await rm(join(root, 'rehearsal/evidence.json'));
  await packed({ tag: '1.2', draft: true });
  await rehearse();
  await packed({ tag: '1.2', archive: true });
  expect((await readdir(join(root, 'handover'))).toSorted()).toEqual([
    'mean-by-group-1.0.tar',
    'mean-by-group-1.1',
    'mean-by-group-1.2.tar',
  ]);
  expect(await readFile(`${bundle()}.tar`)).toEqual(before);
});

test('says where the image was built, by its own labels and the address that it is given', async () => {
  const labels = {
    'org.opencontainers.image.source': 'https://example.org/lung',
    'org.opencontainers.image.revision': '0123456789abcdef',
  };
  const config = { User: '1000', Cmd: ['python', 'src/main.py'], Labels: labels };
  await put('reports/trivy-image.json', report('image', id, ['sha256:a', 'sha256:b'], config));
  const run = 'https://example.org/lung/actions/runs/1';
  expect((await packed({ run })).build).toEqual({
    run,
    source: 'https://example.org/lung',
    revision: '0123456789abcdef',
  });
  expect(await readFile(join(bundle(), 'summary.html'), 'utf8')).toContain(
    `<dd>https://example.org/lung, commit 0123456789ab</dd>\n<dt>Built by the run</dt><dd><a href="${run}">${run}</a></dd>`,
  );
  // Rows that wait for the pipeline lead to that run in the bundle; the project's own checklist stays as it is.
  expect(await readFile(join(bundle(), 'CHECKLIST.md'), 'utf8')).toContain(`\n[pipeline]: ${run}\n`);
  expect(await readFile(join(root, 'CHECKLIST.md'), 'utf8')).toContain('\n[pipeline]: ../../actions/');
  // What the base says of itself is not said of this image.
  await put('reports/trivy-base.json', report(base, 'sha256:0', ['sha256:a'], config));
  expect((await packed({ tag: '1.1' })).build).toEqual({ run: '', source: '', revision: '' });
  for (const bad of ['javascript:alert(1)', 'https://example.org/"x', 'ftp://example.org/1'])
    expect(await refusal({ tag: '1.2', run: bad })).toContain('no address of a pipeline');
});

test('what the project accepted itself of what rules found stands on the page and in the summary', async () => {
  await put('src/icd10.csv', 'code,name\n');
  await put('.dockerignore', `${readFileSync(join(root, '.dockerignore'), 'utf8')}!src/icd10.csv\n`);
  await put(
    '.tre-container.yml',
    'waivers:\n  - rule: no-data-files\n    reason: a code list, about nobody\n    by: Ann\n    date: 2026-11-27\n    path: src/icd10.csv\n',
  );
  const summary = await packed({ draft: true });
  expect(isSummary(summary)).toBe(true);
  const text =
    'src/icd10.csv: COPY puts the data file src/icd10.csv into the image. Accepted: a code list, about nobody (Ann, 2026-11-27)';
  expect(summary.accepted).toEqual([{ rule: 'no-data-files', force: 'must', text }]);
  expect(await readFile(join(bundle(), 'summary.html'), 'utf8')).toContain(
    'One finding of rules the project accepted itself: see the appendices (no-data-files).',
  );
  const answer = [...summary.unanswered, ...summary.answers].find(({ key }) => key === 'question:28');
  // What was true when the project was made is no answer any more.
  expect(answer?.text).toBe('See no-data-files.');
});

/** Changes a report where it lies. */
async function change(name: string, how: (was: Readonly<Record<string, unknown>>) => object): Promise<void> {
  const path = `reports/${name}`;
  await put(path, how(JSON.parse(await readFile(join(root, path), 'utf8')) as Readonly<Record<string, unknown>>));
}

test.each([
  [
    'of the image itself, by another name',
    { ArtifactName: 'localhost/mine:1' },
    /is of localhost\/mine:1, and the Dockerfile names docker\.io\/library\/python:.*trivy image .* docker\.io\/library\/python:[^ ]+@sha256:/s,
  ],
  ['of the base as it is today', { ArtifactName: base.replace(/@.*/, '') }, /and the Dockerfile names/],
])('a report on the base that is %s is compared with nothing', async (_, more, message) => {
  await change('trivy-base.json', (was) => ({ ...was, ...more }));
  expect(await refusal()).toMatch(message);
  const { vulnerabilities, proofs } = await packed({ draft: true });
  expect(vulnerabilities).toMatchObject({ verdict: 'notKnown', counts: { added: null } });
  expect(proofs.find(({ key }) => key === 'question:17')?.isProved).toBe(false);
});

test('a report on the base is known by its digest, whatever it is called, and without a digest by its name', async () => {
  const digest = base.replace(/^.*@/, '');
  await change('trivy-base.json', (was) => ({
    ...was,
    ArtifactName: 'python.tar',
    Metadata: { ...(was['Metadata'] as object), RepoDigests: [`mirror.example.org/python@${digest}`] },
  }));
  expect((await packed()).vulnerabilities.verdict).toBe('noWorse');
  const named = { artifact: 'a.tar', references: ['python:3.13'], repositoryDigests: [] };
  expect(findForeignBase(named, 'docker.io/library/python:3.13')).toBeUndefined();
  expect(findForeignBase(named, 'docker.io/library/python:3.14')).toContain('of a.tar');
  expect(findForeignBase(named, '')).toContain('does not say on which base');
});

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test.each([
  ['long ago', daysAgo(40), /the scan of the image is 40 days old[^]*the scan of the base is 40 days old/],
  ['tomorrow', daysAgo(-1), /the scan of the image is of a time that is still to come/],
])('scans that were made %s are not handed over', async (_, CreatedAt, message) => {
  for (const name of ['trivy-image.json', 'trivy-base.json']) await change(name, (was) => ({ ...was, CreatedAt }));
  expect(await refusal()).toMatch(message);
});

test('a scan that is older than its image is of another one', async () => {
  const made = (created: string): Promise<void> =>
    change('trivy-image.json', (was) => ({
      ...was,
      CreatedAt: daysAgo(2),
      Metadata: { ...(was['Metadata'] as object), ImageConfig: { created } },
    }));
  await change('trivy-base.json', (was) => ({ ...was, CreatedAt: daysAgo(2) }));
  await made(daysAgo(1));
  expect(await refusal()).toContain('the scan of the image is older than the image that it is said to be of');
  await made('1980-01-01T00:00:01Z');
  expect(await refusal()).toBe('packed');
});

test('secrets that the scan found are on the page, in the summary and in the row, and are not told apart from none where nobody looked', async () => {
  const secret = { RuleID: 'github-pat', Severity: 'CRITICAL', StartLine: 3, Match: 'ghp_topsecret' };
  expect(await tellSecrets({})).toContain('whether its scanner looked for any, its report does not say');
  await change('trivy-image.json', (was) => ({
    ...was,
    Results: [...(was['Results'] as object[]), { Target: '/app/x', Class: 'secret', Secrets: [secret] }],
  }));
  const summary = await packed({ tag: '1.1', format: 'json' });
  expect(isSummary(summary)).toBe(true);
  expect(summary.secrets).toEqual([{ rule: 'github-pat', place: '/app/x:3', severity: 'CRITICAL' }]);
  const said = 'the scan of the image found 1 secret: github-pat in /app/x:3';
  expect(summary.proofs.find(({ key }) => key === 'question:20')).toMatchObject({
    isProved: false,
    text: `To do: ${said}`,
  });
  const page = await readFile(join(bundle('1.1'), 'summary.html'), 'utf8');
  expect(page).toContain(`<li>T${said.slice(1)}.</li>`);
  expect(page).not.toContain('topsecret');
  expect((await call(pack, [root], { tag: '1.2', format: 'markdown' })).out).toContain(
    '**Secret** in the image (critical): github-pat in',
  );
});

const seen = (purl: string): Promise<void> =>
  change('trivy-image.json', (was) => ({
    ...was,
    Results: [
      {
        Type: 'debian',
        Packages: [
          { Name: 'bash', Version: '5' },
          { Name: 'x', Version: '1', Identifier: { PURL: purl } },
        ],
      },
    ],
  }));
const added = async (tag: string): Promise<object | undefined> =>
  (await packed({ tag })).proofs.find(({ key }) => key === 'question:11');

test('a list of contents that lacks what the scan lists proves nothing', async () => {
  await seen('pkg:pypi/torch@2');
  expect(await added('1.0')).toMatchObject({
    isProved: false,
    text: 'sbom.cdx.json lists 1 package, and not 1 of those that the scan of the same image lists',
  });
  await seen('pkg:pypi/numpy@1?arch=amd64');
  expect(await added('1.1')).toMatchObject({ isProved: true });
});

const edit = async (how: (line: string) => readonly string[]): Promise<void> => {
  const text = await readFile(join(root, 'CHECKLIST.md'), 'utf8');
  await put('CHECKLIST.md', text.split('\n').flatMap(how).join('\n'));
};

test('a question whose row was taken out of the checklist is open, and nothing but a draft is packed', async () => {
  await edit((line) => (/question:(?:2|31) -->/.test(line) ? [] : [line.replace('question:28 ', 'question:99 ')]));
  expect(await refusal()).toMatch(
    /it has no row for 3 questions \(2, 28, 31\)[^]*upgrade [^ ]+ --restore CHECKLIST\.md/,
  );
  const { unanswered, proofs } = await packed({ draft: true });
  expect(unanswered.find(({ key }) => key === 'question:2')).toMatchObject({ force: 'must', gap: 'row' });
  expect(proofs.find(({ key }) => key === 'question:31')).toMatchObject({ isProved: false });
  await put('CHECKLIST.md', '# Checklist\n\nAll answered: yes.\n');
  const empty = await packed({ draft: true });
  expect(empty.unanswered.filter(({ force }) => force === 'must').length).toBeGreaterThan(5);
  expect(await readFile(join(bundle(), 'summary.html'), 'utf8')).not.toContain('No question is left');
});

test('a tick without a word is no answer, nor are words of this program, nor words without a tick', async () => {
  await edit((line) => [line.replace('- [ ]', '- [x]')]);
  const ticked = await packed();
  expect(isSummary(ticked)).toBe(true);
  expect(ticked.answers).toEqual([]);
  const open = ticked.unanswered.find(({ key }) => key === 'question:28');
  expect(open).toMatchObject({
    gap: 'words',
    text: expect.stringMatching(/^Ticked by hand, and no word beside it\./) as string,
  });
  const page = await readFile(join(bundle(), 'summary.html'), 'utf8');
  expect(page).toMatch(/\d+ rows ticked by hand without a word beside the tick: that answers nothing\./);
  expect(page).toContain('Questions that must be answered first are left to');
  await edit((line) => [
    /question:(?:2|3) -->/.test(line) ? `${line.replace('- [x]', '- [ ]')} not yet, Ann asks` : line,
  ]);
  const { answers, unanswered } = await packed({ tag: '1.1' });
  expect(answers).toEqual([]);
  expect(unanswered.find(({ key }) => key === 'question:2')).toMatchObject({
    gap: 'tick',
    text: expect.stringContaining('Not ticked. Beside it stands: not yet, Ann asks.') as string,
  });
});

test('what this program wrote from the answers is said to be as generated, and a link is its words', async () => {
  await rm(join(root, 'src/main.py'));
  const { unanswered } = await packed({ draft: true });
  const told = (number: number): string | undefined =>
    unanswered.find(({ key }) => key === `question:${String(number)}`)?.text;
  for (const number of [1, 14, 19]) expect(told(number)).toMatch(/^as generated: /);
  // Of a program that is not there any more its rules say nothing for it, so that the words of the answers are gone.
  expect(told(33)).toMatch(/^See models-staged, /);
  const rules = unanswered.filter(({ key }) => key.startsWith('rule:'));
  expect(rules.length).toBeGreaterThan(0);
  for (const { title, question } of rules) expect(`${title}${question}`).not.toMatch(/\]\(|^\[/);
});

test('an answer is what a person wrote behind a ticked row or below it, and what the program says there stands apart', async () => {
  await edit((line) => {
    if (line.includes('question:28 -->')) return [`${line.replace('- [ ]', '- [x]')} none, Ann, 3 May`];
    return line.includes('question:2 -->') ? [line.replace('- [ ]', '- [x]'), '  - agreed on 3 May, Ann'] : [line];
  });
  const { answers } = await packed();
  expect(answers.map(({ key, text, beside }) => [key, text, beside])).toEqual([
    ['question:2', 'agreed on 3 May, Ann', undefined],
    ['question:28', 'none, Ann, 3 May', expect.stringMatching(/^as generated: .*no-data-files/) as string],
  ]);
  expect(await readFile(join(bundle(), 'summary.html'), 'utf8')).toContain(
    '2 answers of people stand in the checklist, ticked and written by hand',
  );
});
