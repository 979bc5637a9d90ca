import { describe, expect, test } from 'vitest';
import { networkCalls } from '../../../src/rules/shared/network-calls.ts';
import { findOutputs } from '../../../src/rules/shared/output-calls.ts';
import { selectCalls } from '../../../src/rules/shared/source-calls.ts';
import type { SourceFacts } from '../../../src/model/sources/source-facts.ts';

const program = (text: string): SourceFacts => ({
  path: 'main.py',
  language: 'python',
  lines: ['x = 1', ...text.split('\n'), 'y = 2'].map((code, index) => ({ code, line: index + 1 })),
  commands: [],
});

/** Every spelling that a pattern takes, so that none is lost by the words that are looked for first. */
const network = [
  'AutoModel.from_pretrained("bert-base")',
  'SentenceTransformer("a/b")',
  'CrossEncoder("a/b")',
  'pipeline("ner")',
  'pipeline(task="ner", model="a/b")',
  'load_dataset("squad")',
  'evaluate.load("f1")',
  'load_metric("f1")',
  'hf_hub_download("a")',
  'snapshot_download("a")',
  'nltk.download("punkt")',
  'torch.hub.load("a", "b")',
  'torch.hub.load_state_dict_from_url(u)',
  'torch.hub.download_url_to_file(u)',
  'spacy.cli.download("en")',
  'stanza.download("en")',
  'import gensim.downloader',
  'gdown.download(u)',
  'gdown.cached_download(u)',
  'wget.download(u)',
  'urlretrieve(u)',
  'keras.utils.get_file(u)',
  'fetch_openml("a")',
  'fetch_california_housing()',
  'fetch_20newsgroups()',
  'fetch_covtype()',
  'fetch_lfw_people()',
  'MNIST("/x", download = True)',
  'requests.get("https://x")',
  'httpx.post(f"http://x")',
  'requests.put("https://x")',
  'httpx.request("https://x")',
  'pd.read_csv("https://x")',
  'read_tsv("https://x")',
  'read.csv2("https://x")',
  'read.table("https://x")',
  'urlopen("http://x")',
  'readLines("http://x")',
  'readRDS("https://x")',
  'fread("https://x")',
  'source("https://x")',
  'Downloads.download("https://x")',
  'models.resnet50(pretrained=True)',
  'timm.create_model("a", pretrained=True)',
  'ResNet50(weights="imagenet")',
  'resnet(weights=models.ResNet50_Weights.DEFAULT)',
  'whisper.load_model("base")',
  'wandb.init()',
  'wandb.login()',
  'boto3.client("s3")',
  'boto3.resource("s3")',
  'openai.OpenAI()',
  'AsyncOpenAI()',
  'anthropic.Anthropic()',
  'storage.Client()',
  'install.packages("a")',
  'download.file(u)',
  'install_github("a")',
  'install_cran("a")',
  'install_version("a")',
  'install_url("a")',
  'install_gitlab("a")',
  'install_bioc("a")',
  'BiocManager::install("a")',
  'pkg_install("a")',
  'renv::restore()',
  'Pkg.add("a")',
  'Pkg.update()',
  'Pkg.instantiate()',
  '!pip install a',
  '%conda install a',
  '!wget u',
  '  !apt-get install a',
  'run(["pip", "install", "a"])',
  'run(["pip3", "install"])',
  'os.system("wget u")',
  "os.system(f'git clone u')",
  'AutoModel.from_pretrained(\n    "bert-base",\n)',
  'NAME = "bert-base"\nAutoModel.from_pretrained(\n    NAME,\n)',
  'timm.create_model(\n    "a",\n    pretrained=True,\n)',
];

test.each(network)('a program with %j holds every call that it makes', (text) => {
  const source = program(text);
  const lines = text.split('\n');
  const joined = lines
    .map((line) => line.trim())
    .join(' ')
    .replace(/\(\s*NAME/, '("bert-base"');
  const made = networkCalls.filter(({ call }) => call.test(joined) || lines.some((line) => call.test(line)));
  expect(made.length).toBeGreaterThan(0);
  expect(selectCalls(source, networkCalls).calls).toEqual(expect.arrayContaining(made));
});

test('every call that needs a network has a spelling above', () => {
  expect(
    networkCalls
      .filter(({ call }) => !network.some((text) => call.test(text.replaceAll('\n', ' ').trim())))
      .map(({ words }) => words),
  ).toEqual([]);
});

describe('what is written', () => {
  const path = '/results/a.csv';
  test.each([
    ...['csv', 'parquet', 'excel', 'json', 'feather', 'pickle', 'hdf', 'stata'].map(
      (kind) => `table.to_${kind}("${path}")`,
    ),
    ...[
      'savefig',
      'save_pretrained',
      'save_model',
      'imwrite',
      'WriteImage',
      'FileHandler',
      'ExcelWriter',
      'write_csv',
      'write_parquet',
      'write_html',
      'write_image',
      'imsave',
    ].map((name) => `a.${name}("${path}")`),
    ...[
      'np.save',
      'numpy.savez',
      'np.savetxt',
      'os.makedirs',
      'os.mkdir',
      'dir.create',
      'mkpath',
      'sink',
      'ggsave',
      'pdf',
      'png',
      'jpeg',
      'svg',
      'tiff',
      'savefig',
      'CSV.write',
    ].map((name) => `${name}("${path}")`),
    ...[
      'torch.save',
      'joblib.dump',
      'write.csv',
      'write.csv2',
      'write.table',
      'saveRDS',
      'write_csv',
      'write_tsv',
      'write_rds',
      'fwrite',
      'ggsave',
      'writeLines',
      'save',
      'cv2.imwrite',
      'sitk.WriteImage',
      'shutil.copy',
      'shutil.copyfile',
      'shutil.move',
    ].map((name) => `${name}(x, "${path}")`),
    ...[
      'output_dir',
      'log_dir',
      'logging_dir',
      'default_root_dir',
      'OUT_DIR',
      'result_file',
      'save_path',
      'my_outputs',
    ].map((name) => `${name} = "${path}"`),
    `open("${path}", "w")`,
    `open("${path}", mode="a")`,
    ...['write_text', 'write_bytes', 'mkdir', 'touch'].map((name) => `Path("${path}").${name}()`),
    `add("--output-dir", default="${path}")`,
    `add('-o', default=Path("${path}"))`,
    `PLACE = "${path}"\ntable.to_csv(PLACE)`,
  ])('%j is found', (text) => {
    expect(findOutputs(program(text)).map((each) => each.path)).toContain(path);
  });
});
