import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tools } from './rivals.mjs';

/** The lines of Node that the product supports, from npm's packages of their programs. */
const versions = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' };

/**
 * Installs each line of Node, once, and gives its program.
 * @returns {{ line: string, program: string }[]}
 */
export function installNodes() {
  return Object.entries(versions).map(([line, version]) => {
    const folder = join(tools, `node-${version}`);
    const name = `node-${process.platform}-${process.arch}`;
    const program = join(folder, 'node_modules', name, 'bin', 'node');
    if (!existsSync(program)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
      execFileSync('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], {
        cwd: folder,
        stdio: 'ignore',
      });
    }
    return { line, program };
  });
}
