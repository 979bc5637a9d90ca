import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

// `npm run prepare`: builds the package. npm prepares a package that is installed globally from git, as pre-commit does, without the
// development dependencies that the build needs (its own install inherits `--global`), so they are installed here first.
// The commit of a release holds what was built, so there is nothing to do.
const root = resolve(import.meta.dirname, '..');
const { status: isReleased } = spawnSync('git', ['ls-files', '--error-unmatch', 'dist/bin/main.js'], {
  cwd: root,
  stdio: 'ignore',
});
if (isReleased === 0) process.exit(0);
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|prefix|location|local_prefix)$/i.test(name)),
);

function npm(...words) {
  const { status } = spawnSync('npm', words, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(root, 'node_modules', 'esbuild')))
  npm('ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund');
npm('run', 'build');
