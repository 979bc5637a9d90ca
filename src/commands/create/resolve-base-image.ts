import { tellNote } from '../../report/terminal/tell-note.ts';
import { tre } from '../../catalog/tre.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { openRegistries } from '../../io/registry/open-registries.ts';
import type { Asker } from '../../model/ports.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { describeFailures } from '../check/describe-failures.ts';

/**
 * The base image with the digest that its tag means today, asked from its registry; as it is where it has one already.
 * Throws UserError where the registry cannot tell: unknown tag, private image, no network.
 */
export async function resolveBaseImage(
  image: string,
  { variables, terminal }: Pick<Environment, 'variables' | 'terminal'>,
): Promise<string> {
  const reference = parseImageReference(image);
  if ('error' in reference || reference.digest !== undefined) return image;
  const tag = reference.tag ?? 'latest';
  const name = { registry: reference.canonicalRegistry, repository: reference.canonicalRepository, tag };
  const resolution = await openRegistries(variables, { tell: (sentence) => tellNote(sentence, { terminal }) }).resolve({
    image: name,
    known: [],
    platform: tre.platform,
    verify: 'always',
    dates: false,
  });
  if ('resolved' in resolution) return `${image}@${resolution.resolved.digest}`;
  const [first, ...others] = describeFailures([{ name: image, tag, places: [], failure: resolution.failure }], 1);
  throw new UserError(first ?? { what: `${image}: its digest could not be found out` }, ...others);
}

/** The images of which a person was asked already: an answer that is changed at the end does not bring the question back. */
const offered = new WeakMap<Asker, Set<string>>();

/** Asks a person once whether to ask the registry. What it cannot tell is said, and the image stays as it is. */
export async function offerDigest(image: string, asker: Asker, environment: Environment): Promise<string> {
  const before = offered.get(asker) ?? new Set();
  if (before.has(image)) return image;
  offered.set(asker, before.add(image));
  const help = `For ${image} none is recorded. Nothing else here uses a network; \`pin\` can do it later.`;
  if (
    !(await asker.confirm({ message: 'Ask the registry for the digest of the base image now?', help, initial: false }))
  )
    return image;
  try {
    return await resolveBaseImage(image, environment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tellNote(`${error.message}\nThe project is made with the tag alone.`, environment);
    return image;
  }
}
