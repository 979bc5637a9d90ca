import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import { factsOf } from '../helpers/project.ts';

const python = (more = '', command = '["python", "/app/main.py"]'): string =>
  `FROM docker.io/library/python:3.13\nCOPY src/ /app/\n${more}WORKDIR /scratch\nENTRYPOINT ${command}\n`;

test('a relative place on a base that nobody knows is not known', async () => {
  const files = {
    Dockerfile: python().replace('docker.io/library/python:3.13', 'ghcr.io/some-lab/tools:1.0'),
    'src/main.py': 'import pandas as pd\nd = pd.read_csv("tables/cohort.csv")\n',
  };
  const [result] = check(await factsOf(files), [filesInImage]).results;
  expect(result?.verdict).toBe('unknown');
  expect(result?.reason).toContain('whether the image has it there, the files do not tell');
});

async function judged(files: Record<string, string>): Promise<{ verdict: string | undefined; message: string }> {
  const [result] = check(await factsOf(files), [filesInImage]).results;
  return { verdict: result?.verdict, message: result?.message ?? '' };
}

test.each([
  ['pandas, a disk', 'import pandas as pd\nd = pd.read_csv("/data/cohort.csv")\n', '/data/cohort.csv'],
  ['open, a share', 'with open("/mnt/share/x.txt") as f:\n    print(f.read())\n', '/mnt/share/x.txt'],
  [
    'a name in the empty working directory',
    'import pandas as pd\nd = pd.read_csv("cohort.csv")\n',
    'relative to /scratch',
  ],
  ['a folder of data', 'import os\nfor name in os.listdir("/data"):\n    print(name)\n', '/data'],
  [
    'a path put together',
    'from pathlib import Path\nDATA = Path("/data")\nx = (DATA / "a.txt").read_text()\n',
    '/data/a.txt',
  ],
  ['a name with a hole', 'import pandas as pd\nfor i in range(3):\n    pd.read_csv(f"/data/{i}.csv")\n', '/data/...'],
  ['a home', 'import numpy as np\nx = np.load("/home/ada/x.npy")\n', '/home/ada/x.npy'],
  [
    'a file beside the program that nobody has',
    'from pathlib import Path\nx = (Path(__file__).parent / "icd.csv").read_text()\n',
    '/app/icd.csv',
  ],
])('Python reads where nothing is: %s', async (_what, program, said) => {
  const { verdict, message } = await judged({ Dockerfile: python(), 'src/main.py': program });
  expect(verdict).toBe('fail');
  expect(message).toContain(said);
});

test('a variable of the image says where, and the command says where', async () => {
  const program = 'import os\nimport pandas as pd\nd = pd.read_csv(os.environ.get("COHORT", "/safe_data/c.csv"))\n';
  expect((await judged({ Dockerfile: python('ENV COHORT=/data/c.csv\n'), 'src/main.py': program })).verdict).toBe(
    'fail',
  );
  expect((await judged({ Dockerfile: python(), 'src/main.py': program })).verdict).toBe('pass');
  const told = python('', '["python", "/app/main.py", "--data", "/data/c.csv", "--out", "/results"]');
  const { verdict, message } = await judged({ Dockerfile: told, 'src/main.py': 'print(1)\n' });
  expect(verdict).toBe('fail');
  expect(message).toContain('told to read /data/c.csv');
  expect(message).not.toContain('/results');
});

test.each([
  ['data of the TRE', 'import pandas as pd\nd = pd.read_csv("/safe_data/cohort.csv")\n'],
  ['what it asks for first', 'import os\nif os.path.exists("/data/x.txt"):\n    open("/data/x.txt")\n'],
  ['what it asks for by the folder', 'from pathlib import Path\nif Path("/data").is_dir():\n    open("/data/x.txt")\n'],
  ['what it wrote before', 'import pandas as pd\npd.DataFrame().to_csv("part.csv")\npd.read_csv("part.csv")\n'],
  [
    'what something else wrote by that name',
    'import pandas as pd\nimport tool\ntool.run(out="part.csv")\npd.read_csv("part.csv")\n',
  ],
  ['a function that nobody calls', 'def old():\n    return open("/data/x.txt")\n'],
  ['a place of the system', 'x = open("/etc/hostname").read()\ny = open("/proc/meminfo").read()\n'],
  ['an address and standard input', 'import pandas as pd\npd.read_csv("https://example.org/x.csv")\n'],
  ['a place that it writes to', 'open("/data/x.txt", "w")\n'],
])('Python, nothing to say: %s', async (_what, program) => {
  expect(await judged({ Dockerfile: python(), 'src/main.py': program })).toMatchObject({ verdict: 'pass' });
});

test.each([
  [
    'an option, which the start may give another value',
    'import argparse\nimport pandas as pd\np = argparse.ArgumentParser()\np.add_argument("--data", default="/data/c.csv")\na = p.parse_args()\npd.read_csv(a.data)\n',
  ],
  ['what it tries', 'try:\n    x = open("/data/x.txt").read()\nexcept OSError:\n    x = ""\n'],
  ['one of several places', 'import sys\nx = "/data/x.txt" if len(sys.argv) > 1 else "/safe_data/x.txt"\nopen(x)\n'],
])('Python, where nobody can tell: %s', async (_what, program) => {
  expect(await judged({ Dockerfile: python(), 'src/main.py': program })).toMatchObject({ verdict: 'unknown' });
});

test.each([
  ['a RUN fetches it', 'RUN curl -o /data/x.txt https://example.org/x.txt\n', 'pass'],
  ['a RUN fills the folder', 'RUN unpack-atlas --into /data\n', 'pass'],
  ['another stage has it', 'COPY --from=docker.io/library/atlas:1.0 /atlas /data\n', 'pass'],
  ['a RUN only makes the folder', 'RUN mkdir -p /data && chown 1000 /data\n', 'fail'],
])('what the build puts there: %s', async (_what, more, expected) => {
  const program = 'x = open("/data/x.txt").read()\n';
  expect((await judged({ Dockerfile: python(more), 'src/main.py': program })).verdict).toBe(expected);
});

test('what git leaves out may be there on the machine that builds', async () => {
  const files = { Dockerfile: python(), '.gitignore': 'src/weights/\n' };
  const program = 'from pathlib import Path\nx = (Path(__file__).parent / "weights" / "a.txt").read_text()\n';
  const { verdict } = await judged({ ...files, 'src/main.py': program });
  expect(verdict).toBe('unknown');
});

const r =
  'FROM docker.io/rocker/r-ver:4.5.3\nCOPY src/ /app/\nWORKDIR /scratch\nENTRYPOINT ["Rscript", "/app/main.R"]\n';
const julia =
  'FROM docker.io/library/julia:1.12.2\nCOPY src/ /app/\nWORKDIR /scratch\nENTRYPOINT ["julia", "/app/main.jl"]\n';

test.each([
  [r, 'src/main.R', 'd <- read.csv("/data/x.csv")\n', 'fail'],
  [r, 'src/main.R', 'd <- readr::read_csv("/mnt/share/x.csv")\n', 'fail'],
  [r, 'src/main.R', 'd <- read.csv("cohort.csv")\n', 'fail'],
  [r, 'src/main.R', 'd <- readRDS(file.path("/data", "x.rds"))\n', 'fail'],
  [r, 'src/main.R', 'source("helpers.R")\n', 'fail'],
  [r, 'src/main.R', 'rmarkdown::render("report.Rmd", output_dir = "/safe_outputs")\n', 'fail'],
  [r, 'src/main.R', 'd <- read.csv("/safe_data/x.csv")\n', 'pass'],
  [r, 'src/main.R', 'd <- tryCatch(read.csv("/data/x.csv"), error = function(e) NULL)\n', 'unknown'],
  [r, 'src/main.R', 'if (file.exists("/data/x.csv")) d <- read.csv("/data/x.csv")\n', 'pass'],
  [r, 'src/main.R', 'd <- read.csv(commandArgs(TRUE)[1])\n', 'pass'],
  [r, 'src/main.R', 'for (f in list.files("parts")) print(f)\n', 'pass'],
  [julia, 'src/main.jl', 'using CSV, DataFrames\nd = CSV.read("/data/x.csv", DataFrame)\n', 'fail'],
  [julia, 'src/main.jl', 'using CSV, DataFrames\nd = CSV.read("x.csv", DataFrame)\n', 'fail'],
  [julia, 'src/main.jl', 'text = read("/mnt/share/x.txt", String)\n', 'fail'],
  [julia, 'src/main.jl', 'text = read("/safe_data/x.txt", String)\n', 'pass'],
  [julia, 'src/main.jl', 'try\n  read("/data/x.txt", String)\ncatch e\n  println(e)\nend\n', 'unknown'],
])('R and Julia: %#', async (Dockerfile, path, program, expected) => {
  const { verdict, message } = await judged({ Dockerfile, [path]: program });
  expect(`${verdict ?? ''} ${verdict === expected ? '' : message}`).toBe(`${expected} `);
});

test('from an image that nobody knows, what it may have is not judged', async () => {
  const Dockerfile = python().replace('docker.io/library/python:3.13', 'registry.example.org/own/base:1.0');
  const program = 'x = open("cohort.csv").read()\n';
  expect((await judged({ Dockerfile, 'src/main.py': program })).verdict).not.toBe('fail');
});
