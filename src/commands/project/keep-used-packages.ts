import { bases } from '../../catalog/bases.ts';
import { surveyOwn } from './survey-own.ts';
import { listPackages } from '../../engine/render/view-software.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import { packageName } from '../../model/text/package-name.ts';
import type { Base } from '../../model/render/base.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { isSamePackage, mayUsePackages, namesPackage } from '../create/choose-starter-packages.ts';
import type { Past } from '../create/plan-project.ts';

/** The answers of this run, and what is said of packages that came into them. */
export interface KeptPackages {
  readonly answers: Answers;
  readonly said: readonly string[];
}

/**
 * After a change to a base with the same installer, or where the last model or document goes, the answers with the packages that came with the former base's
 * starter, the models or the documents and that are the person's by now: a program of theirs names them, or they chose the version in the list. `isGiven`: the
 * packages are given anew, and none is kept.
 */
export async function keepUsedPackages(
  { state, baseline }: Past,
  answers: Answers,
  project: Pick<ProjectFiles, 'read' | 'root'>,
  isGiven: boolean,
): Promise<KeptPackages> {
  const old = Object.values(bases).find(({ name }) => name === state?.answers['base']);
  const next = bases[answers.base];
  // As they were, or what the new base has by default: nobody chose them in this run.
  const isLeft = [state?.answers['packages'], next.packages].some(
    (each) => JSON.stringify(each) === JSON.stringify(answers.packages),
  );
  if (old === undefined || old.packageTool !== next.packageTool || isGiven || !isLeft) return { answers, said: [] };
  if (baseline === undefined) return { answers, said: [] };
  const list = old.packageFile;
  const had = baseline.files.get(list)?.text ?? '';
  const lines = ((await project.read([list])).get(list)?.text ?? '').split('\n').map((line) => line.trim());
  const known = [...listPackages(answers, next), ...(old === next ? [] : next.packages)];
  const left = broughtBy(old, state?.answers).filter(
    // What somebody took out of the list is wanted no more.
    (entry) =>
      namesPackage(had, entry) &&
      lines.some((line) => !line.startsWith('#') && namesPackage(line, entry)) &&
      !known.some((each) => isSamePackage(each, entry)),
  );
  if (left.length === 0) return { answers, said: [] };
  // What nobody edited follows the new base, and names nothing any more.
  const own = surveyOwn(project.root).files.filter(
    ({ path, text }) => path !== list && mayUsePackages(path) && baseline.files.get(path)?.text !== text,
  );
  const userOf = (each: string): string | undefined => own.find(({ text = '' }) => namesPackage(text, each))?.path;
  const kept = left.flatMap((entry) => {
    const written = lines.find((line) => plainEntry.test(line) && isSamePackage(line, entry)) ?? entry;
    const user = userOf(entry);
    // What loads models loads them by the packages that came with it, which no program need name.
    const [loading = entry, ...loadedBy] = old.modelPackages;
    const loader = user === undefined && loadedBy.includes(entry) ? userOf(loading) : undefined;
    if (user === undefined && loader === undefined && written === entry) return [];
    const why =
      user !== undefined
        ? `${user} names it`
        : loader !== undefined
          ? `${packageName(loading)}, which ${loader} names, loads models with it`
          : `${list} has it in a version of yours`;
    return [{ written, why }];
  });
  return {
    answers: { ...answers, packages: [...answers.packages, ...kept.map(({ written }) => written)] },
    said: kept.map(
      ({ written, why }) =>
        `packages: ${old === next ? `${written} came with models or documents, of which there are none any more` : `the base ${old.name} brings a package that ${next.name} does not, ${written}`}; ${why}, so it stays, in the answers too`,
    ),
  };
}

/** What a base brought beside the packages that were named. */
function broughtBy(base: Base, answers: AnswersInput = {}): readonly string[] {
  const [models, documents] = [answers['models'], answers['documents']].map(
    (list) => Array.isArray(list) && list.length > 0,
  );
  return [
    ...base.packages,
    ...(models === true ? base.modelPackages : []),
    ...(documents === true ? (base.documentPackages ?? []) : []),
  ];
}

/** An entry of a list of pip with one version, as it may stand in the answers too. */
const plainEntry = /^[A-Za-z0-9][\w.-]*==[\w.!+]+$/;
