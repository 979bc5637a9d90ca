import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemPrograms } from '../../../src/catalog/software/system-programs.ts';
import { findStartedTools } from '../../../src/engine/adopt/packages/system-programs.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt, check, upgrade } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'system-programs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const drawing = 'import subprocess\nsubprocess.run(["dot", "-Tpng", "/safe_data/a.dot"])\nprint("done")\n';
const given = ['project=nsh-2026-001', 'registry=ghcr.io/me'];

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

async function said(
  run: typeof adopt,
  flags: Readonly<Record<string, boolean | string[]>>,
  target = folder,
): Promise<string> {
  const environment = catchEnvironment();
  await run({ targets: [target], flags }, environment);
  return environment.printed.out + environment.printed.err;
}

const plain = {
  program: { start: [], atRun: true },
  packages: { tool: 'pip', with: [], lines: [], from: '', ofBase: [] },
} as const;
const started = (what: string): { what: string; location: { file: string; line: number } } => ({
  what,
  location: { file: 'a.py', line: 1 },
});
const listOf = (installer: 'pip' | 'conda', name: string): never =>
  ({ path: 'list', installer, packages: [{ name, text: name, line: 1 }] }) as never;

test('a program that the programs start, and that no image of a base has, is installed and given its reason', async () => {
  write({ 'src/draw.py': drawing, 'requirements.txt': 'pandas==3.0.6\n' });
  const flags = { defaults: true, set: ['program=src/draw.py', ...given] };
  expect(await said(adopt, { survey: true })).toContain('dot is started, which no plain image has');
  const out = await said(adopt, flags);
  expect(out).not.toContain('dot is started');
  expect(read('tre/Dockerfile')).toMatch(/^\s+graphviz\b/m);
  expect(read('tre/README.md')).toContain('| graphviz | src/draw.py:2 starts dot, which graphviz brings |');
  const report = await said(check, { verbose: true }, join(folder, 'tre'));
  expect(report).not.toMatch(/starts dot, which is a program of the image|runs dot/);
});

test('an answer that leaves it out gives a to-do with the command, and the answer that brings it settles it', async () => {
  write({ 'src/draw.py': drawing, 'requirements.txt': 'pandas==3.0.6\n' });
  await said(adopt, { defaults: true, set: ['program=src/draw.py', 'systemPackages=curl', ...given] });
  const asked = 'tre-container upgrade tre --set systemPackages=curl,graphviz';
  expect(read('tre/README.md')).toContain(
    `- [ ] dot is started, which the image is not known to have: graphviz brings it`,
  );
  expect(read('tre/README.md')).toContain(asked.replace('tre-container ', ''));
  await said(upgrade, { set: ['systemPackages=curl,graphviz'] }, join(folder, 'tre'));
  expect(read('tre/README.md')).toMatch(/- \[x\] dot is started: what that needs of the system stands in the answers/);
  expect(await said(check, { verbose: true }, join(folder, 'tre'))).not.toContain('not in the list of');
  expect(read('tre/README.md')).toContain('Another name or registry: ');
  expect(read('tre/README.md')).toContain('Another package: a line in `requirements.txt`. ');
});

const found = (
  facts: Omit<Parameters<typeof findStartedTools>[0], 'programs' | 'modules'>,
  installer: 'pip' | 'conda',
): readonly string[] =>
  findStartedTools(
    { ...facts, programs: [], modules: [] },
    { ...plain, packages: { ...plain.packages, tool: installer, list: 'list' } },
    systemPrograms,
  ).map(({ tool: { what } }) => what);

test('a list of conda brings programs, a list of pip only those that are packages of Python', () => {
  expect(found({ tools: [started('samtools')], lists: [listOf('conda', 'samtools')] }, 'conda')).toEqual([]);
  expect(found({ tools: [started('dot')], lists: [listOf('conda', 'graphviz')] }, 'conda')).toEqual([]);
  expect(found({ tools: [started('dot')], lists: [listOf('pip', 'graphviz')] }, 'pip')).toEqual(['dot']);
  expect(found({ tools: [started('cutadapt')], lists: [listOf('pip', 'cutadapt')] }, 'pip')).toEqual([]);
  expect(found({ tools: [started('blastn')], lists: [] }, 'pip')).toEqual(['blastn']);
});

test('a program that no package of Debian is known to bring says so', async () => {
  write({ 'run.py': drawing.replace('dot', 'plink'), 'requirements.txt': 'pandas==3.0.6\n' });
  await said(adopt, { defaults: true, set: ['program=run.py', ...given] });
  expect(read('tre/README.md')).toContain(
    'plink is started, which the image is not known to have, and which no package of Debian is known to bring',
  );
  expect(await said(check, { verbose: true }, join(folder, 'tre'))).toContain('runs plink');
});

test('what is not started by the container, and git, which has nothing to ask in an image, are not installed', async () => {
  write({
    'run.py': 'import subprocess\nprint(subprocess.run(["git", "rev-parse", "HEAD"]))\n',
    'submit.sh': 'samtools view a.bam\n',
    'other/draw.py': drawing,
    'requirements.txt': 'pandas==3.0.6\n',
  });
  await said(adopt, { defaults: true, set: ['program=run.py', ...given] });
  expect(read('tre/README.md')).not.toMatch(/of the system|is started, which the image/);
  expect(read('tre/.yo-rc.json')).toMatch(/"systemPackages": \[\]/);
});

test('a command of the package leads to what its modules start', async () => {
  write({
    'pyproject.toml':
      '[project]\nname = "hip"\nversion = "1"\ndependencies = ["pandas==3.0.6"]\n[project.scripts]\nhip = "hip.cli:main"\n',
    'src/hip/__init__.py': '',
    'src/hip/cli.py': 'from hip import figures\ndef main():\n    figures.draw()\n',
    'src/hip/figures.py': 'import subprocess\ndef draw():\n    subprocess.run(["dot", "-Tpng", "/safe_data/a.dot"])\n',
  });
  await said(adopt, { defaults: true, set: ['program=hip', ...given] });
  expect(read('tre/README.md')).toContain('src/hip/figures.py:3 starts dot, which graphviz brings');
});

test('pandoc is installed where what is started has R render a document, and the page says why', async () => {
  write({
    'run.R': 'rmarkdown::render("report.Rmd", output_dir = "out")\n',
    'report.Rmd': '---\noutput: html_document\n---\n\n```{r}\nprint(1)\n```\n',
    'install.R': 'install.packages("rmarkdown")\n',
  });
  await said(adopt, { defaults: true, set: [...given, 'program=run.R'] });
  expect(read('tre/Dockerfile')).toContain('        pandoc \\\n');
  expect(read('tre/README.md')).toContain('| of the system | pandoc | run.R:1 needs pandoc |');
});
