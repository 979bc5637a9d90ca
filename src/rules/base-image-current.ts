import { securityReleases } from '../catalog/releases.ts';
import type { Base } from '../model/render/base.ts';
import type { SecurityReleases } from '../model/dockerfile/security-releases.ts';
import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import { boundOfWheels, type WheelBound } from './shared/commands/wheelless.ts';
import { askedOfImage } from './shared/adopted/find-adopted.ts';
import { isOfLine, versionOfTag } from './shared/image/compare-release.ts';
import { ownDockerfile } from './shared/image/own-dockerfile.ts';
import { judgeRelease } from './shared/image/judge-release.ts';

/** Images of a language whose releases are their tags, beside those whose releases are known. */
const byRelease = /^(?:docker|quay|ghcr)\.io\/(?:jupyter|rocker|rocker-org)\//;

export default defineRule({
  kind: 'checked',
  id: 'base-image-current',
  group: 'base',
  severity: 'warning',
  force: 'should',
  summary: 'The base image is not older than a known security release of what it brings',
  rationale:
    'A security release fixes what scanners would report, and what somebody has to answer for in an image that stays. The image of an older release keeps it, pinned or not. Known are the releases in this version of the tool, of Python, PyTorch and R; images of something else (a distribution, conda, Jupyter, Julia) are not asked, but one of Jupyter or Rocker without a tag is unknown, as is a tag that moves (python:3.11), since the file does not say which release a build gets; what an image brings that stands in no table here is not known, and a scan of the image knows more.',
  source: testingGuide('2. Scanning the container image using Trivy CI'),
  check: onImages((finalImage, dockerfile, facts) => {
    const { from, base, known: told } = finalImage;
    const { path: file } = dockerfile;
    if (from.scratch) return notApplicable('the image starts from scratch, so there is no base');
    const { image } = from;
    const location = { file, line: from.word.line };
    if (image === undefined) return unknown(`the image "${from.word.value}" ${from.error ?? 'is not known'}`, location);
    const name = `${image.canonicalRegistry}/${image.canonicalRepository}`;
    const known = securityReleases.find(({ repositories }) => repositories.includes(name));
    // The tags of such images do name a release: without one nobody can tell.
    const isOpen =
      (image.tag === undefined && image.digest === undefined && byRelease.test(name)) ||
      // Its tags name the distribution alone.
      name === 'docker.io/rocker/r2u';
    if (known === undefined)
      return isOpen
        ? unknown(`"${image.text}" names no release, so nobody can tell which Python or R it brings`, location)
        : told === undefined && base === undefined
          ? unknown(
              `nobody here knows what ${name} brings, so how old that is cannot be told; a scan of it can`,
              location,
            )
          : notApplicable(`this version knows of no security releases of what ${name} brings`);
    const isOfPython = known.program === 'Python';
    const wheels = known.program === 'R' ? undefined : boundOfWheels({ image: finalImage, dockerfile, facts });
    const bound = isOfPython ? wheels : undefined;
    return judgeRelease(image, known, location, (line, otherwise) => {
      const proposed = proposeImage(base, name, line, bound);
      if (proposed === undefined)
        return bound === undefined || otherwise === undefined
          ? (otherwise ?? nameRelease(base, name, line, known))
          : `${otherwise}; ${bound.package} has no wheel for a Python newer than 3.${String(bound.minor)}`;
      const older = isOfPython ? '' : sayOlder(base, proposed, wheels);
      if (file !== ownDockerfile(facts)) return `${older}start from ${proposed}`;
      const asked = askedOfImage(facts, proposed.split('@', 1)[0] ?? '');
      const first = asked === undefined ? older : `first see that your packages and programs fit it (${asked}), then `;
      return `${first}tre-container upgrade --set image=${proposed}`;
    });
  }),
  good: [
    { title: 'the security release itself', files: { Dockerfile: 'FROM docker.io/library/python:3.13.16-slim\n' } },
    { title: 'a later one', files: { Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\n' } },
  ],
  bad: [
    { title: 'an older release', files: { Dockerfile: 'FROM docker.io/library/python:3.13.2-slim\n' } },
    { title: 'an older line', files: { Dockerfile: 'FROM docker.io/rocker/r-ver:4.3\n' } },
    { title: 'a line that has ended', files: { Dockerfile: 'FROM docker.io/library/python:3.8-slim\n' } },
  ],
});

/** With an image of the same repository and line that says it. */
function nameRelease(base: Base | undefined, name: string, line: string, { inTag, lines }: SecurityReleases): string {
  const known = base?.images.find(
    ({ reference }) =>
      reference.startsWith(`${name}:`) && isOfLine(versionOfTag(reference.slice(name.length + 1)) ?? '', line),
  )?.reference;
  const newest = inTag === undefined ? lines.find((each) => each.line === line)?.newest?.version : undefined;
  const example = known ?? (newest === undefined ? undefined : `${name}:${newest}`);
  return `name the release in the tag${example === undefined ? '' : `, as in ${example}`}`;
}

/** What comes first where a version that is installed has no wheel for the Python of a proposed image; of one whose Python is not known too. */
function sayOlder(base: Base | undefined, proposed: string, wheels: WheelBound | undefined): string {
  const image = base?.images.find(({ reference }) => proposed.startsWith(`${reference}@`));
  const minor = /\bPython 3\.(\d+)/.exec(image?.note ?? '')?.[1] ?? Infinity;
  if (wheels === undefined || Number(minor) <= wheels.minor) return '';
  return `first take a newer ${wheels.package.replace(/ .*/, '')}, since ${wheels.package} has no wheel for a Python newer than 3.${String(wheels.minor)}, then `;
}

/** An image of the catalogue in the same repository, of a line (any, where that is empty), and for whose Python there are the wheels that are asked for. */
function proposeImage(
  base: Base | undefined,
  name: string,
  line: string,
  bound: WheelBound | undefined,
): string | undefined {
  const found = base?.images.find(({ reference, digest }) => {
    const [repository, tag = ''] = reference.split(':');
    const version = versionOfTag(tag) ?? '';
    const fits = bound === undefined || Number(version.split('.')[1]) <= bound.minor;
    return digest !== undefined && repository === name && isOfLine(version, line) && fits;
  });
  return found === undefined ? undefined : `${found.reference}@${found.digest ?? ''}`;
}
