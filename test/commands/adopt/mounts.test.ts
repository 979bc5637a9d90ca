import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// Folders of another platform that programs name: the image has them as links.

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function adopted(files: Readonly<Record<string, string>>, flags: Record<string, unknown> = {}): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const environment = catchEnvironment();
  const given = { defaults: true, set: ['project=eidf999', 'registry=ghcr.io/me'], ...flags };
  expect(await adopt({ targets: [folder], flags: given }, environment)).toBe(0);
  return read('tre/Dockerfile');
}

/** What `check` says of some rules. */
async function judged(ids: readonly string[]): Promise<readonly string[]> {
  const environment = catchEnvironment();
  await check({ targets: [join(folder, 'tre')], flags: { format: 'json', 'fail-on': 'never' } } as never, environment);
  const { results } = JSON.parse(environment.printed.out) as {
    readonly results: readonly { readonly rule: string; readonly verdict: string; readonly message: string }[];
  };
  return results
    .filter(({ rule }) => ids.includes(rule))
    .map(({ rule, verdict, message }) => `${rule} ${verdict}: ${message}`);
}

const challenge = {
  'inference.py':
    'import pandas as pd\nfrom pathlib import Path\n\nINPUT = Path("/input")\n\ndef run():\n    table = pd.read_csv(INPUT / "cohort.csv")\n    table.to_csv("/output/predictions.csv")\n\nif __name__ == "__main__":\n    run()\n',
  'requirements.txt': 'pandas==2.2.3\n',
};

describe('folders of a platform for challenges', () => {
  test('lead to /safe_data and /safe_outputs in a new Dockerfile, and nothing is left to do', async () => {
    const dockerfile = await adopted(challenge);
    expect(dockerfile).toContain(
      'RUN rmdir /input /output 2> /dev/null; \\\n    ln -sT /safe_data /input \\\n    && ln -sT /safe_outputs /output\n',
    );
    expect(read('tre/README.md')).toMatch(
      /\| \/input \| leads to \/safe\\?_data \| your programs name it \(inference\.py:\d\)/,
    );
    expect(read('tre/README.md')).not.toContain('does not exist in the TRE');
    const verdicts = await judged([
      'files-in-image',
      'outputs-in-safe-directories',
      'tre-directories-empty',
      'adoption-settled',
    ]);
    expect(verdicts.map((each) => each.split(' ')[1])).toEqual(['pass:', 'pass:', 'pass:', 'pass:']);
  });

  test('are said to be named where their text stands, not in the function that gets them', async () => {
    await adopted({
      'icu/vitals.py': 'import pandas as pd\n\n\ndef build(path):\n    return pd.read_parquet(path)\n',
      'icu/__init__.py': '',
      'main.py':
        'import argparse\nfrom icu.vitals import build\n\np = argparse.ArgumentParser()\np.add_argument("--data", default="/data/icu/vitals.parquet")\na = p.parse_args()\nbuild(a.data).to_csv("/safe_outputs/x.csv")\n',
      'requirements.txt': 'pandas==2.2.3\n',
    });
    expect(read('tre/README.md')).toMatch(/^\| \/data \| leads to .*\(main\.py:5\)/m);
    expect(read('tre/Dockerfile')).toContain('# Your programs name /data (main.py:5)');
  });

  test('lead there in a copied one too, whose own empty folders make way', async () => {
    const dockerfile = await adopted({
      ...challenge,
      Dockerfile:
        'FROM python:3.12-slim\nRUN mkdir -p /input /output\nWORKDIR /opt/algorithm\nCOPY requirements.txt inference.py ./\nRUN pip install -r requirements.txt\nENTRYPOINT ["python", "inference.py"]\n',
    });
    expect(dockerfile).toContain('A copy of your Dockerfile');
    expect(dockerfile).toContain('ln -sT /safe_outputs /output\n');
    expect(dockerfile.indexOf('RUN mkdir -p /input')).toBeLessThan(dockerfile.indexOf('RUN rmdir /input'));
  });

  test.each([
    [
      'is filled by its lines',
      'FROM python:3.12-slim\nWORKDIR /opt/algorithm\nCOPY requirements.txt inference.py ./\nCOPY requirements.txt /input/\nENTRYPOINT ["python", "inference.py"]\n',
    ],
    [
      'is a volume of its lines',
      'FROM python:3.12-slim\nVOLUME ["/input", "/output"]\nWORKDIR /opt/algorithm\nCOPY requirements.txt inference.py ./\nENTRYPOINT ["python", "inference.py"]\n',
    ],
  ])('stay to be done where one %s', async (_why, dockerfile) => {
    expect(await adopted({ ...challenge, Dockerfile: dockerfile })).not.toContain('/safe_data /input');
    expect(read('tre/README.md')).toContain('/input (a mount of another platform) does not exist in the TRE');
  });

  test('several that are written to are folders of /safe_outputs, which the start script makes', async () => {
    const dockerfile = await adopted({
      'run.py':
        'import pandas as pd\n\nif __name__ == "__main__":\n    t = pd.read_csv("/input/a.csv")\n    t.to_csv("/output/a.csv")\n    t.to_csv("/figures/b.csv")\n    print(t)\n',
      'requirements.txt': 'pandas==2.2.3\n',
    });
    expect(dockerfile).toContain('ln -sT /safe_outputs/figures /figures');
    expect(dockerfile).toContain('ln -sT /safe_outputs/output /output');
    expect(read('tre/start.sh')).toContain('mkdir -p /scratch/work /safe_outputs/figures /safe_outputs/output\n');
  });

  test('one that is read and written has its folders linked', async () => {
    const dockerfile = await adopted({
      'run.py':
        'import pandas as pd\n\nif __name__ == "__main__":\n    t = pd.read_csv("/data/in/a.csv")\n    t.to_csv("/data/out/a.csv")\n    print(t)\n',
      'requirements.txt': 'pandas==2.2.3\n',
    });
    expect(dockerfile).toContain(
      'mkdir -p /data \\\n    && ln -sT /safe_data /data/in \\\n    && ln -sT /safe_outputs /data/out\n',
    );
  });

  test.each([
    ['of a person', '/home/ann/study'],
    ['of every system', '/etc/study'],
    ['of a disk that is mounted', '/mnt/study'],
  ])('folders %s stay to be changed', async (_what, place) => {
    const dockerfile = await adopted({
      'run.py': `import pandas as pd\n\nif __name__ == "__main__":\n    t = pd.read_csv("${place}/a.csv")\n    t.to_csv("/safe_outputs/a.csv")\n    print(t)\n`,
      'requirements.txt': 'pandas==2.2.3\n',
    });
    expect(dockerfile).not.toContain('ln -s');
  });

  test('what the start names is there', async () => {
    const dockerfile = await adopted({
      'run.py':
        'import argparse\nimport pandas as pd\n\nif __name__ == "__main__":\n    p = argparse.ArgumentParser()\n    p.add_argument("--data")\n    p.add_argument("--out")\n    a = p.parse_args()\n    pd.read_csv(a.data).to_csv(a.out)\n',
      'requirements.txt': 'pandas==2.2.3\n',
      'README.md': '```\npython run.py --data /data/cohort.csv --out /results/table.csv\n```\n',
    });
    expect(dockerfile).toContain('ln -sT /safe_data /data');
    expect(dockerfile).toContain('ln -sT /safe_outputs /results');
    expect(read('tre/README.md')).not.toContain('(/results/table.csv)?');
    expect(read('tre/README.md')).not.toContain('not there in the TRE');
  });

  test('files of the project that are named by their place in another image are found', async () => {
    const dockerfile = await adopted({
      'run.py':
        'import yaml\n\nif __name__ == "__main__":\n    c = yaml.safe_load(open("/app/config/c.yaml"))\n    open("/safe_outputs/a.txt", "w").write(str(c))\n    print(c)\n',
      'config/c.yaml': 'a: 1\n',
      'requirements.txt': 'pyyaml==6.0.2\n',
    });
    expect(dockerfile).toContain('ln -sT /opt/project /app');
  });

  test('only what the started program names is led on', async () => {
    const dockerfile = await adopted(
      {
        ...challenge,
        'train.py':
          'import pandas as pd\n\nif __name__ == "__main__":\n    t = pd.read_csv("/train/a.csv")\n    t.to_csv("/model/b.csv")\n    print(t)\n',
        'README.md': '```\npython train.py\npython inference.py\n```\n',
      },
      { set: ['project=eidf999', 'registry=ghcr.io/me', 'program=inference.py'] },
    );
    expect(dockerfile).toContain('ln -sT /safe_data /input \\\n    && ln -sT /safe_outputs /output\n');
    expect(dockerfile).not.toContain('/train');
  });
});
