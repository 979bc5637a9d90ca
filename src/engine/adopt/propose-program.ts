import type { Proposal, Reason } from '../../model/adopt/proposal.ts';
import type { CommandLine } from '../../model/adopt/command-line.ts';
import type { Orchestrator } from '../../model/adopt/orchestrator.ts';
import type { ProgramSurvey, RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import { findEntries, mainNames, namedInReadme } from '../survey/find-entries.ts';
import { wordsFor } from '../survey/words-for.ts';
import { groupBy } from '../../shared/group-by.ts';
import { mainDockerfile } from './propose-base.ts';
import { withGivenArguments } from './start/needed-arguments.ts';
import { whyUncertain } from './points/why-uncertain.ts';
import { toCandidate } from './start/to-candidate.ts';
import { findServer, neverEnds, otherStarts, serverIn, startOfImage } from './propose-image-start.ts';

/** What the container starts, whether a person has to say so, and why. */
export interface ProgramChoice {
  readonly program: Proposal['program'];
  readonly why: Reason;
  /** How a person is asked for it, where it is not only the program that is open. */
  readonly question?: string;
}

/** Decides what is started: a session, an orchestrator, the image's start, the README's chain, the only program; else it is a question. */
export function proposeProgram(
  facts: RepositoryFacts,
  traits: BaseTraits | undefined,
  languages: SurveyKnowledge['languages'],
): ProgramChoice {
  if (traits?.opens !== undefined) return proposeSession(facts, traits.opens);
  const entries = findEntries(facts, traits, languages);
  const first = entries.filter(({ usedBy }) => usedBy.length === 0);
  const conductor = chooseOrchestrator(facts, first);
  if (conductor !== undefined) return conductor;
  const image = mainDockerfile(facts);
  const ofImage = image === undefined ? undefined : startOfImage(image, facts);
  if (ofImage !== undefined) {
    const others = entries.filter(({ path }) => path !== ofImage.program && namedInReadme(facts, path));
    const elsewhere = otherStarts(facts, image, ofImage.program);
    const candidates = [
      ofImage.program,
      ...elsewhere,
      ...entries.map(({ path }) => path).filter((path) => path !== ofImage.program),
    ];
    const isServer = serverIn(ofImage.words) !== undefined;
    const why = {
      why: `${image?.path ?? ''} starts it${isServer ? `, ${neverEnds('')}` : ''}`,
      evidence: [{ file: image?.path ?? '', line: ofImage.line }],
    };
    const ask = isServer || others.length > 0 || elsewhere.length > 0;
    return { program: { start: ofImage.words, ask, candidates: [...new Set(candidates)] }, why };
  }
  const chain = findChain(facts.commands, entries);
  if (chain !== undefined) return chain;
  const chosen = chooseEntry(facts, entries, languages);
  const server = findServer(facts, image, chosen.program.start);
  if (server === undefined || traits === undefined) return chosen;
  const why = `${chosen.why.why}; but ${server.what}, ${neverEnds(server.what)}`;
  return {
    program: { ...chosen.program, ask: true },
    why: { why, evidence: [...chosen.why.evidence, server.location] },
  };
}

function proposeSession({ programs, commands, sessions }: RepositoryFacts, opens: BaseTraits['opens']): ProgramChoice {
  const own = programs.filter(({ kind, isSide }) => kind === 'notebook' && !isSide);
  // Of several the guide names first what is run first.
  const said = commands.map(({ program }) => program);
  const named = new Set(said);
  const notebooks = own.toSorted(
    (a, b) =>
      Number(named.has(b.path)) - Number(named.has(a.path)) ||
      said.indexOf(a.path) - said.indexOf(b.path) ||
      a.path.length - b.path.length ||
      (a.path < b.path ? -1 : 1),
  );
  const [shortest] = notebooks;
  const isFirst =
    shortest !== undefined &&
    (named.has(shortest.path) ||
      notebooks.every(({ path }) => path.startsWith(shortest.path.slice(0, -'.ipynb'.length))));
  const first = isFirst ? shortest : undefined;
  const evidence = sessions.slice(0, 1).map(({ location }) => location);
  if (opens === 'rstudio')
    return {
      program: { start: ['rstudio'], ask: false, candidates: [] },
      why: { why: 'the session starts RStudio', evidence },
    };
  return {
    program: {
      start: ['jupyter', 'lab', ...(first === undefined ? [] : [first.path])],
      ask: false,
      candidates: notebooks.map(({ path }) => path),
    },
    why: {
      why:
        first === undefined
          ? 'the session starts JupyterLab'
          : `the session starts JupyterLab, and opens ${first.path}`,
      evidence: first === undefined ? evidence : [{ file: first.path }],
    },
  };
}

function chooseOrchestrator(facts: RepositoryFacts, entries: readonly ProgramSurvey[]): ProgramChoice | undefined {
  const order = ['opensafely', 'nextflow', 'snakemake', 'targets', 'dvc', 'quarto', 'task', 'make'] as const;
  const found = order.flatMap((kind) => facts.orchestrators.find((each) => each.kind === kind) ?? [])[0];
  if (found === undefined) return undefined;
  const { kind, path, line, start } = found;
  // What starts it may name its file, as `tar_make()` does in a README: that is no other program.
  const others = entries.filter((entry) => entry.path !== path);
  const candidates = [...(start.length === 0 ? [path] : [nameOf(found)]), ...others.map((entry) => entry.path)];
  const why = { why: `${path} says which steps run`, evidence: [{ file: path, line }] };
  if (kind === 'opensafely') return { program: { start: [], ask: true, candidates }, why };
  const rivals = others.filter((entry) => namedInReadme(facts, entry.path) || mainNames.test(entry.path));
  if (kind === 'quarto')
    return entries.some((entry) => entry.kind === 'script' && namedInReadme(facts, entry.path)) ||
      !entries.some((entry) => entry.kind === 'document')
      ? undefined
      : { program: { start, ask: false, candidates }, why };
  if (kind === 'make' || kind === 'task') {
    const image = mainDockerfile(facts)?.start;
    if (image !== undefined && image.words.join(' ') === start.join(' '))
      return { program: { start, ask: false, candidates }, why };
    const said = facts.commands.some(({ words }) => words[0] === start[0]);
    return { program: { start, ask: rivals.length > 0 || !said, candidates }, why };
  }
  return { program: { start, ask: (kind === 'targets' || kind === 'dvc') && rivals.length > 0, candidates }, why };
}

function nameOf({ kind, path, start }: Orchestrator): string {
  return kind === 'make' || kind === 'task' || kind === 'quarto' ? start.join(' ') : path;
}

/** Command lines of one block of a README that together start every program there is: one chain. */
function findChain(commands: readonly CommandLine[], entries: readonly ProgramSurvey[]): ProgramChoice | undefined {
  const blocks = groupBy(commands, ({ location, block }) => `${location.file} ${String(block)}`);
  for (const lines of blocks.values()) {
    const programs = new Set(lines.flatMap(({ program }) => program ?? []));
    const [first] = lines;
    if (first === undefined || programs.size < 2 || !entries.every(({ path }) => programs.has(path))) continue;
    const script = lines.map(({ words }) => words.map(quote).join(' ')).join(' && ');
    return {
      program: { start: ['sh', '-c', script], ask: false, candidates: [...programs] },
      why: {
        why: `${first.location.file} gives these command lines, one after the other`,
        evidence: lines.map(({ location }) => location),
      },
    };
  }
  return undefined;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const onlyFunctions = 'no program starts by itself: all of them only define functions';

function chooseEntry(
  facts: RepositoryFacts,
  entries: readonly ProgramSurvey[],
  languages: SurveyKnowledge['languages'],
): ProgramChoice {
  const candidates = entries.map((entry) => toCandidate(facts, entry, languages));
  const [first] = candidates;
  if (first === undefined) {
    const others = facts.programs.filter(({ isSide }) => !isSide).map(({ path }) => path);
    return {
      program: { start: [], ask: true, candidates: others },
      why: { why: others.length === 0 ? 'there is no program here' : onlyFunctions, evidence: [] },
    };
  }
  const names = candidates.map(({ name }) => name);
  if (candidates.length === 1) {
    const [{ path } = { path: '' }] = entries;
    const but = whyUncertain(facts, path);
    const why = but === undefined ? first.why : `${first.why}, but ${but}`;
    return {
      program: { start: first.start, ask: but !== undefined, candidates: names },
      why: { why, evidence: first.evidence },
    };
  }
  const inOrder = oneAfterTheOther(facts, entries, languages);
  const all = inOrder === undefined ? undefined : withGivenArguments(facts, inOrder);
  if (all !== undefined && facts.inOrder !== undefined)
    return {
      program: { start: ['sh', '-c', all], ask: false, candidates: names },
      why: { why: `${facts.inOrder.file} says to run them in order`, evidence: [facts.inOrder] },
    };
  const inTurn = asSaid(facts, entries, languages);
  if (inTurn !== undefined) return inTurn;
  const [main, ...more] = entries.filter(({ path }) => namedInReadme(facts, path));
  if (main !== undefined && more.length === 0 && main === entries[0] && mainNames.test(main.path))
    return {
      program: { start: first.start, ask: false, candidates: names },
      why: { why: `${first.why}, and no other program`, evidence: first.evidence },
    };
  const said = all === undefined ? 'says which' : 'says which of them, or whether one after the other';
  const why = `${String(candidates.length)} programs can be started, and nothing in the repository ${said}; the likeliest comes first`;
  return {
    program: { start: first.start, ask: true, candidates: [...names, ...(all === undefined ? [] : [all])] },
    why: { why, evidence: first.evidence },
  };
}

/** All programs in the order in which a sentence of a guide says to run them; nothing where it leaves one out, or one serves pages and never ends. */
function asSaid(
  { sequence, pages }: RepositoryFacts,
  entries: readonly ProgramSurvey[],
  languages: SurveyKnowledge['languages'],
): ProgramChoice | undefined {
  if (sequence === undefined || entries.some(({ path }) => !sequence.programs.includes(path))) return undefined;
  if (pages.some(({ location }) => sequence.programs.includes(location.file))) return undefined;
  const all = sequence.programs.flatMap((program) => entries.filter(({ path }) => path === program));
  const script = all.map((entry) => wordsFor(entry, languages).map(quote).join(' ')).join(' && ');
  return {
    program: { start: ['sh', '-c', script], ask: false, candidates: all.map(({ path }) => path) },
    why: { why: `${sequence.location.file} says to run them one after the other`, evidence: [sequence.location] },
  };
}

/** All programs in the order in which a README names them, as one command line; nothing where it does not name all, there are many, or one serves pages and never ends. */
function oneAfterTheOther(
  { commands, pages }: RepositoryFacts,
  entries: readonly ProgramSurvey[],
  languages: SurveyKnowledge['languages'],
): string | undefined {
  const named = entries.map((entry) => ({
    entry,
    said: commands.find(({ program }) => program === entry.path),
    at: commands.findIndex(({ program }) => program === entry.path),
  }));
  const serves = new Set(pages.map(({ location }) => location.file));
  if (named.length > 6 || named.some(({ at, entry }) => at < 0 || serves.has(entry.path))) return undefined;
  return named
    .toSorted((a, b) => a.at - b.at)
    .map(({ entry, said }) =>
      said === undefined || said.words[0] === entry.path ? wordsFor(entry, languages) : said.words,
    )
    .map((words) => words.map(quote).join(' '))
    .join(' && ');
}
