import { withoutInstall } from '../../engine/adopt/decide-adoption.ts';
import { wordsOfCommand } from '../../engine/adopt/start/words-of-command.ts';
import { bases } from '../../catalog/bases.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import type { Reason } from '../../model/adopt/proposal.ts';
import { isLink } from '../../io/project/kind-of-path.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { shellWords } from '../../shared/shell-words.ts';
import { areNamed } from './adopt-to-dos.ts';
import type { Environment } from '../../model/command.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { completeAnswers, readGivenAnswers } from './adopt-answers.ts';
import type { AdoptInvocation } from './adopt-definition.ts';
import { chooseBase } from './choose-base.ts';
import { type HeldBase, holdBase } from './held-base.ts';
import { refuseOwnFolder, tellOfRepository } from './open-adoptable.ts';
import type { Adopted } from './print-adopted.ts';
import { refuseAbsentProgram } from './refuse-absent-program.ts';
import { surveyForBase } from './survey-for-base.ts';
import { surveyFolder, type SurveyedFolder } from './survey-folder.ts';

/** Shows what the files tell, and writes nothing. */
export async function showSurvey(
  invocation: AdoptInvocation,
  target: string,
  environment: Environment,
): Promise<Adopted> {
  const { flags } = invocation;
  const { own, sources } = await readGivenAnswers(invocation, environment);
  const repository = environment.openProject(target);
  const text = (await repository.read([STATE_FILE])).get(STATE_FILE)?.text;
  if (text !== undefined && parseStateFile(text)?.adopted !== undefined) refuseOwnFolder(target);
  tellOfRepository(repository.root, environment);
  const how = own.program === undefined ? 'quick' : 'whole';
  const found = await surveyFolder(repository.root, how, flags['json'] === true ? undefined : environment.terminal);
  if (own.program !== undefined) refuseAbsentProgram(own.program, found);
  const into = flags['into'] ?? 'tre';
  const state = await readDecided(found, into, environment);
  const surveyed =
    own.program === undefined
      ? withBaseOf(asDecided(found, state, into), flags['base'], own)
      : withNamed(withBaseOf(found, flags['base'], own), own.program);
  const isAnswered = flags['set'] !== undefined || flags['answers'] !== undefined;
  if (isAnswered) {
    const base = chooseBase(surveyed, flags['base'], own.mode, own.program);
    await completeAnswers(sources, typeof base === 'string' ? { base } : {}, surveyed.listing.root, environment);
  }
  return { kind: 'surveyed', surveyed, isAnswered, isNamed: areNamed(sources, state?.answers) };
}

/** The survey for the base that was named, or that a named program calls for. */
function withBaseOf(
  found: SurveyedFolder,
  named: string | undefined,
  { program, mode }: { readonly program?: string; readonly mode?: string },
): SurveyedFolder {
  if (named === undefined && program === undefined && mode === undefined) return found;
  const base = chooseBase(found, named, mode, program);
  if (typeof base !== 'string') return found;
  return named === undefined ? surveyForBase(found, base, named) : withBase(found, base, youNamedIt);
}

const youNamedIt: Reason = { why: 'you named it', evidence: [] };

/** A program that a person named is shown as what is started, and is not asked for. */
export function withNamed(surveyed: SurveyedFolder, program: string): SurveyedFolder {
  const start = program === 'decided-at-run' ? [program] : withoutInstall(wordsOfCommand(program), surveyed.facts);
  return showAsDecided(surveyed, start.length === 3 && start[1] === '-c' ? [program] : start, {
    why: 'you named it',
    evidence: [],
  });
}

/** What adopt recorded in the folder that it wrote; nothing where it wrote none. */
async function readDecided(
  { listing }: SurveyedFolder,
  into: string,
  environment: Environment,
): Promise<ProjectState | undefined> {
  if (isLink(listing.root, into)) return undefined;
  const text = (await environment.openProject(`${listing.root}/${into}`).read([STATE_FILE])).get(STATE_FILE)?.text;
  return text === undefined ? undefined : parseStateFile(text);
}

/** In an adopted repository base and program are decided: they are shown as such, and not asked for again. Where the files call for another program, so is what takes it. */
export function asDecided(surveyed: SurveyedFolder, state: ProjectState | undefined, into: string): SurveyedFolder {
  if (state?.adopted === undefined) return surveyed;
  const evidence = [{ file: `${into}/${STATE_FILE}` }];
  const why = { why: `decided when ${into}/ was written`, evidence };
  const { start } = state.adopted.program;
  const other = nameOther(surveyed, start);
  const ofProgram = other === undefined ? why : { why: `${why.why}; ${other}`, evidence };
  const held = holdBase(surveyed, state);
  const ofBase = held?.other === undefined ? why : { why: `${why.why}; ${held.other}`, evidence };
  // Where it does not stand, the proposal is what adopt takes.
  const based = held === undefined ? surveyed : withBase(surveyed, held.base, why, ofBase);
  const decided = showAsDecided(based, start, ofProgram);
  const questions = decided.proposal.questions.filter(({ id }) => id !== 'mode' && id !== 'base');
  return { ...decided, proposal: { ...decided.proposal, questions } };
}

/** Tells whoever is not shown the proposal of a start and a base that were decided before; of nothing where the files call for them still. */
export function tellOther(
  surveyed: SurveyedFolder,
  state: ProjectState | undefined,
  held: HeldBase | undefined,
  environment: Environment,
): void {
  const start = state?.adopted?.program.start;
  const other = start === undefined ? undefined : nameOther(surveyed, start);
  if (held?.other !== undefined) tellNote(`note: the base stays as it was decided; ${held.other}`, environment);
  if (other !== undefined) tellNote(`note: the start stays as it was decided; ${other}`, environment);
}

/** How to take what the files call for today, where that is another start than the one that was decided; in a clause. */
function nameOther({ proposal }: SurveyedFolder, decided: readonly string[]): string | undefined {
  const { start, ask } = proposal.program;
  if (ask || start.length === 0 || proposal.mode === 'interactive' || start.join(' ') === decided.join(' '))
    return undefined;
  const words = start.length === 3 && start[1] === '-c' ? (start[2] ?? '') : shellWords(start);
  return `the files call for another, which --set program=${shellWord(words)} takes`;
}

/** A survey for the base that was chosen, and for what that runs as. */
function withBase(surveyed: SurveyedFolder, base: unknown, why: Reason, ofBase = why): SurveyedFolder {
  if (typeof base !== 'string' || !Object.hasOwn(bases, base)) return surveyed;
  const chosen = surveyForBase(surveyed, base as BaseName, base);
  const { proposal } = chosen;
  const mode = why === youNamedIt ? { ...why, why: 'as the base that you named does' } : why;
  const said = proposal.reasons['base'];
  // Where none fits, the reason of the proposal says that beside.
  const saidOfBase = said !== undefined && ofBase === why && said.why.startsWith(why.why) ? said : ofBase;
  const reasons = { ...proposal.reasons, base: saidOfBase, mode };
  return { ...chosen, proposal: { ...proposal, base: base as BaseName, reasons } };
}

function showAsDecided(surveyed: SurveyedFolder, start: readonly string[], why: Reason): SurveyedFolder {
  const { proposal } = surveyed;
  return {
    ...surveyed,
    proposal: {
      ...proposal,
      program: { ...proposal.program, start, ask: false },
      reasons: { ...proposal.reasons, program: why },
      questions: proposal.questions.filter(({ id }) => id !== 'program'),
    },
  };
}
