import { bases } from '../../catalog/bases.ts';
import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { chooseImage } from '../../engine/adopt/choose-image.ts';
import { decideAdoption } from '../../engine/adopt/decide-adoption.ts';
import { mainDockerfile } from '../../engine/adopt/propose-base.ts';
import { cannotRender, documentsIn } from '../../engine/adopt/render-with-quarto.ts';
import { nextBaseline } from '../../engine/upgrade/next-baseline.ts';
import { writesFiles } from '../../engine/upgrade/writes-files.ts';
import { recordProject } from '../../engine/upgrade/record-project.ts';
import { isContextAbove, rememberAdoption } from '../../io/adopt/context-above.ts';
import { folderInRepository } from '../../io/git/find-repository.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { Answers, BaseName } from '../../model/answers/answers.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { countOf } from '../../shared/count-of.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import { Cancelled } from '../../model/errors.ts';
import type { Asker, ProjectFiles } from '../../model/ports.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { createChoices, settleConflicts } from '../upgrade/settle-conflicts.ts';
import { groundChecklist } from '../create/ground-checklist.ts';
import { migratePast, planRendered, readPast, refuseOpenConflicts, type Past } from '../create/plan-project.ts';
import { chooseFolder, chooseProgram, joinTyped } from './ask-what-decides.ts';
import { chooseBase } from './choose-base.ts';
import { completeAnswers, nameSecond, readGivenAnswers, type GivenAnswers } from './adopt-answers.ts';
import { nameToDos, pipelineToDos } from './adopt-to-dos.ts';
import { type Adopted, describeSurvey, listWritten, printAdopted, type Refusal } from './print-adopted.ts';
import { refuseAbsentProgram } from './refuse-absent-program.ts';
import { openAdoptable } from './open-adoptable.ts';
import { renderAdoption } from './render-adoption.ts';
import { surveyFolder, type SurveyedFolder } from './survey-folder.ts';
import type { adoptDefinition, AdoptInvocation } from './adopt-definition.ts';

/**
 * Surveys a repository and writes a container project into a folder of its own in it; nothing else is touched. Exit 1: something has to be
 * decided first, no base fits, or files are in the way; then nothing was written.
 */
export const adoptCommand: CommandCode<typeof adoptDefinition, Adopted> = {
  run: async (invocation, environment) => {
    const target = invocation.targets[0] ?? '.';
    return invocation.flags['survey'] === true
      ? survey(invocation, target, environment)
      : adoptRepository(invocation, target, environment);
  },
  print: printAdopted,
};

async function adoptRepository({ flags }: AdoptInvocation, target: string, environment: Environment): Promise<Adopted> {
  const { terminal } = environment;
  const into = flags['into'] ?? 'tre';
  const { project, root } = await openAdoptable(target, into, environment);
  const given = await readGivenAnswers({ flags }, environment);
  const past = await migratePast(refuseOpenConflicts(await readPast(project)), environment.version, project.root);
  const surveyed = await surveyFolder(root);
  const asker =
    flags['json'] === true || flags['defaults'] === true || flags['answers'] !== undefined ? undefined : terminal.asker;
  asker?.show(fitLines(describeSurvey(surveyed, terminal.colour), terminal.wrapAt));
  const refuse = (because: Refusal): Adopted => ({ kind: 'refused', surveyed, because });
  const folder = await chooseFolder(surveyed, asker);
  if (folder !== undefined) return adoptRepository({ flags, targets: [] }, joinTyped(target, folder), environment);
  const base = chooseBase(surveyed.proposal, flags['base'], given.own.mode);
  if (typeof base !== 'string') return refuse(base);
  const program = await chooseProgram(surveyed, given, past, asker);
  if (program === 'open') return refuse('open');
  const isDry = flags['dry-run'] === true;
  // Whoever names the folder above says that it is theirs.
  if (!isDry && past.state?.adopted !== undefined) rememberAdoption(project.root);
  const how = flags['on-conflict'] ?? (asker === undefined || isDry ? 'abort' : 'ask');
  const settle: Settle = async (plan) => settleConflicts(plan, how, asker, (text) => terminal.err(text), createChoices);
  const decisions = { surveyed, given, past, base, into, program, asker, settle };
  const { plan, adoption, isOpen } = await planAdoption(project, decisions, environment);
  if (cannotRender(adoption.program.start, bases[base].documentPackages)) return refuse({ missing: 'Quarto' });
  if (isOpen) return refuse({ conflicts: nameFrom(plan, into), isDry });
  if (asker !== undefined && !isDry) await confirm(plan, into, asker);
  if (!isDry) {
    await project.apply(plan, { undo: 'what adopt wrote' });
    rememberAdoption(project.root);
  }
  return { kind: 'adopted', surveyed, plan, adoption, target, isDry };
}

/** Shows what the files tell, and writes nothing. */
async function survey(invocation: AdoptInvocation, target: string, environment: Environment): Promise<Adopted> {
  const { flags } = invocation;
  const { own, sources } = await readGivenAnswers(invocation, environment);
  const surveyed = await withDecided(
    await surveyFolder(environment.openProject(target).root),
    flags['into'] ?? 'tre',
    environment,
  );
  if (own.program !== undefined) refuseAbsentProgram(own.program, surveyed.listing);
  const isAnswered = flags['set'] !== undefined || flags['answers'] !== undefined;
  if (isAnswered) {
    const base = chooseBase(surveyed.proposal, flags['base'], own.mode);
    await completeAnswers(sources, typeof base === 'string' ? { base } : {}, surveyed.listing.root, environment);
  }
  return { kind: 'surveyed', surveyed, isAnswered };
}

/** In an adopted repository the program is decided: it is shown as such, and not asked for again. */
async function withDecided(surveyed: SurveyedFolder, into: string, environment: Environment): Promise<SurveyedFolder> {
  const { proposal, listing } = surveyed;
  const text = (await environment.openProject(`${listing.root}/${into}`).read([STATE_FILE])).get(STATE_FILE)?.text;
  const program = text === undefined ? undefined : parseStateFile(text)?.adopted?.program;
  if (program === undefined) return surveyed;
  const why = { why: `decided when ${into}/ was written`, evidence: [{ file: `${into}/${STATE_FILE}` }] };
  return {
    ...surveyed,
    proposal: {
      ...proposal,
      program: { ...proposal.program, start: program.start, ask: false },
      reasons: { ...proposal.reasons, program: why },
      questions: proposal.questions.filter(({ id }) => id !== 'program'),
    },
  };
}

/** What happens to each file of the folder, records included; conflicts are open. */
async function planAdoption(
  project: ProjectFiles,
  decisions: Decisions,
  environment: Environment,
): Promise<{ readonly plan: Plan; readonly adoption: Adoption; readonly isOpen: boolean }> {
  const { past, surveyed, settle } = decisions;
  const { version } = environment;
  const { answers, adoption } = await decide(decisions, environment);
  const place = folderInRepository(project.root);
  const rendered = await renderAdoption(answers, adoption, surveyed.listing.files, { ...environment, place });
  const planned = await planRendered(project, past, answers, rendered);
  const plan = await settle(planned.plan);
  if (plan === undefined) return { plan: planned.plan, adoption, isOpen: true };
  const state = { version, answers: { ...answers }, adopted: adoption };
  const records = recordProject(past.records, state, nextBaseline(version, plan, rendered, past.baseline));
  const complete = [...plan, ...records].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  // The first time there is nothing but what was rendered.
  const isAgain = past.state?.adopted !== undefined && isContextAbove(project.root, past.state.adopted.folder);
  return {
    plan: isAgain && writesFiles(plan) ? await groundChecklist(complete, rendered, project, environment) : complete,
    adoption,
    isOpen: false,
  };
}

/** Asks whether to write, and names what lies outside of the folder. */
async function confirm(plan: Plan, into: string, asker: Asker): Promise<void> {
  const written = listWritten(plan);
  const outside = written.filter(isPlacedPath).map((path) => path.slice(REPOSITORY_PREFIX.length));
  const inside = `${countOf(written.length - outside.length, 'file')} into ${into}/`;
  const message = `Write ${[inside, ...outside].join(', and ')}?`;
  const help = `${outside.length > 0 ? 'GitHub reads workflows at the root of a repository only. ' : ''}All of them or none; nothing of yours is changed.`;
  if (!(await asker.confirm({ message, help, initial: true }))) throw new Cancelled();
}

interface Decisions {
  readonly surveyed: SurveyedFolder;
  readonly given: GivenAnswers;
  readonly past: Past;
  readonly base: BaseName;
  readonly into: string;
  readonly program: string | undefined;
  /** Who is asked for what only a person knows; absent where nobody is. */
  readonly asker: Asker | undefined;
  readonly settle: Settle;
}

/** Ends the conflicts of a plan; nothing where a person wants no file written. */
type Settle = (plan: Plan) => Promise<Plan | undefined>;

/** A plan's files as they lie in the repository. */
function nameFrom(plan: Plan, into: string): Plan {
  return plan.map((entry) => ({
    ...entry,
    path: isPlacedPath(entry.path) ? entry.path.slice(REPOSITORY_PREFIX.length) : `${into}/${entry.path}`,
  }));
}

async function decide(
  { surveyed, given, past, base, into, program, asker }: Decisions,
  environment: Environment,
): Promise<{ readonly answers: Answers; readonly adoption: Adoption }> {
  const { facts, proposal, listing } = surveyed;
  const texts = new Map(listing.files.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const])));
  const adoption = decideAdoption(facts, proposal, {
    traits: surveyKnowledge.bases[base],
    sameAs: surveyKnowledge.sameAs,
    folder: into,
    textOf: (path) => texts.get(path),
    files: listing.files.map(({ path }) => path),
    hash: hashText,
    documentPackages: bases[base].documentPackages,
    ...(program === undefined ? {} : { program }),
    ...(past.state?.adopted === undefined ? {} : { before: past.state.adopted.program }),
  });
  const proposed = {
    base,
    packages: [],
    ...proposeImage(surveyed, base, adoption),
    description: `The container of ${listing.root.split(/[\\/]/).at(-1) ?? 'a repository'}`
      .replaceAll(/[^\x20-\x7E]/g, '-')
      .slice(0, 100),
    documents: documentsIn(program === undefined ? proposal.program.start : [program]),
    upgradeCheck: false,
    ...(into === 'tre' ? {} : { name: nameSecond(listing.root, into) }),
    ci: listing.files.some(({ path }) => path === '.gitlab-ci.yml') ? 'gitlab' : 'github',
    ...past.state?.answers,
    ...renewImage(past, adoption),
  };
  const answers = await completeAnswers(given.sources, proposed, listing.root, environment, asker);
  return {
    answers,
    adoption: {
      ...adoption,
      toDo: [...nameToDos(answers, into), ...adoption.toDo, ...pipelineToDos(answers, into)],
    },
  };
}

/** The image, and the packages of the system that are installed into it: of a Dockerfile that was taken over its own lines do that. */
function proposeImage(
  { facts, proposal }: SurveyedFolder,
  base: BaseName,
  { original }: Adoption,
): Pick<Answers, 'image' | 'systemPackages'> {
  if (original?.copy !== undefined) return { image: original.copy.image, systemPackages: [] };
  const renders = proposal.program.start.some((word) => word.includes('rmarkdown::render'));
  const named = mainDockerfile(facts)?.systemPackages.map(({ name }) => name) ?? [];
  const systemPackages = [...new Set([...named, ...(renders ? ['pandoc'] : [])])]
    .filter((name) => /^[a-z0-9][a-z0-9+.-]+$/.test(name))
    .toSorted();
  return { image: chooseImage(bases[base], proposal.version), systemPackages };
}

/** Where the Dockerfile that was taken over starts from another image by now, and nobody chose one, that one is taken. */
function renewImage({ state }: Past, { original }: Adoption): Partial<Pick<Answers, 'image'>> {
  const before = state?.adopted?.original?.copy?.image;
  const now = original?.copy?.image;
  const chosen = state?.answers['image'];
  // `pin` writes a digest behind it.
  const isTheirs = before !== undefined && typeof chosen === 'string' && chosen.replace(/@sha256:.*/s, '') === before;
  return now !== undefined && isTheirs ? { image: now } : {};
}
