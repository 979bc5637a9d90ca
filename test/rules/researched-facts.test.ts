import { expect, test } from 'vitest';
import { atlas } from '../../src/catalog/atlas.ts';
import { usesOf } from '../helpers/atlas.ts';

type Case = readonly [what: string, text: string, answers: string, environment?: Readonly<Record<string, string>>];

const offline = { HF_HUB_OFFLINE: '1' };
const california = 'from sklearn.datasets import fetch_california_housing as f\n';
const detection = 'from torchvision.models.detection import fasterrcnn_resnet50_fpn as f\n';
const installed = (words: string): string => `import subprocess\nsubprocess.run(["pip", "install", ${words}])\n`;

/** What surprised those who read the libraries: a false alarm, a silence, or a switch that does less than its name says. */
const programs: readonly Case[] = [
  ['DO_NOT_TRACK=1 does not stop MLflow', 'import mlflow\n', 'mlflow yes', { DO_NOT_TRACK: '1' }],
  ['only true does', 'import mlflow\n', 'mlflow no', { MLFLOW_DISABLE_TELEMETRY: 'true' }],
  [
    'PIP_NO_INDEX does not stop an address',
    installed('"https://example.org/a-1-py3-none-any.whl"'),
    'pip-command yes',
    { PIP_NO_INDEX: '1' },
  ],
  ['nor one of a repository', installed('"--no-index", "git+https://example.org/a"'), 'pip-command yes'],
  ['but a name', installed('"numpy"'), 'pip-command no', { PIP_NO_INDEX: '1' }],
  [
    'a packaged builder',
    'from datasets import load_dataset\nd = load_dataset("niftifolder", data_dir="/safe_data/x")\n',
    'datasets no, datasets no',
    offline,
  ],
  [
    'an address on the Hub',
    'from datasets import load_dataset\nd = load_dataset("csv", data_files="hf://datasets/a/b.csv")\n',
    'datasets yes, datasets no',
    offline,
  ],
  [
    'what is not downloaded',
    `${california}x = f(data_home="/safe_data/s", download_if_missing=False)\n`,
    'scikit-learn no',
  ],
  ['what is', `${california}x = f()\n`, 'scikit-learn yes'],
  ['a file of weights', 'import whisper\nm = whisper.load_model("base.pt")\n', 'whisper no'],
  ['a name of weights', 'import whisper\nm = whisper.load_model("base")\n', 'whisper yes'],
  ['weights of the backbone', `${detection}m = f(weights=None)\n`, 'torchvision yes'],
  ['none of these either', `${detection}m = f(weights=None, weights_backbone=None)\n`, 'torchvision no'],
  [
    'a configuration beside one file',
    'from diffusers import StableDiffusionPipeline as P\np = P.from_single_file("/safe_data/x.safetensors")\n',
    'diffusers yes',
  ],
  [
    'an adapter without its base',
    'from peft import AutoPeftModel\np = AutoPeftModel.from_pretrained("/safe_data/x")\n',
    'peft yes',
  ],
  [
    'a folder for a cache is no model',
    'from sentence_transformers import SentenceTransformer\nm = SentenceTransformer("a", cache_folder="/scratch")\n',
    'sentence-transformers yes',
  ],
  ['defaults that install', 'from presidio_analyzer import AnalyzerEngine\na = AnalyzerEngine()\n', 'presidio yes'],
  ['defaults that fetch', 'from bertopic import BERTopic\nt = BERTopic()\n', 'bertopic yes'],
  ['mere imports', 'import medcat\n', 'medcat yes'],
  [
    'a name by keyword',
    'from transformers import AutoModel\nm = AutoModel.from_pretrained(pretrained_model_name_or_path="a/b")\n',
    'transformers yes',
  ],
  ['what asks on the terminal too', 'import torch\nm = torch.hub.load("a/b", "c")\n', 'torch yes, torch yes'],
  ['what sends', 'import gseapy\nr = gseapy.enrichr(gene_list=genes, gene_sets="KEGG")\n', 'gseapy yes'],
];

const commands: readonly Case[] = [
  ['SnpEff tells of its use', 'snpEff ann own a.vcf', 'snpeff yes, snpeff yes'],
  ['and need not', 'snpEff ann -noLog -dataDir /safe_data/s own a.vcf', 'snpeff no, snpeff no'],
  ['a cache of VEP does not keep it off', 'vep --cache -i a', 'vep yes'],
  ['--offline does', 'vep --offline --cache --dir_cache /safe_data/v -i a', 'vep no'],
  ['uv run installs', 'uv run main.py', 'uv yes'],
  ['UV_OFFLINE uses none, whether or not all is installed', 'uv run main.py', 'uv no', { UV_OFFLINE: '1' }],
  ['UV_NO_SYNC works', 'uv run main.py', 'uv no', { UV_NO_SYNC: '1' }],
];

const whole = ([what, text, answers, environment = {}]: Case) => [what, text, answers, environment] as const;

async function judge(file: string, text: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const uses = await usesOf({ [file]: `${text}\n` }, environment);
  return uses.map(({ entry, answer }) => `${entry.name} ${answer}`).join(', ');
}

test.each(programs.map(whole))('%s', async (_, text, answers, environment) => {
  expect(await judge('main.py', text, environment)).toBe(answers);
});

test.each(commands.map(whole))('%s', async (_, text, answers, environment) => {
  expect(await judge('run.sh', text, environment)).toBe(answers);
});

test('evaluate writes its caches where the TRE can write', () => {
  const { settings = [] } = atlas.find(({ name }) => name === 'evaluate') ?? {};
  expect(settings.map(({ name, value }) => `${name}=${value}`)).toEqual(
    expect.arrayContaining([
      'HF_METRICS_CACHE=/scratch/huggingface/metrics',
      'HF_EVALUATE_CACHE=/scratch/huggingface/evaluate',
    ]),
  );
});

test.each(['quickumls', 'hd_bet'])('what is only reported of %s is no use', async (name) => {
  expect(await usesOf({ 'main.py': `import ${name}\nx = ${name}.QuickUMLS("/x")\n` })).toEqual([]);
});
