import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// What journeys through real repositories showed: a base in another language, data below a folder of programs, options that look like paths.

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function run(flags: Readonly<Record<string, string | boolean | readonly string[]>>): Promise<string> {
  const environment = catchEnvironment();
  expect(await adopt({ targets: [folder], flags }, environment)).toBe(0);
  return environment.printed.out;
}

const both = {
  'src/r/analysis.R':
    'library(dplyr)\nx <- read.csv("src/data/train.csv")\nwrite.csv(x, "/safe_outputs/a.csv")\nprint(x)\n',
  'src/r/second.R': 'library(dplyr)\nprint(1)\nprint(2)\nprint(3)\n',
  'src/python/app.py':
    'import pandas as pd\n\nif __name__ == "__main__":\n    t = pd.read_csv("src/data/train.csv")\n    t.to_csv("src/results/a.csv")\n    print(t)\n',
  'install_packages.R': 'install.packages(c("tidyverse", "dplyr"))\n',
  'requirements.txt': 'pandas==2.2.3\n',
  'src/r/Dockerfile.r':
    'FROM rocker/tidyverse:4.4.1\nWORKDIR /app\nCOPY src/ /app/src/\nCMD ["Rscript", "src/r/analysis.R"]\n',
  'src/python/Dockerfile.python':
    'FROM python:3.11-slim\nWORKDIR /app\nCOPY src/ /app/src/\nCOPY requirements.txt /app/\nRUN pip install -r requirements.txt\nCMD ["python", "src/python/app.py"]\n',
};

test('a base in another language takes the lists, the Dockerfile and the program of that language', async () => {
  write(both);
  await run({ defaults: true, base: 'python', set: ['program=src/python/app.py'] });
  const dockerfile = read('tre/Dockerfile');
  expect(dockerfile).toContain('A copy of your src/python/Dockerfile.python');
  expect(dockerfile).not.toContain('tidyverse');
  expect(read('tre/README.md')).toContain('| you named it |');
});

test('data below a folder of programs are found there, and the page says where they come from', async () => {
  write(both);
  await run({ defaults: true, base: 'python', set: ['program=src/python/app.py'] });
  expect(read('tre/start.sh')).toContain('for folder in src/data; do');
  expect(read('tre/start.sh')).toContain('"/safe_data/$folder"/*');
  expect(read('tre/README.md')).toMatch(
    /\| found in src\/data\/ \| what lies in \/safe\\?_data, or in a folder of that name there, with its folders \|/,
  );
});

test('a folder of the image is not taken for one of data', async () => {
  write({
    'app/run.py':
      'import json\n\nif __name__ == "__main__":\n    print(json.load(open("app/config/a.json")))\n    open("/safe_outputs/a.txt", "w").write("a")\n',
    'app/config/a.json': '{}\n',
    'requirements.txt': 'pandas==2.2.3\n',
  });
  await run({ defaults: true });
  expect(read('tre/start.sh')).not.toContain('for folder in');
});

test('the survey spells an option with a value as it is typed', async () => {
  write({
    'scripts/a.jl': 'using CSV\nprintln(1)\nprintln(2)\nprintln(3)\nprintln(4)\n',
    'Project.toml': '[deps]\nCSV = "336ed68f-0bac-5ca0-87d4-7b16caf5d00b"\n',
  });
  expect(await run({ survey: true })).toContain('julia --project=. scripts/a.jl');
});

test('a program that does little at its top is started where the README says so', async () => {
  write({
    'survival/run.py': 'import pandas as pd\nt = pd.read_csv("/safe_data/a.csv")\nt.to_csv("/safe_outputs/b.csv")\n',
    'survival/__init__.py': '',
    'requirements.txt': 'pandas==2.2.3\n',
    'README.md': '```\npython -m survival.run\n```\n',
  });
  await run({ defaults: true });
  expect(read('tre/README.md')).toContain(
    '| starts | python -m survival.run | README.md says to start it (README.md:2) |',
  );
});

test('below the root of another repository its pipeline is seen to wait for its Dockerfile', async () => {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  write({
    'model/run.py':
      'import pandas as pd\n\nif __name__ == "__main__":\n    print(pd)\n    open("/safe_outputs/a.txt", "w").write("a")\n',
    'model/requirements.txt': 'pandas==2.2.3\n',
    'README.md': '# Two projects\n',
  });
  const project = join(folder, 'model');
  const flags = { defaults: true, set: ['project=eidf999', 'registry=ghcr.io/me', 'ci=github'] };
  expect(await adopt({ targets: [project], flags }, catchEnvironment())).toBe(0);
  // As it is typed in the folder above the page.
  expect(readFileSync(join(project, 'tre/README.md'), 'utf8')).toMatch(
    /`rm -r tre \.\.\/\.github\/workflows\/[\w-]+\.yml` takes/,
  );
  const environment = catchEnvironment();
  const asked = { format: 'json', 'fail-on': 'never' } as const;
  await check({ targets: [join(project, 'tre')], flags: asked }, environment);
  const { results } = JSON.parse(environment.printed.out) as {
    readonly results: readonly { readonly rule: string; readonly verdict: string }[];
  };
  const ofPipeline = results.filter(({ rule }) => /^workflow-(?:lints|scans)-/.test(rule));
  expect(ofPipeline.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual([
    'workflow-lints-dockerfile pass',
    'workflow-scans-dockerfile pass',
    'workflow-scans-image-before-push pass',
  ]);
});
