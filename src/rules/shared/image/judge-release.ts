import type { ImageReference } from '../../../model/dockerfile/image-reference.ts';
import type { ReleaseLine, SecurityRelease, SecurityReleases } from '../../../model/dockerfile/security-releases.ts';
import type { Location, Verdict } from '../../../model/check/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../../model/check/verdicts.ts';
import { compareRelease, isOfLine, versionOfTag } from './compare-release.ts';

/** What to do: take an image of a line, or what else there is to say; that is to name the release in the tag where nothing is given. */
type Advise = (line: string, otherwise?: string) => string;

/** How the image that a tag names stands to the security releases of its program. */
export function judgeRelease(
  { text: written, tag = 'latest' }: ImageReference,
  known: SecurityReleases,
  location: Location,
  advise: Advise,
): Verdict {
  const [text = ''] = written.split('@');
  const { program, lines, inTag } = known;
  const version = inTag === undefined ? versionOfTag(tag) : inTag.exec(tag)?.[1];
  const line = version === undefined ? undefined : lines.find((each) => isOfLine(version, each.line));
  if (version === undefined || (line === undefined && lines.some((each) => isOfLine(each.line, version))))
    return unknown(`"${text}" names no release of ${program}, so nobody can tell what it fixes`, location, advise(''));
  if (line === undefined) return notApplicable(`this version knows of no security releases of ${program} ${version}`);
  if (line.ended !== undefined)
    return fail({
      message: `"${text}" is ${program} ${line.line}, which has had no security releases since ${line.ended.since}`,
      location,
      fix: advise('', `move to a line that gets them, such as ${program} ${lines[0]?.line ?? ''}`),
    });
  return line.newest === undefined
    ? notApplicable(`this version knows of no security releases of ${program} ${line.line}`)
    : compare(text, version, { program, newest: line.newest, later: line.withoutImage }, location, (otherwise) =>
        advise(line.line, otherwise),
      );
}

interface Newest {
  readonly program: string;
  readonly newest: SecurityRelease;
  readonly later: ReleaseLine['withoutImage'];
}

function compare(
  text: string,
  version: string,
  { program, newest, later }: Newest,
  location: Location,
  advise: (otherwise?: string) => string,
): Verdict {
  const fixes = newest.fixes.length === 0 ? '' : `, which fixes ${newest.fixes.join(', ')}`;
  const standing = compareRelease(version, newest.version);
  switch (standing) {
    case 'older':
      return fail({
        message: `"${text}" is ${program} ${version}, older than the security release ${newest.version}${fixes}`,
        location,
        fix: advise(`name the image of ${program} ${newest.version} or later; tre-container pin writes its digest`),
      });
    case 'moves':
      return unknown(
        `"${text}" may be any release of ${program} ${version}, so it may be older than the security release ${newest.version}`,
        location,
        advise(nameRelease(text, version, newest.version)),
      );
    default: {
      const stands =
        standing === 'same'
          ? 'is'
          : standing === 'reaches'
            ? `may be any release of it from ${newest.version} on,`
            : `is newer than ${newest.version},`;
      return pass(`${program} ${version} ${stands} ${describeNewest(version, later)}`, location, 'none-found');
    }
  }
}

/** The same image with a release in its tag; nothing where its tag does not begin with the version. */
function nameRelease(text: string, version: string, release: string): string | undefined {
  const [before, after] = text.split(`:${version}`, 2);
  if (after === undefined || before === undefined || !release.startsWith(`${version}.`)) return undefined;
  return `name the release in the tag, as in ${before}:${release}${after}`;
}

/** What is known of a later release, and what is not. */
function describeNewest(version: string, later: ReleaseLine['withoutImage']): string {
  if (later === undefined) return 'the newest security release that this version knows';
  const known = 'the newest security release with an image that this version knows';
  return compareRelease(version, later.version) === 'older'
    ? `${known}; ${later.version} fixes ${later.fixes.join(', ')}, and no image of it was seen by ${later.seen}`
    : known;
}
