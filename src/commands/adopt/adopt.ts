import { refuseForAdopted } from '../project/refuse-for-adopted.ts';
import { bases } from '../../catalog/bases.ts';
import { decideAdoption } from '../../engine/adopt/decide-adoption.ts';
import { findStartedTools, whySystemPackages } from '../../engine/adopt/packages/system-programs.ts';
import { cannotRender, documentsIn } from '../../engine/adopt/start/render-with-quarto.ts';
import { newMemory, stepBack } from '../../engine/answers/turns.ts';
import { nextBaseline } from '../../engine/upgrade/next-baseline.ts';
import { writesFiles } from '../../engine/upgrade/writes-files.ts';
import { recordProject } from '../../engine/upgrade/record-project.ts';
import { rememberAdoption } from '../../io/adopt/context-above.ts';
import { folderInRepository, textThatStarts } from '../../io/git/find-repository.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { Answers, BaseName } from '../../model/answers/answers.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import { StepBack } from '../../model/errors.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { Asker, ProjectFiles } from '../../model/ports.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { settleAloud } from '../upgrade/settle-conflicts.ts';
import { groundAdopted } from '../create/ground-checklist.ts';
import { migratePast, planRendered, readPast, refuseOpenConflicts, type Past } from '../create/plan-project.ts';
import { chooseFolder, chooseProgram, joinTyped } from './ask-what-decides.ts';
import { completeAnswers, nameSecond, pipelinesThere, readGivenAnswers, type GivenAnswers } from './adopt-answers.ts';
import { describeGiven } from '../create/describe-names.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { followProgram } from './follow-program.ts';
import { areNamed, nameToDos, pipelineToDos } from './adopt-to-dos.ts';
import { keepForBase, proposeImage, renewImage, tellOtherList, tellRenewed } from './propose-image.ts';
import { type Adopted, describeConflicts, describeSurvey, printAdopted, type Refusal } from './print-adopted.ts';
import { openAdoptable, tellOfRepository } from './open-adoptable.ts';
import { settleBase } from './held-base.ts';
import { renderAdoption } from './render-adoption.ts';
import { type Asking, nameFrom, nameTree, writeAdoption } from './write-adoption.ts';
import { asDecided, showSurvey, tellOther, withNamed } from './show-survey.ts';
import { choicesOf, toDosOf } from './adoption-choices.ts';
import { readOwnList, surveyFolder, type SurveyedFolder } from './survey-folder.ts';
import type { adoptDefinition, AdoptInvocation } from './adopt-definition.ts';

/**
 * Surveys a repository and writes a container project into a folder of its own in it; nothing else is touched. Exit 1: something has to be
 * decided first, no base fits, or files are in the way; then nothing was written.
 */
export const adoptCommand: CommandCode<typeof adoptDefinition, Adopted> = {
  run: async (invocation, environment) => {
    const target = invocation.targets[0] ?? '.';
    return invocation.flags['survey'] === true
      ? showSurvey(invocation, target, environment)
      : adoptRepository(invocation, target, environment);
  },
  print: printAdopted,
};

/** `isChosen`: a person chose the project, and may go back to that. */
async function adoptRepository(
  { flags }: AdoptInvocation,
  target: string,
  environment: Environment,
  isChosen = false,
): Promise<Adopted> {
  const { terminal } = environment;
  const into = flags['into'] ?? 'tre';
  const { project, root } = await openAdoptable(target, into, environment);
  const given = await readGivenAnswers({ flags }, environment);
  const past = await migratePast(refuseOpenConflicts(await readPast(project)), environment.version, project.root);
  const surveyed = await surveyFolder(root, 'whole', flags['json'] === true ? undefined : terminal);
  const asker =
    flags['json'] === true || flags['defaults'] === true || flags['answers'] !== undefined ? undefined : terminal.asker;
  if (!isChosen) tellOfRepository(root, environment);
  const { program: named } = given.own;
  const shown = named === undefined ? asDecided(surveyed, past.state, into) : withNamed(surveyed, named);
  const isNamed = areNamed(given.sources, past.state?.answers);
  asker?.show(fitLines(describeSurvey(shown, terminal.colour, isNamed), terminal.wrapAt));
  const refuse = (because: Refusal): Adopted => ({ kind: 'refused', surveyed, because });
  const below = await adoptBelow({ flags, targets: [] }, target, { surveyed, asker }, environment);
  if (below !== undefined) return below;
  const settled = settleBase(surveyed, past.state, flags['base'], given.own);
  if (!('base' in settled)) return refuse(settled);
  const isDry = flags['dry-run'] === true;
  // Whoever names the folder above says that it is theirs.
  if (!isDry && past.state?.adopted !== undefined) rememberAdoption(project.root);
  const written = nameTree(past.baseline?.files, into);
  const settle = settleNamed({ flags, into, isDry }, asker, terminal, written);
  const person = asker === undefined ? undefined : { asker, memory: newMemory() };
  if (isChosen) person?.memory.said.set(chosenFolder, target);
  const decisions = { ...settled, given, past, into, person, settle };
  for (;;) {
    try {
      const program = await chooseProgram(decisions.surveyed, given, past, person);
      // What is open is that of the base that was named.
      if (program === 'open') return { kind: 'refused', surveyed: decisions.surveyed, because: 'open' };
      const followed = followProgram({ ...decisions, program }, surveyed, flags['base']);
      const { isOpen, ...planned } = await planAdoption(project, followed, environment);
      if (cannotRender(planned.adoption.program.start, bases[followed.base].documentPackages))
        return refuse({ missing: 'Quarto' });
      if (isOpen) return refuse(describeConflicts(nameFrom(planned.plan, into), written, isDry));
      if (!isDry) await writeAdoption(project, planned.plan, into, person);
      if (asker === undefined)
        tellOther(surveyed, named === undefined ? past.state : undefined, settled.held, environment);
      return { kind: 'adopted', surveyed, ...planned, target, isDry };
    } catch (error) {
      if (person === undefined) throw error;
      stepBack(person.memory, error, chosenFolder);
    }
  }
}

/** By the names that a person sees: a Dockerfile of theirs may lie above. */
function settleNamed(
  { flags, into, isDry }: Pick<AdoptInvocation, 'flags'> & { readonly into: string; readonly isDry: boolean },
  asker: Asker | undefined,
  terminal: Environment['terminal'],
  written: FileTree | undefined,
): Settle {
  const how = flags['on-conflict'] ?? (asker === undefined || isDry ? 'abort' : 'ask');
  return async (plan) =>
    (await settleAloud(nameFrom(plan, into), how, asker, terminal, written))?.map((each, at) => ({
      ...each,
      path: plan[at]?.path ?? each.path,
    }));
}

/** The turn in which a person chose one of several projects. */
const chosenFolder = 'folder';

/** Adopts the project that a person chooses of several, as often as they come back to choose another; nothing where there is one. */
async function adoptBelow(
  invocation: AdoptInvocation,
  target: string,
  { surveyed, asker }: { readonly surveyed: SurveyedFolder; readonly asker: Asker | undefined },
  environment: Environment,
): Promise<Adopted | undefined> {
  for (;;) {
    const folder = await chooseFolder(surveyed, asker);
    if (folder === undefined) return undefined;
    try {
      return await adoptRepository(invocation, joinTyped(target, folder), environment, true);
    } catch (error) {
      if (!(error instanceof StepBack)) throw error;
    }
  }
}

/** What happens to each file of the folder, records included; conflicts are open. */
async function planAdoption(
  project: ProjectFiles,
  decisions: Decisions,
  environment: Environment,
): Promise<{ readonly plan: Plan; readonly adoption: Adoption; readonly isOpen: boolean; readonly unpinned?: string }> {
  const { past, surveyed, settle } = decisions;
  const { answers, adoption } = await decide(decisions, environment, await readOwnList(project));
  const place = folderInRepository(project.root);
  const isStarted = textThatStarts(project.root, `${place ?? ''}/gitlab-ci.yml`) !== undefined;
  const rendered = await renderAdoption(answers, adoption, surveyed.listing.files, {
    ...environment,
    place,
    isStarted,
  });
  const planned = await planRendered(project, past, answers, rendered);
  const plan = await settle(planned.plan);
  if (plan === undefined) return { plan: planned.plan, adoption, isOpen: true };
  const state = { version: environment.version, answers: { ...answers }, adopted: adoption };
  const records = recordProject(past.records, state, nextBaseline(state.version, plan, rendered, past.baseline));
  const complete = [...plan, ...records].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return {
    plan: writesFiles(plan) ? await groundAdopted(complete, adoption.folder, project, environment) : complete,
    adoption,
    isOpen: false,
    ...(answers.image.includes('@sha256:') ? {} : { unpinned: answers.image }),
  };
}

interface Decisions {
  readonly surveyed: SurveyedFolder;
  readonly given: GivenAnswers;
  readonly past: Past;
  readonly base: BaseName;
  readonly into: string;
  readonly program: string | undefined;
  /** Who is asked for what only a person knows; absent where nobody is. */
  readonly person: Asking | undefined;
  readonly settle: Settle;
}

/** Ends the conflicts of a plan; nothing where a person wants no file written. */
type Settle = (plan: Plan) => Promise<Plan | undefined>;

async function decide(
  { surveyed, given, past, base, into, program, person }: Decisions,
  environment: Environment,
  ownList: string | undefined,
): Promise<{ readonly answers: Answers; readonly adoption: Adoption }> {
  const { facts, proposal, listing } = surveyed;
  const choices = choicesOf({ surveyed, adopted: past.state?.adopted, base, into, program }, ownList);
  const adoption = decideAdoption(facts, proposal, choices);
  const image = proposeImage(surveyed, base, adoption);
  const renewed = renewImage(past, image.image);
  const proposed = {
    packages: [],
    models: [],
    preCommit: false,
    ...image,
    description: `The container of ${listing.root.split(/[\\/]/).at(-1) ?? 'a repository'}`
      .replaceAll(/[^\x20-\x7E]/g, '-')
      .slice(0, 100),
    documents: documentsIn(program === undefined ? proposal.program.start : [program]),
    upgradeCheck: false,
    ...(into === 'tre' ? {} : { name: nameSecond(listing.root, into) }),
    ...pipelinesThere(listing.files),
    ...keepForBase(base, past.state?.answers, image),
    ...renewed,
    base,
  };
  const answers = await completeAnswers(given.sources, proposed, listing.root, environment, person);
  refuseForAdopted(answers, proposed);
  const told = answers.image === renewed.image ? tellRenewed(past, renewed, base) : [];
  const lists = tellOtherList(past, adoption);
  for (const line of [...describeGiven(past.state?.answers, answers), ...told, ...lists]) tellNote(line, environment);
  const tools = findStartedTools(facts, adoption, choices.systemPrograms);
  return {
    answers,
    adoption: {
      ...adoption,
      image: image.image.replace(/@.*/s, ''),
      toDo: [
        ...nameToDos(answers, into),
        ...toDosOf(surveyed, adoption, { ...answers, isProposed: answers.image === proposed.image }, choices),
        ...(textThatStarts(listing.root, `${into}/gitlab-ci.yml`) === undefined ? pipelineToDos(answers, into) : []),
      ],
      reasons: { ...adoption.reasons, ...whySystemPackages(tools, answers.systemPackages, adoption.program.start) },
    },
  };
}
