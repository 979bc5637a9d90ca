import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import { spendOn } from '../../../model/check/rule-work.ts';
import { alsoUnknown, joinUnknown, judge, notApplicable, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProgramLanguage } from '../../../model/programs/program-facts.ts';
import { showWay, type Reach, type ReachedProgram, type Unfollowed } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { requirementTool } from '../../../parse/manifests/requirements.ts';
import { countOf } from '../../../shared/count-of.ts';
import { once } from '../once.ts';
import { lacksInterpreter } from '../image/find-interpreter.ts';
import { withoutIdle } from './is-called.ts';
import { judgeMissing } from './missing-programs.ts';
import { missedStarts } from './missed-starts.ts';
import { findUnsaid } from './unsaid-texts.ts';
import { describeUnstarted, inSessionFolder, nameStart, isSettled, startsOwn, worksUnseen } from './works-unseen.ts';

/** Something that a rule found in a program, said without the way to it. */
export interface Found {
  readonly message: string;
  readonly line: number;
  readonly fix?: string;
}

/** What a rule about programs needs to know beside what it looks for. */
export interface Question {
  /** What is looked for, as `no known ... in 3 programs` says it: `download`. */
  readonly sought: string;
  /** Looks through a program. What decides and is not known is said by `open`. */
  readonly find: (reached: ReachedProgram) => readonly Found[];
  /** What the program does of which the files do not tell whether it breaks the rule: each makes it unknown. */
  readonly open?: (reached: ReachedProgram) => readonly Found[];
  /** What decides shows in the Dockerfile too, so the rule applies to an image without a program, and programs that were installed decide nothing. */
  readonly ofImage?: true;
  /** What was not followed and does not decide. */
  readonly ignores?: (missed: Unfollowed) => boolean;
  /** What a COPY names and the project has not may hold a program or a model: it is unknown then. */
  readonly needsAll?: true;
  /** Only a program of the project tells: where none is reached, it is unknown. */
  readonly ofProject?: true;
  /** Findings of the Dockerfile itself. */
  readonly further?: readonly Finding[];
}

/**
 * Judges the programs that an image starts, or that somebody could start in it. What is found fails, with the way to it;
 * what was started and not read or followed is unknown; nothing found passes, which proves nothing.
 */
export function judgeReached(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
  question: Question,
): Verdict {
  const reach = facts.reach.get(dockerfile.path);
  const programs = reach === undefined ? [] : startable(reach, image, dockerfile);
  const sure = programs.filter((each) => each.isChoice !== true);
  const findings = [...(question.further ?? []), ...findingsOf(sure, question, facts)];
  const [first, ...rest] = findings;
  const inSession =
    question.ofProject === true &&
    image.kind === 'interactive' &&
    (reach === undefined || !startsOwn(reach)) &&
    !isOfStart(findings, programs);
  const doubts = inSession ? joinUnknown(findings.map(asDoubt)) : undefined;
  if (doubts !== undefined) return doubts;
  const open =
    reach === undefined
      ? undefined
      : joinUnknown([findOpen(reach, programs, facts, question), findPossible(programs, question, facts)]);
  if (first !== undefined) return alsoUnknown({ verdict: 'fail', findings: [first, ...rest] }, open);
  if (open !== undefined) return open;
  const location = startOf(image, dockerfile);
  const isReached = programs.some(
    (each) => each.program.path !== dockerfile.path && !isStartItself(each) && !isProfile(each),
  );
  const unseen = question.ofProject === true ? worksUnseen(image, isReached, reach) : undefined;
  if (unseen !== undefined) return unknown(unseen.reason, location, unseen.fix);
  const missing = isReached && question.needsAll === true ? judgeMissing(dockerfile) : undefined;
  if (missing !== undefined) return missing;
  const isEmpty = !isReached && programs.every(({ program }) => program.calls.length === 0);
  if (question.ofImage !== true && isEmpty && image.entrypoint === undefined && image.cmd === undefined)
    return dockerfile.context.copied.every(({ path }) => /^(?:pip|conda)$/.test(requirementTool(path) ?? ''))
      ? notApplicable('the image holds no program of the project')
      : unknown(describeUnstarted(dockerfile), location, nameStart);
  if (question.ofImage !== true && !isReached && isOfUnknownBase(image))
    return unknown(`nothing of the project is started, and what ${image.from.word.text} starts is not known`, location);
  return judge([], { text: `no known ${question.sought} in ${countPrograms(programs, reach)}`, location });
}

/** What the image holds and a person at work in a session may run, or not. */
function asDoubt({ message, location, fix }: Finding): Verdict {
  const reason = `${location?.file ?? ''} ${message}: a person works in a session there, and what they run is theirs to decide`;
  return unknown(reason, location, fix);
}

/** Whether what starts is decided by a base that nobody knows. */
export function isOfUnknownBase({ known, from, entrypoint }: FinalImage): boolean {
  return known === undefined && !from.scratch && entrypoint === undefined;
}

/** Whether a finding is in what opens a session, which is the project's own, and not a person's at work. */
function isOfStart(findings: readonly Finding[], programs: readonly ReachedProgram[]): boolean {
  const opening = new Set(
    programs.flatMap((each) => (each.class === 'started' && !isProfile(each) ? [each.program.path] : [])),
  );
  return findings.some(({ location }) => location !== undefined && opening.has(location.file));
}

/** What runs when the container does; what somebody could start only where something in the image runs it. The same for all rules, of an image and its reach. */
function startable(reach: Reach, image: FinalImage, dockerfile: DockerfileFacts): readonly ReachedProgram[] {
  const known = once(reach, 'startable', () => new WeakMap<FinalImage, readonly ReachedProgram[]>());
  const found = known.get(image) ?? findStartable(reach, image, dockerfile);
  known.set(image, found);
  return found;
}

function findStartable(reach: Reach, image: FinalImage, dockerfile: DockerfileFacts): readonly ReachedProgram[] {
  const lacks = (language: ProgramLanguage): boolean =>
    once(image, `lacks ${language}`, () => lacksInterpreter(language, image, dockerfile));
  const can = ({ class: kind, program: { language } }: ReachedProgram): boolean =>
    kind === 'could' ? !lacks(language) : kind !== 'built';
  return reach.programs.filter(can).map((each) => withoutIdle(inSessionFolder(each, image), reach));
}

export function startOf(image: FinalImage, { path }: DockerfileFacts): Location {
  return { file: path, line: image.cmd?.line ?? image.entrypoint?.line ?? image.stage.line };
}

/** How many programs were looked at, and how they are come by. */
export function countPrograms(programs: readonly ReachedProgram[], reach: Reach | undefined): string {
  const files = new Set(programs.filter((each) => !isStartItself(each)).map(({ program }) => program.path));
  if (files.size === 0) return 'what the image starts, which reaches no program of the project';
  const how = reach?.startsProject === true ? 'that the start reaches' : 'that could be started';
  const supposed = reach?.unfollowed.some(({ isSupposed }) => isSupposed === true)
    ? ', as if the project lay in its folder'
    : '';
  return `${countOf(files.size, 'program')} ${how}${supposed}`;
}

/** What R reads when a session begins: it settles that session, and the work comes from elsewhere. */
function isProfile({ program }: ReachedProgram): boolean {
  return /(?:^|\/)\.?Rprofile(?:\.site)?$/.test(program.path);
}

/** The command of an ENTRYPOINT or of a job is no program; a text in it is. */
function isStartItself({ class: kind, program, way }: ReachedProgram): boolean {
  const [first, ...others] = way;
  return (
    kind === 'started' && others.length === 0 && program.calls.length === 0 && first?.location.file === program.path
  );
}

/** Everything in a program is looked at once. */
function stepsOf({ program: { calls, commands, imports, texts } }: ReachedProgram): number {
  return 10 + calls.length + commands.length + imports.length + texts.length;
}

/** Findings by place: one that is reached in several ways is said once, the one that is started first. */
function findingsOf(programs: readonly ReachedProgram[], { find }: Question, facts: ProjectFacts): readonly Finding[] {
  const found = new Map<string, Finding>();
  const ordered = programs.toSorted((a, b) => Number(a.class !== 'started') - Number(b.class !== 'started'));
  for (const reached of ordered) {
    spendOn(facts, stepsOf(reached));
    for (const { message, line, fix } of find(reached)) {
      const location = { file: reached.program.path, line };
      const key = `${location.file}:${String(line)} ${message}`;
      if (found.has(key)) continue;
      found.set(key, {
        message: `${message}${describeWay(reached, location)}`,
        location,
        ...(fix === undefined ? {} : { fix }),
      });
    }
  }
  return [...found.values()];
}

/** What a program does that another may load, by a name that nobody knows before it runs. */
function findPossible(
  programs: readonly ReachedProgram[],
  question: Question,
  facts: ProjectFacts,
): Verdict | undefined {
  const choices = programs.filter((each) => each.isChoice === true);
  const found = findingsOf(choices, question, facts);
  return joinUnknown(found.map(({ message, location, fix }) => unknown(message, location, fix)));
}

/** How the program is come by, where that is more than the start itself. */
export function describeWay({ class: kind, way, isChoice }: ReachedProgram, location: Location): string {
  if (isChoice === true) return `, if it is loaded (${showWay(way, location)})`;
  if (kind === 'could')
    return way.length > 1 ? `, if somebody starts it (${showWay(way.slice(1), location)})` : ', if somebody starts it';
  return way.length > 1 || way[0]?.location.file !== location.file ? ` (${showWay(way, location)})` : '';
}

/** Why a program that is started was not read, or not as a whole; nothing for one that was. */
export function describeUnread(reached: ReachedProgram): Verdict | undefined {
  const { program, way } = reached;
  if (program.unread !== undefined)
    return unknown(
      `${program.path} is started (${showWay(way)}) and was not read: ${program.unread}`,
      { file: program.path, ...(program.unreadAt === undefined ? {} : { line: program.unreadAt }) },
      'a rehearsal shows what it does; a shorter or plainer program can be read',
    );
  if (program.broken !== undefined)
    return unknown(
      `${program.path} is started (${showWay(way)}) and could not be read from line ${String(program.broken)} on`,
      { file: program.path, line: program.broken },
      'correct what is wrong there or just above; where its own language takes it, a rehearsal shows what it does',
    );
  return undefined;
}

/** All that decides and was not seen, what is not followed first. */
function findOpen(
  reach: Reach,
  programs: readonly ReachedProgram[],
  facts: ProjectFacts,
  { open, ofImage, ofProject, ignores }: Question,
): Verdict | undefined {
  if (facts.incomplete !== undefined && programs.length > 0) return unknown(facts.incomplete);
  const missed = missedStarts(reach).filter(
    (each) =>
      each.class !== 'built' &&
      each.isSupposed !== true &&
      !isSettled(each, reach, programs, facts.atlas, ofProject) &&
      (ofImage !== true || each.isInstalled !== true) &&
      ignores?.(each) !== true,
  );
  const own = programs.flatMap((reached) => {
    spendOn(facts, stepsOf(reached));
    const unread = describeUnread(reached);
    if (unread !== undefined) return [unread];
    const { path: file } = reached.program;
    const asked = open?.(reached) ?? [];
    const unsaid = asked.length === 0 && reached.class === 'started' ? findUnsaid(reached) : undefined;
    return (unsaid === undefined ? asked : [unsaid]).map(({ message, line, fix }) => {
      const location = { file, line };
      return unknown(`${message}${describeWay(reached, location)}`, location, fix);
    });
  });
  return joinUnknown([...missed.map((each) => unknown(describeMissed(each), each.location)), ...own]);
}

function describeMissed({ way: steps, location, what, why, neededBy }: Unfollowed): string {
  const [way, named] = [showWay(steps), neededBy === undefined ? what : `${neededBy}, which reads ${what}`];
  return `${way === `${location.file}:${String(location.line ?? '')}` ? '' : `${way} `}starts ${named}, which ${why}`;
}
