import type { Environment } from '../../model/command.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';
import { completeAnswers, readGivenAnswers } from './adopt-answers.ts';
import type { AdoptInvocation } from './adopt-definition.ts';
import { chooseBase } from './choose-base.ts';
import type { Adopted } from './print-adopted.ts';
import { refuseAbsentProgram } from './refuse-absent-program.ts';
import { surveyFolder, type SurveyedFolder } from './survey-folder.ts';

/** Shows what the files tell, and writes nothing. */
export async function showSurvey(
  invocation: AdoptInvocation,
  target: string,
  environment: Environment,
): Promise<Adopted> {
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
    const base = chooseBase(surveyed, flags['base'], own.mode);
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
