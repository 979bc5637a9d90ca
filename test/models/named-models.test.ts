import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder, generateProject, writeManifest } from './generated-project.ts';
import { serveHub } from './hub-server.ts';
import type { Commit, HubServer } from './hub-server.ts';
import { installSound, python } from './install-libraries.ts';
import { inNetwork } from './networks.ts';
import { recipe } from './recipe.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

/** Tiny models by the libraries themselves, as repositories `ours/NAME`, and what each answers here, before it travels. */
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
let hub: HubServer;
let sound: string;
/** What the models answered when they were made. */
let answers: { readonly adapter: string; readonly speaker: string };
const repositories = new Map<string, Commit>();

beforeAll(async () => {
  hub = await serveHub();
  sound = await installSound();
  const made = freshFolder();
  const make = async (interpreter: string, code: string): Promise<string> => {
    const done = await run(interpreter, ['-c', code], { cwd: made, milliseconds: 300_000 });
    if (done.status !== 0) throw new Error(done.output);
    return done.stdout.trim().split('\n').at(-1) ?? '';
  };
  answers = { adapter: await make(python, makePeft), speaker: await make(sound, makeSound) };
  for (const name of readdirSync(made)) {
    const files = readdirSync(join(made, name)).map((file) => [file, readFileSync(join(made, name, file))] as const);
    repositories.set(`ours/${name}`, Object.fromEntries(files));
  }
});
afterAll(() => hub.close());

interface Project {
  readonly root: string;
  readonly fetch: () => Promise<Done>;
  /** Runs a program without a network and with what was staged as `/safe_data`. */
  readonly inside: (interpreter: string, code: string, variables?: Readonly<Record<string, string>>) => Promise<Done>;
}

/** A project with one model of the Hub, which has the repositories with these names. */
async function project(model: string, there: readonly string[], more: object = {}): Promise<Project> {
  const root = await generateProject('pytorch');
  hub.others.clear();
  for (const name of there) hub.others.set(`ours/${name}`, repositories.get(`ours/${name}`) ?? {});
  const source = { repository: `ours/${model}`, revision: 'main' };
  writeManifest(root, { name: model, loader: 'transformers', target: `models/${model}`, source, files: [], ...more });
  mkdirSync(join(root, 'scratch'));
  return {
    root,
    fetch: () => run(python, ['models/fetch_models.py'], { cwd: root, variables: { HF_ENDPOINT: hub.address } }),
    inside: (interpreter, code, variables = {}) => {
      const words = [interpreter, '-c', `import offline_models\noffline_models.prepare()\n${code}`];
      const [command, args] = inNetwork('no route', words, join(root, 'models/staging'));
      const places = { TRE_SCRATCH: join(root, 'scratch'), HOME: join(root, 'scratch') };
      return run(command, args, { cwd: root, variables: { ...places, ...variables }, milliseconds: 300_000 });
    },
  };
}

const lastOf = ({ stdout }: Done): string => stdout.trim().split('\n').at(-1) ?? '';
/** In one process, since these libraries take seconds to import: as the Hub has it, by the lines of docs, and by transformers. */
const loadAdapter = `
import torch
def answer(model):
    print(f"{model(torch.tensor([[1, 2, 3]])).logits.sum().item():.5f}")
try:
    AS_IT_CAME
    answer(model)
except OSError as error:
    print(str(error).splitlines()[0])
${recipe('peft')}
answer(model)
from transformers import AutoModelForCausalLM
answer(AutoModelForCausalLM.from_pretrained(offline_models.model_path("adapter")))`.replace(
  'AS_IT_CAME',
  recipe('peft')
    .trim()
    .replace('offline_models.model_path("adapter")', '"/safe_data/as-it-came"')
    .replaceAll('\n', '\n    '),
);

describe('an adapter of PEFT', () => {
  test('is found and refused, by the name of its base, where the Hub does not have that', async () => {
    const { root, fetch } = await project('adapter', ['adapter']);
    const { status, output } = await fetch();
    expect([status, output]).toEqual([1, expect.stringMatching(/adapter_config\.json names ours\/base/)]);
    const { output: told } = await run(python, ['offline_models.py', '--check'], { cwd: root });
    expect(told).toMatch(/^NOT READY {2}adapter: was not fetched yet/);
  });

  test('as the Hub has it asks for its base; fetched with it, it answers as it did where it was made', async () => {
    const { root, fetch, inside } = await project('adapter', ['adapter', 'base']);
    const fetched = await fetch();
    const says = /rewired {3}adapter[^]*verified {2}base/;
    expect([fetched.status, fetched.output]).toEqual([0, expect.stringMatching(says)]);
    const folder = join(root, 'models/staging/as-it-came');
    mkdirSync(folder);
    for (const [name, bytes] of Object.entries(repositories.get('ours/adapter') ?? {}))
      writeFileSync(join(folder, name), bytes);
    const done = await inside(python, loadAdapter);
    const refused =
      "We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.";
    expect([done.stdout.trim().split('\n'), done.status === 0 || done.output]).toEqual([
      [refused, answers.adapter, answers.adapter],
      true,
    ]);
  });
});

test('a pipeline of pyannote.audio brings the model that its YAML names, whose weights ask for a reason, and loads', async () => {
  const { root, fetch, inside } = await project('pipeline', ['pipeline', 'segmentation']);
  const refused = await fetch();
  expect([refused.status, refused.output]).toEqual([
    1,
    expect.stringMatching(/segmentation: pytorch_model\.bin[^]*pickle/),
  ]);
  const manifest = join(root, 'models/models.json');
  const { models } = JSON.parse(readFileSync(manifest, 'utf8')) as { models: { name: string }[] };
  writeManifest(root, ...models.map((model) => (model.name === 'segmentation' ? { ...model, allow } : model)));
  const fetched = await fetch();
  expect([fetched.status, fetched.output]).toEqual([0, expect.stringMatching(/verified {2}segmentation/)]);
  expect(readFileSync(join(root, 'models/staging/models/pipeline/config.yaml'), 'utf8')).toContain(
    'segmentation: /safe_data/models/segmentation\n',
  );
  const use = 'import torch\nprint(len(pipeline({"waveform": torch.zeros(1, 32000), "sample_rate": 16000})))';
  const done = await inside(sound, `${recipe('pyannote')}\n${use}`, { PYANNOTE_METRICS_ENABLED: '0' });
  expect([done.status, lastOf(done), done.status === 0 || done.output]).toEqual([0, '0', true]);
});

test('a model of speechbrain, whose YAML names the model itself, loads its own weights', async () => {
  const { fetch, inside } = await project('speaker', ['speaker'], { allow });
  const fetched = await fetch();
  expect([fetched.status, fetched.output]).toEqual([0, expect.stringMatching(/rewired {3}speaker/)]);
  const use = 'import torch\nprint(f"{model.mods.embedding_model(torch.ones(1, 4)).sum().item():.5f}")';
  const done = await inside(sound, `${recipe('speechbrain')}\n${use}`);
  expect([done.status, lastOf(done), done.status === 0 || done.output]).toEqual([0, answers.speaker, true]);
});
