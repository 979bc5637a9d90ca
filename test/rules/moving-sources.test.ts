import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import pinned from '../../src/rules/dependencies-pinned.ts';
import installed from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

/** What is another thing tomorrow although a name, an address or a folder stands for it. */
const python = 'FROM docker.io/library/python:3.13-slim\n';
const list = (line: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  Dockerfile: `${python}COPY . /app/\nWORKDIR /app\nRUN pip install -r requirements.txt\n`,
  'requirements.txt': `${line}\n`,
  ...more,
});
const run = (line: string): Readonly<Record<string, string>> => ({ Dockerfile: `${python}${line}\n` });
const sum = 'a'.repeat(64);

test.each([
  ['the archive of a branch', list('https://github.com/a/b/archive/refs/heads/main.zip'), 'fail'],
  ['a wheel without a version', list('pandas @ https://example.org/pandas.whl'), 'fail'],
  ['a source archive without a version', list('https://example.org/pandas.tar.gz'), 'fail'],
  ['the same with its checksum', list(`https://example.org/pandas.tar.gz#sha256=${sum}`), 'pass'],
  ['a wheel with a version', list('https://example.org/pandas-2.2.3-py3-none-any.whl'), 'pass'],
  ['the archive of a commit', list(`https://github.com/a/b/archive/${'0f'.repeat(20)}.zip`), 'pass'],
  ['the archive of a tag', list('https://github.com/a/b/archive/refs/tags/v1.2.zip'), 'pass'],
  [
    '-e . that asks for more',
    list('-e .', { 'pyproject.toml': '[project]\nname = "x"\ndependencies = ["pandas"]\n' }),
    'fail',
  ],
  [
    '-e . that asks for versions',
    list('-e .', { 'pyproject.toml': '[project]\nname = "x"\ndependencies = ["pandas==2.2.3"]\n' }),
    'pass',
  ],
  [
    'a folder with extras',
    list('./tool[plots]', {
      'tool/pyproject.toml':
        '[project]\nname = "x"\ndependencies = []\n[project.optional-dependencies]\nplots = ["matplotlib"]\n',
    }),
    'fail',
  ],
  ['a script that is run as it comes', run('RUN curl -sSL https://example.org/i.sh | bash'), 'fail'],
  ['the script of a version', run('RUN curl -sSL https://example.org/v1.2.0/i.sh | bash'), 'pass'],
  ['a newest release', run('RUN wget -O /opt/tool https://github.com/a/b/releases/latest/download/tool'), 'fail'],
  [
    'a newest release with its checksum',
    run(`RUN wget -O /opt/t https://example.org/latest/t && echo "${sum}  /opt/t" | sha256sum -c -`),
    'notApplicable',
  ],
  [
    'a newest installer',
    run('RUN wget -q https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh'),
    'fail',
  ],
  [
    'a package of a pool called main',
    run('RUN wget http://archive.example.org/pool/main/o/openssl/libssl1.1_1.1.0g-2_amd64.deb'),
    'notApplicable',
  ],
  ['a file of data', run('RUN wget -O /opt/atlas.nii https://example.org/atlas.nii'), 'pass'],
  ['go install', run('RUN go install example.org/x@latest'), 'fail'],
  ['go install of a version', run('RUN go install example.org/x@v1.2.0'), 'pass'],
  ['npm -g', run('RUN npm install -g foo'), 'fail'],
  ['npm -g of a version', run('RUN npm install -g @org/foo@1.2.3'), 'pass'],
  ['npm of the project', run('RUN npm install'), 'notApplicable'],
  ['cargo install', run('RUN cargo install ripgrep'), 'fail'],
  ['cargo install --locked', run('RUN cargo install --locked ripgrep'), 'fail'],
  ['cargo install --force', run('RUN cargo install --force ripgrep'), 'fail'],
  ['cargo install of a repository', run('RUN cargo install --git https://github.com/a/b'), 'fail'],
  ['cargo install of a commit', run(`RUN cargo install --git https://github.com/a/b --rev ${'0f'.repeat(20)}`), 'pass'],
  ['cargo install of the project', run('RUN cargo install --path .'), 'notApplicable'],
  ['gem install --no-document', run('RUN gem install --no-document bundler'), 'fail'],
  ['gem install of a version', run('RUN gem install -v 2.5.0 bundler'), 'pass'],
  ['cargo install of a version', run('RUN cargo install ripgrep --version 14.1.0'), 'pass'],
  ['gem install', run('RUN gem install bundler'), 'fail'],
  ['ADD of a branch', run('ADD https://github.com/a/b.git#main /opt/b'), 'fail'],
  ['ADD of a tag', run('ADD https://github.com/a/b.git#v1.2 /opt/b'), 'pass'],
  ['ADD of a newest release', run('ADD https://example.org/latest/tool /opt/tool'), 'fail'],
  [
    'the same with its checksum',
    run(`ADD --checksum=sha256:${sum} https://example.org/latest/tool /opt/tool`),
    'notApplicable',
  ],
] as const)('%s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [pinned]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['a slim image has no git', python, 'fail'],
  ['one that installs it', `${python}RUN apt-get update && apt-get install -y git\n`, 'pass'],
  ['a full image has it', 'FROM docker.io/library/python:3.13\n', 'pass'],
] as const)('a requirement that is cloned: %s', async (_title, from, verdict) => {
  const Dockerfile = `${from}COPY . /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n`;
  const files = {
    Dockerfile,
    'requirements.txt': `surv @ git+https://github.com/a/surv@${'0f'.repeat(20)}\n`,
    'main.py': 'import surv\n',
  };
  expect(check(await factsOf(files), [installed]).results[0]?.verdict).toBe(verdict);
});

test.each([
  [
    'an Excel file that is read',
    'import pandas as pd\npd.read_excel("/safe_data/x.xlsx")\n',
    'pandas==2.2.3\n',
    'unknown',
  ],
  [
    'what reads it is there',
    'import pandas as pd\npd.read_excel("/safe_data/x.xlsx")\n',
    'pandas==2.2.3\nopenpyxl==3.1.5\n',
    'pass',
  ],
  [
    'what only writes it is there',
    'import pandas as pd\npd.read_excel("/safe_data/x.xlsx")\n',
    'pandas==2.2.3\nxlsxwriter==3.2.0\n',
    'unknown',
  ],
  [
    'as another extra',
    'import pandas as pd\npd.read_excel("/safe_data/x.xlsx")\n',
    'pandas[parquet]==2.2.3\n',
    'unknown',
  ],
  ['as an extra', 'import pandas as pd\npd.read_excel("/safe_data/x.xlsx")\n', 'pandas[excel]==2.2.3\n', 'pass'],
  [
    'Parquet that is written',
    'import pandas as pd\npd.DataFrame().to_parquet("/safe_outputs/x")\n',
    'pandas==2.2.3\n',
    'unknown',
  ],
  [
    'where it is tried',
    'import pandas as pd\ntry:\n    pd.read_parquet("/safe_data/x")\nexcept ImportError:\n    pass\n',
    'pandas==2.2.3\n',
    'pass',
  ],
  ...(
    [
      [
        'a model that nothing computes',
        'AutoModel.from_pretrained("/safe_data/m")',
        'transformers==4.46.3\n',
        'unknown',
      ],
      [
        'a pipeline that nothing computes',
        'pipeline("ner", model="/safe_data/m")',
        'transformers==4.46.3\n',
        'unknown',
      ],
      [
        'a model with PyTorch',
        'AutoModel.from_pretrained("/safe_data/m")',
        'transformers==4.46.3\ntorch==2.6.0\n',
        'pass',
      ],
      ['a pipeline with Flax', 'pipeline("ner")', 'transformers==4.46.3\nflax==0.10.2\n', 'pass'],
      ['a model by an extra', 'AutoModel.from_pretrained("/safe_data/m")', 'transformers[torch]==4.46.3\n', 'pass'],
      [
        'a model by what brings it',
        'AutoModel.from_pretrained("/safe_data/m")',
        'transformers==4.46.3\naccelerate==1.2.0\n',
        'pass',
      ],
      ['a tokenizer alone', 'AutoTokenizer.from_pretrained("/safe_data/m")', 'transformers==4.46.3\n', 'pass'],
      [
        'a model by what brings it, of the atlas',
        'AutoModel.from_pretrained("/safe_data/m")',
        'transformers==4.46.3\nsentence-transformers==3.3.1\n',
        'pass',
      ],
    ] as const
  ).map(
    ([title, call, given, verdict]) =>
      [title, `from transformers import AutoModel, AutoTokenizer, pipeline\n${call}\n`, given, verdict] as const,
  ),
  ['of another library', 'import polars as pl\npl.read_parquet("/safe_data/x")\n', 'polars==1.9.0\n', 'pass'],
  [
    'in a function that nobody calls',
    'import pandas as pd\ndef f():\n    pd.read_excel("x")\n',
    'pandas==2.2.3\n',
    'pass',
  ],
] as const)('what a library needs for a form of files: %s', async (_title, main, requirements, verdict) => {
  const Dockerfile = `${python}COPY . /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["python", "/app/main.py"]\n`;
  const files = { Dockerfile, 'requirements.txt': requirements, 'main.py': main };
  expect(check(await factsOf(files), [installed]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['quay.io/jupyter/pytorch-notebook:2026-10-05', 'pass'],
  ['docker.io/jupyter/pytorch-notebook:2023-10-20', 'pass'],
  ['quay.io/jupyter/scipy-notebook:2026-10-05', 'unknown'],
])('PyTorch comes with what is named for it: %s', async (image, verdict) => {
  const files = {
    Dockerfile: `FROM ${image}\nRUN pip install transformers==4.46.3\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
    'main.py': 'from transformers import AutoModel\nAutoModel.from_pretrained("/safe_data/m")\n',
  };
  expect(check(await factsOf(files), [installed]).results[0]?.verdict).toBe(verdict);
});
