import { describeRecord, wouldMixBases } from '../changes/refuse-mixed-base.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { describeAround, describeTakenIn, readAround } from './read-around.ts';
import { rememberAdoption } from '../../io/adopt/context-above.ts';
import { isThere, pathFrom } from '../../io/project/find-projects.ts';
import { inNewFolder } from '../../io/transaction/remove-empty-folder.ts';
import { givesPackages, namedPackages, keysOfSet, spellAnswerFlags, whatIsTyped } from '../project/answer-flags.ts';
import { leaveUnusedPackages } from '../project/leave-unused-packages.ts';
import { keepUsedPackages } from '../project/keep-used-packages.ts';
import { keepOwnVersions } from '../project/keep-own-versions.ts';
import { refuseForAdopted } from '../project/refuse-for-adopted.ts';
import { describeChanged } from '../../engine/answers/describe-changed.ts';
import { folderInRepository } from '../../io/git/find-repository.ts';
import { countFiles } from '../../io/project/count-files.ts';
import type { Supply } from '../../engine/answers/resolve-answers.ts';
import { type Surroundings } from '../../engine/render/next-steps.ts';
import { writesFiles } from '../../engine/upgrade/writes-files.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Person, ProjectFiles } from '../../model/ports.ts';
import { describeAnswered } from './describe-answered.ts';
import { addDigest } from '../changes/add-digest.ts';
import { followModels } from './keep-loader.ts';
import { groundChecklist } from './ground-checklist.ts';
import { describeSettled } from '../changes/describe-settled.ts';
import { confirmProject } from './confirm-project.ts';
import { changeGiven, decideAnswers, reviseAnswer } from './decide-answers.ts';
import {
  completePlan,
  migratePast,
  type Past,
  type PlannedProject,
  planProject,
  readPast,
  refuseOpenConflicts,
} from './plan-project.ts';
import { nameProjectAbove, refuseInside, refuseMarkers, refuseWrongPlace } from './refuse-wrong-place.ts';
import { type Created, type CreateRequest, showCreated } from './show-created.ts';
import { listConflicts, recordPending } from '../upgrade/record-pending.ts';
import { createChoices, settleConflicts, upgradeChoices } from '../upgrade/settle-conflicts.ts';
import type { createDefinition, CreateInvocation } from './create-definition.ts';

/** Makes a project. Exit 1: files are in the way, and nothing was written, or both sides stand in them, as was asked for. */
export const createCommand: CommandCode<typeof createDefinition, Created> = {
  run: createProject,
  print: async (created, _, environment) => {
    await showCreated(created, environment);
    return { exitCode: created.isRefused || created.open.length > 0 ? 1 : 0 };
  },
};

/**
 * Makes a project from answers, or brings an existing one to these answers and this version, three ways.
 * Nothing is written before everything is decided; then all of it or nothing.
 */
export async function createProject(invocation: CreateInvocation, environment: Environment): Promise<Created> {
  const { flags, targets } = invocation;
  const { terminal, version } = environment;
  const destination = targets[0] ?? '.';
  if (targets.length === 0) await refuseInside(environment.cwd, whatIsTyped(flags).answers);
  const project = environment.openProject(destination);
  const request = readRequest(destination, flags);
  const isNew = !isThere(project.root);
  const note = request.json || request.quiet ? tellNothing : tellNotes(environment);
  const interrupted = await (request.dryRun ? project.findInterrupted() : project.recover());
  if (interrupted !== undefined) note(`${interrupted}\n`);

  const past = await migratePast(refuseOpenConflicts(await readPast(project)), version, project.root);
  if (past.baseline === undefined && flags['on-conflict'] === 'markers') refuseMarkers(destination);
  if (past.state === undefined) await refuseWrongPlace(project.root, targets[0], environment.cwd, whatIsTyped(flags));
  tellOfAbove(past, project, { flags, environment, note });
  const asker =
    flags['answers'] !== undefined || flags['defaults'] === true || request.json ? undefined : terminal.asker;
  const isGiven = past.state !== undefined && (flags['set'] ?? []).length > 0;
  const where = lookAt(project.root, environment.program);
  const plans: PlanHow = { invocation, environment, project, past, asker, note };
  asker?.show(fitLines(describeChange(past, isGiven), terminal.wrapAt));
  const follow = followModels(past, project);
  const adapt = (supply: Supply): Supply => follow(isGiven ? changeGiven(supply) : supply);
  let decided = await decideAnswers(invocation, environment, project.root, past.state, adapt);
  await tellAround(decided, plans);
  for (;;) {
    const { answers, planned, settled } = await planAnswers(decided, plans);
    const found = {
      request,
      root: project.root,
      where: { ...where, isAgain: past.state !== undefined },
      answers,
      ...describeRecord(past, answers, planned.plan),
    };
    if (settled === undefined) return { ...found, plan: planned.plan, isRefused: true, open: [] };
    const open = listConflicts(settled);
    const plan = await completeChange({ answers, planned, settled }, plans);
    if (asker !== undefined && !request.dryRun && writesFiles(plan)) {
      const shown = { answers, plan, fixed: new Set(keysOfSet(flags['set'])), root: project.root };
      const key = await confirmProject(shown, asker, environment);
      if (key !== undefined) {
        decided = await reviseAnswer(plans, { answers, key, asker, adapt: follow });
        continue;
      }
    }
    if (!request.dryRun) await apply(project, plan, nameUndo(past, answers, isNew));
    return { ...found, plan, isRefused: false, open };
  }
}

/** Writes, and remembers of a folder within a repository that this user did: only then may a later run write at the root of that repository, unless git knows the folder. */
async function apply(project: ProjectFiles, plan: Plan, undo: string): Promise<void> {
  await project.apply(plan, { undo });
  if ((folderInRepository(project.root) ?? '') !== '') rememberAdoption(project.root);
}

/** Whoever changes an answer in a folder of a project may have meant that one. */
function tellOfAbove(
  { state }: Past,
  { root }: ProjectFiles,
  how: Pick<PlanHow, 'environment' | 'note'> & Pick<CreateInvocation, 'flags'>,
): void {
  if (state !== undefined || how.flags['set'] === undefined) return;
  const above = nameProjectAbove(root, how.environment.cwd, spellAnswerFlags(how.flags));
  if (above !== undefined) how.note(`${above}\n`);
}

function readRequest(destination: string, flags: CreateInvocation['flags']): CreateRequest {
  return {
    destination,
    json: flags['json'] === true,
    quiet: flags['quiet'] === true,
    dryRun: flags['dry-run'] === true,
    answerFlags: spellAnswerFlags(flags),
  };
}

/** What is taken back later, as it is called then. */
function nameUndo({ state }: Past, answers: Answers, isNew: boolean): string {
  if (state === undefined) return `the making of the project${isNew ? inNewFolder : ''}`;
  return describeChanged(state.answers, answers) ?? 'the change of its files';
}

function tellNothing(): void {}

function tellNotes({ terminal, program }: Environment): (text: string) => void {
  return (text) => tellNote(text.replace(/\n$/, ''), { terminal, program });
}

/** Where a new project lies in another one, which answers it has from there. */
async function tellAround(answers: Answers, { environment, project, past, note }: PlanHow): Promise<void> {
  if (past.state !== undefined) return;
  const around = await readAround(project.root, environment);
  const line =
    around === undefined
      ? undefined
      : describeAround(pathFrom(environment.cwd, around.folder), around.answers, answers as unknown as AnswersInput);
  if (line !== undefined) note(`${line}\n`);
  const taken = around && (await describeTakenIn(around.folder, pathFrom(around.folder, project.root), environment));
  if (taken !== undefined) note(`${taken}\n`);
}

interface PlanHow {
  readonly invocation: CreateInvocation;
  readonly environment: Environment;
  readonly project: ProjectFiles;
  readonly past: Past;
  /** Where a person is asked. */
  readonly asker: Person | undefined;
  readonly note: (text: string) => void;
}

/** What these answers make of the project, conflicts settled; `settled` is absent where a conflict keeps everything from being written. */
async function planAnswers(
  decided: Answers,
  { invocation: { flags }, environment, project, past, asker, note }: PlanHow,
): Promise<{ readonly answers: Answers; readonly planned: PlannedProject; readonly settled: Plan | undefined }> {
  if (past.state?.adopted !== undefined) refuseForAdopted(decided, past.state.answers);
  const isGiven = givesPackages(flags);
  const both = await keepUsedPackages(past, decided, project, isGiven);
  const used = await leaveUnusedPackages(past, decided, both, project, isGiven || asker !== undefined);
  const { answers: kept, said } = await keepOwnVersions(past, used, project, isGiven);
  // Another answer is no reason to ask anew of an image that stays as it was.
  const offers = past.state?.answers['image'] === kept.image ? undefined : asker;
  const answers = await addDigest(kept, flags['resolve'] === true, offers, environment);
  const named = namedPackages(flags, decided.packages, past.state?.answers['packages']);
  const planned = await planProject(project, past, answers, environment, named);
  for (const line of said) note(`${line}\n`);
  for (const line of await describeAnswered(past, answers, planned.rendered, project)) note(`${line}\n`);
  const how = flags['on-conflict'] ?? (asker === undefined ? 'abort' : 'ask');
  const asked = how === 'ask' ? environment.terminal.asker : undefined;
  const all = past.baseline === undefined ? createChoices : upgradeChoices;
  const choices = wouldMixBases(past, answers, planned.plan)
    ? all.map((each) => (each.value === 'yours' ? { ...each, notFor: 'Dockerfile' } : each))
    : all;
  const settled = await settleConflicts(planned.plan, how, asked, environment.terminal, choices);
  const change = { past, answers, planned, settled, isAsked: asker !== undefined, isGiven };
  const lists = await describeSettled(change, project);
  for (const line of lists) note(`${line}\n`);
  return { answers, planned, settled };
}

/** A settled plan with what the next run has to know, and with a checklist that rests on what it writes. */
async function completeChange(
  {
    answers,
    planned,
    settled,
  }: { readonly answers: Answers; readonly planned: PlannedProject; readonly settled: Plan },
  { environment, project, past }: PlanHow,
): Promise<Plan> {
  const { version } = environment;
  const complete =
    listConflicts(settled).length > 0
      ? [...settled, recordPending(past, planned, settled, answers, version)]
      : completePlan(planned, settled, past, answers, version);
  return writesFiles(settled) ? groundChecklist(complete, planned.rendered, project, environment) : complete;
}

/** What a person is told before the questions where a project is there already; nothing where none is. */
function describeChange({ state }: Past, isGiven: boolean): string {
  if (state === undefined) return '';
  const name = state.answers['name'];
  const shown = typeof name === 'string' ? ` ${name}` : '';
  return isGiven
    ? `The project${shown} is here: the answers that you gave are changed, the others stand.\n`
    : `The project${shown} is here: you change its answers. Each is offered as it stands.\n`;
}

/** Whether the project lies in a repository, and whether its folder is its own: other files in it may be data. */
function lookAt(root: string, program: string | undefined): Surroundings {
  const folder = folderInRepository(root);
  const entries = countFiles(root) ?? 0;
  return {
    isNew: entries === (folder === '' ? 1 : 0),
    ...(folder === undefined ? {} : { folder }),
    ...(program === undefined ? {} : { program }),
  };
}
