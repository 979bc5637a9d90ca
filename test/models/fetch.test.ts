import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freshFolder, generateProject, writeManifest } from './generated-project.ts';
import { serveHub } from './hub-server.ts';
import type { Commit, HubServer } from './hub-server.ts';
import { python } from './install-libraries.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

const first = 'a'.repeat(40);
const second = 'b'.repeat(40);
/** Bytes of a safetensors file: the length of its header, the header, and numbers. */
const safetensors = (size: number, fill = 'weights'): Buffer => {
  const head = Buffer.alloc(10);
  head.writeBigUInt64LE(2n);
  head.write('{}', 8);
  return Buffer.concat([head, Buffer.alloc(size - 10, fill)]);
};
const weights = safetensors(3_000_000);
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
      HF_TOKEN: 'hf_secret',
    },
  });
const staged = (path: string): string => join(root, 'models/staging/models/small', path);
interface Manifest {
  readonly models: readonly {
    readonly name: string;
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
  hub.commits.set(second, { 'config.json': Buffer.from('{"new": true}'), 'model.safetensors': safetensors(20) });
  hub.branches.set('main', second);
  const before = readFileSync(join(root, 'models/models.json'), 'utf8');
  await run('rm', ['-r', staged('')]);
  const done = await fetchModels();
  expect(done.status).toBe(0);
  expect(readFileSync(staged('model.safetensors')).equals(weights)).toBe(true);
  expect(readFileSync(join(root, 'models/models.json'), 'utf8')).toBe(before);
});

test('a branch that moves between two questions cannot mix two commits', async () => {
  hub.commits.set(second, { ...safe, 'model.safetensors': safetensors(20) });
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
  hub.commits.set(first, { ...safe, 'model.safetensors': safetensors(40_000_000) });
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
  hub.fault = (path) => (path === 'model.safetensors' ? { bytes: safetensors(weights.length, 'corrupt') } : undefined);
  const done = await fetchModels();
  expect(done).toMatchObject({
    status: 1,
    output: expect.stringMatching(/small: model\.safetensors is not what the Hub says/) as string,
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
    output: expect.stringContaining('config.json: not what models.json says') as string,
  });
});

test('a commit that a person changed is fetched, and the old files are not taken for it', async () => {
  await fetchModels();
  hub.commits.set(second, { 'config.json': Buffer.from('{}'), 'model.safetensors': safetensors(20) });
  const changed = manifest().models[0];
  writeManifest(root, { ...changed, source: { repository: 'org/model', revision: second } });
  expect((await fetchModels('--verify')).output).toContain(`was not fetched yet at ${second}, but at ${first}`);
  expect((await fetchModels()).status).toBe(0);
  expect(manifest().models[0]).toMatchObject({
    files_from: second,
    files: [{ path: 'config.json' }, { path: 'model.safetensors', size: 20 }],
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
      /small: pytorch_model\.bin: this form of file can run any code[^]*"allow": \{"pickle"/,
    ) as string,
  });
  expect(hub.asked.filter((line) => line.includes('.bin'))).toEqual([]);
  writeManifest(root, entry({ allow: { pickle: 'our own training' } }));
  expect((await fetchModels()).status).toBe(0);
});

/** Pickles as every tool writes them, and what hides one. */
const pickles = `
import gzip, io, json, pickle, sys, tarfile, zipfile, zlib, base64
evil = b"cos\\nsystem\\n(S'true'\\ntR."
def packed(name):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive: archive.writestr(name, pickle.dumps({}))
    return memory.getvalue()
def tar():
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w") as archive: archive.addfile(tarfile.TarInfo("pickle"), io.BytesIO())
    return memory.getvalue()
forms = {f"protocol-{n}.bin": pickle.dumps({"a": [1]}, n) for n in range(6)}
forms |= {"evil.bin": evil, "zlib.bin": zlib.compress(evil), "gzip.pkl.gz": gzip.compress(evil), "old.pt": tar(), "zip.pth": packed("a/DATA.PKL"), "a.npz": packed("a.npy")}
forms |= {"word2vec.model": pickle.dumps({"a": [1]}, 4), "words.vocab": evil, "fake.safetensors": evil, "fake.onnx": evil, "fake.json": pickle.dumps({"a": [1]}, 4), "ranks.tiktoken": b"VAAA 0\\n" + evil}
print(json.dumps({name: base64.b64encode(data).decode() for name, data in forms.items()}))
`;

test('every form of pickle is refused where it is all there is, and left out or refused beside safe weights', async () => {
  const made = await run(python, ['-c', pickles]);
  const forms = Object.entries(JSON.parse(made.stdout) as Readonly<Record<string, string>>);
  expect(forms.length).toBeGreaterThan(15);
  const taken: string[] = [];
  for (const [name, data] of forms) {
    for (const beside of [{}, safe]) {
      hub.commits.set(first, { 'config.json': Buffer.from('{}'), ...beside, [name]: Buffer.from(data, 'base64') });
      writeManifest(root, entry());
      await fetchModels();
      if (existsSync(staged(name))) taken.push(name);
    }
  }
  expect(taken).toEqual([]);
}, 600_000);

test('a model that wants its own code run is refused before its weights are downloaded, and taken with a reason', async () => {
  hub.commits.set(first, {
    ...safe,
    'config.json': Buffer.from('{"auto_map": {"AutoModel": "code.Model"}}'),
    'code.py': Buffer.from('1'),
  });
  const refused = await fetchModels();
  expect(refused).toMatchObject({
    status: 1,
    output: expect.stringMatching(/small: config\.json has auto_map: the model wants trust_remote_code/) as string,
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
  expect(done.output).toMatch(/org\/other at main: .*404.*RepoNotFound[^]*org\/model at gone: .*404.*RevisionNotFound/);
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
    output: expect.stringContaining('README.md is damaged or another version') as string,
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
  expect(done).toMatchObject({ status: 1, output: expect.stringContaining('was not fetched yet') as string });
  expect(existsSync(join(root, 'models.tar'))).toBe(false);
});

test('files by URL: gone on with where they broke off, named as tiktoken looks for them', async () => {
  const ranks = Buffer.from('YQ== 0\n'.repeat(500_000));
  hub.commits.set(first, { 'ours.tiktoken': ranks });
  const url = `${hub.address}/files/ours.tiktoken`;
  writeManifest(root, entry({ loader: 'tiktoken', source: { urls: [url] } }));
  let sent = 0;
  hub.fault = () => ((sent += 1) === 1 ? { cut: true } : undefined);
  expect((await fetchModels()).status).toBe(0);
  expect(hub.asked.at(-1)).toMatch(/^GET \/files\/ours\.tiktoken bytes=[1-9]\d*-$/);
  const name = createHash('sha1').update(url).digest('hex');
  expect(readFileSync(staged(name)).equals(ranks)).toBe(true);
  expect((await fetchModels('--verify')).status).toBe(0);
});

test('a connection that never ends well is given up, and the next run goes on', async () => {
  hub.fault = (path) => (path === 'model.safetensors' ? { cut: true } : undefined);
  const done = await fetchModels();
  expect(done).toMatchObject({ status: 1, output: expect.stringContaining('run again to go on') as string });
  hub.fault = () => undefined;
  expect((await fetchModels()).status).toBe(0);
});

describe('a model that names others', () => {
  const base = { 'config.json': Buffer.from('{}'), 'model.safetensors': safetensors(50) };
  const adapter = (name: string): Commit => ({
    'adapter_config.json': Buffer.from(`{"base_model_name_or_path": "${name}", "peft_type": "LORA"}`),
    'adapter_model.safetensors': safetensors(30),
  });

  test('an adapter: its base is fetched as an entry of its own, and the adapter names its place', async () => {
    hub.commits.set(first, adapter('acme/base-7b'));
    hub.others.set('acme/base-7b', base);
    expect(await fetchModels()).toMatchObject({ status: 0 });
    expect(manifest().models).toMatchObject([
      { name: 'small', needs: ['acme/base-7b'] },
      { name: 'base-7b', target: 'models/base-7b', source: { repository: 'acme/base-7b' }, needs: [] },
    ]);
    expect(readFileSync(staged('adapter_config.json'), 'utf8')).toContain('"/safe_data/models/base-7b"');
    expect(existsSync(join(root, 'models/staging/models/base-7b/model.safetensors'))).toBe(true);
    expect((await fetchModels()).status).toBe(0);
    expect((await fetchModels('--verify')).status).toBe(0);
  });

  test('an adapter whose base the Hub does not have is refused by its name, and is not ready', async () => {
    hub.commits.set(first, adapter('acme/base-7b'));
    const done = await fetchModels();
    expect(done).toMatchObject({
      status: 1,
      output: expect.stringMatching(/adapter_config\.json names acme\/base-7b[^]*"references"/) as string,
    });
    const check = await run('python3', ['offline_models.py', '--check'], {
      cwd: root,
      variables: { TRE_SAFE_DATA: join(root, 'models/staging') },
    });
    expect(check).toMatchObject({ status: 1, output: expect.stringContaining('NOT READY  small') as string });
    writeManifest(root, entry({ allow: { references: 'the program loads the base itself' } }));
    expect((await fetchModels()).status).toBe(0);
  });

  test('code of another repository is brought in, with a reason; without the repository the model is refused by its name', async () => {
    hub.commits.set(first, {
      ...safe,
      'config.json': Buffer.from(
        '{"auto_map": {"AutoModel": "acme\\/other-code--modeling_x.XModel", "AutoTokenizer": [null, "acme/other-code--tok.Fast"]}}',
      ),
    });
    writeManifest(root, entry({ allow: { remote_code: 'read it' } }));
    const refused = await fetchModels();
    expect(refused).toMatchObject({
      status: 1,
      output: expect.stringContaining('config.json names acme/other-code (auto_map)') as string,
    });
    hub.others.set('acme/other-code', {
      'modeling_x.py': Buffer.from('class XModel: pass\n'),
      'tok.py': Buffer.from('\n'),
    });
    expect(await fetchModels()).toMatchObject({ status: 0 });
    expect(existsSync(staged('modeling_x.py')) && existsSync(staged('tok.py'))).toBe(true);
    expect(readFileSync(staged('config.json'), 'utf8')).not.toContain('acme/other-code');
  });

  test.each([
    ['config.yaml', 'pipeline:\n  params:\n    segmentation: acme/segmentation-3.0@main\n', 'acme/segmentation-3.0'],
    ['hyperparams.yaml', 'pretrained_path: "acme/ecapa" # from the Hub\n', 'acme/ecapa'],
    ['config.json', '{"model_name": "acme/deberta"}', 'acme/deberta'],
    ['config.json', '{"text": {"hf_tokenizer_name": "acme/tokenizer"}}', 'acme/tokenizer'],
    ['sub/config.json', '{"text_encoder": "acme/bert"}', 'acme/bert'],
  ])('%s: %s', async (file, text, name) => {
    hub.commits.set(first, { ...safe, [file]: Buffer.from(text) });
    expect(await fetchModels()).toMatchObject({
      status: 1,
      output: expect.stringContaining(`names ${name} (`) as string,
    });
    hub.others.set(name, base);
    expect((await fetchModels()).status).toBe(0);
    expect(readFileSync(staged(file), 'utf8')).toContain(`/safe_data/models/${name.slice(name.indexOf('/') + 1)}`);
  });

  test('a backbone that its library would fetch is refused by its name', async () => {
    hub.commits.set(first, {
      ...safe,
      'config.json': Buffer.from('{"backbone": "resnet50", "use_pretrained_backbone": true}'),
    });
    expect(await fetchModels()).toMatchObject({
      status: 1,
      output: expect.stringContaining('names resnet50 (backbone)') as string,
    });
  });

  test.each([
    ['config.json', '{"_name_or_path": "acme/trained-from", "id2label": {"0": "N/A"}, "mime": "image/png"}'],
    ['config.json', '{"model_file": "sub/vocabulary.txt", "ratio": "3/4", "model_type": "bert"}'],
    ['config.yaml', 'monitor: val/loss\nunits: mg/dL\n'],
    ['tokenizer.json', '{"model": {"vocab": {"and/or": 1}}, "decoder_model": "a/b"}'],
  ])('no model is named by %s: %s', async (file, text) => {
    hub.commits.set(first, { ...safe, [file]: Buffer.from(text) });
    expect(await fetchModels()).toMatchObject({ status: 0 });
    expect(manifest().models).toMatchObject([{ needs: [] }]);
  });

  // The two cases of `test/cases/check` that no rule can judge: what fetching and `--check` say of a folder of the project's own.
  test.each([
    ['models-adapter-without-base', 'adapter_config.json', 'acme/base-7b', {}],
    ['models-code-in-other-repository', 'config.json', 'acme/other-code', { remote_code: 'read it' }],
  ])('%s: neither fetched nor ready, and %s names %s', async (folder, file, name, allow) => {
    const trained = join(root, 'trained/a');
    mkdirSync(trained, { recursive: true });
    copyFileSync(join(import.meta.dirname, '../cases/check', folder, file), join(trained, file));
    writeFileSync(join(trained, file.replace('config.json', 'model.safetensors')), safetensors(30));
    writeManifest(root, {
      name: 'a',
      loader: 'transformers',
      target: 'models/a',
      source: { folder: 'trained/a' },
      licence: 'mit',
      files: [],
      allow,
    });
    const done = await fetchModels();
    expect(done.status).toBe(1);
    expect(done.output).toContain(`${file} names ${name}`);
    const check = await run('python3', ['offline_models.py', '--check'], {
      cwd: root,
      variables: { TRE_SAFE_DATA: join(root, 'models/staging') },
    });
    expect(check).toMatchObject({ status: 1, output: expect.stringContaining('NOT READY  a') as string });
  });

  test('two that name each other end', async () => {
    hub.commits.set(first, adapter('acme/b'));
    hub.others.set('acme/b', adapter('org/model'));
    expect((await fetchModels()).status).toBe(0);
    expect(manifest().models.map(({ name }) => name)).toEqual(['small', 'b']);
  });
});

describe('words of a stranger', () => {
  test('a licence is one printable line, in the manifest and in the listing', async () => {
    hub.licence = 'mit\n0000  ../../etc/passwd\u001B[2J\u202E';
    await fetchModels();
    expect(manifest().models[0]?.licence).toBe('mit 0000 ../../etc/passwd[2J');
    const archive = join(root, 'models.tar');
    await fetchModels('--pack', archive);
    const listing = readFileSync(`${archive}.sha256`, 'utf8').trimEnd().split('\n');
    expect(listing.filter((line) => !/^(?:#|[0-9a-f]{64} {2}models\/small\/)/.test(line))).toEqual([]);
  });

  test.each(['../../evil.json', '/etc/evil.json', 'a\\b.json', 'a\nb.json', 'C:evil.json', 'a/../../b.json'])(
    'a file called %j is refused, and nothing is written',
    async (name) => {
      hub.commits.set(first, { ...safe, [name]: Buffer.from('{}') });
      const done = await fetchModels();
      expect(done).toMatchObject({
        status: 1,
        output: expect.stringContaining('the name of a file is not safe') as string,
      });
      expect(done.output).not.toContain('Traceback');
      expect(existsSync(join(root, 'models/staging'))).toBe(false);
    },
  );

  test.each(['[]', '{"sha": 3}', '{"sha": "../x", "siblings": []}', 'no JSON', '{"sha": null, "siblings": null}'])(
    'an answer like %s is an error of ours',
    async (text) => {
      hub.answer = () => text;
      const done = await fetchModels();
      expect(done).toMatchObject({ status: 1, output: expect.stringContaining('org/model at main') as string });
      expect(done.output).not.toContain('Traceback');
    },
  );
});

test('the token goes to the Hub, and to nobody that the Hub sends to', async () => {
  const elsewhere = await serveHub();
  elsewhere.commits.set(first, safe);
  elsewhere.branches.set('main', first);
  hub.redirect = (path) =>
    path.endsWith('.safetensors') ? elsewhere.address.replace('127.0.0.1', 'localhost') : undefined;
  const done = await fetchModels();
  await elsewhere.close();
  expect(done.status).toBe(0);
  expect(new Set(hub.tokens)).toEqual(new Set(['Bearer hf_secret']));
  expect(new Set(elsewhere.tokens)).toEqual(new Set(['']));
});

test('a broken manifest is exit status 2 and every problem', async () => {
  writeManifest(root, { name: '../x' }, { name: 'ok', target: '/abs' });
  const done = await fetchModels();
  expect(done.status).toBe(2);
  expect(done.output).toMatch(/models\.json: not a manifest/);
  expect(done.output).not.toContain('Traceback');
});

test('a folder that is not there is named', async () => {
  writeManifest(root, entry({ source: { folder: 'trained' } }));
  expect(await fetchModels()).toMatchObject({
    status: 1,
    output: expect.stringMatching(/small: there is no file to take[^]*trained/) as string,
  });
});

test('the script needs nothing but Python', async () => {
  const done = await run('python3', ['-S', 'models/fetch_models.py'], {
    cwd: root,
    variables: { HF_ENDPOINT: hub.address },
  });
  expect(done).toMatchObject({ status: 0, output: expect.stringContaining('verified  small') as string });
});
