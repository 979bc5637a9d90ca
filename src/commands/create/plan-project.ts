import { describeUnrecorded } from '../../engine/answers/describe-changed.ts';
import { bases } from '../../catalog/bases.ts';
import { foundAnswers, migrations, releasedFiles } from '../../catalog/migrations.ts';
import type { checkVersion } from '../../engine/answers/check-version.ts';
import { answerFromFiles } from '../../engine/answers/answer-from-files.ts';
import {
  explainLeftPipeline,
  findPlaces,
  keepOwnPlaces,
  movePipeline,
} from '../../engine/delivery/follow-placements.ts';
import { keepListed } from '../../engine/changes/keep-taken-out.ts';
import { nameAnew } from '../../engine/changes/name-anew.ts';
import { dropGoneRows, explainGoneRows, keepGoneStarter } from '../../engine/changes/put-away-starter.ts';
import { nextBaseline } from '../../engine/upgrade/next-baseline.ts';
import { planUpgrade } from '../../engine/upgrade/plan-upgrade.ts';
import { RECORD_FILES, recordProject } from '../../engine/upgrade/record-project.ts';
import { contextAbove, refuseForeignRepository } from '../../io/adopt/context-above.ts';
import { folderInRepository, textThatStarts } from '../../io/git/find-repository.ts';
import { renewResults } from '../../engine/adopt/results-among-data.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import { REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { SeenFiles } from '../../model/answers/migration.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { Base } from '../../model/render/base.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Baseline, PendingUpgrade, ProjectState } from '../../model/upgrade/state.ts';
import { BASELINE_FILE, parseBaseline } from '../../parse/records/baseline-file.ts';
import { parsePending, PENDING_FILE } from '../../parse/records/pending-file.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { readAnswerValues } from '../project/read-answer-values.ts';
import { takeOverLock } from '../changes/take-over-lock.ts';
import { chooseStarterPackages } from './choose-starter-packages.ts';
import { keepUsedVariables } from './keep-used-variables.ts';
import { renderProject } from './render-project.ts';

/** What a project remembers of its last create or upgrade; nothing in a folder that is none of ours. */
export interface Past {
  readonly state?: ProjectState;
  readonly baseline?: Baseline;
  /** An upgrade whose conflicts are open. */
  readonly pending?: PendingUpgrade;
  /** Former path to new path of files that the template moved since. */
  readonly moves?: ReadonlyMap<string, string>;
  /** The files that this was read from, as they are. */
  readonly records: FileTree;
}

/** A plan and what it was made from, so that it can be recorded once conflicts are settled. */
export interface PlannedProject {
  readonly plan: Plan;
  readonly rendered: RenderedTree;
  /** What became of lines of a list that a lock took the place of. */
  readonly ofLock?: readonly string[];
}

/** Reads what a project remembers. Throws UserError when a record is broken. With `baseline: 'ignored'` the baseline may be. */
export async function readPast(
  project: ProjectFiles,
  how: { readonly baseline: 'ignored' | 'read' } = { baseline: 'read' },
): Promise<Past> {
  const records = await project.read([...RECORD_FILES, PENDING_FILE]);
  const textOf = (path: string): string | undefined => records.get(path)?.text;
  const [stateText, baselineText, pendingText] = [textOf(STATE_FILE), textOf(BASELINE_FILE), textOf(PENDING_FILE)];
  return project.placed(() => {
    const state = stateText === undefined ? undefined : readRecorded(parseStateFile(stateText));
    return {
      records,
      ...(state === undefined ? {} : { state }),
      ...(baselineText === undefined || how.baseline === 'ignored' ? {} : { baseline: parseBaseline(baselineText) }),
      ...(pendingText === undefined ? {} : { pending: parsePending(pendingText) }),
    };
  });
}

/** A record with the notation of an answers file too, as a person may write it there. */
function readRecorded<T extends { readonly answers: AnswersInput } | undefined>(state: T): T {
  return state === undefined ? state : { ...state, answers: readAnswerValues(state.answers) };
}

/** The past, where no conflicts of an upgrade are open: a plan over files with markers would take the markers for edits. Throws UserError. */
export function refuseOpenConflicts(past: Past): Past {
  if (past.pending === undefined) return past;
  const { answers, baseline } = past.pending;
  const after = { version: baseline.version, answers };
  const unrecorded = past.state && describeUnrecorded(past.state, after);
  throw new UserError({
    where: PENDING_FILE,
    what: `an upgrade of this project has open conflicts${unrecorded === undefined ? '' : `, so that this is not recorded yet: ${unrecorded}`}`,
    fix: 'resolve them and finish with `tre-container upgrade`, or take it back with `upgrade --abort`',
  });
}

/** The past with answers and moves of this version. Throws UserError for a project that a newer version made. */
export async function migratePast(
  past: Past,
  version: string,
  root: string,
  mode: Parameters<typeof checkVersion>[2] = 'no downgrade',
): Promise<Past & { readonly notes: readonly string[] }> {
  const { state, baseline } = past;
  if (state === undefined) return { ...past, notes: [] };
  // Loaded where there is a past: a new project has none.
  const [{ checkVersion: refuseNewer }, { migrateAnswers }] = await Promise.all([
    import('../../engine/answers/check-version.ts'),
    import('../../engine/answers/migrate-answers.ts'),
  ]);
  refuseNewer(state.version, version, mode);
  const { answers, moves, notes } = migrateAnswers(state.answers, state.version, version, migrations);
  const unasked = foundAnswers.filter(({ answer }) => !(answer in answers));
  const found = unasked.length === 0 ? {} : answerFromFiles(unasked, await seeFiles(root));
  // An adopted folder has what `adopt` rendered, and 0.1.0 wrote none.
  const kept = baseline === undefined ? {} : { baseline: state.adopted === undefined ? release(baseline) : baseline };
  const adopted = state.adopted === undefined ? {} : { adopted: renewResults(state.adopted) };
  return { ...past, ...kept, state: { ...state, answers: { ...answers, ...found }, ...adopted }, moves, notes };
}

async function seeFiles(root: string): Promise<SeenFiles> {
  const { surveyProject } = await import('../../io/project/survey-project.ts');
  const { files, incomplete } = surveyProject(root);
  return { files, all: incomplete === undefined };
}

/** The baseline without files that are the person's now. */
function release(baseline: Baseline): Baseline {
  const files = [...baseline.files].filter(([path]) => !releasedFiles.includes(path));
  return { ...baseline, files: new Map(files) };
}

/** Renders the project and decides for each file what happens to it. Conflicts are still open. `named`: the packages that a person names in this run. */
export async function planProject(
  project: ProjectFiles,
  past: Past,
  answers: Answers,
  environment: Environment,
  named: readonly string[] = [],
): Promise<PlannedProject> {
  const rendered = await renderAnew(project, past, answers, environment);
  const again = [...named, ...packagesAskedAnew(past.state?.answers, answers)];
  if (past.baseline === undefined) return planRendered(project, past, answers, rendered);
  const list = bases[answers.base].packageFile;
  const now = again.length === 0 ? undefined : (await project.read([list])).get(list)?.text;
  const baseline = now === undefined ? past.baseline : nameAnew(past.baseline, list, now, again);
  const planned = await planRendered(project, { ...past, baseline }, answers, rendered);
  const locked = await takeOverLock(planned.plan, { earlier: past.state?.answers, baseline, answers }, project);
  if (locked === undefined) return planned;
  const after =
    locked.baseline && (await planRendered(project, { ...past, baseline: locked.baseline }, answers, rendered));
  return { ...(after ?? planned), ofLock: locked.said };
}

/** What the first model or document brings is needed again, whatever was taken out before. */
function packagesAskedAnew(before: AnswersInput = {}, answers: Answers): readonly string[] {
  const { modelPackages, documentPackages = [] } = bases[answers.base];
  const isFirst = (key: 'documents' | 'models'): boolean =>
    [before[key] ?? []].flat().length === 0 && answers[key].length > 0;
  return [...(isFirst('models') ? modelPackages : []), ...(isFirst('documents') ? documentPackages : [])];
}

/** Decides for each file of a rendered project what happens to it, and where its pipeline goes. */
export async function planRendered(
  project: ProjectFiles,
  past: Past,
  answers: Answers,
  rendered: RenderedTree,
): Promise<PlannedProject> {
  const { state } = past;
  const folder = folderInRepository(project.root) ?? '';
  const places = findPlaces(answers, state?.answers['name'], folder);
  const list = bases[answers.base].packageFile;
  const listed = (await project.read([list])).get(list)?.text ?? '';
  const remembered = past.baseline && keepListed(forgetAsked(past.baseline, answers), rendered, list, listed);
  const written = remembered && keepOwnPlaces(remembered, places, state?.answers['ci'], state?.answers['name']);
  const placed = [...rendered.keys(), ...(written?.files.keys() ?? [])].some((each) =>
    each.startsWith(REPOSITORY_PREFIX),
  );
  if (placed && state !== undefined) refuseForeignRepository(project.root);
  const known = [written?.files, written?.former].flatMap((files) => [...(files?.keys() ?? [])]);
  const current = await project.read(new Set([...rendered.keys(), ...known]));
  const baseline = keepGoneStarter(written, rendered, current);
  const moves = new Map([...(past.moves ?? []), ...movePipeline(places, baseline, current)]);
  const told = dropGoneRows(rendered, baseline, current);
  const plan = planUpgrade({ baseline, current, rendered: told, moves });
  return {
    rendered: told,
    plan: explainLeftPipeline(explainGoneRows(plan, rendered, written), places),
  };
}

/** A document that is asked for by its name is made, whatever became of it the last time. */
function forgetAsked({ former = new Map(), ...baseline }: Baseline, { documents }: Answers): Baseline {
  const asked = new Set(documents.map((path) => `src/${path}`));
  return { ...baseline, former: new Map([...former].filter(([path]) => !asked.has(path))) };
}

async function renderAnew(
  project: ProjectFiles,
  { state, baseline }: Past,
  answers: Answers,
  { templates, version }: Environment,
): Promise<RenderedTree> {
  const { root } = project;
  if (state?.adopted !== undefined) return renderAgain(answers, state.adopted, root, { templates, version });
  const before = { answers: state?.answers, baseline };
  const render = async (of: Base): Promise<RenderedTree> =>
    renderProject(answers, of, templates, version, folderInRepository(root));
  const base = await chooseStarterPackages(bases[answers.base], answers, before, project, render);
  const rendered = await render(base);
  return keepUsedVariables(rendered, baseline?.files, root, base);
}

/** What adopt decided about the repository above the project's folder stands; only this version's lines are new. */
async function renderAgain(
  answers: Answers,
  adopted: Adoption,
  root: string,
  environment: Pick<Environment, 'templates' | 'version'>,
): Promise<RenderedTree> {
  contextAbove(root, adopted.folder);
  const [{ renderAdoption }, { listAbove }] = await Promise.all([
    import('../adopt/render-adoption.ts'),
    import('../adopt/survey-folder.ts'),
  ]);
  const place = folderInRepository(root);
  const isStarted = textThatStarts(root, `${place ?? ''}/gitlab-ci.yml`) !== undefined;
  return renderAdoption(answers, adopted, listAbove(root), { ...environment, place, isStarted });
}

/** Adds to a settled plan what the next run has to know: answers and version, and the baseline. */
export function completePlan(
  { rendered }: PlannedProject,
  settled: Plan,
  past: Past,
  answers: Answers,
  version: string,
): Plan {
  const adopted = past.state?.adopted;
  const records = recordProject(
    past.records,
    { version, answers: { ...answers }, ...(adopted === undefined ? {} : { adopted }) },
    nextBaseline(version, settled, rendered, past.baseline),
  );
  return [...settled, ...records].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
