import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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
import type { HandoverSummary } from '../../../src/model/handover/summary.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { writeImageArchive } from '../../handover/image-archive.ts';
import { fakeEngine, fakeImage } from '../fake-engine.ts';

const schema = (name: string): ValidateFunction =>
  new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')) as object,
  );
const isSummary = schema('summary');
const id = fakeImage.id;
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
  await put('reports/trivy-base.json', report('base', 'sha256:0', ['sha256:a']));
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
    CreatedAt: '2026-11-26T10:00:00Z',
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

async function rehearse(): Promise<void> {
  const project = await readRehearsedProject(openProject(root));
  const evidence = await conductRehearsal(fakeEngine(), {
    project,
    wishes: readRehearsalFlags({ targets: [], flags: {} }),
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

const checklist = async (change: (line: string) => readonly string[]): Promise<void> => {
  const text = await readFile(join(root, 'CHECKLIST.md'), 'utf8');
  await put('CHECKLIST.md', text.split('\n').flatMap(change).join('\n'));
};

test('a question whose row was taken out of the checklist is still open, and nothing is packed but a draft', async () => {
  await checklist((line) => (/question:(?:2|28) -->/.test(line) ? [] : [line]));
  expect(await refusal()).toContain('the checklist has no row for 2 of the questions: 2, 28');
  const { unanswered } = await packed({ draft: true });
  expect(unanswered.find(({ key }) => key === 'question:28')).toMatchObject({
    force: 'must',
    text: 'the checklist has no row for it',
  });
});

test('a tick without a word answers what stands there to be confirmed, and nothing else', async () => {
  await checklist((line) => [line.replace('- [ ]', '- [x]')]);
  const { unanswered, answers: signed } = await packed({ draft: true });
  // 2 asks whether this was agreed, and 24 for a proof; 28 says that no data file is copied in.
  expect(signed.map(({ key }) => key)).toContain('question:28');
  expect(signed.map(({ key }) => key).filter((key) => /^(?:question:(?:2|24|36)|rule:.*)$/.test(key))).toEqual([]);
  expect(unanswered.find(({ key }) => key === 'question:2')?.text).toBe(
    'ticked by hand, without a word of who and why',
  );
});

test('a report on the base that is of the image itself compares nothing, and a list of nothing proves nothing', async () => {
  await put('reports/trivy-base.json', report('base', id, ['sha256:a', 'sha256:b']));
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
    await put('image.tar', 'no archive');
    expect(await refusal({ 'image-archive': join(root, 'image.tar') })).toContain('archive of an image');
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
  expect(rows).toMatch(/^- \[x\] .*<!-- question:24 -->$/m);
  // The list of contents and the comparison with the base lie in this very bundle.
  expect(proofs.filter(({ isProved }) => isProved).map(({ key, text }) => [key, text])).toEqual([
    ['question:11', 'sbom.cdx.json lists 1 package, 1 with a version, 0 with a hash; not known: the hash of 1'],
    ['question:17', 'no worse than the base: 0 added, 0 fixed, 0 inherited; 0 of 0 have no fix yet (assessment.json)'],
  ]);
  expect(unanswered.map(({ key }) => key)).toContain('question:24');
  await rehearse();
  const rehearsed = (await packed()).proofs.filter(({ isProved }) => isProved);
  expect(rehearsed.map(({ key }) => key)).toContain('question:24');
  // A tick is no wider than what was seen: the page says of these that they are proved in part.
  expect(rehearsed.filter(({ unseen }) => unseen !== undefined).map(({ key }) => key)).toEqual([
    'question:11',
    'question:36',
    'question:29',
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
  await put('reports/trivy-base.json', report('base', 'sha256:0', ['sha256:a'], config));
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
