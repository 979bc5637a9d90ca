import { readEvidence } from '../../parse/records/read-evidence.ts';
import { openEvidenceSigner } from '../../io/user-state/sign-evidence.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { evidencePath } from '../../model/rehearsal/evidence.ts';
import { digestOfEvidence } from './stand-of-evidence.ts';

/**
 * Remembers, beside this user's key and nowhere in the project, that a person takes one record from elsewhere for true. Throws UserError
 * where the digest is not that of the record that lies here, so that nobody acknowledges what they have not seen.
 */
export async function acknowledgeEvidence(
  project: ProjectFiles,
  digest: string,
  environment: Environment,
): Promise<void> {
  const evidence = readEvidence((await project.read([evidencePath])).get(evidencePath)?.text ?? '');
  if (evidence === undefined)
    throw new UserError({
      where: evidencePath,
      what: 'there is no record of a rehearsal to acknowledge',
      fix: 'tre-container rehearse makes one',
    });
  const actual = digestOfEvidence(evidence);
  if (digest.toLowerCase() !== actual)
    throw new UserError({
      where: '--acknowledge-evidence',
      what: `${JSON.stringify(digest)} is not the digest of ${evidencePath}, which was recorded on ${evidence.date.slice(0, 10)}`,
      fix: 'read it with `tre-container rehearse --show`, which ends by naming its digest',
    });
  // The repository may come from a stranger, who must not say who acknowledged it.
  const { own } = await environment.git(project.root);
  const by = own ?? environment.variables['USER'] ?? 'a person';
  const on = isoTime(environment.now()).slice(0, 10);
  const failed = openEvidenceSigner(environment.variables, project.root).acknowledge(actual, { by, on });
  if (failed !== undefined)
    throw new UserError({
      where: '--acknowledge-evidence',
      what: `it cannot be remembered, since ${failed}`,
      fix: 'set XDG_STATE_HOME to a folder of yours, outside the project',
    });
}
