import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// A Dockerfile that puts files elsewhere than they lie in the repository: what the program finds beside itself there, it finds here.

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function adopted(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const environment = catchEnvironment();
  const flags = { defaults: true, set: ['project=eidf999', 'registry=ghcr.io/me'] };
  expect(await adopt({ targets: [folder], flags }, environment)).toBe(0);
  return read('tre/Dockerfile');
}

/** What `check` does not pass of what decides whether the program starts and finds its files. */
async function left(): Promise<readonly string[]> {
  const environment = catchEnvironment();
  await check({ targets: [join(folder, 'tre')], flags: { format: 'json', 'fail-on': 'never' } } as never, environment);
  const { results } = JSON.parse(environment.printed.out) as {
    readonly results: readonly { readonly rule: string; readonly verdict: string; readonly message: string }[];
  };
  return results
    .filter(({ rule }) =>
      /^(?:image-complete|files-in-image|imports-installed|starts-by-absolute-path|grouped-run)$/.test(rule),
    )
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ rule, verdict, message }) => `${rule} ${verdict}: ${message}`);
}

const python = (reads: string): Readonly<Record<string, string>> => ({
  'src/main.py': `from pathlib import Path\nimport helper\nhere = Path(__file__).parent\n\ndef main():\n    ${reads}\n    open("/safe_outputs/a.txt", "w").write(helper.x(c))\n    print(c)\n\nif __name__ == "__main__":\n    main()\n`,
  'lib/helper.py': 'def x(c):\n    return c\n',
  'config/params.yaml': 'a: 1\n',
  'requirements.txt': 'pandas==2.2.3\n',
  Dockerfile:
    'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY src/ /app/\nCOPY lib/helper.py /app/\nCOPY config/ /app/settings/\nCMD ["python", "main.py"]\n',
});

describe('COPY src/ /app/', () => {
  test.each([
    ['its own file', 'c = (here / "settings/params.yaml").read_text()'],
    ['where it is started', 'c = open("settings/params.yaml").read()'],
  ])('what is looked for beside %s is there', async (_where, reads) => {
    const dockerfile = await adopted(python(reads));
    expect(dockerfile).toContain(
      'RUN ln -s ../lib/helper.py /opt/project/src/helper.py \\\n    && ln -s ../config /opt/project/src/settings\n',
    );
    expect(read('tre/README.md')).toContain(
      '| src/settings | leads to config | Dockerfile puts it there, beside what is started |',
    );
    expect(await left()).toEqual([]);
  });

  test('a program that reads by relative names starts in the folder that is its WORKDIR', async () => {
    await adopted(python('c = open("settings/params.yaml").read()'));
    const script = read('tre/start.sh');
    expect(script).toContain('\ncd src\n');
    expect(script).toContain('\npython main.py "$@"');
  });

  test('one that reads beside itself alone needs no script', async () => {
    const dockerfile = await adopted(python('c = (here / "settings/params.yaml").read_text()'));
    expect(dockerfile).toContain('ENTRYPOINT ["python", "/opt/project/src/main.py"]');
  });

  test('a module is started in the folder that is its WORKDIR', async () => {
    const dockerfile = await adopted({
      'src/study/run.py': 'from study import io\n\nif __name__ == "__main__":\n    io.save()\n',
      'src/study/io.py': 'def save():\n    open("/safe_outputs/a.txt", "w").write("a")\n',
      'src/study/__init__.py': '',
      // Where it is started from the root, this is what the name means.
      'study.py': 'print("another one")\n',
      'requirements.txt': 'pandas==2.2.3\n',
      Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY src/ .\nCMD ["python", "-m", "study.run"]\n',
    });
    expect(dockerfile).toContain('ENTRYPOINT ["/opt/project/tre/start.sh"]');
    expect(read('tre/start.sh')).toContain('\ncd src\n');
    expect(read('tre/start.sh')).toContain('study.run is a module in src/, where it is started');
  });

  test('a copy lays them out itself, and starts the program where it starts there', async () => {
    const dockerfile = await adopted({
      'src/main.py': 'if __name__ == "__main__":\n    print(open("codes.txt").read(), open("codes.txt").read())\n',
      'src/codes.txt': 'a\n',
      'requirements.txt': 'pandas==2.2.3\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nCOPY src/ src/\nWORKDIR /app/src\nCMD ["python", "main.py"]\n',
    });
    expect(dockerfile).toContain('A copy of your Dockerfile');
    expect(dockerfile).not.toContain('ln -s');
    expect(read('tre/start.sh')).toContain('\ncd src\n');
    expect(await left()).toEqual([]);
  });

  test('data stay out, and nothing leads to them', async () => {
    const dockerfile = await adopted({
      ...python('c = open("data/cohort.csv").read()'),
      'data/cohort.csv': 'id,age\n1,2\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY src/ lib/ /app/\nCOPY data/ /app/data/\nCMD ["python", "main.py"]\n',
    });
    expect(dockerfile).not.toContain('src/data');
    expect(read('tre/start.sh')).toContain('for folder in data; do');
  });

  test('R: what is sourced beside it', async () => {
    const dockerfile = await adopted({
      'analysis/run.R': 'source("functions.R")\nlibrary(survival)\nx <- f(1)\nsaveRDS(x, "/safe_outputs/x.rds")\n',
      'R/functions.R': 'f <- function(x) x\n',
      Dockerfile: 'FROM rocker/r-ver:4.4.1\nWORKDIR /work\nCOPY analysis/ R/ /work/\nCMD ["Rscript", "run.R"]\n',
    });
    expect(dockerfile).toContain('ln -s ../R/functions.R /opt/project/analysis/functions.R');
    expect(read('tre/start.sh')).toContain('\ncd analysis\n');
    expect((await left()).filter((each) => !each.startsWith('imports-installed'))).toEqual([]);
  });
});
