import type { RepositoryFacts, VersionFact } from '../../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';
import type { LanguageName } from '../../../model/render/language.ts';
import { allows } from './choose-image.ts';

/** The version of the language that an image must have, with why, as a clause; `isBound`: no file says it, the packages ask for it. */
export type ProposedVersion = Pick<VersionFact, 'version' | 'location'> & {
  readonly why: string;
  readonly isBound: boolean;
};

/**
 * What a file of the repository says; where it says none or a range, the newest Python that the versions of the list can be installed on. An
 * exact version stands, whatever the list says: whoever wrote it down has tried it.
 */
export function proposeVersion(
  { versions, lists }: RepositoryFacts,
  language: LanguageName | 'none',
  list: string | null,
  newestPython: SurveyKnowledge['newestPython'],
): ProposedVersion | undefined {
  const said = versions.find((fact) => fact.language === language);
  const written = said === undefined ? undefined : { ...said, why: `${said.location.file} says so`, isBound: false };
  if (language !== 'python' || (said !== undefined && !/[<>~^*!]/.test(said.version))) return written;
  const bounds = lists
    .filter(({ path }) => path === list)
    .flatMap(({ path, packages }) =>
      packages.flatMap(({ name, text, line }) => {
        // Another Python may be meant than the one that is chosen.
        const marker = text.includes(';') ? text.slice(text.indexOf(';')) : '';
        if (/\bpython_(?:full_)?version\s{0,9}(?:<=?|==|~=)\s{0,9}["']3\./.test(marker)) return [];
        const version = /^[^=<>~!;]*={1,3}\s{0,9}v?(\d+(?:\.\d+)*)/.exec(text)?.[1];
        const minor = version === undefined ? undefined : newestFor(newestPython.get(name), version);
        return minor === undefined ? [] : [{ minor, pin: `${name} ${version}`, location: { file: path, line } }];
      }),
    );
  const [least] = bounds.toSorted((a, b) => a.minor - b.minor);
  // The newest of the table says nothing: newer ones may have come.
  if (least === undefined || least.minor > 13) return written;
  if (said !== undefined && !allows(said.version, 3, least.minor)) return written;
  const version = `3.${String(least.minor)}`;
  return { version, location: least.location, why: `${least.pin} has no wheel for a newer Python`, isBound: true };
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
