import type { PlaceFact, RepositoryFacts, VersionFact } from '../../../model/adopt/repository-facts.ts';
import type { AdoptedLanguage, VersionBounds } from '../../../model/adopt/surveyed-language.ts';
import { allows } from './choose-image.ts';

/** The version of the language that an image must have, with why, as a clause; `isBound`: no file says it, the packages ask for it. */
export type ProposedVersion = Pick<VersionFact, 'version' | 'location'> & {
  readonly why: string;
  readonly isBound: boolean;
};

/**
 * What a file of the repository says; where it says none or a range, the newest version of the language that the versions of the list can be installed on. An
 * exact version stands, whatever the list says: whoever wrote it down has tried it. `brings`: what the base has in a build of its own, so that no wheel of it
 * is asked for.
 */
export function proposeVersion(
  { versions, lists }: RepositoryFacts,
  language: AdoptedLanguage | undefined,
  list: string | null,
  brings: readonly string[],
): ProposedVersion | undefined {
  const said = versions.find((fact) => fact.language === language?.name);
  const isExact = said !== undefined && !/[<>~^*!]/.test(said.version);
  const verb = isExact ? 'says so' : 'allows it';
  const written = said === undefined ? undefined : { ...said, why: `${said.location.file} ${verb}`, isBound: false };
  const known = language?.adopt.bounds;
  if (known === undefined || isExact) return written;
  const bounds = boundsOf(lists, list, known, brings);
  const [least] = bounds.toSorted((a, b) => a.minor - b.minor);
  // The newest of the table says nothing: newer ones may have come.
  if (least === undefined || least.minor === 0 || least.minor > known.latest) return written;
  if (said !== undefined && !allows(said.version, known.major, least.minor)) return written;
  const version = `${String(known.major)}.${String(least.minor)}`;
  const why = `${least.pin} has no wheel for a newer ${language?.label ?? ''}`;
  return { version, location: least.location, why, isBound: true };
}

/**
 * What the pins of a list say against every version of the language that there is, unless a file names an exact one: a package with wheels for
 * none of which there is an image, or two that no one version has wheels for. A release has wheels for five minor versions at most.
 */
export function findPinFaults(
  { lists }: RepositoryFacts,
  language: AdoptedLanguage | undefined,
  list: string | null,
  version: ProposedVersion | undefined,
  brings: readonly string[],
): readonly PlaceFact[] {
  const known = language?.adopt.bounds;
  const isExact = version !== undefined && !version.isBound && !/[<>~^*!]/.test(version.version);
  const bounds = known === undefined || isExact ? [] : boundsOf(lists, list, known, brings);
  const [least] = bounds.toSorted((a, b) => a.minor - b.minor);
  if (least === undefined) return [];
  const { pin, location } = least;
  const label = language?.label ?? '';
  const fault = (what: string): PlaceFact => ({ what, location });
  if (least.minor === 0)
    return [fault(`${pin} has wheels for no ${label} of which there is an image: the build would compile it`)];
  const other = bounds.find(({ minor }) => minor - least.minor > 4);
  return other === undefined
    ? []
    : [fault(`${pin} and ${other.pin} have wheels for no one ${label}: the build would compile one of them`)];
}

/** The newest minor version that each pin of a list has a wheel for, but for those that the base brings: 0 where it is older than all that are known. */
function boundsOf(
  lists: RepositoryFacts['lists'],
  list: string | null,
  { condition, packages: tables }: VersionBounds,
  brings: readonly string[],
): readonly { readonly minor: number; readonly pin: string; readonly location: VersionFact['location'] }[] {
  return lists
    .filter(({ path }) => path === list)
    .flatMap(({ path, packages }) =>
      packages.flatMap(({ name, text, line }) => {
        // Another version of it may be meant than the one that is chosen.
        const marker = text.includes(';') ? text.slice(text.indexOf(';')) : '';
        if (condition.test(marker)) return [];
        const version = /^[^=<>~!;]*={1,3}\s{0,9}v?(\d+(?:\.\d+)*)/.exec(text)?.[1];
        const table = tables.get(name);
        if (version === undefined || table === undefined || brings.includes(name)) return [];
        return [{ minor: newestFor(table, version) ?? 0, pin: `${name} ${version}`, location: { file: path, line } }];
      }),
    );
}

function newestFor(table: readonly (readonly [string, number])[], version: string): number | undefined {
  return table.findLast(([since]) => compare(since, version) <= 0)?.[1];
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
