import type { OpenQuestion, Proposal } from '../../model/adopt/proposal.ts';
import type { PlaceFact, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { askElsewhere } from './ask-elsewhere.ts';
import { findGivenData } from '../survey/survey-data.ts';
import { cutQuestions } from './points/cut-to-dos.ts';
import { askArguments } from './start/needed-arguments.ts';
import { startedBy } from './start/started-by.ts';

type Decided = Omit<Proposal, 'questions' | 'goesIn' | 'staysOut'>;

/** What only a person knows: first what must be known before anything is written, then what can wait as a to-do. */
export function askQuestions(
  facts: RepositoryFacts,
  proposal: Decided,
  bases: SurveyKnowledge['bases'],
  {
    pinFaults,
    ofProgram,
  }: {
    readonly pinFaults: readonly PlaceFact[];
    /** How the program is asked for, where more than that is open. */
    readonly ofProgram: string | undefined;
  },
): OpenQuestion[] {
  return [
    ...askNow(facts, proposal, bases, ofProgram),
    ...askLater(facts, proposal),
    ...pinFaults.map((each) => later(placeId('pin', each), `${each.what}: write versions that fit together`, each)),
  ];
}

function askNow(
  facts: RepositoryFacts,
  { program, mode, otherBase, base }: Decided,
  bases: SurveyKnowledge['bases'],
  ofProgram = 'What does the container start?',
): OpenQuestion[] {
  const questions: OpenQuestion[] = [];
  if (facts.projects.length > 0)
    questions.push({ id: 'project', question: 'Which folder is the project?', when: 'now', choices: facts.projects });
  if (program.ask)
    questions.push({
      id: 'program',
      question: ofProgram,
      when: 'now',
      choices: [...program.candidates.slice(0, 20), 'decided-at-run'],
    });
  const [session] = facts.sessions;
  if (base === 'none' || session === undefined) return questions;
  const other = otherBase === undefined || otherBase === 'none' ? undefined : bases[otherBase];
  if (isOnlyInRStudio(bases, bases[base].language)) return questions;
  const isSession = other?.mode === 'interactive' && other.proposed.imports === undefined;
  if (isSession || /streamlit|jupyter|rstudio/i.test(session.what))
    questions.push({
      id: 'mode',
      question: 'A batch job, or a session that people work in?',
      when: 'now',
      choices: ['batch', 'interactive'],
      default: mode,
      location: session.location,
    });
  return questions;
}

/** A session that adopt does not write is no choice. */
function isOnlyInRStudio(bases: SurveyKnowledge['bases'], language: string): boolean {
  const sessions = Object.values(bases).filter((each) => each.language === language && each.opens !== undefined);
  return sessions.length > 0 && sessions.every(({ opens }) => opens === 'rstudio');
}

/** What can wait, as a to-do. */
export function askLater(
  facts: RepositoryFacts,
  { manifest, program, reasons }: Pick<Decided, 'manifest' | 'program' | 'reasons'>,
): OpenQuestion[] {
  const { dataFiles, lists } = facts;
  const given = new Set(findGivenData(dataFiles, program.start));
  const problems = lists.find(({ path }) => path === manifest.path)?.problems ?? [];
  return [
    ...askElsewhere(program.start, reasons['program']),
    ...askArguments(facts, program.start),
    ...askOfPrograms(facts, program.start),
    ...cutQuestions(
      dataFiles
        .filter((file) => file.readAt !== undefined || given.has(file))
        .map(({ path, goes, readAt }) =>
          later(
            `data:${path}`,
            `${path} is ${readAt === undefined ? 'named by what is started' : `read by ${readAt.file}`} and ${goes === 'in' ? 'goes into the image: is it about nobody? check asks for your word on that, a waiver' : 'stays out: is it below /safe_data in the TRE?'}`,
            { what: path, location: { file: path } },
          ),
        ),
      20,
      'files that look like data, and that programs read',
    ),
    ...askVersion(facts),
    ...askLacking(facts, manifest.path),
    ...cutQuestions(
      problems.map((each) => later(placeId('list', each), each.what, each)),
      5,
      'lines of the list that cannot be installed as they are',
    ),
  ];
}

/** What programs ask of the place where they run: first of those that these words start, and of what these use. */
export function askOfPrograms(facts: RepositoryFacts, start: readonly string[]): OpenQuestion[] {
  const { services, models, places, network, notUtf8 } = facts;
  const isStarted = startedBy(facts, start);
  const inOrder = (found: readonly PlaceFact[]): readonly PlaceFact[] =>
    found.toSorted((a, b) => Number(isStarted(b.location.file)) - Number(isStarted(a.location.file)));
  return [
    ...inOrder(services).map((each) =>
      later(`service:${each.what}`, `${each.what}: is it reachable in the TRE, or what replaces it?`, each),
    ),
    ...inOrder(models).map((each) =>
      later(
        `model:${each.what}`,
        `${each.what}: where do the weights come from, and are they in the image or below /safe_data?`,
        each,
      ),
    ),
    ...cutQuestions(
      inOrder(places).map((each) =>
        later(
          placeId('place', each),
          each.isEntered === true
            ? `${each.what} does not exist in the TRE, and a program that comes to this line ends there: take the line out, since relative names are found where the container starts it`
            : `${each.what} does not exist in the TRE: read data below /safe_data, write below /safe_outputs, and name files of the project relative to it`,
          each,
        ),
      ),
      20,
      'places that do not exist in the TRE',
    ),
    ...cutQuestions(
      inOrder(network).map((each) =>
        later(placeId('network', each), `${each.what}: there is no network when the container runs`, each),
      ),
      10,
      'calls that need a network, and there is none',
    ),
    ...cutQuestions(inOrder(notUtf8).map(sayEncoding), 10, 'programs that are not in UTF-8'),
  ];
}

/** What becomes of a program that is not in UTF-8, by how its language reads it. */
function sayEncoding(fact: PlaceFact): OpenQuestion {
  const { what } = fact;
  const harm = what.endsWith('.py')
    ? 'Python does not start such a file'
    : /\.(?:[rR]|[rRq]md|Rnw)$/.test(what)
      ? 'R reads its texts wrong, which then equal none of the data'
      : 'its texts are read wrong';
  const text = `${what} is not in UTF-8, as the image is: ${harm}; save it as UTF-8 (iconv -f ISO-8859-1 -t UTF-8, where it is Latin-1)`;
  return later(placeId('encoding', fact), text, fact);
}

function later(id: string, question: string, { location }: PlaceFact): OpenQuestion {
  return { id, question, when: 'later', choices: [], location };
}

function placeId(kind: string, { location: { file, line } }: PlaceFact): string {
  return `${kind}:${file}:${String(line ?? 0)}`;
}

/** Two sources that name versions which do not agree. */
function askVersion({ versions }: RepositoryFacts): OpenQuestion[] {
  const [first] = versions;
  const other = versions.find(
    ({ language, version }) => language === first?.language && !agrees(version, first.version),
  );
  if (first === undefined || other === undefined) return [];
  const said = `${first.location.file} says ${first.language} ${first.version}, ${other.location.file} says ${other.version}`;
  return [later('version', `${said}: which one?`, { what: '', location: other.location })];
}

function agrees(a: string, b: string): boolean {
  const [plainA, plainB] = [a, b].map((version) => /\d+(?:\.\d+)?/.exec(version)?.[0] ?? '');
  return plainA === plainB || /[<>~^*]/.test(a + b);
}

function askLacking({ lacking }: RepositoryFacts, list: string | null): OpenQuestion[] {
  const [first] = lacking;
  if (first === undefined || list === null) return [];
  const names = lacking
    .slice(0, 12)
    .map((use) => (use.isExtra === true ? `${use.name} (an optional dependency)` : use.name))
    .join(', ');
  const where = lacking.every(({ isExtra }) => isExtra === true) ? 'and only optional in the list' : 'and in no list';
  return [later('lacking', `${names}: imported, ${where}`, { what: '', location: first.location })];
}
