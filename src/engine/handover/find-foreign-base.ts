import type { ScanReport } from '../../model/handover/scan-report.ts';
import type { ImageReference } from '../../model/dockerfile/image-reference.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';

type Named = Pick<ScanReport, 'artifact' | 'references' | 'repositoryDigests'>;

/**
 * What speaks against a report being on the base that a Dockerfile names, as a clause; nothing where it has its digest or, where FROM has none, its
 * name. An image of one's own that stands between the base and the image has the lowest layers of both, so that layers do not show it.
 * @param from full name of the base; empty where the Dockerfile does not say it
 */
export function findForeignBase({ artifact, references, repositoryDigests }: Named, from: string): string | undefined {
  const wanted = parseImageReference(from);
  if ('error' in wanted) return 'the Dockerfile does not say on which base the image is made';
  const names = [artifact, ...references, ...repositoryDigests].flatMap((text) => {
    const name = parseImageReference(text);
    return 'error' in name ? [] : [name];
  });
  const isNamed = names.some((name) =>
    wanted.digest === undefined ? fullName(name) === fullName(wanted) : name.digest === wanted.digest,
  );
  if (isNamed) return undefined;
  return `the report on the base is of ${artifact === '' ? 'an image that it does not name' : artifact}, and the Dockerfile names ${from}`;
}

function fullName({ canonicalRegistry, canonicalRepository, tag = 'latest' }: ImageReference): string {
  return `${canonicalRegistry}/${canonicalRepository}:${tag}`;
}
