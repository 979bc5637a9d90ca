import { condaNames } from '../../catalog/adopt/conda-names.ts';
import { bases } from '../../catalog/bases.ts';
import {
  hasSameVersion,
  type NamedPackage,
  namesVersion,
  readEntry,
  readListed,
  readPackage,
  spellFor,
} from '../../engine/changes/listed-packages.ts';
import { surveyOwn } from '../project/survey-own.ts';
import { readToml } from '../../parse/packages/read-python-project.ts';
import { foldName } from '../../shared/fold-name.ts';
import { toRecord } from '../../shared/json-shapes.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { Base } from '../../model/render/base.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { mayUsePackages, namesPackage } from '../create/choose-starter-packages.ts';
import type { Past } from '../create/plan-project.ts';

/** A package of the person's, and why it is theirs where neither an answer nor a line of theirs says so. */
interface OwnPackage extends NamedPackage {
  readonly user?: string;
}

/**
 * What becomes of a person's packages where the new base installs them by another tool: those that its list has not, those that it has in another version,
 * and the answer that keeps them all; sentences, none where nothing changes. `plan`: the files as they are going to be; `isGiven`: the packages are given in this run.
 */
export async function describePackages(
  past: Past,
  answers: Answers,
  plan: Plan,
  project: Pick<ProjectFiles, 'read' | 'root'>,
  isGiven: boolean,
): Promise<readonly string[]> {
  const old = Object.values(bases).find(({ name }) => name === past.state?.answers['base']);
  const next = bases[answers.base];
  if (old === undefined || past.baseline === undefined || old.packageFile === next.packageFile) return [];
  const own = await listOwn(past, old, next, project);
  const entry = plan.find(({ path }) => path === next.packageFile);
  const text = (entry?.choices?.yours ?? entry?.next ?? entry?.current)?.text ?? '';
  const has = new Map(readListed(next.packageFile, text).map((each) => [each.name, each]));
  const inNext = (each: NamedPackage): NamedPackage | undefined =>
    has.get(readPackage(spell(each, next))?.name ?? each.name);
  const lost = own.filter((each) => inNext(each) === undefined);
  const changed = own.flatMap((each) => {
    const now = inNext(each);
    return now === undefined || each.versions === '' || hasSameVersion(each, now) ? [] : [{ each, now }];
  });
  if (lost.length + changed.length === 0) return [];
  const lists = `${next.name} installs what ${next.packageFile} names, and ${old.name} what ${old.packageFile} did`;
  return [
    ...(lost.length === 0 ? [] : [`packages that are left out, since ${lists}: ${lost.map(sayOwn).join(', ')}`]),
    ...(changed.length === 0
      ? []
      : [
          `packages whose version changes, since ${lists}: ${changed.map(({ each, now }) => `${each.written} -> ${now.written}`).join(', ')}`,
        ]),
    // Whoever named packages for another language named what stands for these.
    ...(isGiven && old.language !== next.language
      ? []
      : [sayCommand([...lost, ...changed.map(({ each }) => each)], answers, old, next)]),
  ];
}

/** The packages of the answers, those that somebody wrote into the list, and those that came with the base and that a program of theirs names. */
async function listOwn(
  { state, baseline }: Past,
  old: Base,
  next: Base,
  project: Pick<ProjectFiles, 'read' | 'root'>,
): Promise<readonly OwnPackage[]> {
  const list = old.packageFile;
  const rendered = readListed(list, baseline?.files.get(list)?.text ?? '');
  const file = (await project.read([list])).get(list);
  const listed = readListed(list, file?.text ?? '');
  const given = [state?.answers['packages'] ?? []].flat().map(String);
  // Whoever named packages of another language named all of them, those too that the base has by itself.
  const isWhole = old.language !== next.language && given.some((entry) => !old.packages.includes(entry));
  const answered = given
    .filter((entry) => isWhole || !old.packages.includes(entry))
    .map(readEntry)
    // A name that somebody took out of the list, or put right there, is wanted no more.
    .filter((each) => file === undefined || listed.some(({ name }) => name === each.name));
  const ofProject = isWhole ? await listProject(given, old, project) : [];
  const byHand = listed.filter(
    (each) => !rendered.some((line) => line.name === each.name && hasSameVersion(line, each)),
  );
  const named = new Map([...answered, ...ofProject, ...byHand].map((each) => [each.name, each]));
  // What the list says is installed, whatever the answer was.
  for (const each of listed) if (named.has(each.name) && each.versions !== '') named.set(each.name, each);
  // A program in another language has nothing from the new list.
  const brought = old.language === next.language ? old.packages.flatMap((entry) => readPackage(entry) ?? []) : [];
  const left = brought.filter((each) => !named.has(each.name) && listed.some(({ name }) => name === each.name));
  // What nobody edited follows the new base, and names nothing any more.
  const programs =
    left.length === 0
      ? []
      : surveyOwn(project.root).files.filter(
          ({ path, text }) => mayUsePackages(path) && baseline?.files.get(path)?.text !== text,
        );
  const used = left.flatMap((each) => {
    const user = programs.find(({ path, text = '' }) => path !== list && namesPackage(text, each.written))?.path;
    const here = listed.find(({ name }) => name === each.name) ?? each;
    return user === undefined ? [] : [{ ...here, user }];
  });
  return [...named.values(), ...used];
}

/** What a project of the old language names that was answered by its lock. */
async function listProject(
  given: readonly string[],
  { language: { manifestEnding } }: Base,
  project: Pick<ProjectFiles, 'read'>,
): Promise<readonly OwnPackage[]> {
  const lock = given.find((entry) => manifestEnding !== undefined && entry.endsWith(manifestEnding));
  if (lock === undefined) return [];
  const list = 'Project.toml';
  const { deps } = readToml((await project.read([list])).get(list)?.text ?? '') ?? {};
  return Object.keys(toRecord(deps)).map((written) => ({ name: foldName(written), written, versions: '' }));
}

function sayOwn({ written, user }: OwnPackage): string {
  return user === undefined ? written : `${written}, which ${user} names`;
}

function spell(each: NamedPackage, next: Base): string {
  return spellFor(next.packageTool, each, condaNames) ?? each.written;
}

/** The answer that keeps all of them, as far as names can be carried over. */
function sayCommand(own: readonly NamedPackage[], answers: Answers, old: Base, next: Base): string {
  if (old.language !== next.language)
    return `packages: name what stands for them in ${next.language.label}: --set packages=...`;
  const plain = own.filter(({ isPlain }) => isPlain !== false);
  const rest = own.filter((each) => !plain.includes(each)).map(({ written }) => written);
  const byHand = rest.length === 0 ? '' : sayByHand(rest, answers, next);
  if (plain.length === 0) return `packages: to keep them: ${byHand}`;
  const spelt = plain.map((each) => spell(each, next));
  const names = new Set(spelt.map((entry) => readPackage(entry)?.name));
  const others = answers.packages.filter((entry) => !names.has(readPackage(entry)?.name));
  const all = [...others, ...spelt].join(',');
  const open = plain.filter((each) => !namesVersion(each)).map(({ name }) => name);
  const versions = open.length === 0 ? '' : `, and give ${open.join(' and ')} a version`;
  return `packages: to keep them: --set ${shellWord(`packages=${all}`)} (nothing looks up before the build whether ${next.packageTool} has these names and versions${versions})${byHand === '' ? '' : `; ${byHand}`}`;
}

/** What no answer can name, and how the new list has it: conda takes what is pip's below a line of its own. */
function sayByHand(rest: readonly string[], { systemPackages }: Answers, next: Base): string {
  const isConda = next.packageTool === 'conda' || next.packageTool === 'mamba';
  if (!isConda)
    return `${rest.join(', ')} you write into ${next.packageFile} yourself, as ${next.packageTool} has them`;
  const lacksGit =
    rest.some((entry) => entry.includes('git+')) &&
    !next.holds.includes('git') &&
    !systemPackages.some((entry) => /^git(?:=|$)/.test(entry));
  const git = lacksGit
    ? `; the image needs git to clone: --set systemPackages=${[...systemPackages, 'git'].join(',')}`
    : '';
  return `${rest.join(', ')} you write into ${next.packageFile} yourself, at the end of its dependencies: "  - pip:" and below that "      - " with each, as pip has them${git}`;
}
