import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is kept between runs and that no other run uses now. Nothing in it is needed, it only saves time. */
export function claimCache(): { readonly folder: string; readonly release: () => void } {
  const top =
    process.env['TRE_CONTAINER_TEST_CACHE'] ??
    join(process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? tmpdir(), '.cache'), 'generator-tre-container');
  for (let number = 1; ; number += 1) {
    const folder = join(top, `containers-${number}`);
    mkdirSync(folder, { recursive: true });
    if (claim(join(folder, 'in-use')))
      return { folder, release: () => rmSync(join(folder, 'in-use'), { force: true }) };
  }
}

/** Two engines on one folder would destroy each other's images; a run that was killed leaves a mark without a process. */
function claim(mark: string): boolean {
  try {
    writeFileSync(mark, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (existsSync(`/proc/${readFileSync(mark, 'utf8').trim() || 'none'}`)) return false;
    writeFileSync(mark, String(process.pid));
    return true;
  }
}
