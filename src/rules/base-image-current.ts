import { securityReleases } from '../catalog/releases.ts';
import type { ImageReference } from '../model/dockerfile/image-reference.ts';
import type { ReleaseLine, SecurityRelease, SecurityReleases } from '../model/dockerfile/security-releases.ts';
import { defineRule, type Location, type Verdict } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, notApplicable, onImages, pass, unknown } from '../model/check/verdicts.ts';
import { compareRelease, isOfLine, versionOfTag } from './shared/image/compare-release.ts';

export default defineRule({
  kind: 'checked',
  id: 'base-image-current',
  group: 'base',
  severity: 'warning',
  force: 'should',
  summary: 'The base image is not older than a known security release of what it brings',
  rationale:
    'A security release fixes what scanners would report, and what somebody has to answer for in an image that stays. The image of an older release keeps it, pinned or not. Known are the releases in this version of the tool, of Python, PyTorch and R; a scan of the image knows more.',
  source: testingGuide('2. Scanning the container image using Trivy CI'),
  check: onImages(({ from }, { path: file }) => {
    if (from.scratch) return notApplicable('the image starts from scratch, so there is no base');
    const { image } = from;
    const location = { file, line: from.word.line };
    if (image === undefined) return unknown(`the image "${from.word.value}" ${from.error ?? 'is not known'}`, location);
    const name = `${image.canonicalRegistry}/${image.canonicalRepository}`;
    const known = securityReleases.find(({ repositories }) => repositories.includes(name));
    return known === undefined
      ? notApplicable(`this version knows of no security releases of what ${name} brings`)
      : judgeRelease(image, known, location);
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

function judgeRelease(
  { text: written, tag = 'latest' }: ImageReference,
  known: SecurityReleases,
  location: Location,
): Verdict {
  const [text = ''] = written.split('@');
  const { program, lines } = known;
  const version = versionOfTag(tag);
  const line = version === undefined ? undefined : lines.find((each) => isOfLine(version, each.line));
  if (version === undefined || (line === undefined && lines.some((each) => isOfLine(each.line, version))))
    return unknown(`"${text}" names no release of ${program}, so nobody can tell what it fixes`, location, nameRelease);
  if (line === undefined) return notApplicable(`this version knows of no security releases of ${program} ${version}`);
  if (line.ended !== undefined)
    return fail({
      message: `"${text}" is ${program} ${line.line}, which has had no security releases since ${line.ended.since}`,
      location,
      fix: `move to a line that gets them, such as ${program} ${lines[0]?.line ?? ''}`,
    });
  return line.newest === undefined
    ? notApplicable(`this version knows of no security releases of ${program} ${line.line}`)
    : compare(text, version, { program, newest: line.newest, later: line.withoutImage }, location);
}

const nameRelease = 'name the release in the tag, as in python:3.13.16-slim-trixie';

interface Newest {
  readonly program: string;
  readonly newest: SecurityRelease;
  readonly later: ReleaseLine['withoutImage'];
}

function compare(text: string, version: string, { program, newest, later }: Newest, location: Location): Verdict {
  const release = `${program} ${newest.version}`;
  const mends = newest.mends.length === 0 ? '' : `, which fixes ${newest.mends.join(', ')}`;
  const standing = compareRelease(version, newest.version);
  switch (standing) {
    case 'older':
      return fail({
        message: `"${text}" is ${program} ${version}, older than the security release ${newest.version}${mends}`,
        location,
        fix: `name the image of ${release} or later; tre-container pin writes its digest`,
      });
    case 'moves':
      return unknown(
        `"${text}" may be any release of ${program} ${version}, so it may be older than the security release ${newest.version}`,
        location,
        nameRelease,
      );
    default: {
      const stands = standing === 'same' ? 'is' : `is newer than ${newest.version},`;
      return pass(`${program} ${version} ${stands} ${describeNewest(version, later)}`, location, 'none-found');
    }
  }
}

/** What is known of a later release, and what is not. */
function describeNewest(version: string, later: ReleaseLine['withoutImage']): string {
  if (later === undefined) return 'the newest security release that this version knows';
  const known = 'the newest security release with an image that this version knows';
  return compareRelease(version, later.version) === 'older'
    ? `${known}; ${later.version} fixes ${later.mends.join(', ')}, and no image of it was seen by ${later.seen}`
    : known;
}
