import { bases } from '../../catalog/bases.ts';
import { foundAnswers } from '../../catalog/migrations.ts';
import { answerFromFiles } from '../../engine/answers/answer-from-files.ts';
import type { Supply } from '../../engine/answers/resolve-answers.ts';
import { isSameFile } from '../../engine/upgrade/plan-upgrade.ts';
import { surveyOwn } from '../project/survey-own.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { SeenFiles } from '../../model/answers/migration.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { isRecord } from '../../shared/json-shapes.ts';
import type { Past } from './plan-project.ts';

/**
 * Decides about the loader of models where the last model goes and nobody says what is to become of it: it goes with the model, unless a program
 * that is the person's own names it. What the template wrote and nobody edited follows the answers.
 */
export function followModels(past: Past, project: ProjectFiles): (supply: Supply) => Supply {
  return (supply) => (question, context, proposal, problems) =>
    question.key === 'offlineLoader' && losesModels(past.state?.answers, context.answers)
      ? findUses(past, project).then(({ found }) => found)
      : supply(question, context, proposal, problems);
}

/** What a person is told where the loader stays though the models go; nothing otherwise. */
export async function describeKeptLoader(
  past: Past,
  answers: Answers,
  project: ProjectFiles,
): Promise<readonly string[]> {
  const { loaderFile } = bases[answers.base].language;
  if (loaderFile === '' || !answers.offlineLoader || !losesModels(past.state?.answers, answers)) return [];
  const { programs } = await findUses(past, project);
  const who = programs.length === 0 ? '' : `, since ${programs.join(' and ')} may use it`;
  return [
    `the loader of models (offline_models, models/) stays${who}; where nothing does: --set offlineLoader=false takes it away`,
  ];
}

/** What goes from the list of models with a model that the answers name no more, where somebody filled it in; a sentence each. */
export async function describeLostModels(
  past: Past,
  answers: Answers,
  project: Pick<ProjectFiles, 'read'>,
): Promise<readonly string[]> {
  const before = past.state?.answers['models'];
  if (!Array.isArray(before)) return [];
  const kept = new Map(answers.models.map(({ id, revision }) => [id, revision]));
  const earlier = new Map(
    before.flatMap((model: unknown) => (isRecord(model) ? [[String(model['id']), model['revision']] as const] : [])),
  );
  const list = 'models/models.json';
  const [now, written] = [await project.read([list]), past.baseline?.files].map((files) =>
    readModels(files?.get(list)?.text ?? ''),
  );
  return [...(now ?? [])].flatMap(([repository, entry]) => {
    const had = written?.get(repository);
    if (!earlier.has(repository) || had === undefined || had === entry) return [];
    const filled = 'all that was filled in there (its commit, licence, files and permissions)';
    if (!kept.has(repository))
      return [`models: ${repository} goes from ${list} with ${filled}; tre-container upgrade --undo brings that back`];
    const revision = kept.get(repository);
    return revision === earlier.get(repository)
      ? []
      : [`models: ${repository} at ${revision ?? ''} is begun anew in ${list}, without ${filled}: fetch it again`];
  });
}

/** The commit at which each model of the list was fetched, by its repository. */
export async function readCommits(project: Pick<ProjectFiles, 'read'>): Promise<ReadonlyMap<string, string>> {
  const list = 'models/models.json';
  const found = listModels((await project.read([list])).get(list)?.text ?? '');
  return new Map(
    found.flatMap(({ repository, revision }) =>
      typeof revision === 'string' && /^[0-9a-f]{40}$/.test(revision) ? [[repository, revision] as const] : [],
    ),
  );
}

/** The entries of the list of models as texts, by their repositories. */
function readModels(text: string): ReadonlyMap<string, string> {
  return new Map(listModels(text).map(({ repository, entry }) => [repository, entry]));
}

function listModels(
  text: string,
): readonly { readonly repository: string; readonly revision: unknown; readonly entry: string }[] {
  const read = parseJson(text);
  const models = isRecord(read) && Array.isArray(read['models']) ? (read['models'] as readonly unknown[]) : [];
  return models.flatMap((model) => {
    const source = isRecord(model) && isRecord(model['source']) ? model['source'] : {};
    const { repository, revision } = source;
    return typeof repository === 'string' ? [{ repository, revision, entry: JSON.stringify(model) }] : [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function losesModels(earlier: AnswersInput | undefined, { models }: Partial<Answers>): boolean {
  const before = earlier?.['models'];
  return Array.isArray(before) && before.length > 0 && models?.length === 0;
}

/** Whether programs use the loader, and the first of those that were seen to. */
async function findUses(
  { baseline }: Past,
  project: ProjectFiles,
): Promise<{ readonly found: boolean; readonly programs: readonly string[] }> {
  const wanted = foundAnswers.filter(({ answer }) => answer === 'offlineLoader');
  const { files, incomplete } = surveyOwn(project.root);
  const written = baseline?.files ?? new Map();
  const now = await project.read(new Set(written.keys()));
  const isOurs = (path: string): boolean => {
    const [ours, theirs] = [written.get(path), now.get(path)];
    return ours !== undefined && theirs !== undefined && isSameFile(ours, theirs);
  };
  const uses = (seen: SeenFiles): boolean => answerFromFiles(wanted, seen)['offlineLoader'] === true;
  const own = files.filter(({ path }) => !isOurs(path));
  const programs = own.filter((file) => uses({ files: [file], all: true })).map(({ path }) => path);
  return { found: uses({ files: own, all: incomplete === undefined }), programs: programs.slice(0, 3) };
}
