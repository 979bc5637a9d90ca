import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { localImage } from './equipment/load-stand-in.ts';
import { rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';
import { runTool } from './equipment/run-tool.ts';

const standIns = inject('standIns');
const program = join(import.meta.dirname, '../../dist/bin/tre-container.js');
const top = mkdtempSync(join(tmpdir(), 'tre-adopted-'));
const repository = join(top, 'survival-study');

/** A study as people have one: a program that reads and writes by relative names, a code list, made-up data beside real ones, and a secret. */
const files: Readonly<Record<string, string>> = {
  'README.md': '# Survival\n\n    python -m survival.run\n',
  'requirements.txt': 'tabulate==0.9.0\n',
  '.gitignore': '.env\ndata/patients.csv\n',
  '.env': 'TOKEN=1\n',
  'data/patients.csv': 'id,code\n7,C34\n',
  'data/cohort.csv': 'id,code\n1,C34\n2,I10\n',
  'survival/__init__.py': '',
  'survival/icd_codes.csv': 'code\nC34\n',
  'survival/run.py': `import csv
from pathlib import Path

from tabulate import tabulate

CODES = Path(__file__).parent / "icd_codes.csv"


def main():
    codes = {row["code"] for row in csv.DictReader(CODES.open())}
    rows = [row for row in csv.DictReader(open("data/cohort.csv")) if row["code"] in codes]
    Path("results").mkdir(exist_ok=True)
    with open("results/summary.txt", "w") as out:
        out.write(tabulate([[row["id"], row["code"]] for row in rows]))


if __name__ == "__main__":
    main()
`,
};

const inImage = [
  '/opt/project/requirements.txt',
  '/opt/project/survival/__init__.py',
  '/opt/project/survival/icd_codes.csv',
  '/opt/project/survival/run.py',
  '/opt/project/tre/start.sh',
];

const listed = (engine: 'docker' | 'podman', image: string): string[] =>
  runTool(engine, ['run', '--rm', '--network', 'none', '--entrypoint', 'find', image, '/opt/project', '-type', 'f'])
    .trim()
    .split('\n')
    .toSorted();

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

beforeAll(() => {
  for (const [path, text] of Object.entries(files)) write(path, text);
  const { reference, digest } = standIns.python;
  const image = `image=${reference}@${digest}`;
  runTool('node', [program, 'adopt', repository, '--defaults', '--set', 'name=survival', '--set', image]);
  write('tre/rehearsal/safe_data/cohort.csv', files['data/cohort.csv'] ?? '');
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe('a repository that was there before', () => {
  let rehearsed: Rehearsed;
  beforeAll(async () => {
    rehearsed = await rehearseFolder(join(repository, 'tre'), { engine: 'docker' });
  });

  test('is built from its root as adopt wrote it, and passes every cell', () => {
    expect([rehearsed.code, rehearsed.evidence.verdict, rehearsed.evidence.findings]).toEqual([0, 'pass', []]);
  });

  test('finds its data by the names that it uses, and its results are kept', () => {
    for (const { observation } of rehearsed.evidence.cells)
      expect(observation?.outputs.map(({ path }) => path)).toContain('results/summary.txt');
  });

  test('its evidence is bound to the files of the repository that are built', () => {
    const checked = runTool('node', [program, 'check', join(repository, 'tre'), '--checklist', '--fail-on', 'never']);
    expect(checked).not.toContain('rehearse again');
    const ticked = readFileSync(join(repository, 'tre/CHECKLIST.md'), 'utf8');
    write('survival/run.py', `${files['survival/run.py'] ?? ''}\n`);
    runTool('node', [program, 'check', join(repository, 'tre'), '--checklist', '--fail-on', 'never']);
    expect(readFileSync(join(repository, 'tre/CHECKLIST.md'), 'utf8')).not.toBe(ticked);
    write('survival/run.py', files['survival/run.py'] ?? '');
    runTool('node', [program, 'check', join(repository, 'tre'), '--checklist', '--fail-on', 'never']);
    expect(readFileSync(join(repository, 'tre/CHECKLIST.md'), 'utf8')).toBe(ticked);
  });
});

describe('an engine that does not know the ignore file beside the Dockerfile puts nothing else into the image', () => {
  test('buildah, told to take no ignore file', () => {
    runTool('buildah', [
      'build',
      '--quiet',
      '--format',
      'docker',
      '--ignorefile',
      '/dev/null',
      '--file',
      join(repository, 'tre/Dockerfile'),
      '--tag',
      'localhost/adopted-buildah',
      repository,
    ]);
    // Podman has what buildah built.
    expect(listed('podman', 'localhost/adopted-buildah')).toEqual(inImage);
  });

  test("docker's classic builder", () => {
    // The engine of the tests reaches no registry: its base is there, the other lines are adopt's.
    const dockerfile = readFileSync(join(repository, 'tre/Dockerfile'), 'utf8');
    write('tre/Dockerfile.classic', dockerfile.replace(/^FROM .*$/m, `FROM ${localImage}`));
    const words = ['build', '--network', 'host', '--quiet', '--tag', 'adopted-classic:1'];
    runTool('docker', [...words, '--file', join(repository, 'tre/Dockerfile.classic'), repository], {
      env: { DOCKER_BUILDKIT: '0' },
    });
    expect(listed('docker', 'adopted-classic:1')).toEqual(inImage);
  });
});

describe('a repository with a Dockerfile of its own', () => {
  const study = join(top, 'own-dockerfile');
  let rehearsed: Rehearsed;
  beforeAll(async () => {
    const { reference, digest } = standIns.python;
    const own: Readonly<Record<string, string>> = {
      ...files,
      Dockerfile: `FROM ${reference}@${digest}
RUN useradd --create-home me && mkdir /opt/tools && echo 'print("made by a line of theirs")' > /opt/tools/tool.py
ENV PYTHONPATH=/opt/tools
WORKDIR /home/me/study
COPY --chown=me:me requirements.txt .
RUN pip install --user -r requirements.txt
COPY --chown=me:me . .
USER me
EXPOSE 8080
CMD ["python", "-m", "survival.run"]
`,
      'survival/run.py': `import tool\n${files['survival/run.py'] ?? ''}`,
    };
    for (const [path, text] of Object.entries(own)) {
      mkdirSync(dirname(join(study, path)), { recursive: true });
      writeFileSync(join(study, path), text);
    }
    runTool('node', [program, 'adopt', study, '--defaults', '--set', 'name=own-dockerfile']);
    mkdirSync(join(study, 'tre/rehearsal/safe_data'), { recursive: true });
    writeFileSync(join(study, 'tre/rehearsal/safe_data/cohort.csv'), files['data/cohort.csv'] ?? '');
    rehearsed = await rehearseFolder(join(study, 'tre'), { engine: 'docker' });
  });

  test('is built from a copy of it, and passes every cell with what only its lines make', () => {
    const made = readFileSync(join(study, 'tre/Dockerfile'), 'utf8');
    expect(made).toContain('# A copy of your Dockerfile, which stays as it is and is not used here.');
    expect(made).toContain('RUN useradd --create-home me && mkdir /opt/tools');
    expect([rehearsed.code, rehearsed.evidence.verdict, rehearsed.evidence.findings]).toEqual([0, 'pass', []]);
    for (const { observation } of rehearsed.evidence.cells)
      expect(observation?.outputs.map(({ path }) => path)).toContain('results/summary.txt');
  });
});
