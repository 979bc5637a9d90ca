// Measures what `adopt --survey` proposes on repositories of others: npm run score:adopt -- MIRROR [SLUG ...] [--labels FILE]
// MIRROR holds a git directory for each, OWNER+NAME/repo; the labels, made by hand, are in test/score/adopt.json.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractRepository } from './extract-repository.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '../dist/bin/tre-container.js');
/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);
const given = process.argv.slice(2);
const at = given.indexOf('--labels');
const [file = join(here, '../test/score/adopt.json')] = at < 0 ? [] : given.splice(at, 2).slice(1);
const [mirror, ...wanted] = given;
const labels = JSON.parse(readFileSync(file, 'utf8'));
if (mirror === undefined) {
  say('name the folder of the repositories: npm run score:adopt -- MIRROR [SLUG ...]');
  process.exit(2);
}

/** Names, sizes, modes and times of everything: what must not change. */
function snapshot(folder) {
  return readdirSync(folder, { recursive: true })
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => {
      const { size, mode, mtimeMs } = lstatSync(join(folder, name));
      return `${name} ${size} ${mode} ${mtimeMs}`;
    })
    .join('\n');
}

function judge(label, { base, mode, program: { start, ask }, manifest }) {
  const typed = start.join(' ');
  return {
    base: label.base.includes(base),
    mode: label.mode.includes(mode),
    manifest: label.manifest.includes(manifest.path),
    program: label.program.ask ? ask : !ask && label.program.names.every((name) => typed.includes(name)),
  };
}

const totals = { base: 0, mode: 0, manifest: 0, program: 0 };
let count = 0;
for (const label of labels) {
  if (wanted.length > 0 && !wanted.includes(label.slug)) continue;
  const repository = join(mirror, label.repository.replace('/', '+'), 'repo');
  if (!existsSync(repository)) {
    say(`${label.slug}: not in the mirror (${label.repository})`);
    continue;
  }
  count += 1;
  const folder = mkdtempSync(join(tmpdir(), 'score-adopt-'));
  extractRepository(repository, label.commit, folder);
  const before = snapshot(folder);
  const started = performance.now();
  const run = spawnSync(process.execPath, [program, 'adopt', join(folder, label.folder), '--survey', '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - started) / 1000;
  const unchanged = snapshot(folder) === before;
  rmSync(folder, { recursive: true });
  if (run.status !== 0) {
    say(`${label.slug}: ended with ${run.status}\n${run.stderr.slice(0, 600)}`);
    continue;
  }
  const { proposal } = JSON.parse(run.stdout);
  const right = judge(label, proposal);
  for (const key of Object.keys(totals)) totals[key] += Number(right[key]);
  const mark = (key, text) => `${right[key] ? ' ' : '!'}${text}`;
  const { start, ask } = proposal.program;
  say(
    [
      label.slug.padEnd(22),
      mark('base', proposal.base).padEnd(9),
      mark('mode', proposal.mode).padEnd(13),
      mark('manifest', proposal.manifest.path ?? '-').padEnd(36),
      mark('program', `${ask ? 'asked: ' : ''}${start.join(' ')}`)
        .slice(0, 90)
        .padEnd(90),
      `${seconds.toFixed(1)} s${unchanged ? '' : '  SOMETHING WAS CHANGED'}`,
    ].join(' '),
  );
}
say(
  `of ${count}: ${Object.entries(totals)
    .map(([key, right]) => `${key} ${right}`)
    .join(', ')}`,
);
