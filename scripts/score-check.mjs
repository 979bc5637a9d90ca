// Measures `check` on repositories of others that were labelled by hand before it ran: npm run score -- MIRROR [SLUG ...]
// MIRROR holds a git directory for each, OWNER+NAME/repo. test/score/README.md says what the labels mean.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractRepository } from './extract-repository.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '../dist/bin/tre-container.js');
/** Rules that look at one line of one file. */
const mechanical = new Set([
  'base-image-qualified',
  'base-image-pinned',
  'base-image-not-latest',
  'base-image-current',
  'tre-directories-declared',
  'temp-on-scratch',
  'dockerignore-present',
  'workflow-lints-dockerfile',
  'workflow-scans-dockerfile',
  'workflow-scans-image-before-push',
  'workflow-actions-pinned',
]);
/** Rules that read programs or what something means. */
const reading = new Set([
  'no-runtime-download',
  'outputs-in-safe-directories',
  'nothing-in-home',
  'starts-without-interaction',
  'offline-variables-set',
  'hf-home-under-safe-data',
  'interactive-port-exposed',
  'interactive-server-authenticated',
  'no-data-files',
  'no-secrets',
  'executables-not-writable',
  'dependencies-pinned',
]);
/** What each label says of each verdict; what is missing is right. */
const outcomes = {
  F: { fail: 'found', unknown: 'missed as unknown', pass: 'missed', notApplicable: 'missed', waived: 'missed' },
  FU: { fail: 'found', pass: 'missed', notApplicable: 'missed', waived: 'missed' },
  P: { fail: 'false', unknown: 'unknown without need' },
  N: { fail: 'false', unknown: 'unknown without need' },
  U: { fail: 'false', pass: 'passed though unknowable', notApplicable: 'passed though unknowable' },
  PU: { fail: 'false' },
  A: {},
};
const order = ['fail', 'unknown', 'waived', 'pass'];

/**
 * @param {string} target
 * @param {string} columns
 */
const countLines = (target, columns) =>
  spawnSync(process.execPath, [program, 'check', target], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, COLUMNS: columns },
  })
    .stdout.trimEnd()
    .split('\n').length;

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);
const given = process.argv.slice(2);
const at = given.indexOf('--labels');
const list = at < 0 ? join(here, '../test/score/check.json') : given.splice(at, 2)[1];
const [mirror, ...wanted] = given;
if (mirror === undefined || list === undefined) {
  say('name the folder of the repositories: npm run score -- MIRROR [SLUG ...] [--labels FILE]');
  process.exit(2);
}

const kinds = {
  all: () => true,
  'not mechanical': (rule) => !mechanical.has(rule),
  reading: (rule) => reading.has(rule),
};
const totals = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, new Map()]));
const lengths = [];
const rows = [];
let findings = 0;
let judgedRight = 0;
let judgedWrong = 0;
let seconds = 0;
for (const each of JSON.parse(readFileSync(list, 'utf8'))) {
  const { slug, repository, commit, folder, labels, rightFindings = [], wrongFindings = [] } = each;
  if (wanted.length > 0 && !wanted.includes(slug)) continue;
  const store = join(mirror, repository.replace('/', '+'), 'repo');
  if (!existsSync(store)) {
    say(`${slug}: not in the mirror (${repository})`);
    continue;
  }
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'score-check-')));
  extractRepository(store, commit, temporary);
  // A build sends .git along unless an ignore file says otherwise.
  mkdirSync(join(temporary, '.git'), { recursive: true });
  writeFileSync(join(temporary, '.git/HEAD'), 'ref: refs/heads/main\n');
  const target = join(temporary, folder);
  const run = (...more) =>
    spawnSync(process.execPath, [program, 'check', target, ...more], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const started = performance.now();
  const { status, stdout, stderr } = run('--format', 'json');
  seconds += (performance.now() - started) / 1000;
  if (status === 2) {
    say(`${slug}: ended with 2\n${stderr.slice(0, 600)}`);
    continue;
  }
  // A line is a finding with its fix; how many rows of a screen they take is said beside.
  lengths.push(countLines(target, '0'));
  rows.push(countLines(target, '80'));
  rmSync(temporary, { recursive: true });
  const { results } = JSON.parse(stdout);
  const single = new Map(
    results
      .filter(({ verdict, rule }) => verdict === 'fail' && reading.has(rule))
      .map(({ rule, message, location }) => {
        const place = `${(location?.file ?? '').replace(`${target}/`, '')}:${location?.line ?? ''}`;
        return [`${rule} ${place} ${message}`, { rule, place }];
      }),
  );
  findings += single.size;
  for (const { rule, place } of single.values()) {
    const stands = (/** @type {{ rule: string, place: string }} */ one) => one.rule === rule && one.place === place;
    judgedRight += Number(rightFindings.some(stands));
    judgedWrong += Number(wrongFindings.some(stands));
  }
  for (const [rule, label] of Object.entries(labels)) {
    const found = results.filter((result) => result.rule === rule).map(({ verdict }) => verdict);
    const verdict = order.find((kind) => found.includes(kind)) ?? 'notApplicable';
    const outcome = outcomes[label][verdict] ?? 'right';
    for (const [kind, holds] of Object.entries(kinds))
      if (holds(rule)) totals[kind].set(outcome, (totals[kind].get(outcome) ?? 0) + 1);
    if (outcome !== 'right' && outcome !== 'found') say(`${slug}: ${rule} is ${verdict}, label ${label}: ${outcome}`);
  }
}
for (const [kind, total] of Object.entries(totals)) {
  const count = (name) => total.get(name) ?? 0;
  const right = count('found');
  const share = (of) => (of === 0 ? '-' : (right / of).toFixed(3));
  say(
    `${kind}: precision ${share(right + count('false'))}, recall ${share(right + count('missed') + count('missed as unknown'))} (${[...total].map(([name, many]) => `${name} ${many}`).join(', ')})`,
  );
}
for (const each of [lengths, rows]) each.sort((a, b) => a - b);
const unjudged = findings - judgedRight - judgedWrong;
say(
  `single findings of the reading rules: ${findings}, of which a person judged ${judgedRight + judgedWrong}: right ${judgedRight}, wrong ${judgedWrong}; judged by nobody ${unjudged}`,
);
say(
  `lines of text: median ${lengths[Math.floor(lengths.length / 2)] ?? '-'}, most ${lengths.at(-1) ?? '-'} (as rows of 80 columns ${rows[Math.floor(rows.length / 2)] ?? '-'}, ${rows.at(-1) ?? '-'}); ${seconds.toFixed(0)} s for all`,
);
