import { listSome } from '../../shared/list-some.ts';
import type { Proposal, Reason } from '../../model/adopt/proposal.ts';
import type { PackageList, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { findLacking } from '../survey/survey-libraries.ts';
import { mainDockerfile, type BaseChoice } from './propose-base.ts';

type Known = Pick<SurveyKnowledge, 'sameAs' | 'languages' | 'lists' | 'bases'>;

/** Which list of packages is installed, and why. */
export interface ManifestChoice {
  readonly manifest: Proposal['manifest'];
  readonly why: Reason;
}

/** Ranks the lists of the base's language by what they are, where they lie and how much of what is imported they name. */
export function proposeManifest(
  facts: RepositoryFacts,
  { base, language }: BaseChoice,
  { sameAs, languages, lists: kinds, bases }: Known,
): ManifestChoice {
  const special = chooseSpecial(facts, languages);
  if (special !== undefined) return special;
  const lists = facts.lists.filter((list) => list.language === language || (base === 'none' && language === 'none'));
  const traits = base === 'none' ? undefined : bases[base];
  const rank = (list: PackageList): number =>
    rankOf(list, facts, { sameAs, kind: kinds[list.installer], brings: traits?.brings ?? [] }) +
    preferOwnTool(list, lists, traits);
  const [best, next] = lists
    .filter((list) => rank(list) > 0)
    .toSorted((a, b) => rank(b) - rank(a) || a.path.length - b.path.length);
  if (best === undefined) return chooseWithoutList(facts, language, languages);
  return {
    manifest: {
      path: kinds[best.installer].isProject === true ? (best.lock ?? best.path) : best.path,
      installer: best.installer,
    },
    why: {
      why: `${describe(best)}${next === undefined ? '' : `; next is ${next.path}`}`,
      evidence: [{ file: best.path, line: best.packages[0]?.line ?? 1 }],
    },
  };
}

/**
 * Of a list of conda beside one of pip, each names packages as its own tool does: an image for pip takes pip's, and one with builds of its own that conda
 * installed takes conda's, since pip's bring a CUDA of their own.
 */
function preferOwnTool(
  { path, installer }: PackageList,
  lists: readonly PackageList[],
  traits: BaseTraits | undefined,
): number {
  if (installer !== 'conda' || traits === undefined) return 0;
  if (traits.tool === 'conda') return traits.brings.length > 0 ? 15 : 0;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const isBeside = lists.some(
    (each) =>
      each.path.slice(0, each.path.lastIndexOf('/') + 1) === folder &&
      ofPip.has(each.installer) &&
      each.packages.length > 0 &&
      !each.isSide,
  );
  return isBeside ? -15 : 0;
}

const ofPip: ReadonlySet<string> = new Set(['pip', 'uv', 'poetry', 'pip-project']);

/** What another platform installs, one environment for each rule, and programs whose packages no list of ours names. */
function chooseSpecial(facts: RepositoryFacts, languages: Known['languages']): ManifestChoice | undefined {
  const platform = facts.orchestrators.find(({ kind }) => kind === 'opensafely');
  if (platform !== undefined)
    return {
      manifest: { path: platform.path, installer: 'platform' },
      why: {
        why: 'it names the images of its platform, which bring the packages',
        evidence: [{ file: platform.path, line: platform.line }],
      },
    };
  const reads = facts.programs.some(({ isSide, language }) => !isSide && languages[language].imports !== undefined);
  if (!reads && facts.stops.some(({ kind }) => kind === 'licence')) return nothing('no list of packages was found');
  return facts.stops.some(({ kind }) => kind === 'workflow') ? environmentsOfRules(facts.lists) : undefined;
}

/** The Dockerfile's own names, else what programs import. */
function chooseWithoutList(
  facts: RepositoryFacts,
  language: BaseChoice['language'],
  languages: Known['languages'],
): ManifestChoice {
  const image = mainDockerfile(facts);
  const tools: readonly string[] = language === 'none' ? [] : languages[language].adopt.tools;
  const installs = image?.installs.filter(({ tool }) => tools.includes(tool)) ?? [];
  const [first] = installs;
  if (image !== undefined && first !== undefined) {
    return {
      manifest: { path: image.path, installer: 'dockerfile' },
      why: {
        why: `no list names packages; the Dockerfile installs ${listSome(
          installs.map(({ name }) => name),
          4,
        )}`,
        evidence: [{ file: image.path, line: first.line }],
      },
    };
  }
  const used = facts.imports.filter((each) => each.language === language);
  if (used.length === 0)
    return nothing(
      facts.programs.length === 0 ? 'there is no program' : 'programs import nothing that has to be installed',
    );
  return {
    manifest: { path: null, installer: 'imports' },
    why: {
      why: `no list names packages; programs import ${String(used.length)}`,
      evidence: used.slice(0, 1).map(({ location }) => location),
    },
  };
}

function nothing(why: string): ManifestChoice {
  return { manifest: { path: null, installer: 'none' }, why: { why, evidence: [] } };
}

function environmentsOfRules(lists: readonly PackageList[]): ManifestChoice | undefined {
  const conda = lists.filter(({ installer }) => installer === 'conda');
  const [first] = conda;
  if (first === undefined || conda.length < 2) return undefined;
  const folder = first.path.slice(0, first.path.lastIndexOf('/') + 1);
  const ending = first.path.slice(first.path.lastIndexOf('.'));
  const same = conda.every(({ path }) => path.startsWith(folder) && path.endsWith(ending));
  return {
    manifest: { path: same ? `${folder}*${ending}` : first.path, installer: 'conda' },
    why: { why: `one environment for each rule (${String(conda.length)})`, evidence: [{ file: first.path }] },
  };
}

function rankOf(
  list: PackageList,
  facts: RepositoryFacts,
  {
    sameAs,
    kind,
    brings,
  }: Pick<Known, 'sameAs'> & {
    readonly kind: Known['lists'][PackageList['installer']];
    readonly brings: readonly string[];
  },
): number {
  if (list.packages.length === 0) return kind.isProject === true ? 1 : 0;
  const depth = list.path.split('/').length - 1;
  // What the base has in a build of its own no list has to name.
  const imports = facts.imports.filter(({ language, name }) => language === list.language && !brings.includes(name));
  const named = imports.length === 0 ? 1 : 1 - findLacking(imports, list, sameAs).length / imports.length;
  const isInstalled = facts.dockerfiles.some(
    ({ isWorkplace, installsFrom }) =>
      !isWorkplace &&
      installsFrom.some(
        ({ what }) =>
          list.path === what.replace(/^\.?\//, '') ||
          list.path.endsWith(`/${what.replace(/^.*\//, '')}`) ||
          what.endsWith(`/${list.path}`),
      ),
  );
  // A list in a folder below another program, or for tests, hardly is the one; a compiled one is better than what it was compiled from.
  return (
    kind.rank +
    named * 60 +
    (isInstalled ? 50 : 0) -
    depth * 25 -
    (list.isSide ? 120 : 0) +
    (list.locked ? 10 : 0) -
    (list.problems.length > 0 ? 5 : 0) +
    130 *
      Number(
        depth > 0 &&
          named > 0.3 &&
          /(?:^|\/)(?:requirements|env[\w-]*|environments?|conda|\.?binder|config)\//.test(list.path),
      ) *
      0.5
  );
}

function describe({ path, installer, packages, locked, lock }: PackageList): string {
  const exact = lock === undefined ? (locked ? ', all with versions' : '') : `, locked by ${lock}`;
  return `${path} names ${packages.length === 1 ? 'one package' : `${String(packages.length)} packages`}${exact} (${installer})`;
}
