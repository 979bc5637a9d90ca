import { describeFailures, type Unanswered } from '../src/commands/check/describe-failures.ts';
import { formatProblem } from '../src/model/errors.ts';
import type { Registries, Resolution, ResolvedImage } from '../src/model/pin/registry.ts';
import { parseImageReference } from '../src/parse/dockerfile/image-reference.ts';
import { changeEntry, type Findings } from './catalog-file.ts';

/** An image of the catalogue and the file that it stands in. */
export interface CatalogImage {
  readonly file: string;
  readonly reference: string;
  readonly digest?: string;
  readonly evidence?: string;
  /** Whether the entry says what the digest names; pipelines do not need it. */
  readonly saysKind: boolean;
}

/** How an entry says that we asked the registry ourselves. */
export const registryEvidence = 'the registry itself, for this tag';

/** Brings every image to the digest that its tag means on `today`, with the proof; one that is proven already and stands still stays as it is. */
export async function updateImages(
  root: string,
  images: readonly CatalogImage[],
  registries: Registries,
  today: string,
): Promise<Findings> {
  const findings: Findings = { changes: [], problems: [], notes: [] };
  const resolutions = await Promise.all(images.map(({ reference, digest }) => resolve(reference, digest, registries)));
  const unanswered: Unanswered[] = [];
  for (const [index, image] of images.entries()) {
    const resolution = resolutions[index];
    if (resolution === undefined) continue;
    if ('resolved' in resolution) await take(root, image, resolution.resolved, today, findings);
    else
      unanswered.push({
        name: image.reference,
        tag: image.reference.slice(image.reference.lastIndexOf(':') + 1),
        places: [image.file],
        failure: resolution.failure,
      });
  }
  findings.problems.push(...describeFailures(unanswered, images.length).map(formatProblem));
  return findings;
}

async function resolve(reference: string, digest: string | undefined, registries: Registries): Promise<Resolution> {
  const parsed = parseImageReference(reference);
  if ('error' in parsed || parsed.tag === undefined)
    throw new Error(`the catalogue names ${reference}, which is no image with a tag`);
  const image = { registry: parsed.canonicalRegistry, repository: parsed.canonicalRepository, tag: parsed.tag };
  return registries.resolve({
    image,
    known: digest === undefined ? [] : [digest],
    platform: 'linux/amd64',
    verify: 'always',
    dates: true,
  });
}

async function take(
  root: string,
  image: CatalogImage,
  { digest, kind, created }: ResolvedImage,
  today: string,
  { changes }: Findings,
): Promise<void> {
  const { file, reference } = image;
  if (digest === image.digest && image.evidence?.startsWith(registryEvidence) === true) return;
  const made = created.get(digest);
  const evidence = `${registryEvidence}${made === undefined ? '' : `; the image was made on ${made}`}`;
  await changeEntry(
    root,
    file,
    { field: 'reference', value: reference },
    { digest, ...(image.saysKind && kind !== undefined ? { digestKind: kind } : {}), seen: today, evidence },
  );
  const remark =
    digest === image.digest ? 'same digest, now seen by ourselves' : made === undefined ? '' : `made on ${made}`;
  changes.push([reference, image.digest ?? 'none', digest, remark]);
}
