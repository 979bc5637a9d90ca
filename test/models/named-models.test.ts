import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder, generateProject, writeManifest } from './generated-project.ts';
import { serveHub } from './hub-server.ts';
import type { HubServer } from './hub-server.ts';
import { installSound, python } from './install-libraries.ts';
import { inNetwork } from './networks.ts';
import { recipe } from './recipe.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

/** Tiny models by the libraries themselves, as repositories `ours/NAME`; each program prints at its end what its model answers. */
const makePeft = `
import torch
from peft import LoraConfig, get_peft_model
from transformers import GPT2Config, GPT2LMHeadModel
torch.manual_seed(0)
base = GPT2LMHeadModel(GPT2Config(vocab_size=16, n_positions=16, n_embd=8, n_layer=1, n_head=2, bos_token_id=0, eos_token_id=0))
base.save_pretrained("base")
base.name_or_path = "ours/base"
lora = LoraConfig(task_type="CAUSAL_LM", r=2, target_modules=["c_attn"], init_lora_weights=False, fan_in_fan_out=True)
model = get_peft_model(base, lora).eval()
model.save_pretrained("adapter")
print(f"{model(torch.tensor([[1, 2, 3]])).logits.sum().item():.5f}")`;
const makeSound = `
import pathlib, lightning, torch
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.models.segmentation import PyanNet
torch.manual_seed(0)
lstm = {"hidden_size": 4, "num_layers": 1, "bidirectional": True, "monolithic": True, "dropout": 0.0, "batch_first": True}
model = PyanNet(sincnet={"stride": 10}, lstm=lstm, linear={"hidden_size": 4, "num_layers": 1})
kind = Problem.MULTI_LABEL_CLASSIFICATION
model.specifications = Specifications(problem=kind, resolution=Resolution.FRAME, duration=1.0, classes=["speech"])
model.build()
saved = {"state_dict": model.state_dict(), "hyper_parameters": dict(model.hparams), "epoch": 0, "global_step": 0}
saved["pytorch-lightning_version"] = lightning.__version__
model.on_save_checkpoint(saved)
for name in ("segmentation", "pipeline", "speaker"):
    pathlib.Path(name).mkdir()
torch.save(saved, "segmentation/pytorch_model.bin")
pathlib.Path("pipeline/config.yaml").write_text("""version: 4.0.7
pipeline:
  name: pyannote.audio.pipelines.VoiceActivityDetection
  params:
    segmentation: ours/segmentation@main
params: {min_duration_on: 0.0, min_duration_off: 0.0, onset: 0.5, offset: 0.5}
""")
layer = torch.nn.Linear(4, 2)
torch.save(layer.state_dict(), "speaker/embedding_model.ckpt")
pathlib.Path("speaker/hyperparams.yaml").write_text("""pretrained_path: ours/speaker
layer: !new:torch.nn.Linear
  in_features: 4
  out_features: 2
modules:
  compute_features: !new:torch.nn.Identity
  mean_var_norm: !new:torch.nn.Identity
  embedding_model: !ref <layer>
  classifier: !new:torch.nn.Identity
pretrainer: !new:speechbrain.utils.parameter_transfer.Pretrainer
  loadables:
    embedding_model: !ref <layer>
  paths:
    embedding_model: !ref <pretrained_path>/embedding_model.ckpt
""")
print(f"{layer(torch.ones(1, 4)).sum().item():.5f}")`;

const allow = { pickle: 'made by this test' };
/** A program and what it prints first; in one process, since each of these libraries takes seconds to import. */
const adapterByItself = recipe('peft')
  .trim()
  .replace('offline_models.model_path("adapter")', '"/safe_data/as-it-came"');
const loadAll = `
import torch
import offline_models
offline_models.prepare()
def answer(model):
    print(f"{model(torch.tensor([[1, 2, 3]])).logits.sum().item():.5f}", flush=True)
try:
    ${adapterByItself.replaceAll('\n', '\n    ')}
    answer(model)
except OSError as error:
    print(str(error).splitlines()[0])
${recipe('peft')}
answer(model)
from transformers import AutoModelForCausalLM
answer(AutoModelForCausalLM.from_pretrained(offline_models.model_path("adapter")))
${recipe('speechbrain')}
print(f"{model.mods.embedding_model(torch.ones(1, 4)).sum().item():.5f}", flush=True)
${recipe('pyannote')}
print(type(pipeline).__name__, len(pipeline({"waveform": torch.zeros(1, 32000), "sample_rate": 16000})))`;

let hub: HubServer;
let root: string;
/** What the adapter and the speaker's model answered when they were made. */
let made: readonly string[];
/** The first fetch, and the second, after a reason was given for the pickle that the first one refused. */
let fetches: readonly Done[];
let loaded: Done;

const fetchInto = (folder: string): Promise<Done> =>
  run(python, ['models/fetch_models.py'], { cwd: folder, variables: { HF_ENDPOINT: hub.address } });
const entry = (name: string, more: object = {}): object => {
  const source = { repository: `ours/${name}`, revision: 'main' };
  return { name, loader: 'transformers', target: `models/${name}`, source, files: [], ...more };
};

beforeAll(async () => {
  hub = await serveHub();
  const sound = await installSound();
  const place = freshFolder();
  const done = await run(sound, ['-c', `${makePeft}\n${makeSound}`], { cwd: place, milliseconds: 300_000 });
  if (done.status !== 0) throw new Error(done.output);
  made = done.stdout.trim().split('\n').slice(-2);
  for (const name of readdirSync(place)) {
    const files = readdirSync(join(place, name)).map((file) => [file, readFileSync(join(place, name, file))] as const);
    hub.others.set(`ours/${name}`, Object.fromEntries(files));
  }
  root = await generateProject('pytorch');
  writeManifest(root, entry('adapter'), entry('pipeline'), entry('speaker', { allow }));
  const first = await fetchInto(root);
  const { models } = JSON.parse(readFileSync(join(root, 'models/models.json'), 'utf8')) as {
    models: { name: string }[];
  };
  writeManifest(root, ...models.map((model) => (model.name === 'segmentation' ? { ...model, allow } : model)));
  fetches = [first, await fetchInto(root)];
  cpSync(join(place, 'adapter'), join(root, 'models/staging/as-it-came'), { recursive: true });
  mkdirSync(join(root, 'scratch'));
  const [command, args] = inNetwork('no route', [sound, '-c', loadAll], join(root, 'models/staging'));
  const places = { TRE_SCRATCH: join(root, 'scratch'), HOME: join(root, 'scratch'), PYANNOTE_METRICS_ENABLED: '0' };
  loaded = await run(command, args, { cwd: root, variables: places, milliseconds: 300_000 });
});
afterAll(() => hub.close());

const lines = (): readonly string[] => loaded.stdout.trim().split('\n').slice(-5);

test('everything is fetched once the reason for a pickle is there, and all of it loads without a network', () => {
  const [first, second] = fetches;
  expect([first?.status, first?.output]).toEqual([
    1,
    expect.stringMatching(/segmentation: pytorch_model\.bin[^]*pickle/),
  ]);
  expect([second?.status, second?.output]).toEqual([0, expect.stringMatching(/verified {2}segmentation/)]);
  expect([loaded.status, loaded.status === 0 || loaded.output]).toEqual([0, true]);
});

test('an adapter of PEFT asks the Hub for its base as it came; fetched with it, it answers as where it was made', () => {
  expect(fetches[0]?.output).toMatch(/rewired {3}adapter[^]*verified {2}base/);
  const refused =
    "We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.";
  expect(lines().slice(0, 3)).toEqual([refused, made[0], made[0]]);
});

test('an adapter whose base the Hub does not have is found and refused, by the name of its base', async () => {
  const alone = await generateProject('pytorch');
  const base = hub.others.get('ours/base');
  hub.others.delete('ours/base');
  writeManifest(alone, entry('adapter'));
  const { status, output } = await fetchInto(alone);
  hub.others.set('ours/base', base ?? {});
  expect([status, output]).toEqual([1, expect.stringMatching(/adapter_config\.json names ours\/base/)]);
  const { output: told } = await run(python, ['offline_models.py', '--check'], { cwd: alone });
  expect(told).toMatch(/^NOT READY {2}adapter: was not fetched yet/);
});

test('a model of speechbrain, whose YAML names the model itself, loads its own weights', () => {
  expect(fetches[0]?.output).toMatch(/rewired {3}speaker/);
  expect(lines()[3]).toBe(made[1]);
});

test('a pipeline of pyannote.audio loads the model that its YAML names from its place', () => {
  const yaml = readFileSync(join(root, 'models/staging/models/pipeline/config.yaml'), 'utf8');
  expect(yaml).toContain('segmentation: /safe_data/models/segmentation\n');
  expect(lines()[4]).toBe('VoiceActivityDetection 0');
});
