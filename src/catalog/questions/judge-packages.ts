import type { Base } from '../../model/render/base.ts';
import type { Unfit } from '../../model/answers/question.ts';
import { packageName } from '../../model/text/package-name.ts';
import { describeMeant, findSeveral, packageNotations } from './package-notations.ts';

/** Entries that are told one by one. */
const mostTold = 20;

/** What is wrong with a list of packages, each entry at its place: all of it at once. */
export function judgePackages(packages: readonly string[], base: Base): Unfit | undefined {
  const unfit = packages.map((entry) => judgeEntry(entry, base));
  const found = packages.flatMap((_, at): Unfit[] => {
    const own = unfit[at] ?? judgeRepeated(packages, at, unfit);
    return own === undefined ? [] : [{ ...own, entry: at }];
  });
  const { manifestEnding } = base.language;
  const manifest = manifestEnding === undefined ? undefined : packages.find((entry) => entry.endsWith(manifestEnding));
  const alone: Unfit[] =
    manifest === undefined || packages.length === 1
      ? []
      : [{ what: `${manifest} names all packages`, fix: `leave the others out: ${manifest} alone` }];
  const rest = found.length - mostTold;
  const more: Unfit[] =
    rest > 0 ? [{ what: `${String(rest)} more entries do not fit`, fix: 'the next run names them' }] : [];
  const [first, ...others] = [...alone, ...found.slice(0, mostTold), ...more];
  return first === undefined ? undefined : others.length === 0 ? first : { ...first, others };
}

function judgeEntry(entry: string, base: Base): Unfit | undefined {
  const notation = packageNotations[base.packageTool];
  const isWritten = (text: string): boolean => notation.plain?.test(text) === true || notation.pattern.test(text);
  if (notation.isFile?.test(entry) === true)
    return {
      what: `${JSON.stringify(entry)} is a file and no package`,
      fix: `name the packages, or leave it out and copy its lines into ${base.packageFile} once that is written`,
    };
  if (notation.isStandard?.(entry) === true)
    return { what: `${JSON.stringify(entry)} comes with ${base.language.label}`, fix: 'leave it out' };
  if (isWritten(entry) && notation.isAbsent?.(entry) !== true) return undefined;
  const meant = notation.meant?.(entry);
  return (
    findSeveral([entry], isWritten, notation.meant) ?? {
      what: `${JSON.stringify(entry)} is no package as the base ${base.name} installs them`,
      fix: describeMeant(meant === undefined ? [] : [meant]) ?? notation.rule,
    }
  );
}

/** That an entry names a package again, told at the second one. */
function judgeRepeated(
  packages: readonly string[],
  at: number,
  unfit: readonly (Unfit | undefined)[],
): Unfit | undefined {
  const nameAt = (index: number): string => packageName(packages[index] ?? '');
  const before = packages.findIndex((_, index) => unfit[index] === undefined && nameAt(index) === nameAt(at));
  return before < 0 || before >= at
    ? undefined
    : {
        what: `${packages[before] ?? ''} and ${packages[at] ?? ''} are the same package`,
        fix: 'leave one of them out',
      };
}
