import { bases } from '../catalog/bases.ts';
import type { ImageReference } from '../model/dockerfile/image-reference.ts';
import { listOutsideImages } from '../model/check/outside-images.ts';
import { defineRule } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages, unknown, withOpen } from '../model/check/verdicts.ts';

/** Tags of branches, each of which is another image after the next change there. */
const moving: ReadonlySet<string> = new Set([
  'dev',
  'devel',
  'develop',
  'development',
  'edge',
  'head',
  'main',
  'master',
  'nightly',
  'trunk',
  'unstable',
]);

export default defineRule({
  kind: 'checked',
  id: 'base-image-not-latest',
  group: 'base',
  severity: 'warning',
  force: 'should',
  summary: 'Every FROM says which version it means',
  rationale:
    '`latest`, or no tag at all, names no version: a reader cannot tell what the image was built on, and a rebuild may bring another major version. A digest alone fixes the contents but tells a reader nothing; keep the tag beside it.',
  source: buildGuide('1.1'),
  check: onImages((_image, dockerfile) => {
    const images = listOutsideImages(dockerfile);
    if (images.length === 0) return notApplicable('no image from outside is used');
    const findings = images.flatMap(({ subject, location, image, version }) => {
      const problem =
        version?.tag === 'latest'
          ? 'uses the tag latest'
          : version !== undefined && version.tag === undefined && version.digest === undefined
            ? 'has no tag, which means latest'
            : version?.digest === undefined && moving.has((version?.tag ?? '').toLowerCase())
              ? `uses the tag ${version?.tag ?? ''}, which names a branch and no version`
              : undefined;
      return problem === undefined
        ? []
        : [
            {
              message: `${subject} ${problem}`,
              location,
              fix: image === undefined ? 'name the version: NAME:VERSION' : nameVersion(image),
            },
          ];
    });
    const open = images.find(({ version }) => version === undefined);
    const doubt = open === undefined ? undefined : unknown(open.unknown, open.location);
    const judged = judge(
      findings,
      {
        text: 'every image names its version or digest',
        location: { file: dockerfile.path, line: dockerfile.stages[0]?.line ?? 1 },
      },
      'file',
    );
    return withOpen(judged, doubt);
  }),
  good: [{ title: 'a version', files: { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\n' } }],
  bad: [
    { title: 'latest', files: { Dockerfile: 'FROM docker.io/rocker/rstudio:latest\n' } },
    {
      title: 'latest, where files are copied from',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n' },
    },
    { title: 'a branch', files: { Dockerfile: 'FROM ghcr.io/some-lab/tools:main\n' } },
    { title: 'no tag', files: { Dockerfile: 'FROM docker.io/library/python\n' } },
  ],
});

/** What to write: with the version that the catalogue has of the image, or a word in its place where it has none. */
function nameVersion({ canonicalRegistry, canonicalRepository, repository }: ImageReference): string {
  const known = Object.values(bases)
    .flatMap(({ images }) => images)
    .find(({ reference }) => reference.startsWith(`${canonicalRegistry}/${canonicalRepository}:`));
  return known === undefined
    ? `name the version: ${canonicalRegistry}/${repository}:VERSION`
    : `name the version, as in ${known.reference}`;
}
