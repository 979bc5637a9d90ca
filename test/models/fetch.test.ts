import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder, generateProject, writeManifest } from './generated-project.ts';
import { serveHub } from './hub-server.ts';
import type { Commit, HubServer } from './hub-server.ts';
import { python } from './install-libraries.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

const first = 'a'.repeat(40);
const second = 'b'.repeat(40);
const weights = Buffer.alloc(3_000_000, 'weights');
const pickle = Buffer.concat([Buffer.from([0x80, 4]), Buffer.alloc(100, 'x')]);
const safe: Commit = {
  'config.json': Buffer.from('{}'),
  'model.safetensors': weights,
  'sub/vocabulary.txt': Buffer.from('a\nb\n'),
  'README.md': Buffer.from('# Model\n'),
};

let hub: HubServer;
let root: string;

beforeEach(async () => {
  hub = await serveHub();
  hub.commits.set(first, safe);
  hub.branches.set('main', first);
  root = await generateProject('pytorch');
  writeManifest(root, entry());
});
afterEach(() => hub.close());

const entry = (change: object = {}): object => ({
  name: 'small',
  loader: 'transformers',
  target: 'models/small',
  source: { repository: 'org/model', revision: 'main' },
  note: 'mine',
  ...change,
});
const fetchModels = (...args: readonly string[]): Promise<Done> =>
  run(python, ['models/fetch_models.py', ...args], {
    cwd: root,
    variables: {
      HF_ENDPOINT: hub.address,
      HF_HUB_OFFLINE: '1',
      HF_HOME: freshFolder(),
      HF_HUB_DISABLE_XET: '1',
      HF_HUB_DISABLE_PROGRESS_BARS: '1',
    },
  });
const staged = (path: string): string => join(root, 'models/staging/models/small', path);
interface Manifest {
  readonly models: readonly {
    readonly source: Readonly<Record<string, string>>;
    readonly files_from?: string;
    readonly licence?: string;
    readonly note?: string;
    readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  }[];
}
const manifest = (): Manifest => JSON.parse(readFileSync(join(root, 'models/models.json'), 'utf8')) as Manifest;

test('a branch becomes the commit that it means, with the hash and size of every file and the licence; nothing else of the entry changes', async () => {
  const done = await fetchModels();
  expect(done).toMatchObject({ status: 0, output: expect.stringContaining('verified  small') as string });
  expect(manifest().models[0]).toMatchObject({
    source: { repository: 'org/model', revision: first, resolved_from: 'main' },
    files_from: first,
    licence: 'apache-2.0',
    note: 'mine',
    files: Object.entries(safe)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => ({ path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })),
  });
});

test('what is staged is plain files and nothing else', async () => {
  await fetchModels();
  const found = readdirSync(staged(''), { recursive: true, withFileTypes: true });
  expect(found.map(({ name }) => name).toSorted()).toEqual([
    'README.md',
    'config.json',
    'model.safetensors',
    'sub',
    'vocabulary.txt',
  ]);
  expect(readdirSync(join(root, 'models/staging'))).toEqual(['models']);
  expect(found.filter((item) => lstatSync(join(item.parentPath, item.name)).isSymbolicLink())).toEqual([]);
});

test('a branch that moves afterwards changes nothing: the commit of the manifest is fetched', async () => {
  await fetchModels();
  hub.commits.set(second, { 'config.json': Buffer.from('{"new": true}'), 'model.safetensors': Buffer.alloc(10) });
  hub.branches.set('main', second);
  const before = readFileSync(join(root, 'models/models.json'), 'utf8');
  await run('rm', ['-r', staged('')]);
  const done = await fetchModels();
  expect(done.status).toBe(0);
  expect(readFileSync(staged('model.safetensors')).equals(weights)).toBe(true);
  expect(readFileSync(join(root, 'models/models.json'), 'utf8')).toBe(before);
});

test('a branch that moves between two questions cannot mix two commits', async () => {
  hub.commits.set(second, { ...safe, 'model.safetensors': Buffer.alloc(10) });
  hub.fault = () => {
    hub.branches.set('main', second);
    return undefined;
  };
  await fetchModels();
  expect(manifest().models[0]?.source['revision']).toBe(first);
  expect(hub.asked.filter((line) => line.includes('/resolve/') && !line.includes(first))).toEqual([]);
});

test('what is staged already is not asked for again', async () => {
  await fetchModels();
  hub.asked.length = 0;
  expect((await fetchModels()).status).toBe(0);
  expect(hub.asked).toEqual([]);
});

test('a connection that breaks goes on where it broke', async () => {
  hub.commits.set(first, { ...safe, 'model.safetensors': Buffer.alloc(40_000_000, 'weights') }); // the library writes 10 MB at a time
  let broken = 0;
  hub.fault = (path) => (path === 'model.safetensors' && (broken += 1) === 1 ? { cut: true } : undefined);
  const done = await fetchModels();
  expect(done).toMatchObject({ status: 0, output: expect.stringContaining('verified  small') as string });
  expect(hub.asked.find((line) => line.startsWith('GET') && line.includes('bytes='))).toMatch(
    /model\.safetensors bytes=[1-9]\d*-/,
  );
});

test('a run that was ended goes on with the files that are missing', async () => {
  hub.fault = (path) => (path === 'model.safetensors' ? { status: 403 } : undefined);
  const ended = await fetchModels();
  expect(ended).toMatchObject({ status: 1, output: expect.stringContaining('run again to go on') as string });
  expect(existsSync(staged(''))).toBe(false);
  hub.fault = () => undefined;
  hub.asked.length = 0;
  expect((await fetchModels()).status).toBe(0);
  expect(hub.asked.filter((line) => line.startsWith('GET') && line.includes('/resolve/'))).toEqual([
    `GET /org/model/resolve/${first}/model.safetensors`,
  ]);
});

test('a corrupt file is refused, deleted and fetched again by the next run', async () => {
  hub.fault = (path) => (path === 'model.safetensors' ? { bytes: Buffer.alloc(weights.length, 'corrupt') } : undefined);
  const done = await fetchModels();
  expect(done).toMatchObject({
    status: 1,
    output: expect.stringMatching(/WrongHash: small: model\.safetensors is not what the repository says/) as string,
  });
  expect(existsSync(staged(''))).toBe(false);
  hub.fault = () => undefined;
  expect((await fetchModels()).status).toBe(0);
});

test('a small file that changes under a fetched commit is refused', async () => {
  await fetchModels();
  await run('rm', ['-r', staged('')]);
  hub.commits.set(first, { ...safe, 'config.json': Buffer.from('[]') });
  const done = await fetchModels();
  expect(done).toMatchObject({
    status: 1,
    output: expect.stringContaining('config.json is not what models.json says') as string,
  });
});

test('a commit that a person changed is fetched, and the old files are not taken for it', async () => {
  await fetchModels();
  hub.commits.set(second, { 'config.json': Buffer.from('{}'), 'model.safetensors': Buffer.alloc(10) });
  const changed = manifest().models[0];
  writeManifest(root, { ...changed, source: { repository: 'org/model', revision: second } });
  expect((await fetchModels('--verify')).output).toContain(`its files are those of commit ${first}, not of ${second}`);
  expect((await fetchModels()).status).toBe(0);
  expect(manifest().models[0]).toMatchObject({
    files_from: second,
    files: [{ path: 'config.json' }, { path: 'model.safetensors', size: 10 }],
  });
  expect(readdirSync(staged(''))).toEqual(['config.json', 'model.safetensors']);
});

test('pickled weights beside safe ones are left out', async () => {
  hub.commits.set(first, {
    ...safe,
    'pytorch_model.bin': pickle,
    'training_args.bin': pickle,
    'onnx/model.onnx': Buffer.alloc(5),
    'code.py': Buffer.from('1'),
  });
  const done = await fetchModels();
  expect(done).toMatchObject({ status: 0, output: expect.stringContaining('left out  small: 4 files') as string });
  expect(hub.asked.filter((line) => /\.bin|onnx|\.py/.test(line))).toEqual([]);
});

test('pickled weights alone are refused before they are downloaded, and taken with a reason', async () => {
  hub.commits.set(first, { 'config.json': Buffer.from('{}'), 'pytorch_model.bin': pickle });
  const refused = await fetchModels();
  expect(refused).toMatchObject({
    status: 1,
    output: expect.stringMatching(
      /Refused: small: pytorch_model\.bin: pickled weights can run any code[^]*"allow": \{"pickle"/,
    ) as string,
  });
  expect(hub.asked.filter((line) => line.includes('.bin'))).toEqual([]);
  writeManifest(root, entry({ allow: { pickle: 'our own training' } }));
  expect((await fetchModels()).status).toBe(0);
});

test('a pickle under another name is recognised by its content', async () => {
  hub.commits.set(first, { ...safe, 'extra.dat': pickle });
  const done = await fetchModels();
  expect(done).toMatchObject({ status: 1, output: expect.stringContaining('Refused: small: extra.dat') as string });
});

test('a model that wants its own code run is refused before its weights are downloaded, and taken with a reason', async () => {
  hub.commits.set(first, {
    ...safe,
    'config.json': Buffer.from('{"auto_map": {"AutoModel": "code.Model"}}'),
    'code.py': Buffer.from('1'),
  });
  const refused = await fetchModels();
  expect(refused).toMatchObject({
    status: 1,
    output: expect.stringMatching(
      /Refused: small: config\.json has auto_map: the model wants trust_remote_code/,
    ) as string,
  });
  expect(hub.asked.filter((line) => line.includes('safetensors'))).toEqual([]);
  writeManifest(root, entry({ allow: { remote_code: 'read by us at this commit' } }));
  expect((await fetchModels()).status).toBe(0);
  expect(existsSync(staged('code.py'))).toBe(true);
});

test('patterns choose files', async () => {
  writeManifest(root, entry({ include: ['config.json', 'sub/*'] }));
  expect((await fetchModels()).status).toBe(0);
  expect(manifest().models[0]?.files.map(({ path }) => path)).toEqual(['config.json', 'sub/vocabulary.txt']);
});

test('a repository or revision that does not exist is named, and nothing is written', async () => {
  const before = entry({ source: { repository: 'org/other', revision: 'main' } });
  writeManifest(root, before, entry({ name: 'b', target: 'b', source: { repository: 'org/model', revision: 'gone' } }));
  const done = await fetchModels();
  expect(done.status).toBe(1);
  expect(done.output).toMatch(
    /FetchError: small: RepositoryNotFoundError[^]*looked for: org\/other at main[^]*FetchError: b: RevisionNotFoundError/,
  );
  expect(manifest().models[0]).toEqual(before);
});

test('one model that fails does not keep another from being fetched', async () => {
  writeManifest(
    root,
    entry({ name: 'bad', target: 'bad', source: { repository: 'org/other', revision: 'main' } }),
    entry(),
  );
  const done = await fetchModels();
  expect(done).toMatchObject({ status: 1, output: expect.stringContaining('verified  small') as string });
});

test('--verify finds a file that was changed, by content alone', async () => {
  await fetchModels();
  expect((await fetchModels('--verify')).status).toBe(0);
  writeFileSync(staged('README.md'), '# m0del\n');
  expect(await fetchModels('--verify')).toMatchObject({
    status: 1,
    output: expect.stringContaining('WrongHash: small: README.md is damaged') as string,
  });
});

test('--pack writes an archive that unpacks to the data area, and a listing that sha256sum reads', async () => {
  writeManifest(root, entry(), entry({ name: 'baked', target: 'image' }));
  await fetchModels();
  const archive = join(root, 'models.tar');
  expect((await fetchModels('--pack', archive)).status).toBe(0);
  const data = join(root, 'data');
  mkdirSync(data);
  const unpacked = await run(
    'sh',
    ['-ec', 'tar -xf ../models.tar && sha256sum --check --strict ../models.tar.sha256 && find . -type f ! -perm 644'],
    { cwd: data },
  );
  expect(unpacked).toMatchObject({
    status: 0,
    output: Object.keys(safe)
      .toSorted()
      .map((path) => `./models/small/${path}: OK\n`.replace('./', ''))
      .join(''),
  });
  expect(readFileSync(`${archive}.sha256`, 'utf8')).toContain(`# small: repository=org/model revision=${first}`);
  const inside = await run(python, ['offline_models.py', '--check', '--hash', 'small'], {
    cwd: root,
    variables: { TRE_SAFE_DATA: data, TRE_SCRATCH: freshFolder() },
  });
  expect(inside).toMatchObject({
    status: 0,
    output: expect.stringContaining(`ready      small: ${data}/models/small`) as string,
  });
});

test('--pack of what is not complete writes nothing', async () => {
  const done = await fetchModels('--pack', join(root, 'models.tar'));
  expect(done).toMatchObject({ status: 1, output: expect.stringContaining("'main' is a branch") as string });
  expect(existsSync(join(root, 'models.tar'))).toBe(false);
});

test('files by URL: resumed where they broke off, named as tiktoken looks for them', async () => {
  const url = `${hub.address}/files/model.safetensors`;
  writeManifest(root, entry({ loader: 'tiktoken', source: { urls: [url] } }));
  let sent = 0;
  hub.fault = () => ((sent += 1) === 1 ? { cut: true } : undefined);
  expect(await fetchModels()).toMatchObject({
    status: 1,
    output: expect.stringContaining('run again to go on') as string,
  });
  expect((await fetchModels()).status).toBe(0);
  expect(hub.asked.at(-1)).toMatch(/^GET \/files\/model\.safetensors bytes=[1-9]\d*-$/);
  const name = createHash('sha1').update(url).digest('hex');
  expect(readFileSync(staged(name)).equals(weights)).toBe(true);
  expect((await fetchModels('--verify')).status).toBe(0);
});

test('a broken manifest is exit status 2 and every problem', async () => {
  writeManifest(root, { name: '../x' }, { name: 'ok', target: '/abs' });
  const done = await fetchModels();
  expect(done.status).toBe(2);
  expect(done.output).toMatch(/models\[0\][^]*models\[1\]/);
  expect(done.output).not.toContain('Traceback');
});

test('without huggingface_hub the message says how to get it', async () => {
  const done = await run('python3', ['-S', 'models/fetch_models.py'], { cwd: root });
  expect(done).toMatchObject({
    status: 1,
    output: expect.stringContaining('next step: pip install huggingface_hub') as string,
  });
});
