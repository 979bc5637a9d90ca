import { bases } from '../../catalog/bases.ts';
import { surveyOwn } from '../project/survey-own.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import { findPutAway } from '../../engine/changes/put-away-starter.ts';
import { isSameFile } from '../../engine/upgrade/plan-upgrade.ts';
import { readListed, readPackage } from '../../engine/changes/listed-packages.ts';
import type { Baseline } from '../../model/upgrade/state.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Past } from './plan-project.ts';

/** What a project was before this run: nothing in a new one. */
interface Before {
  readonly answers: AnswersInput | undefined;
  readonly baseline: Baseline | undefined;
}

/** Programs, and what calls them: `Rscript -e 'data.table::fread(...)'` stands in scripts, and `importr("data.table")` in Python. */
const using = /\.(?:R|Rmd|Rnw|qmd|jl|ipynb|py|sh|smk|nf)$|(?:^|\/)(?:\.Rprofile|Makefile|Snakefile)$/i;

/**
 * The base with the packages of its starter that the project needs besides those of its answers. One goes where the answers lose it, the starter is
 * the person's own by now, and no other program names it, nor one that this run writes anew, as after a change of base; one that went stays away. A
 * plain upgrade takes none. `render`: the project of a base.
 */
export async function chooseStarterPackages(
  base: Base,
  answers: Answers,
  before: Before,
  project: Pick<ProjectFiles, 'read' | 'root'>,
  render: (base: Base) => Promise<RenderedTree>,
): Promise<Base> {
  const starter = `src/${base.language.starter}`;
  const unnamed = base.packages.filter((entry) => !isAnswered(entry, answers, base));
  if (!base.language.starterUsesPackages || before.baseline === undefined || unnamed.length === 0) return base;
  const { files: known } = before.baseline;
  const listed = known.get(base.packageFile)?.text ?? '';
  const isAsked = JSON.stringify(before.answers?.['packages']) !== JSON.stringify(answers.packages);
  const mayGo = unnamed.filter((entry) => isAsked || !namesPackage(listed, entry));
  const written = known.get(starter);
  const now = (await project.read([starter])).get(starter);
  if (mayGo.length === 0 || (written !== undefined && now !== undefined && isSameFile(written, now))) return base;
  const { files, incomplete } = surveyOwn(project.root);
  const texts = files.filter(({ path }) => path !== base.packageFile && mayUsePackages(path));
  if (incomplete !== undefined || texts.some(({ text }) => text === undefined)) return base;
  const rendered = await render(base);
  const away = await readPutAway(before.baseline, rendered, project);
  const isThere = new Set([...known.keys(), ...files.map(({ path }) => path), ...away]);
  const anew = [...rendered].filter(([path]) => path !== base.packageFile && mayUsePackages(path));
  const all = [...texts, ...anew.flatMap(([path, { text }]) => (isThere.has(path) ? [] : [{ text }]))];
  const isUsed = (entry: string): boolean => all.some(({ text = '' }) => namesPackage(text, entry));
  return { ...base, packages: base.packages.filter((entry) => !mayGo.includes(entry) || isUsed(entry)) };
}

/** The starters that a person put away, of what is rendered: no file of theirs is made, and nothing loads what they load. */
export async function readPutAway(
  baseline: Baseline | undefined,
  rendered: RenderedTree,
  project: Pick<ProjectFiles, 'read'>,
): Promise<ReadonlySet<string>> {
  const known = [baseline?.files, baseline?.former].flatMap((files) => [...(files?.keys() ?? [])]);
  return findPutAway(baseline, rendered, await project.read(new Set([...rendered.keys(), ...known])));
}

/** Packages that the generated code brings beside those that were answered, in a sentence; none where that is no news. `list`: as it is, whose versions stand; `away`: what is rendered and not made. */
export function describeStarterPackages(
  earlier: AnswersInput | undefined,
  answers: Answers,
  base: Base,
  rendered: FileTree,
  { list = '', away }: { readonly list: string | undefined; readonly away: ReadonlySet<string> },
): readonly string[] {
  const isAsked = JSON.stringify(earlier?.['packages']) !== JSON.stringify(answers.packages);
  const text = rendered.get(base.packageFile)?.text ?? '';
  const listed = new Map(readListed(base.packageFile, list).map((each) => [each.name, each.written]));
  const kept = base.packages.flatMap((entry) =>
    isAnswered(entry, answers, base) || !namesPackage(text, entry)
      ? []
      : [listed.get(readPackage(entry)?.name ?? '') ?? entry],
  );
  if (!isAsked || !base.language.starterUsesPackages || kept.length === 0) return [];
  const it = kept.length === 1 ? 'it' : 'them';
  const user = [...rendered].find(
    ([path, file]) =>
      path !== base.packageFile &&
      !away.has(path) &&
      mayUsePackages(path) &&
      kept.some((entry) => namesPackage(file.text, entry)),
  )?.[0];
  const [they, come] = kept.length === 1 ? ['it', 'comes'] : ['they', 'come'];
  const who = away.size === 0 ? `no generated program loads ${it}` : `a program of the project names ${it}`;
  const why =
    user === undefined
      ? `${they} ${come} with the base ${base.name}, and ${who}`
      : `${user}, or another program of the project, loads ${it}, and ${they} came with the starter`;
  const beside = answers.packages.length === 0 ? '' : ' beside the packages that you named';
  const later =
    earlier === undefined ? '' : ' Where none does any more, name your packages once more: --set packages=...';
  return [
    `${base.packageFile} has ${kept.join(' and ')}${beside}: ${why}. Others that your programs load are yours to name; tre-container check says which are missing.${later}`,
  ];
}

/** Packages of the base before, that a program of the project still names, and that the list of the new base has not; in a sentence. */
export function describeLostPackages(
  { state, baseline }: Past,
  answers: Answers,
  rendered: FileTree,
  root: string,
): readonly string[] {
  const old = Object.values(bases).find(({ name }) => name === state?.answers['base']);
  const next = bases[answers.base];
  // What another tool installs is told with the files.
  if (old === undefined || old === next || old.packageFile !== next.packageFile || baseline === undefined) return [];
  const had = baseline.files.get(old.packageFile)?.text ?? '';
  const has = rendered.get(next.packageFile)?.text ?? '';
  const { files } = surveyOwn(root);
  const now = files.find(({ path }) => path === old.packageFile)?.text ?? '';
  const gone = old.packages.filter(
    (entry) => namesPackage(had, entry) && namesPackage(now, entry) && !namesPackage(has, entry),
  );
  if (gone.length === 0) return [];
  // What nobody edited follows the new base, and names nothing any more.
  const isOwn = (path: string, text: string): boolean =>
    mayUsePackages(path) && baseline.files.get(path)?.text !== text;
  const own = files.filter(({ path, text = '' }) => path !== old.packageFile && isOwn(path, text));
  return gone.flatMap((entry) => {
    const user = own.find(({ text = '' }) => namesPackage(text, entry));
    return user === undefined
      ? []
      : [
          `packages: the base ${old.name} brings a package that ${next.name} does not, ${entry}, and ${user.path} names it: where it is needed, --set packages=${[...answers.packages, entry].join(',')}`,
        ];
  });
}

function isAnswered(entry: string, { packages }: Answers, { language }: Base): boolean {
  const { manifestEnding } = language;
  return packages.some(
    (each) => nameOf(each) === nameOf(entry) || (manifestEnding !== undefined && each.endsWith(manifestEnding)),
  );
}

/** Whether a file may be a program, or call one. */
export function mayUsePackages(path: string): boolean {
  return using.test(path);
}

/** Whether two entries of lists are of one package. */
export function isSamePackage(one: string, other: string): boolean {
  return nameOf(one) === nameOf(other);
}

/** Whether a text has the name of a package as a word. */
export function namesPackage(text: string, entry: string): boolean {
  return text.split(/[^\w.]+/).includes(nameOf(entry));
}

function nameOf(entry: string): string {
  return entry.split(/@|[=~!<>]=/, 1)[0] ?? entry;
}
