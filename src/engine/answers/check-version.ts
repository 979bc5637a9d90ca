import gt from 'semver/functions/gt.js';
import valid from 'semver/functions/valid.js';
import { UserError } from '../../model/errors.ts';

/**
 * Refuses to work with a project that a newer version made: this one does not know what changed since.
 * `recorded`: version in the project's `.yo-rc.json`. `running`: version of this generator.
 */
export function checkVersion(recorded: string, running: string, mode: 'no downgrade' | 'downgrade allowed'): void {
  const where = '.yo-rc.json';
  if (valid(recorded) === null) {
    throw new UserError({
      where,
      what: `records the version ${JSON.stringify(recorded)}, which is none`,
      fix: 'write the version that made the project, e.g. "0.1.0", or take the file back from your version control',
    });
  }
  if (mode === 'downgrade allowed' || !gt(recorded, running)) return;
  throw new UserError({
    where,
    what: `the project was made by version ${recorded}, and this is ${running}`,
    why: 'An older version does not know what the newer one changed.',
    fix: `npx generator-tre-container@${recorded} upgrade, or take the project back to this version: tre-container upgrade --allow-downgrade`,
  });
}
