import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { ageProject } from './age-project.mjs';
import { measure } from './measure.mjs';
import { listFiles } from './rivals.mjs';
import { installUpdateRivals } from './update-rivals.mjs';

// `npm run bench:upgrade -- [--rounds N] [--projects N] [--own]`: prints tables and, last, one line of JSON. --own leaves the rivals out.
const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'dist', 'bin', 'tre-container.js');
const flags = process.argv.slice(2);
const numberOf = (/** @type {string} */ flag, /** @type {number} */ fallback) =>
  flags.includes(flag) ? Number(flags[flags.indexOf(flag) + 1]) : fallback;
const rounds = numberOf('--rounds', 15);
const projects = numberOf('--projects', 1000);
const say = (text = '') => process.stdout.write(`${text}\n`);

const scratch = mkdtempSync(join(tmpdir(), 'tre-upgrade-'));
try {
  const current = join(scratch, 'current');
  execFileSync(process.execPath, [bin, current, '--answers', join(root, 'examples', 'python.yml'), '--quiet'], {
    stdio: 'ignore',
  });
  const aged = join(scratch, 'aged');
  cpSync(current, aged, { recursive: true });
  ageProject(aged);
  const files = listFiles(current).length;

  const own = (/** @type {string} */ name, /** @type {string} */ project, /** @type {string[]} */ ...more) => ({
    name,
    command: process.execPath,
    arguments_: () => [bin, 'upgrade', '--defaults', ...more],
    prepare: (/** @type {string} */ folder) => cpSync(project, folder, { recursive: true }),
  });
  const cases = [
    { name: 'node -e 0', command: process.execPath, arguments_: () => ['-e', '0'] },
    own('upgrade: merge, update, create', aged),
    own('upgrade: nothing to do', current),
    own('upgrade --check', current, '--check'),
  ];
  const rivals = flags.includes('--own') ? { cases: [] } : installUpdateRivals(current);
  if ('cases' in rivals) cases.push(...rivals.cases);
  else say(`copier and cruft are left out: ${rivals.reason}`);

  const results = measure(cases, rounds);
  const bare = results[0]?.median ?? Number.NaN;
  say(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; median of ${rounds}; ${files} files a project\n`,
  );
  say('| command | median ms | fastest | slowest | times `node -e 0` |');
  say('| --- | ---: | ---: | ---: | ---: |');
  for (const { name, median, fastest, slowest } of results)
    say(
      `| ${name} | ${median.toFixed(0)} | ${fastest.toFixed(0)} | ${slowest.toFixed(0)} | ${(median / bare).toFixed(2)} |`,
    );

  const many = await upgradeMany(aged);
  say(`\n${projects} projects in one process: ${many.perSecond.toFixed(0)} a second.\n`);
  say('| tenth | ms a project | resident MB |');
  say('| ---: | ---: | ---: |');
  for (const [at, { millisecondsEach, residentMegabytes }] of many.blocks.entries())
    say(`| ${at + 1} | ${millisecondsEach.toFixed(2)} | ${residentMegabytes.toFixed(0)} |`);
  say(`\n${JSON.stringify({ node: process.version, rounds, files, results, many })}`);
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * Upgrades many copies of a project by one command; each line of its output is one project done.
 * @param {string} aged
 */
async function upgradeMany(aged) {
  const folders = Array.from({ length: projects }, (_, number) => join(scratch, 'many', String(number)));
  for (const folder of folders) cpSync(aged, folder, { recursive: true });
  const list = join(scratch, 'list.txt');
  writeFileSync(list, `${folders.join('\n')}\n`);
  const start = performance.now();
  const child = spawn(process.execPath, [bin, 'upgrade', '--from-list', list, '--defaults', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.on('close', done));
  const blocks = [];
  let [count, blockStart] = [0, start];
  for await (const line of createInterface({ input: child.stdout })) {
    if (JSON.parse(line).outcome !== 'upgraded') throw new Error(line);
    count += 1;
    if (count % Math.ceil(projects / 10) !== 0) continue;
    const now = performance.now();
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    blocks.push({
      millisecondsEach: (now - blockStart) / Math.ceil(projects / 10),
      residentMegabytes: Number(resident) / 1000,
    });
    blockStart = now;
  }
  const code = await ended;
  if (code !== 0 || count !== projects) throw new Error(`exit code ${String(code)} after ${count} projects`);
  return { projects, perSecond: (1000 * projects) / (performance.now() - start), blocks };
}
