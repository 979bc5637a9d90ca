import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  commands,
  head,
  instructions,
  lines,
  linesOfJulia,
  linesOfR,
  linesOfShell,
  pieces,
  places,
  repeatPiece,
  words,
} from './nasty-texts.ts';

const base = Number(process.env['GROWTH_BYTES'] ?? 8000);
const best = Number(process.env['GROWTH_RUNS'] ?? 5);
const only = process.env['GROWTH_ONLY'];
const program = path.join(import.meta.dirname, '../../dist/bin/tre-container.js');

/** Milliseconds of CPU that the built program takes, the least of some runs. */
function measure(files: Readonly<Record<string, string>>, runs: number): number {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'growth-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  let least = Infinity;
  for (let round = 0; round < runs; round += 1) {
    const { stderr } = spawnSync(
      process.execPath,
      ['--require', path.join(import.meta.dirname, 'report-cpu.cjs'), program, 'check', root, '--format', 'json'],
      { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], timeout: 60_000, killSignal: 'SIGKILL' },
    );
    least = Math.min(least, Number(/CPU (\d+)/.exec(stderr)?.[1] ?? 60_000));
  }
  fs.rmSync(root, { recursive: true });
  return least;
}

/** Below this many milliseconds the loading of parts and the collection of garbage are what is measured. */
const noise = 60;

const isSlow = (one: number, four: number): boolean => four > 6 * Math.max(one, noise);

function findSlow(place: string, texts: readonly string[]): readonly string[] {
  const make = places[place] ?? ((): Record<string, string> => ({}));
  const start = measure(make('a'), best);
  return texts.flatMap((piece) => {
    const times = Math.ceil(base / piece.length);
    // Once where that will do: a busy machine makes times longer, never shorter.
    for (const runs of [1, best]) {
      const four = measure(make(repeatPiece(piece, 4 * times)), runs);
      // Whatever a quarter takes.
      if (!isSlow(0, four - start)) return [];
      const one = measure(make(repeatPiece(piece, times)), runs);
      if (!isSlow(one - start, four - start)) return [];
      if (runs === best)
        return [`${JSON.stringify(piece)}: ${String(one - start)} ms, four times as much ${String(four - start)} ms`];
    }
    return [];
  });
}

const special: Readonly<Record<string, readonly string[]>> = {
  'a RUN': commands,
  'a Dockerfile': instructions,
  'long commands': words,
  'a program of Python': lines,
  'a program of R': linesOfR,
  'a program of Julia': linesOfJulia,
  'a script': linesOfShell,
};

test.each(Object.keys(places).filter((name) => only === undefined || only === name))(
  'work on %s grows with its length',
  (place) => {
    expect(findSlow(place, [...pieces, ...(special[place] ?? [])])).toEqual([]);
  },
  1_800_000,
);

test('what has no end, and what is very much, ends', () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'endless-'));
  fs.writeFileSync(path.join(root, 'Dockerfile'), head);
  fs.symlinkSync('/dev/zero', path.join(root, 'main.py'));
  execFileSync('mkfifo', [path.join(root, 'pipe.py'), path.join(root, '.dockerignore')]);
  fs.writeFileSync(path.join(root, 'large.py'), '');
  fs.truncateSync(path.join(root, 'large.py'), 1024 ** 3);
  fs.mkdirSync(path.join(root, 'many'));
  for (let index = 0; index < 25_000; index += 1) fs.writeFileSync(path.join(root, 'many', `${String(index)}.txt`), '');
  const out = execFileSync('sh', ['-c', `node "${program}" check "${root}" --format json; true`], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  const { summary } = JSON.parse(out) as { summary: { unknown: number } };
  expect(summary.unknown).toBeGreaterThan(0);
});
