import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { LibraryUse, PackageList, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { AdoptedLanguage } from '../../model/adopt/surveyed-language.ts';
import { foldName } from '../../shared/fold-name.ts';
import { linesFromLock } from '../../parse/packages/read-lock.ts';
import { joinPath } from '../../parse/packages/read-pip-list.ts';
import { decideRegistryPackages } from './decide-registry-packages.ts';
import { entriesOfBase } from './packages/entries-of-base.ts';
import { takeFromConda } from './packages/from-conda.ts';
import { isOfOneTime, leftOfCompanion, noteVersions, versionsElsewhere } from './packages/other-lists.ts';
import { namesWithVersion, toDoFor } from './packages/versions-to-do.ts';
import { findLacking, findOptional } from '../survey/survey-libraries.ts';

/** What is installed, and what a person has to look at. */
export interface PackageDecision {
  readonly packages: Adoption['packages'];
  readonly toDo: readonly AdoptionToDo[];
}

/** What the decision needs beside the facts. */
export interface PackageSources {
  readonly manifest: Proposal['manifest'];
  readonly traits: BaseTraits;
  /** The base's language. */
  readonly language: AdoptedLanguage;
  readonly sameAs: SurveyKnowledge['sameAs'];
  /** A file of the repository. */
  readonly textOf: (path: string) => string | undefined;
  /** In which the adopted container lies. */
  readonly folder: string;
  /** Packages to which somebody gave a version in the list that lies there, or that another list has with one. */
  readonly own?: ReadonlySet<string>;
}

/** A requirement that pip takes on one line of a file, without an option of its own. */
const plainRequirement =
  /^[A-Za-z0-9][\w.-]*(?:\[[\w, -]+\])?\s*(?:(?:===?|[~!<>]=|[<>])\s*[\w.*+-]+(?:!\w[\w.*+-]*)?\s*(?:,\s*)?)*$/;

/** Turns the chosen list into what the base's own tool installs, with what programs import and the list does not name. */
export function decidePackages(facts: RepositoryFacts, sources: PackageSources): PackageDecision {
  // A version that somebody wrote into our list since is one.
  const own = namesWithVersion(sources.textOf(`${sources.folder}/packages.txt`) ?? '');
  const others = versionsElsewhere(facts, sources);
  const known = others.flatMap((list) => list.packages.map(({ name }) => foldName(name)));
  const { packages, toDo } = decideLists(facts, { ...sources, own: new Set([...own, ...known]) });
  const noted = noteVersions(others, { ...sources, own }, packages.lines);
  return { packages, toDo: [...toDo, ...noted, ...leftOfCompanion(facts, { ...sources, own }, packages)] };
}

function decideLists(facts: RepositoryFacts, sources: PackageSources): PackageDecision {
  const { manifest, traits, textOf, language } = sources;
  const script = language.adopt.script;
  if (script !== undefined) return decideRegistryPackages(facts, sources, script);
  const list = facts.lists.find(({ path, lock }) => path === manifest.path || lock === manifest.path);
  if (list === undefined) return fromImports(facts, sources);
  if (list.installer === 'pip' && list.problems.some(({ what }) => mendable.test(what)))
    return fromMended(facts, list, sources);
  const isWhole =
    list.installer === 'pip' || (list.installer === 'conda' && traits.tool === 'conda' && list.problems.length === 0);
  if (isWhole) {
    const more = complete(facts, sources, list.packages);
    const brought = entriesOfBase(list, traits.brings, textOf(list.path) ?? '');
    const others = listsOf(list, textOf);
    const hasHashes = [list.path, ...others].some((path) => (textOf(path) ?? '').includes('--hash'));
    return {
      packages: {
        list: list.path,
        tool: list.installer === 'conda' ? 'conda' : 'pip',
        with: others,
        ...(hasHashes ? { hasHashes } : {}),
        lines: more,
        from: `imported, and not named by ${list.path}`,
        ofBase: brought.ofBase,
      },
      toDo: [...brought.toDo, ...toDoFor(more, sources)],
    };
  }
  return list.installer === 'conda' ? fromConda(facts, list, sources) : fromProject(facts, list, sources);
}

/** What makes a list fail anywhere but where it was written, and can be put right without guessing. */
const mendable = /is on no public index$|: a folder of the repository, |: not for Linux$|git:\/\/ is switched off/;

/** The list without versions that only one cluster has, packages of other systems, and addresses that are switched off. */
function fromMended(facts: RepositoryFacts, list: PackageList, sources: PackageSources): PackageDecision {
  const left = list.packages.filter(({ name }) => /^(?:appnope|pywin32|pywinpty)$/.test(name));
  const fixed = list.packages
    .filter((each) => !left.includes(each) && !sources.traits.brings.includes(each.name))
    .map(({ text }) =>
      text
        .replace(/(==\s*[\w.]+)\+(?!cu\d|cpu)[\w.]+/, '$1')
        .replaceAll('git://', 'git+https://')
        .replaceAll('git+git+', 'git+'),
    );
  const more = complete(facts, sources, list.packages);
  const note = `${list.path} cannot be installed as it is: ${sources.folder}/packages.txt has its lines without what only fits another place${left.length === 0 ? '' : `, and without ${left.map(({ text }) => text).join(', ')}, which Linux does not have`}. Compare the two`;
  return {
    packages: {
      tool: 'pip',
      with: [],
      lines: [...fixed, ...more],
      from: `${list.path}, without what only fits another place`,
      ofBase: [],
    },
    toDo: [{ id: 'mended', text: note, place: list.path }, ...toDoFor(more, sources)],
  };
}

/** What programs import and `named` lacks: as another list has it, else by its name alone. */
export function complete(
  facts: RepositoryFacts,
  sources: PackageSources,
  named: PackageList['packages'],
): readonly string[] {
  const { traits, sameAs } = sources;
  const optional = findOptional(facts, sameAs);
  const imports = importsOf(facts, traits).filter((use) => !optional.has(use));
  const others = listsIn(facts, traits).filter((list) => isOfOneTime(list, facts, sources));
  return findLacking(imports, { language: traits.language, packages: named }, sameAs).map(({ name }) => {
    const text = others
      .flatMap((list) => [...list.packages, ...(list.optional ?? [])])
      .find((each) => each.name === name && plainRequirement.test(each.text))?.text;
    return text !== undefined && /[=<>~]/.test(text) && !/^[\w.-]+=[\w.]+/.test(text) ? text : name;
  });
}

function listsIn({ lists }: RepositoryFacts, traits: BaseTraits): readonly PackageList[] {
  return lists.filter(({ language, isSide }) => language === traits.language && !isSide);
}

function importsOf({ imports }: RepositoryFacts, { brings, language: own }: BaseTraits): readonly LibraryUse[] {
  return imports.filter(({ language, name }) => language === own && !brings.includes(name));
}

/** The files that a list names by `-r` and `-c`. */
function listsOf(list: PackageList, textOf: PackageSources['textOf']): readonly string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    for (const [, other = ''] of (textOf(path) ?? '').matchAll(
      /^[ \t]*(?:- +)?(?:-r|-c|--requirement|--constraint)[ \t=]+([^\s#]+)/gm,
    )) {
      const place = joinPath(path, other);
      if (found.has(place) || place === list.path || textOf(place) === undefined) continue;
      found.add(place);
      visit(place);
    }
  };
  visit(list.path);
  return [...found].toSorted();
}

function fromImports(facts: RepositoryFacts, sources: PackageSources): PackageDecision {
  const { manifest, traits, language } = sources;
  const image = facts.dockerfiles.find((each) => each.path === manifest.path);
  const installs =
    image?.installs.filter(({ tool, name }) => language.adopt.tools.includes(tool) && plainRequirement.test(name)) ??
    [];
  const names =
    installs.length > 0 ? installs.map(({ name }) => name) : importsOf(facts, traits).map(({ name }) => name);
  const lines = [...new Set(names)]
    .filter((line) => !traits.brings.includes(/^[\w.-]+/.exec(line)?.[0] ?? ''))
    .toSorted();
  const from =
    installs.length > 0
      ? `what ${image?.path ?? ''} installs`
      : 'what programs import: no file of the repository lists packages';
  return { packages: { tool: 'pip', with: [], lines, from, ofBase: [] }, toDo: toDoFor(lines, sources) };
}

/** Of an environment that only fits the system it was exported on, or a base without conda: what programs import, with its versions. */
function fromConda(facts: RepositoryFacts, list: PackageList, sources: PackageSources): PackageDecision {
  const used = new Set(importsOf(facts, sources.traits).map(({ name }) => name));
  const conda = sources.language.adopt.conda ?? { longer: new Set(), since: new Map(), never: new Set() };
  const { kept, never, toDo } = takeFromConda(list, used, sources, conda);
  const more = complete(facts, sources, kept).filter((line) => !never.includes(line));
  const note = `${list.path} is for conda, and is not installed as it is: ${sources.folder}/packages.txt has what programs import of it, in the versions of conda. Look whether something lacks, and whether pip has each (pip index versions NAME)`;
  return {
    packages: {
      tool: 'pip',
      with: [],
      lines: [...new Set([...kept.map(({ text }) => text), ...more])].toSorted(),
      from: `what programs import, with the versions of ${list.path}`,
      ofBase: [],
    },
    toDo: [{ id: 'conda', text: note, place: list.path }, ...toDo, ...toDoFor(more, sources)],
  };
}

/** A project of poetry, uv or the standard: its lock where there is one, else what it names. */
function fromProject(facts: RepositoryFacts, list: PackageList, sources: PackageSources): PackageDecision {
  const { traits, textOf } = sources;
  const named = list.packages.map(({ name }) => name);
  const locked = list.lock === undefined ? undefined : linesFromLock(textOf(list.lock) ?? '', named);
  const more = complete(
    facts,
    sources,
    locked === undefined
      ? list.packages
      : locked.map((line) => ({ name: /^[\w.-]+/.exec(line)?.[0] ?? '', text: line, line: 1 })),
  );
  const plain = list.packages.map(({ name, text }) => (plainRequirement.test(text) ? text : name));
  const all = (locked ?? plain).filter((line) => !traits.brings.includes(/^[\w.-]+/.exec(line)?.[0] ?? ''));
  // pip refuses a list in which some lines have hashes and others have not.
  const lines = more.length === 0 ? all : all.map((line) => line.replaceAll(/ \\\n {4}--hash=\S+/g, ''));
  const note = `${list.lock ?? ''} could not be taken over: it lacks a package that ${list.path} names, or cannot be read`;
  return {
    packages: {
      tool: 'pip',
      with: [],
      lines: [...lines, ...more],
      from: `${locked === undefined ? list.path : (list.lock ?? '')}${more.length === 0 ? '' : ', and what is imported but not named there'}`,
      ofBase: [],
    },
    toDo: [
      ...(list.lock !== undefined && locked === undefined ? [{ id: 'lock', text: note, place: list.lock }] : []),
      ...toDoFor([...lines, ...more], sources),
    ],
  };
}
