import { atlas } from '../../src/catalog/atlas.ts';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { offlineVariables } from '../../src/catalog/offline-variables.ts';
import { freshFolder, generateProject, writeManifest } from './generated-project.ts';
import { serveHub } from './hub-server.ts';
import { python } from './install-libraries.ts';
import { inNetwork } from './networks.ts';
import { recipe } from './recipe.ts';
import { run } from './run.ts';

/** What makes a small model for each library, in the project's folder `trained/<name>`. */
const makers: Readonly<Record<string, string>> = {
  torch: 'import torch\ntorch.manual_seed(0)\ntorch.save(torch.nn.Linear(2, 1).state_dict(), "weights.pth")',
  'torch-evil':
    'import os, torch\nclass Evil:\n    def __reduce__(self): return (os.system, ("touch evil",))\ntorch.save({"weight": Evil()}, "weights.pth")',
  hub: 'open("hubconf.py", "w").write("dependencies = []\\ndef answer(value): return value * 2\\n")',
  spacy: 'import spacy\nspacy.blank("en").to_disk(".")',
  nltk: 'import pathlib\npathlib.Path("corpora/stopwords").mkdir(parents=True)\npathlib.Path("corpora/stopwords/english").write_text("the\\na\\n")',
  keras:
    'import keras\nkeras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")]).save("model.keras")',
  easyocr:
    'import easyocr_en_models, pathlib, shutil\n[shutil.copy(path, ".") for path in (pathlib.Path(easyocr_en_models.__file__).parent / "models").glob("*.pth")]',
};
const allow = { pickle: 'made by this test', remote_code: 'made by this test' };

/** What the lines of docs/models.md must give, by recipe: code after them, and what it prints. */
const uses: readonly (readonly [name: string, code: string, answer: string])[] = [
  [
    'torch_weights',
    'layer = torch.nn.Linear(2, 1)\nlayer.load_state_dict(weights)\nprint(tuple(layer.weight.shape))',
    '(1, 2)',
  ],
  ['torch_hub', 'print(model)', '42'],
  ['spacy_model', 'print([token.text for token in pipeline("Hello, world")])', "['Hello', ',', 'world']"],
  ['nltk_data', 'from nltk.corpus import stopwords\nprint(stopwords.words("english"))', "['the', 'a']"],
  ['keras_model', 'import numpy\nprint(float(model(numpy.ones((1, 2)))[0][0]))', '2.0'],
  [
    'easyocr_reader',
    'import numpy\nfrom PIL import Image, ImageDraw, ImageFont\npage = Image.new("RGB", (400, 120), "white")\nImageDraw.Draw(page).text((20, 30), "OFFLINE", "black", font=ImageFont.load_default(64))\nprint(reader.readtext(numpy.array(page), detail=0))',
    "['OFFLINE']",
  ],
  ['tiktoken_encoding', 'print(encoding.encode("ab"))', '[2]'],
];
/** A file that would run code is not loaded by the lines for weights. */
const evil: readonly [code: string, answer: string] = [
  `${recipe('torch_weights')
    .replace('"torch"', '"torch-evil"')
    .replace(
      /^weights/m,
      'try: weights',
    )}except Exception as error: print(type(error).__name__, os.path.exists("evil"))`,
  'UnpicklingError False',
];

/** Runs code and gives the last line that it printed, or its error. */
const runner = `
import contextlib, io, json, os, traceback, offline_models
offline_models.prepare()
answers = {}
def run(code):
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(code, {"os": os, "offline_models": offline_models})
    except BaseException:
        return traceback.format_exc()
    return printed.getvalue().strip().splitlines()[-1]
`;

let root: string;
const variables = (): Readonly<Record<string, string>> => ({
  TRE_SAFE_DATA: join(root, 'safe_data'),
  TRE_SCRATCH: join(root, 'scratch'),
  KERAS_BACKEND: 'torch',
  PYTHONPATH: join(root, 'plugins'),
  HOME: join(root, 'home'),
});

beforeAll(async () => {
  root = await generateProject('pytorch');
  const hub = await serveHub();
  hub.commits.set('a'.repeat(40), { 'ours.tiktoken': Buffer.from('YQ== 0\nYg== 1\nYWI= 2\n') });
  const url = `${hub.address}/files/ours.tiktoken`;
  const script = Object.entries(makers)
    .map(([name, code]) => `os.makedirs("${name}")\nos.chdir("${name}")\n${code}\nos.chdir("..")`)
    .join('\n');
  mkdirSync(join(root, 'trained'));
  const made = await run(python, ['-c', `import os\n${script}`], {
    cwd: join(root, 'trained'),
    variables: { KERAS_BACKEND: 'torch', KERAS_HOME: freshFolder() },
    milliseconds: 200_000,
  });
  if (made.status !== 0) throw new Error(made.output);
  const entries = Object.keys(makers).map((name) => ({
    name,
    target: `models/${name}`,
    loader: name,
    source: { folder: `trained/${name}` },
    allow,
  }));
  writeManifest(root, ...entries, {
    name: 'encoding',
    target: 'models/encoding',
    loader: 'tiktoken',
    source: { urls: [url] },
  });
  const fetched = await run(python, ['models/fetch_models.py'], { cwd: root });
  await hub.close();
  if (fetched.status !== 0) throw new Error(fetched.output);
  const plugin = `import pathlib
pathlib.Path("plugins/tiktoken_ext").mkdir(parents=True)
pathlib.Path("plugins/tiktoken_ext/ours.py").write_text('''
from tiktoken.load import load_tiktoken_bpe
def ours():
    return {"name": "ours", "pat_str": r"\\\\w+", "mergeable_ranks": load_tiktoken_bpe(${JSON.stringify(url)}), "special_tokens": {}}
ENCODING_CONSTRUCTORS = {"ours": ours}
''')`;
  const added = await run(python, ['-c', plugin], { cwd: root });
  if (added.status !== 0) throw new Error(added.output);
  for (const folder of ['scratch', 'home']) mkdirSync(join(root, folder));
  renameSync(join(root, 'models/staging'), join(root, 'safe_data'));
});

describe('without a network, under the guard', () => {
  let answers: Readonly<Record<string, string>>;
  beforeAll(async () => {
    // One process for all, since each of these libraries takes seconds to import.
    const all = [
      ...uses.map(([name, code]) => [name, `${recipe(name)}\n${code}`] as const),
      ['evil', evil[0]] as const,
    ];
    const script = all
      .map(([name, code]) => `answers[${JSON.stringify(name)}] = run(${JSON.stringify(code)})`)
      .join('\n');
    const [command, args] = inNetwork('no route', [python, '-c', `${runner}\n${script}\nprint(json.dumps(answers))`]);
    const done = await run(command, args, { cwd: root, variables: variables(), milliseconds: 300_000 });
    if (done.status !== 0) throw new Error(done.output);
    answers = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '') as Readonly<Record<string, string>>;
  });

  test.each(uses)('the lines for %s', (name, _, answer) => {
    expect(answers[name]).toBe(answer);
  });

  test('the lines for torch_weights of a file that would run code', () => {
    expect(answers['evil']).toBe(evil[1]);
  });
});

test('every variable that a library of the suite is said to read still stands in its source', async () => {
  const libraries = ['huggingface_hub', 'transformers', 'torch', 'triton', 'nltk', 'tiktoken', 'easyocr', 'keras'];
  const search = `import importlib.util, pathlib, sys
for name in sys.argv[1:]:
    for path in pathlib.Path(importlib.util.find_spec(name).origin).parent.rglob("*.py"):
        sys.stdout.write(path.read_text("utf-8", "ignore"))`;
  const sources = (await run(python, ['-c', search, ...libraries])).stdout;
  const read = /^(?:HF_(?!DATASETS)|TORCH_HOME|TORCHINDUCTOR|TRITON|NLTK|TIKTOKEN|EASYOCR|KERAS|DO_NOT_TRACK)/;
  const own = atlas.filter(({ imports }) => imports.some((name) => libraries.includes(name)));
  const all = [...offlineVariables, ...own.flatMap(({ settings = [] }) => settings)].map(({ name }) => name);
  const names = [...new Set(all)].filter((name) => read.test(name));
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !sources.includes(`"${name}"`) && !sources.includes(`'${name}'`))).toEqual([]);
});
