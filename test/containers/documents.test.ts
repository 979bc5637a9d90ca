import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packQuarto, quartoReference } from './equipment/build-quarto.ts';
import { rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';
import { runTool } from './equipment/run-tool.ts';

const program = join(import.meta.dirname, '../../dist/bin/tre-container.js');
const top = mkdtempSync(join(tmpdir(), 'tre-documents-'));
const { sha256, remove } = packQuarto();
remove();

afterAll(() => rmSync(top, { recursive: true, force: true }));

/** Creates a project with two documents on the stand-in of a base with Quarto's. */
function makeProject(base: 'python' | 'r' | 'jupyter', checksum = sha256): string {
  const folder = join(top, `documents-${base}`);
  const answers = [
    `base=${base}`,
    `image=${quartoReference(base)}`,
    'ci=none',
    'documents=paper.qmd,appendix/methods.qmd',
    `quarto=1.10.18@sha256:${checksum}`,
  ];
  runTool('node', [program, 'create', folder, ...answers.flatMap((each) => ['--set', each]), '--defaults', '--quiet']);
  runTool('node', [program, 'pin', '--update', folder]);
  return folder;
}

/** Runs a shell in an image as a user that nobody knows, with the three folders and without a network, and says what it printed. */
function runShell(folder: string, image: string, script: string): string {
  const mounts = ['safe_outputs', 'scratch'].flatMap((name) => {
    const place = join(folder, `given-${name}`);
    mkdirSync(place);
    chmodSync(place, 0o777);
    return ['--volume', `${place}:/${name}`];
  });
  const data = ['--volume', `${join(folder, 'rehearsal/safe_data')}:/safe_data:ro`];
  const closed = ['--rm', '--read-only', '--network', 'none', '--user', '12345:12345', '--entrypoint', 'bash'];
  return runTool('docker', ['run', ...closed, ...data, ...mounts, image, '-c', script]);
}

describe.each(['python', 'r'] as const)(
  'documents on %s: the generated project, built unchanged on a stand-in',
  (base) => {
    let rehearsed: Rehearsed;
    beforeAll(async () => {
      rehearsed = await rehearseFolder(makeProject(base), { engine: 'docker', all: true });
    });

    test('passes all ten cells, with every name and address watched', () => {
      expect(rehearsed.out).toContain('10 passed, 0 failed, 0 unknown, 0 not applicable');
      expect([rehearsed.code, rehearsed.evidence.findings]).toEqual([0, []]);
      expect(rehearsed.evidence.cells.flatMap(({ observation }) => observation?.attempts ?? [])).toEqual([]);
    });

    test('leaves both documents in every cell, and nothing of its work elsewhere', () => {
      for (const { observation } of rehearsed.evidence.cells)
        expect(observation?.outputs.map(({ path }) => path).toSorted()).toEqual(['methods.html', 'paper.html']);
      expect(rehearsed.cell('writes').findings).toEqual([]);
    });

    test('leaves nothing in /safe_outputs where a document fails, and says which row, not what stands in it', () => {
      const folder = join(top, `documents-${base}`);
      writeFileSync(join(folder, 'rehearsal/safe_data/measurements.csv'), 'participant,group,value\nSECRET,,1\n');
      const script = '/app/render-documents.sh 2>&1; echo "status $?"; ls /safe_outputs /scratch';
      const said = runShell(folder, `localhost/documents-${base}:rehearsal`, script);
      expect(said).toContain('1 rows cannot be used, the first is row 1');
      expect(said).toContain('status 1');
      expect(said).not.toMatch(/SECRET|\.html/);
    });
  },
);

describe('a session of jupyter with documents', () => {
  let rehearsed: Rehearsed;
  let folder: string;
  beforeAll(async () => {
    folder = makeProject('jupyter');
    // The session itself is seen in all ten cells without documents, by bases.test.ts.
    rehearsed = await rehearseFolder(folder, { engine: 'docker' });
  });

  test('starts as each of those that the quick choice takes', () => {
    expect(rehearsed.out).toMatch(/\b[4-9] passed, 0 failed, 0 unknown, 0 not applicable/);
  });

  test('renders what was edited in it, with the image as it is', () => {
    const edit = [
      'mkdir -p /safe_outputs/documents/appendix',
      'cp /app/appendix/methods.qmd /safe_outputs/documents/appendix/',
      'printf \'```{python}\\n"edited" + " here"\\n```\\n\' > /safe_outputs/documents/paper.qmd',
      '/app/render-documents.sh 2>/dev/null',
      'cat /safe_outputs/paper.html /safe_outputs/methods.html',
    ].join(' && ');
    const page = runShell(folder, 'localhost/documents-jupyter:rehearsal', edit);
    expect(page).toContain('edited here');
    // Jupyter's table is HTML, which the stand-in shows as text.
    expect(page).toContain('&amp;lt;10');
    expect(page).toContain('this is no Quarto');
  });
});

test('another archive than the one whose checksum is written down stops the build, before anything of it runs', () => {
  const folder = makeProject('python', '0'.repeat(64));
  const build = (): string => runTool('buildah', ['build', '--tag', 'localhost/refused', folder]);
  expect(build).toThrow(/1 computed checksum did NOT match/);
});
