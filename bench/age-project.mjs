import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a project look as if an older version had made it and a person had worked on it: a line of the Dockerfile is older, the person
 * added one, one file is still to come.
 * @param {string} root
 */
export function ageProject(root) {
  const file = join(root, '.tre-container', 'baseline.json');
  const baseline = JSON.parse(readFileSync(file, 'utf8'));
  baseline.version = '0.0.9';
  const older = baseline.files.Dockerfile.text.map((/** @type {string} */ line) =>
    line.replace('USER tre', 'USER old'),
  );
  baseline.files.Dockerfile.text = older;
  delete baseline.files['ces/run.sh'];
  rmSync(join(root, 'ces', 'run.sh'));
  writeFileSync(file, `${JSON.stringify(baseline, undefined, 1)}\n`);
  writeFileSync(join(root, 'Dockerfile'), `# mine\n${older.join('\n')}`);
  const state = join(root, '.yo-rc.json');
  writeFileSync(state, readFileSync(state, 'utf8').replace(/"version": "[^"]*"/, '"version": "0.0.9"'));
}
