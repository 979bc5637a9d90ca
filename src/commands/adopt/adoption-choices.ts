import { bases } from '../../catalog/bases.ts';
import { mayReadHub } from '../../catalog/adopt/hub-readers.ts';
import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { askOfImage } from '../../engine/adopt/image/ask-version.ts';
import { type AdoptionChoices, decideAdoption } from '../../engine/adopt/decide-adoption.ts';
import { pointsNotStarted } from '../../engine/adopt/not-started.ts';
import { systemToDos } from '../../engine/adopt/packages/system-to-dos.ts';
import { fold } from '../../engine/adopt/propose-contents.ts';
import { factsOfStart } from '../../engine/adopt/start/facts-of-start.ts';
import { hashText } from '../../io/project/hash-text.ts';
import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { OpenQuestion, Proposal } from '../../model/adopt/proposal.ts';
import type { Answers, BaseName } from '../../model/answers/answers.ts';
import { proposeImage } from './propose-image.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** What a person chose, and what the decision knows beside the facts. `ownList`: the list of packages that lies in the adopted folder. */
export function choicesOf(
  {
    surveyed: { listing },
    adopted,
    base,
    into,
    program,
  }: {
    readonly surveyed: SurveyedFolder;
    readonly adopted: Adoption | undefined;
    readonly base: BaseName;
    readonly into: string;
    readonly program: string | undefined;
  },
  ownList: string | undefined,
): AdoptionChoices {
  const texts = new Map(listing.files.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const])));
  return {
    ...surveyKnowledge,
    traits: surveyKnowledge.bases[base],
    folder: into,
    textOf: (path) => (path === `${into}/packages.txt` ? ownList : texts.get(path)),
    files: listing.files.map(({ path }) => path),
    isExecutable: (path) => listing.files.some((file) => file.path === path && file.executable),
    hash: hashText,
    documentPackages: bases[base].documentPackages,
    mayReadHub,
    ...(program === undefined ? {} : { program }),
    ...(adopted === undefined ? {} : { before: adopted }),
  };
}

/** What a person has to do, but for what the answers alone leave open. `isProposed`: nobody chose another image. */
export function toDosOf(
  { facts, proposal }: SurveyedFolder,
  adoption: Adoption,
  { image, systemPackages, isProposed }: Pick<Answers, 'image' | 'systemPackages'> & { readonly isProposed: boolean },
  choices: AdoptionChoices,
): readonly AdoptionToDo[] {
  const isNew = adoption.original?.copy === undefined && isProposed;
  const asked = { image, folder: choices.folder, packages: adoption.packages };
  return [
    ...(isNew ? askOfImage(bases[choices.traits.name], facts, proposal, asked) : []),
    ...adoption.toDo,
    ...systemToDos(facts, adoption, systemPackages, choices),
  ];
}

/** What adopt would leave to do, and what only programs ask that are not started; nothing where what starts is not decided, or no base fits. */
export function surveyToDos(surveyed: SurveyedFolder):
  | {
      readonly toDo: readonly AdoptionToDo[];
      readonly notStarted: readonly OpenQuestion[];
      readonly packages?: string;
      /** What their Dockerfile, if that is taken over, copies with what is proposed. */
      readonly contents: Pick<Proposal, 'goesIn' | 'staysOut'>;
    }
  | undefined {
  const { facts, proposal } = surveyed;
  const { base, program, questions } = proposal;
  const isOpen = program.ask || program.start.length === 0 || questions.some(({ id }) => id === 'project');
  if (base === 'none' || isOpen || bases[base].opens === 'rstudio') return undefined;
  // A person may have named a program by its path alone.
  const named = program.start.length === 1 ? program.start[0] : undefined;
  const choices = choicesOf({ surveyed, adopted: undefined, base, into: 'tre', program: named }, undefined);
  const adoption = decideAdoption(facts, proposal, choices);
  const started = factsOfStart(facts, adoption.program, bases[base].opens !== undefined);
  const { manifest: packages } = adoption.reasons;
  const { goesIn } = adoption;
  const image = { ...proposeImage(surveyed, base, adoption), isProposed: true };
  return {
    toDo: toDosOf(surveyed, adoption, image, choices),
    notStarted: pointsNotStarted(facts, started, proposal, adoption.program.start),
    ...(packages === undefined ? {} : { packages }),
    contents: { goesIn, staysOut: fold(choices.files, (path) => !isWithinAny(path, goesIn)) },
  };
}

function isWithinAny(path: string, entries: readonly string[]): boolean {
  return entries.some((each) => each === path || (each.endsWith('/') && path.startsWith(each)));
}
