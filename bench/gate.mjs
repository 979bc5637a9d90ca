import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { measure, unsetVariables } from './measure.mjs';
import { installNodes } from './node-versions.mjs';
import { tools } from './rivals.mjs';

// `npm run bench:gate -- [--rounds N] [--write]`: compares how many times a bare node `create` takes with the last release, for each Node line, and
// ends with 1 where one lost more than 15 %. --write, at a release and on a quiet machine, makes these figures the ones to compare with.
const root = resolve(import.meta.dirname, '..');
const file = join(root, 'bench', 'released.json');
const bin = join(root, 'dist', 'bin', 'tre-container.js');
const flags = process.argv.slice(2);
const rounds = flags.includes('--rounds') ? Number(flags[flags.indexOf('--rounds') + 1]) : 15;
const mostLost = 0.15;
const say = (text = '') => process.stdout.write(`${text}\n`);

if (!existsSync(bin)) throw new Error(`${bin} is missing: npm run build`);
const examples = readdirSync(join(root, 'examples')).map((name) => join(root, 'examples', name));
const nodes = installNodes();
const cases = nodes.flatMap(({ line, program }) => [
  { name: `${line} bare`, command: program, arguments_: () => ['-e', '0'] },
  ...examples.map((example) => ({
    name: `${line} ${basename(example)}`,
    command: program,
    arguments_: (/** @type {string} */ folder) => [bin, join(folder, 'project'), '--answers', example],
    env: { XDG_CACHE_HOME: join(tools, `cache-${line}`) },
  })),
]);
const results = measure(cases, rounds);
/** @param {string} name */
const timeOf = (name) => results.find((result) => result.name === name)?.median ?? Number.NaN;

/** @type {{ version: string, measured: string, timesBareNode: Record<string, number> }} */
const released = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, number>} */
const now = {};
for (const { line } of nodes) {
  const own = examples.map((example) => timeOf(`${line} ${basename(example)}`)).toSorted((a, b) => a - b);
  now[line] = Number(((own[own.length >> 1] ?? Number.NaN) / timeOf(`${line} bare`)).toFixed(2));
}
say(
  `create, times a bare node: the median of ${examples.length} examples, each the median of ${rounds}; without ${unsetVariables.join(', ')}`,
);
say(`\n| Node | ${released.version} (${released.measured}) | now | change |\n| --- | ---: | ---: | ---: |`);
const lost = [];
const unknown = [];
for (const [line, ratio] of Object.entries(now)) {
  const before = released.timesBareNode[line];
  const change = ratio / (before ?? Number.NaN) - 1;
  // Not a number is no pass.
  if (before === undefined) unknown.push(line);
  else if (!(change <= mostLost)) lost.push(line);
  say(
    `| ${line} | ${before ?? 'not measured'} | ${ratio} | ${before === undefined ? '' : `${(change * 100).toFixed(0)} %`} |`,
  );
}
if (flags.includes('--write')) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const measured = new Date().toISOString().slice(0, 10);
  writeFileSync(file, `${JSON.stringify({ version, measured, timesBareNode: now }, undefined, 2)}\n`);
  say(`\nThese are the figures of ${version} from now on.`);
} else if (lost.length + unknown.length > 0) {
  if (unknown.length > 0)
    say(
      `\nNobody measured ${released.version} on Node ${unknown.join(', ')}: build that release, and measure it with --write.`,
    );
  if (lost.length > 0)
    say(
      `\nLost more than ${mostLost * 100} % on Node ${lost.join(', ')}. Measure again on a quiet machine, then look for what a run loads or does more.`,
    );
  process.exitCode = 1;
}
