import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run a temporary folder and a user's state folder of its own, and removes them with all that the tests left in them. */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tre-tests-'));
  process.env['TMPDIR'] = folder;
  process.env['XDG_STATE_HOME'] = join(folder, 'state');
  return () => rmSync(folder, { recursive: true, force: true });
}
