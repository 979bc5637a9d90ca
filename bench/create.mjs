import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { measure, unsetVariables } from './measure.mjs';
import { installNodes } from './node-versions.mjs';
import { installPythonRivals, installYo, listFiles, tools, yoEnvironment } from './rivals.mjs';

// `npm run bench -- [--rounds N] [--own]`: prints a table and, last, one line of JSON. --own leaves the rivals out.
const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'dist', 'bin', 'tre-container.js');
const flags = process.argv.slice(2);
const rounds = flags.includes('--rounds') ? Number(flags[flags.indexOf('--rounds') + 1]) : 15;
const say = (text = '') => process.stdout.write(`${text}\n`);

const examples = readdirSync(join(root, 'examples')).map((file) => join(root, 'examples', file));
const nodes = installNodes();
const cases = nodes.flatMap(({ line, program }) => [
  { name: `node ${line} -e 0`, command: program, arguments_: () => ['-e', '0'] },
  ...examples.map((file) => ({
    name: `node ${line} create ${basename(file)}`,
    command: program,
    arguments_: (/** @type {string} */ folder) => [bin, join(folder, 'project'), '--answers', file],
    // Each Node keeps compiled code of its own, or they would take it from each other.
    env: { XDG_CACHE_HOME: join(tools, `cache-${line}`) },
  })),
]);

const sample = mkdtempSync(join(tmpdir(), 'tre-sample-'));
execFileSync(process.execPath, [bin, sample, '--answers', join(root, 'examples', 'python.yml'), '--quiet'], {
  stdio: 'ignore',
});
const files = listFiles(sample).length;
if (!flags.includes('--own')) {
  const yo = installYo(root);
  if ('yo' in yo) {
    cases.push(
      {
        name: `yo ${yo.version} --version`,
        command: process.execPath,
        arguments_: () => [yo.yo, '--version'],
        env: { CI: '1', ...yoEnvironment },
      },
      {
        name: 'yo with an empty generator',
        command: process.execPath,
        arguments_: (folder) => [yo.yo, 'nothing', '--destination-root', folder],
        env: { CI: '1', ...yoEnvironment },
        cwd: join(yo.yo, '../../../..'),
      },
      {
        name: 'yo tre-container',
        command: process.execPath,
        arguments_: (folder) => [
          yo.yo,
          'tre-container',
          '--destination-root',
          folder,
          '--answers',
          join(root, 'examples', 'python.yml'),
        ],
        env: { CI: '1', ...yoEnvironment },
        cwd: join(yo.yo, '../../../..'),
      },
    );
  } else say(`yo is left out: ${yo.reason}`);
  const rivals = installPythonRivals(sample);
  if ('cases' in rivals) cases.push(...rivals.cases);
  else say(`cookiecutter and copier are left out: ${rivals.reason}`);
}
rmSync(sample, { recursive: true });

const results = measure(cases, rounds);
/** @param {string} name */
const medianOf = (name) => results.find((result) => result.name === name)?.median ?? Number.NaN;
const cookiecutter = results.find(({ name }) => name.startsWith('cookiecutter'))?.median ?? Number.NaN;
say(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; median of ${rounds}; ${files} files a project`,
);
say(`Without ${unsetVariables.join(', ')}, which slow a bare node as well and so flatter every ratio to it.`);
say();
say(
  '| Node | `node -e 0`, ms | create, ms (the examples) | times bare node | ms above bare node | times cookiecutter |',
);
say('| ---: | ---: | ---: | ---: | ---: | ---: |');
for (const { line } of nodes) {
  const bare = medianOf(`node ${line} -e 0`);
  const own = examples.map((file) => medianOf(`node ${line} create ${basename(file)}`)).toSorted((a, b) => a - b);
  const middle = own[Math.floor(own.length / 2)] ?? Number.NaN;
  const spread = `${own[0]?.toFixed(0)} to ${own.at(-1)?.toFixed(0)}`;
  say(
    `| ${line} | ${bare.toFixed(0)} | ${spread} | ${(middle / bare).toFixed(2)} | ${(middle - bare).toFixed(0)} | ${(middle / cookiecutter).toFixed(2)} |`,
  );
}
say();
say('| command | median ms | fastest | slowest |');
say('| --- | ---: | ---: | ---: |');
for (const { name, median, fastest, slowest } of results)
  say(`| ${name} | ${median.toFixed(0)} | ${fastest.toFixed(0)} | ${slowest.toFixed(0)} |`);
const [version, empty, throughYo] = ['--version', 'empty generator', 'yo tre-container'].map(
  (part) => results.find(({ name }) => name.includes(part))?.median,
);
if (version !== undefined && empty !== undefined && throughYo !== undefined)
  say(
    `\nThrough yo: ${(throughYo / version).toFixed(2)} times \`yo --version\`; an empty generator ${(empty / version).toFixed(2)} times.`,
  );

const thousand = JSON.parse(
  execFileSync(process.execPath, [join(root, 'bench', 'thousand.mjs')], { cwd: root, encoding: 'utf8' }),
);
say(`\n1,000 projects in one process: ${thousand.perSecond.toFixed(0)} a second.\n`);
say('| hundred | ms a project | heap MB | resident MB |');
say('| ---: | ---: | ---: | ---: |');
for (const [at, { millisecondsEach, heapMegabytes, residentMegabytes }] of thousand.blocks.entries())
  say(`| ${at + 1} | ${millisecondsEach.toFixed(2)} | ${heapMegabytes.toFixed(0)} | ${residentMegabytes.toFixed(0)} |`);
say(
  `\n${JSON.stringify({ node: process.version, rounds, files, results, throughYo: version === undefined || throughYo === undefined ? undefined : throughYo / version, thousand })}`,
);
