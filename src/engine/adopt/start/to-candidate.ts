import type { Reason } from '../../../model/adopt/proposal.ts';
import type { ProgramSurvey, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';
import { wordsFor } from '../../survey/words-for.ts';

/** A candidate, with the words that start it. */
interface Candidate {
  readonly name: string;
  readonly start: readonly string[];
  readonly why: string;
  readonly evidence: Reason['evidence'];
}

/** A program as what may be started: as a guide says, as a command of its package, or as its language says. */
export function toCandidate(
  { commands }: RepositoryFacts,
  program: ProgramSurvey,
  languages: SurveyKnowledge['languages'],
): Candidate {
  const { path, line, called } = program;
  const said = commands.find((each) => each.program === path);
  if (said !== undefined)
    return {
      name: path,
      start: said.words[0] === path ? wordsFor(program, languages) : said.words,
      why: `${said.location.file} says to start it`,
      evidence: [said.location],
    };
  if (called !== undefined)
    return {
      name: path,
      start: called.start,
      why: `${called.location.file} has it as the command ${called.name}`,
      evidence: [called.location],
    };
  return {
    name: path,
    start: wordsFor(program, languages),
    why: 'it is the only program that nothing else starts',
    evidence: [{ file: path, line }],
  };
}
