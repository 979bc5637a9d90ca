import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// What is said of lists of packages beside the one that is installed, and of the Python that they name.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-others-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function pageOf(files: Readonly<Record<string, string>>, flags: object = {}): Promise<readonly string[]> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const environment = catchEnvironment();
  const code = await (adopt as AnyCall)(
    { targets: [folder], flags: { defaults: true, ...flags } } as never,
    environment,
  );
  expect(`${String(code)}${environment.printed.err}`).toBe('0');
  return readFileSync(join(folder, 'tre/README.md'), 'utf8').split('\n');
}

const notebook = (code: string): string =>
  JSON.stringify({
    cells: [{ cell_type: 'code', source: [code], outputs: [], metadata: {} }],
    metadata: { kernelspec: { name: 'python3' } },
    nbformat: 4,
    nbformat_minor: 5,
  });
const session = {
  'a.ipynb': notebook('import bertopic, nltk, plainly, pandas, numpy, seaborn, umap, matplotlib, networkx\n'),
  'environment.yml':
    'name: x\nchannels: [conda-forge]\ndependencies:\n  - python=3.12.9\n  - pandas=2.2.3\n  - numpy\n  - seaborn\n  - umap-learn\n  - matplotlib\n  - networkx\n',
  'requirements.txt': 'bertopic==0.16.4\nnltk==3.9.1\nspacy==3.8.5\n',
};

test('of versions in a list that is not taken no page says that no file gives one, and they are one box', async () => {
  const page = await pageOf(session, { base: 'jupyter' });
  expect(page.filter((line) => line.includes('bertopic'))).toEqual([
    expect.stringMatching(
      /^- \[ \] bertopic==0\.16\.4, nltk==3\.9\.1 \(in requirements\.txt\) are installed without their versions.*environment\.yml.*\(requirements\.txt:1\)$/,
    ),
  ]);
  expect(page.filter((line) => line.includes('no file that was read gives one'))).toEqual([
    expect.stringContaining('names plainly without'),
  ]);
});

test('what only the list of pip beside an environment names, and no program imports, is said to stay out', async () => {
  const page = await pageOf(session, { base: 'jupyter' });
  expect(page.filter((line) => line.includes('spacy'))).toEqual([
    expect.stringMatching(
      /^- \[ \] spacy==3\.8\.5 \(in requirements\.txt, beside environment\.yml\): .* not installed\./,
    ),
  ]);
});

test('a list for tests gives no version, and is named', async () => {
  const page = await pageOf({
    'run.py': 'import psutil\nprint(psutil)\n',
    'pyproject.toml': '[project]\nname = "x"\nversion = "1"\ndependencies = ["psutil"]\n',
    'requirements/dev.txt': 'psutil==5.9.5\npytest==8.0.0\n',
  });
  expect(page.filter((line) => line.includes('psutil'))).toEqual([
    expect.stringMatching(/psutil==5\.9\.5 \(in requirements\/dev\.txt\) is installed without its version/),
  ]);
});

test('so has the port of a session', async () => {
  const page = await pageOf(session, { base: 'jupyter' });
  const row = page.find((line) => line.startsWith('| options of podman |')) ?? '';
  const options = readFileSync(join(folder, 'tre/ces/opt-file.txt'), 'utf8').trim().split('\n');
  expect(options.filter((option) => !row.includes(`\`${option}\``))).toEqual([]);
});

test('the Python of an environment is asked for of an image that keeps its own, and no tag by date is said to come of it', async () => {
  const page = await pageOf(session, { base: 'jupyter' });
  expect(page.filter((line) => line.includes('3.12.9'))).toEqual([
    expect.stringMatching(
      /is asked for, and which Python .* is not known here: the image keeps its own, and the build stops/,
    ),
  ]);
  expect(page.find((line) => line.startsWith('| base |'))).not.toContain('its version');
});

test('a list that was put right is one box, which names what was left out, however many lines it had', async () => {
  const names = Array.from({ length: 9 }, (_, at) => `plain-${String(at)}==1.0+computecanada`);
  const page = await pageOf({
    'run.py': 'print(1)\n',
    'requirements.txt': `appnope==0.1.3\n${names.join('\n')}\n`,
  });
  expect(page.filter((line) => /^- \[ \] .*requirements\.txt/.test(line))).toEqual([
    expect.stringContaining('and without appnope==0.1.3, which Linux does not have. Compare the two'),
  ]);
});

test('each option of podman has its reason, and the page says where the files are that stay out', async () => {
  const page = await pageOf({ 'run.py': 'import torch\nprint(torch)\n' });
  const options = readFileSync(join(folder, 'tre/ces/opt-file.txt'), 'utf8').trim().split('\n');
  const row = page.find((line) => line.startsWith('| options of podman |')) ?? '';
  expect(options.filter((option) => !row.includes(`\`${option}\``))).toEqual([]);
  expect(options).toContain('--shm-size=8g');
  expect(page.some((line) => line.startsWith('| GPU |'))).toBe(true);
  expect(page.find((line) => line.startsWith('Into the image goes'))).toContain('adopt --survey --json');
});

test('lists that are not installed and settings of tools stay out, whatever folder they fill', async () => {
  const page = await pageOf({
    'run.py': 'import pandas\nfrom lib import a\nprint(pandas, a)\n',
    'lib/a.py': 'print(1)\n',
    'requirements.txt': 'pandas==2.2.3\n',
    'env/environment.yml': 'name: x\ndependencies:\n  - pandas\n',
    'requirements/dev.txt': 'pytest==8.0.0\n',
    'MANIFEST.in': 'include a\n',
    'tox.ini': '[tox]\n',
    'sitecustomize.py': 'import sys\nsys.path.insert(0, "tests")\n',
  });
  const inside = page.find((line) => line.startsWith('Into the image goes')) ?? '';
  expect(inside.replace(/^[^:]*: /, '')).toMatch(/^`lib\/` `run\.py` `tre\/packages\.txt`\./);
});

test('the page names the line that opens a port, and no variable that the base of a session sets itself', async () => {
  const page = await pageOf({
    'a.ipynb': notebook('import pandas\nprint(pandas)\n'),
    'requirements.txt': 'pandas==2.2.3\n',
    Dockerfile:
      'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nENV NB_USER=ann NB_UID=1000 STUDY=a\nENV HTTP_PROXY=http://ann:x@proxy.example.org:80\nRUN apt-get update && apt-get install -y python3-pip\nEXPOSE 8888\n',
  });
  const text = page.join('\n');
  expect(text).toContain('port 8888 (Dockerfile:5)');
  expect(text).toContain('ENV STUDY: what your program reads');
  expect(text).not.toContain('NB_USER');
});

test('a chain of programs is not called one program', async () => {
  await pageOf({ 'a.py': 'print(1)\n', 'b.py': 'print(2)\n' }, { set: ['program=python a.py && python b.py'] });
  expect(readFileSync(join(folder, 'tre/Dockerfile'), 'utf8')).toMatch(
    /^# Batch image for the TRE: programs, started by/,
  );
});

test('the checklist of an adopted folder speaks of its own files and tags', async () => {
  await pageOf({ 'run.py': 'print(1)\n' });
  const checklist = readFileSync(join(folder, 'tre/CHECKLIST.md'), 'utf8');
  expect(checklist).toContain('tre/Dockerfile.dockerignore lets only named files into the build');
  expect(checklist).toContain('tagged by branch and commit');
});
