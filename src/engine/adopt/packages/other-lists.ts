import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { PackageList, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { BaseTraits } from '../../../model/adopt/survey-knowledge.ts';
import { writtenName } from '../../../model/text/package-name.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { listSome } from '../../../shared/list-some.ts';

/** What is installed, and from where. */
interface Chosen {
  readonly manifest: { readonly path: string | null };
  readonly traits: Pick<BaseTraits, 'language' | 'brings'>;
  readonly folder: string;
  /** Packages to which somebody gave a version in the list that lies there. */
  readonly own?: ReadonlySet<string>;
}

/** A list of conda and one of pip are two environments: a version of the one need not fit those of the other. */
export function isOfOneTime(list: PackageList, { lists }: RepositoryFacts, { manifest }: Chosen): boolean {
  const chosen = chosenOf(lists, manifest.path);
  return chosen === undefined || (chosen.installer === 'conda') === (list.installer === 'conda');
}

function chosenOf(lists: readonly PackageList[], path: string | null): PackageList | undefined {
  return lists.find((list) => list.path === path || list.lock === path);
}

/** Versions in lists that are not taken: of another environment, or for tests and tools. */
export function versionsElsewhere(facts: RepositoryFacts, chosen: Chosen): readonly PackageList[] {
  const taken = chosenOf(facts.lists, chosen.manifest.path);
  return facts.lists
    .filter((list) => list.language === chosen.traits.language && list !== taken)
    .filter((list) => list.isSide || !isOfOneTime(list, facts, chosen))
    .map((list) => ({ ...list, packages: list.packages.filter(({ text }) => /=\s*\d/.test(text)) }));
}

/** Of what is installed without a version, those that only such lists have: one to-do a list. */
export function noteVersions(lists: readonly PackageList[], chosen: Chosen, lines: readonly string[]): AdoptionToDo[] {
  const open = new Set(lines.filter((line) => !/[=<~]/.test(line)).map((line) => foldName(line)));
  for (const name of chosen.own ?? []) open.delete(name);
  return lists.flatMap(({ path, packages }) => {
    const found = packages.filter(({ name }) => open.delete(foldName(name)));
    const [are, its] = found.length === 1 ? ['is', 'its version'] : ['are', 'their versions'];
    const text = `${show(found)} (in ${path}) ${are} installed without ${its}, which need not fit ${chosen.manifest.path ?? 'the others'}: write what you work with into ${chosen.folder}/packages.txt`;
    return found.length === 0 ? [] : [{ id: `versions-of:${path}`, text, place: placeIn(path, found) }];
  });
}

/** Beside an environment of conda's: what only the list of pip's in its folder names, and no program imports. */
export function leftOfCompanion(
  { lists }: RepositoryFacts,
  { manifest, traits, folder, own = new Set() }: Chosen,
  { lines, with: others }: { readonly lines: readonly string[]; readonly with: readonly string[] },
): AdoptionToDo[] {
  const chosen = chosenOf(lists, manifest.path);
  if (chosen?.installer !== 'conda') return [];
  const names = [...chosen.packages.map((each) => each.name), ...lines.map(writtenName), ...traits.brings];
  const named = new Set([...names.map(foldName), ...own]);
  return lists
    .filter(({ language, isSide, installer }) => language === traits.language && !isSide && installer === 'pip')
    .filter(({ path }) => folderOf(path) === folderOf(chosen.path) && !others.includes(path))
    .flatMap(({ path, packages }) => {
      const left = packages.filter((each) => !named.has(foldName(each.name)));
      const text = `${show(left)} (in ${path}, beside ${chosen.path}): no program is seen to import ${left.length === 1 ? 'it, and it is' : 'them, and they are'} not installed. Write what is needed into ${folder}/packages.txt`;
      return left.length === 0 ? [] : [{ id: `companion:${path}`, text, place: placeIn(path, left) }];
    });
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function show(packages: PackageList['packages']): string {
  return listSome(
    packages.map(({ text }) => text),
    10,
  );
}

function placeIn(path: string, [first]: PackageList['packages']): string {
  return `${path}:${String(first?.line ?? 1)}`;
}
