import type { RepositoryFacts, VersionFact } from '../../../model/adopt/repository-facts.ts';
import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { allows } from './choose-image.ts';

/** The version of the language that an image must have, with why, as a clause; `isBound`: no file says it, the packages ask for it. */
export type ProposedVersion = Pick<VersionFact, 'version' | 'location'> & {
  readonly why: string;
  readonly isBound: boolean;
};

/**
 * What a file of the repository says; where it says none or a range, the newest version of the language that the versions of the list can be installed on. An
 * exact version stands, whatever the list says: whoever wrote it down has tried it.
 */
export function proposeVersion(
  { versions, lists }: RepositoryFacts,
  language: AdoptedLanguage | undefined,
  list: string | null,
): ProposedVersion | undefined {
  const said = versions.find((fact) => fact.language === language?.name);
  const written = said === undefined ? undefined : { ...said, why: `${said.location.file} says so`, isBound: false };
  const known = language?.adopt.bounds;
  if (known === undefined || (said !== undefined && !/[<>~^*!]/.test(said.version))) return written;
  const bounds = lists
    .filter(({ path }) => path === list)
    .flatMap(({ path, packages }) =>
      packages.flatMap(({ name, text, line }) => {
        // Another version of it may be meant than the one that is chosen.
        const marker = text.includes(';') ? text.slice(text.indexOf(';')) : '';
        if (known.condition.test(marker)) return [];
        const version = /^[^=<>~!;]*={1,3}\s{0,9}v?(\d+(?:\.\d+)*)/.exec(text)?.[1];
        const minor = version === undefined ? undefined : newestFor(known.packages.get(name), version);
        return minor === undefined ? [] : [{ minor, pin: `${name} ${version}`, location: { file: path, line } }];
      }),
    );
  const [least] = bounds.toSorted((a, b) => a.minor - b.minor);
  // The newest of the table says nothing: newer ones may have come.
  if (least === undefined || least.minor > known.latest) return written;
  if (said !== undefined && !allows(said.version, known.major, least.minor)) return written;
  const version = `${String(known.major)}.${String(least.minor)}`;
  const why = `${least.pin} has no wheel for a newer ${language?.label ?? ''}`;
  return { version, location: least.location, why, isBound: true };
}

function newestFor(table: readonly (readonly [string, number])[] | undefined, version: string): number | undefined {
  return table?.findLast(([since]) => compare(since, version) <= 0)?.[1];
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
