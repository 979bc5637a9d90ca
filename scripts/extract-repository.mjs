import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes the files of a commit; what the store lacks (files of 4 MiB and more) becomes an empty one of that size.
 * @param {string} repository a git directory
 * @param {string} commit
 * @param {string} folder where to
 */
export function extractRepository(repository, commit, folder) {
  /** @param {string[]} words */
  const git = (...words) =>
    execFileSync('git', ['-C', repository, ...words], { maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'ignore'] });
  for (const entry of git('ls-tree', '-r', '-z', commit).toString('utf8').split('\0').filter(Boolean)) {
    const [mode = '', type, hash = ''] = entry.slice(0, entry.indexOf('\t')).split(' ');
    const place = join(folder, entry.slice(entry.indexOf('\t') + 1));
    if (type !== 'blob' || mode === '120000') continue;
    mkdirSync(dirname(place), { recursive: true });
    try {
      writeFileSync(place, git('cat-file', 'blob', hash));
    } catch {
      writeFileSync(place, '');
      truncateSync(place, 4 * 1024 * 1024);
    }
    chmodSync(place, mode === '100755' ? 0o755 : 0o644);
  }
}
