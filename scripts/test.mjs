import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

// `npm test`: what needs nothing of each other runs at once, each step's words printed together when it ends; the unit tests come last, alone,
// since they take every processor and run the built program.
const root = resolve(import.meta.dirname, '..');
const lanes = [
  [['build', 'npm', ['run', 'build']]],
  [
    ['typecheck', 'npm', ['run', 'typecheck']],
    ['lint', 'npm', ['run', 'lint']],
  ],
];

/**
 * @param {readonly [name: string, command: string, words: readonly string[]]} step
 * @returns {Promise<boolean>} whether it went well
 */
function run([name, command, words]) {
  return new Promise((done) => {
    const began = performance.now();
    const child = spawn(command, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', (error) => (said += `${error.message}\n`));
    child.on('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      process.stdout.write(`${said}${name}: ${code === 0 ? 'well' : 'FAILED'} after ${seconds} s\n`);
      done(code === 0);
    });
  });
}

const results = await Promise.all(
  lanes.map(async (steps) => {
    for (const step of steps) if (!(await run(step))) return false;
    return true;
  }),
);
if (results.includes(false)) process.exit(1);
const unit = spawn('npm', ['run', 'unit'], { cwd: root, stdio: 'inherit' });
unit.on('close', (code) => process.exit(code ?? 1));
