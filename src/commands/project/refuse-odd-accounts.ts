import type { ContainerEngine } from '../../model/rehearsal/container-engine.ts';
import type { ImageFacts } from '../../model/rehearsal/container-image.ts';
import { UserError } from '../../model/errors.ts';

const accounts: ReadonlySet<string> = new Set(['passwd', 'group']);

/**
 * Throws UserError where an image has a pipe or a device as its list of users: an engine that starts it reads that without end, and holds the container
 * meanwhile. Where podman copies whole images for a look, each call's own clock has to do.
 */
export async function refuseOddAccounts(engine: ContainerEngine, image: ImageFacts): Promise<void> {
  if (engine.facts.copiesImages === true) return;
  const listed = (await engine.listFiles(image.id, ['/etc'])).get('/etc') ?? [];
  const odd = listed.find(({ path, type }) => accounts.has(path) && type === 'other');
  if (odd === undefined) return;
  throw new UserError({
    where: image.reference,
    what: `/etc/${odd.path} of the image is a pipe or a device, so that no engine can start it: it is read without end`,
    fix: 'let it be a regular file, as the base has it',
  });
}
