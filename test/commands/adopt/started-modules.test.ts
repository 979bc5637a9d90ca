import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// `python -m package.module`: found where it lies, also where another file has the name of its package.

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

async function adopted(files: Readonly<Record<string, string>>): Promise<string> {
  write(files);
  const environment = catchEnvironment();
  const flags = { defaults: true, set: ['project=eidf999', 'registry=ghcr.io/me'] };
  expect(await adopt({ targets: [folder], flags }, environment)).toBe(0);
  return read('tre/Dockerfile');
}

async function ofImage(target: string): Promise<readonly string[]> {
  const environment = catchEnvironment();
  await check({ targets: [target], flags: { format: 'json', 'fail-on': 'never' } } as never, environment);
  const { results } = JSON.parse(environment.printed.out) as {
    readonly results: readonly { readonly rule: string; readonly verdict: string; readonly message: string }[];
  };
  return results
    .filter(({ rule }) => rule === 'image-complete')
    .map(({ verdict, ...said }) => `${verdict} ${JSON.stringify(said)}`);
}

const run = 'def main():\n    open("/safe_outputs/a.txt", "w").write("a")\n\nif __name__ == "__main__":\n    main()\n';
const study = (line: string): Readonly<Record<string, string>> => ({
  'src/study/run.py': run,
  'src/study/__init__.py': '',
  'requirements.txt': 'pandas==2.2.3\n',
  'README.md': `# Study\n\n\`\`\`\n${line}\n\`\`\`\n`,
});

describe('python -m', () => {
  test.each(['python -m study.run', 'python3 -u -m study.run', 'python -W ignore -m study.run'])(
    'is found below src/, which PYTHONPATH names: %s',
    async (line) => {
      const dockerfile = await adopted(study(line));
      expect(dockerfile).toContain('ENV PYTHONPATH=/opt/project:/opt/project/src\n');
      expect(read('tre/README.md')).toContain('| modules | PYTHONPATH names src/ |');
      expect(await ofImage(join(folder, 'tre'))).toEqual([expect.stringMatching(/^pass /)]);
    },
  );

  test.each(['study.py', 'study/__init__.py'])(
    'starts in the folder of its package where %s at the root has its name',
    async (other) => {
      await adopted({ ...study('python -m study.run'), [other]: 'x = 1\n' });
      expect(read('tre/start.sh')).toContain('\ncd src\n');
      expect(read('tre/start.sh')).toContain('study.run is a module in src/, where it is started');
      expect(await ofImage(join(folder, 'tre'))).toEqual([expect.stringMatching(/^pass /)]);
    },
  );

  test('is the one of the package where a file beside it has the same name', async () => {
    write({
      'study/run.py': 'x = 1\n',
      'study/run/__init__.py': '',
      'study/run/__main__.py': run,
      'study/__init__.py': '',
      'requirements.txt': 'pandas==2.2.3\n',
      'README.md': '```\npython -m study.run\n```\n',
    });
    const environment = catchEnvironment();
    await adopt({ targets: [folder], flags: { survey: true, json: true } }, environment);
    expect(environment.printed.out).toContain('study/run/__main__.py');
  });
});

const image = (path: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nCOPY . /app/\nENV PYTHONPATH=${path}\nWORKDIR /scratch\nENTRYPOINT ["python", "-m", "study.run"]\n`,
  'src/study/run.py': run,
  'src/study/__init__.py': '',
  'study.py': 'x = 1\n',
});

describe('check', () => {
  test('does not take a module for started that another file hides', async () => {
    write(image('/app:/app/src'));
    expect(await ofImage(folder)).toEqual([
      expect.stringMatching(/^fail .*python -m study\.run, which is not in \/app\/study\.py, which Python finds first/),
    ]);
  });

  test('sees that it is found where its folder comes first', async () => {
    write(image('/app/src:/app'));
    expect(await ofImage(folder)).toEqual([expect.stringMatching(/^pass /)]);
  });
});
