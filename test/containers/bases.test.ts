import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { BaseName } from '../../src/model/answers/answers.ts';
import { runTool } from './equipment/run-tool.ts';
import { rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';

const standIns = inject('standIns');
const program = join(import.meta.dirname, '../../dist/bin/tre-container.js');
const top = mkdtempSync(join(tmpdir(), 'tre-bases-'));

afterAll(() => rmSync(top, { recursive: true, force: true }));

/** Creates a project, pins it from the registry on loopback, and rehearses every cell. */
async function makeAndRehearse(
  base: BaseName,
): Promise<{ readonly dockerfile: string; readonly rehearsed: Rehearsed }> {
  const folder = join(top, base);
  const { reference, digest } = standIns[base];
  runTool('node', [
    program,
    'create',
    folder,
    '--set',
    `base=${base}`,
    '--set',
    `image=${reference}`,
    '--set',
    'ci=none',
    '--defaults',
    '--quiet',
  ]);
  runTool('node', [program, 'pin', '--update', folder]);
  const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  expect(dockerfile).toContain(`\nFROM ${reference}@${digest}\n`);
  const rehearsed = await rehearseFolder(folder, { engine: 'docker', all: true });
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(dockerfile);
  return { dockerfile, rehearsed };
}

describe.each(['python', 'pytorch', 'r', 'julia'] as const)(
  '%s: the generated batch project, built unchanged on a stand-in',
  (base) => {
    let rehearsed: Rehearsed;
    beforeAll(async () => {
      ({ rehearsed } = await makeAndRehearse(base));
    });

    test('passes all ten cells, with every name and address watched', () => {
      expect(rehearsed.out).toContain('10 passed, 0 failed, 0 unknown, 0 not applicable');
      expect([rehearsed.code, rehearsed.evidence.verdict, rehearsed.evidence.findings]).toEqual([0, 'pass', []]);
      expect(rehearsed.evidence.cells.map(({ observation }) => [observation?.network, observation?.attempts])).toEqual(
        rehearsed.evidence.cells.map(({ network }) => [network === 'none' ? 'counts' : 'sink', []]),
      );
    });

    test('runs as the user that each cell gives it, and leaves its summary', () => {
      expect(rehearsed.cell('root:read-only').observation?.user).toContain('uid=0(root) gid=0(root)');
      expect(rehearsed.cell('host-user:read-write').observation?.user).toContain('uid=10001');
      expect(rehearsed.cell('high-uid:read-write').observation?.user).toContain(
        'uid=1998602116 gid=5000 groups=5000,7000',
      );
      for (const { observation } of rehearsed.evidence.cells)
        expect(observation?.outputs.map(({ path }) => path)).toEqual(
          expect.arrayContaining(['run.log', 'summary.csv']),
        );
    });

    test('writes nowhere else, even when it may', () => {
      expect(rehearsed.cell('writes').findings).toEqual([]);
    });

    test('is recorded with its base, image and layers', () => {
      expect(rehearsed.evidence.base).toEqual(standIns[base]);
      expect(rehearsed.evidence.image).toMatchObject({
        reference: `localhost/${base}:rehearsal`,
        platform: 'linux/amd64',
      });
      expect(rehearsed.evidence.image.largestLayers).toHaveLength(3);
      expect(rehearsed.evidence.engine).toMatchObject({ name: 'docker', builder: 'buildah' });
    });
  },
);

describe.each(['jupyter', 'rapids'] as const)(
  '%s: the generated session, built unchanged on a stand-in with a real JupyterLab',
  (base) => {
    let rehearsed: Rehearsed;
    beforeAll(async () => {
      ({ rehearsed } = await makeAndRehearse(base));
    });

    test('answers, asks for its token and stops in all ten cells', () => {
      expect(rehearsed.out).toContain('10 passed, 0 failed, 0 unknown, 0 not applicable');
      for (const { observation } of rehearsed.evidence.cells.filter(({ network }) => network !== 'none'))
        expect(observation?.server).toMatchObject({
          asksForCredential: 'yes',
          answeredAfter: expect.any(Number),
          stoppedAfter: expect.any(Number),
        });
      expect(rehearsed.evidence.cells.flatMap(({ observation }) => observation?.attempts)).toEqual([]);
    });
  },
);

describe('rocker: the generated session, built unchanged on a stand-in', () => {
  let rehearsed: Rehearsed;
  beforeAll(async () => {
    ({ rehearsed } = await makeAndRehearse('rocker'));
  });

  test('answers with a login as root inside; what it cannot do is not applicable, with the reason', () => {
    expect(rehearsed.out).toContain('3 passed, 0 failed, 0 unknown, 6 not applicable');
    expect(rehearsed.cell('root:read-only').observation?.server).toMatchObject({ asksForCredential: 'yes' });
    expect(rehearsed.cell('high-uid:read-only').reason).toContain("Rocker's /init must run as root");
    expect(rehearsed.cell('image-user:read-only').reason).toContain('is root');
  });
});
