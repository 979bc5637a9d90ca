import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import outputsInSafeDirectories from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

const notebook = (...lines: readonly string[]): string =>
  JSON.stringify({
    cells: [{ cell_type: 'code', source: lines.map((line) => `${line}\n`) }],
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
  });

const session = (start: string, ...cells: readonly string[]): Record<string, string> => ({
  Dockerfile:
    'FROM quay.io/jupyter/minimal-notebook:2026-11-02\nCOPY src/ /app/\nCMD ["bash", "/app/start-session.sh"]\nEXPOSE 8888\n',
  'src/start-session.sh': `#!/bin/bash\n${start}\n`,
  'src/analysis.ipynb': notebook(...cells),
});
const lab = 'exec start-notebook.py --ServerApp.port=8888';

async function judged(rule: Parameters<typeof check>[1][number], files: Record<string, string>): Promise<string> {
  const { results } = check(await factsOf(files), [rule]);
  return results
    .map(({ verdict, message, reason, location }) => `${verdict} ${location?.file ?? ''} ${reason ?? message}`)
    .join('\n');
}

test('notebooks of a session that a script of the project opens are read: a person starts them', async () => {
  const fetching = session(lab, 'import requests', 'requests.get("https://example.org/a.csv")');
  expect(await judged(noRuntimeDownload, fetching)).toContain(
    'fail src/analysis.ipynb requests.get asks a web server, if somebody starts it',
  );
  const program: Record<string, string> = { ...session(lab), 'src/own.py': 'import lightgbm\nimport pandas\n' };
  expect(await judged(importsInstalled, program)).toContain('lightgbm is imported');
  expect(await judged(importsInstalled, program)).toContain('so is pandas');
  const brought = { ...program, Dockerfile: (program['Dockerfile'] ?? '').replace('minimal-', 'scipy-') };
  expect(await judged(importsInstalled, brought)).not.toContain('pandas');
  expect(await judged(imageComplete, session(lab, 'print(1)'))).toContain('the start opens a session');
});

test('a script that starts one program starts that one', async () => {
  const files = {
    ...session('python /app/main.py'),
    'src/main.py': 'print(1)\n',
    'src/own.py': 'import lightgbm\n',
  };
  expect(await judged(importsInstalled, files)).not.toContain('lightgbm');
});

test('what a notebook imports is asked for, in one line of JSON and in many', async () => {
  const files = session(lab, 'import lightgbm', 'import json');
  expect(await judged(importsInstalled, files)).toContain('unknown src/analysis.ipynb lightgbm is imported');
  const text = JSON.stringify(JSON.parse(files['src/analysis.ipynb'] ?? ''), undefined, 1);
  const many = {
    ...files,
    'src/analysis.ipynb': text.replace(
      '"import json',
      '"try:\\n",\n"    import absent\\n","except ImportError:\\n","    pass',
    ),
  };
  const said = await judged(importsInstalled, many);
  expect(said).toContain('unknown src/analysis.ipynb lightgbm is imported');
  expect(said).not.toContain('absent');
});

test('of several things that somebody in a session may run, each is told with its place', async () => {
  const files = session(lab, 'print(1)');
  const program =
    'with open("/app/a.csv", "w") as one:\n    one.write("a")\nwith open("/app/b.csv", "w") as two:\n    two.write("b")\n';
  const { results } = check(await factsOf({ ...files, 'src/own.py': program }), [outputsInSafeDirectories]);
  const told = results.flatMap(({ location, others = [] }) => [location, ...others.map((each) => each.location)]);
  expect(told).toEqual([
    { file: 'src/own.py', line: 1 },
    { file: 'src/own.py', line: 3 },
  ]);
});

const judgeNotebook = async (more: string): Promise<string | undefined> => {
  const Dockerfile = `FROM quay.io/jupyter/pytorch-notebook:cuda12-2026-08-03\n${more}COPY src /app\nEXPOSE 8888\n`;
  const files = { Dockerfile, 'src/a.ipynb': notebook('print(1)') };
  const { results } = check(await factsOf(files), [outputsInSafeDirectories]);
  return results.map(({ verdict, fix }) => `${verdict} ${fix ?? ''}`).join('\n');
};

test('a session in a folder of its base is told what settles where people write, and that does', async () => {
  expect(await judgeNotebook('')).toContain('unknown write WORKDIR /safe_outputs');
  expect(await judgeNotebook('WORKDIR /safe_outputs\n')).toMatch(/^pass/);
});
