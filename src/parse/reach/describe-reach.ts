import type { Location } from '../../model/check/rule.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { Reach, Unfollowed } from '../../model/programs/reach.ts';
import { findServer } from '../../model/rehearsal/session-server.ts';
import type { JobFacts } from '../../model/sources/source-facts.ts';
import { languageOf } from '../adopt/language-of.ts';
import { emptyFacts } from '../programs/empty-facts.ts';
import { isProgram } from '../programs/program-texts.ts';
import type { ProgramReader } from '../programs/read-programs.ts';
import { buildStages, scriptsOf } from './build-stages.ts';
import { copiesOf, inSession } from './copied-folders.ts';
import { baseRun, startsOf, type Start } from './find-starts.ts';
import { mayBeMade } from '../placed/may-be-made.ts';
import { PlacedFiles } from '../placed/placed-files.ts';
import { servesNone, shinyApps, startsShinyServer } from '../placed/shiny-apps.ts';
import { folderOfDocument } from './scripts-by-path.ts';
import { offeredPrograms } from './offered-programs.ts';
import type { Run, Surrounding } from './run.ts';
import { followTrail } from '../../shared/follow-trail.ts';
import { Walk } from './walk.ts';

/** Finds out what an image reaches. The walk is done when this returns; what it reached is described when the result is called, after all walks. */
export function walkImage(dockerfile: DockerfileFacts, jobs: readonly JobFacts[], reader: ProgramReader): () => Reach {
  const built = buildStages(dockerfile, reader);
  const { final } = dockerfile;
  const files = built.stages.get(final?.stage.index ?? -1) ?? new PlacedFiles();
  for (const stage of built.stages.values()) {
    for (const root of stage.installed) files.installed.add(root);
    for (const root of stage.editable) files.editable.add(root);
  }
  const scripts = scriptsOf(files, reader);
  const walk = new Walk(reader, { files, scripts, ofBase: ofBase(dockerfile), dockerfile });
  const starts = startsOf(dockerfile, jobs);
  const isServed = follow(dockerfile, starts, walk, files, reader);
  const handsOn = isAllShell(walk.reached(), reader) ? walk.handsOn : undefined;
  const startsProject =
    handsOn === undefined && walk.reached().size > 0 && !opensSession(starts, walk.reached(), reader);
  // What is not there does nothing: a person starts another one of those that are.
  const mayStart =
    handsOn !== undefined ||
    (!startsProject && settled(walk, dockerfile).every((each) => endsThere(each) || isOfOthers(each)));
  const done = new Set([...built.walks.flatMap((each) => [...each.reached()]), ...walk.reached()]);
  // What a server of applications serves is a program of the project, and nobody starts another one there.
  if (mayStart && !isServed)
    couldStart(walk, { files, scripts, done, dockerfile }, reader, handsOn ?? sessionRun(dockerfile));
  const start = starts[0];
  return () => {
    const programs = [
      ...startPrograms(dockerfile, starts),
      ...walk.finish(),
      ...built.walks.flatMap((each) => each.finish()),
    ];
    const seen = new Set(programs.map(({ program }) => program.path));
    return {
      programs,
      notReached: [
        ...new Set(
          [...files.entries()].flatMap(([, { file }]) =>
            file !== undefined && !seen.has(file) && isProgram(file, reader.textOf(file)) ? [file] : [],
          ),
        ),
      ].toSorted(),
      unfollowed: [...settled(walk, dockerfile), ...built.walks.flatMap(({ unfollowed }) => unfollowed)],
      byFolder: walk.byFolder.found,
      places: new Map([...files.entries()].flatMap(([place, { file }]) => (file === undefined ? [] : [[place, file]]))),
      unseen: [...files.unseen.keys()],
      installed: [...files.installed],
      startsProject,
      ...(handsOn === undefined ? {} : { handsOn: true }),
      ...(start === undefined ? {} : { start: { text: start.text, location: start.step.location } }),
    };
  };
}

/**
 * Follows what is started, and the applications of a Shiny Server that the start, a script of it or the base starts. True: there is such a server, and the
 * image has programs of the project.
 */
function follow(
  { final }: DockerfileFacts,
  starts: readonly Start[],
  walk: Walk,
  files: PlacedFiles,
  reader: ProgramReader,
): boolean {
  for (const { step, commands, run } of starts)
    for (const command of commands)
      followTrail(walk.command(command, { ...run, class: 'started', way: [step] }, step.location));
  const [first] = starts;
  if (first === undefined) return false;
  const scripts = [...walk.reached()].flatMap((path) => reader.preview(path));
  const isBase = final?.known?.server?.name === 'Shiny Server' && final.entrypoint === undefined;
  const isServed =
    [...starts, ...scripts].some(({ commands }) => commands.some(startsShinyServer)) ||
    (isBase && (final.cmd === undefined || final.cmd.words[0]?.value === '/init'));
  if (!isServed) return false;
  const { step, run } = first;
  const served: Run = { ...run, class: 'started', way: [step] };
  const apps = shinyApps(files, (file) => reader.textOf(file), step.location.line ?? 1);
  for (const command of apps) followTrail(walk.command(command, served, step.location));
  const hasPrograms = [...files.entries()].some(
    ([, { file }]) => file !== undefined && isProgram(file, reader.textOf(file)),
  );
  if (apps.length === 0 && hasPrograms)
    walk.unfollowed.push({
      what: 'shiny-server',
      why: servesNone,
      class: 'started',
      way: [step],
      location: step.location,
    });
  return hasPrograms;
}

/** What a walk could not follow, with what is told of all the image. */
function settled({ unfollowed }: Walk, dockerfile: DockerfileFacts): readonly Unfollowed[] {
  return unfollowed.map((each) => (isLacking(each, dockerfile) ? { ...each, isLacking: true } : each));
}

const endsThere = ({ isForeign, isLacking: isGone }: Unfollowed): boolean => isForeign === true || isGone === true;

/** A program of others that is started: it may do all of the work, or be what the programs beside it are for. */
const isOfOthers = ({ class: kind, isInstalled }: Unfollowed): boolean => kind === 'started' && isInstalled === true;

/** Whether nothing in the image can have what is started: a program that COPY did not bring, and that nothing else makes. */
function isLacking(
  { class: kind, isAbsent, isLacking: isSure, neededBy, what }: Unfollowed,
  dockerfile: DockerfileFacts,
): boolean {
  if (isSure === true) return true;
  const { final } = dockerfile;
  // `["python", "/app/main.py "]`: a blank at its end makes another name of it.
  const isRun = languageOf(what.trimEnd()) !== undefined || /\.(?:[rq]md|rnw)$/i.test(what);
  const isProgramFile = kind === 'started' && neededBy === undefined && isRun;
  // What a script that somebody starts cannot do without.
  const isNeed = kind === 'could' && neededBy !== undefined;
  return (
    isAbsent === true &&
    (isProgramFile || isNeed) &&
    final !== undefined &&
    !mayBeMade(what, final, dockerfile, neededBy)
  );
}

/**
 * Whether all that the start reaches are scripts that open a session for people, of Jupyter or the like: what the session is for they start themselves.
 */
function opensSession(starts: readonly Start[], reached: ReadonlySet<string>, reader: ProgramReader): boolean {
  const scripts = [...reached].flatMap((path) => reader.preview(path));
  return (
    isAllShell(reached, reader) &&
    [...starts, ...scripts].some(({ commands }) => commands.some((command) => findServer(command)?.asks === true))
  );
}

function isAllShell(reached: ReadonlySet<string>, reader: ProgramReader): boolean {
  return [...reached].every((path) => reader.preview(path).every(({ language }) => language === 'shell'));
}

function ofBase({ final }: DockerfileFacts): ReadonlySet<string> {
  return new Set([...(final?.known?.entrypoint ?? []), ...(final?.known?.cmd ?? [])]);
}

/** The commands of the start itself as programs, so that rules judge them as they judge a script. */
function startPrograms({ path }: DockerfileFacts, starts: readonly Start[]): Reach['programs'] {
  return starts.map(({ step, commands, run }) => ({
    program: {
      ...emptyFacts({ path: step.location.file, language: 'shell' }),
      path: step.location.file === '' ? path : step.location.file,
      commands,
    },
    class: 'started',
    way: [step],
    environment: run.environment,
    ...(run.workdir === undefined ? {} : { workdir: run.workdir }),
  }));
}

/** Where people begin to work in RStudio, whatever WORKDIR says: in the home of its user. */
function sessionRun(dockerfile: DockerfileFacts): ReturnType<typeof baseRun> & Pick<Run, 'hasMoved'> {
  const { final, text } = dockerfile;
  const run = baseRun(dockerfile);
  const isOfBase =
    final?.entrypoint === undefined && (final?.cmd === undefined || final.cmd.words[0]?.value === '/init');
  const home = isOfBase && final?.known?.server?.name === 'RStudio' ? final.known.user.home : undefined;
  return home === undefined || text.includes('working-dir') ? run : { ...run, workdir: home, hasMoved: true };
}

/** Nothing of the project is seen to be started: a person, or a program that is not read, starts a console script, else a script. */
function couldStart(
  walk: Walk,
  { files, scripts, done, dockerfile }: Surrounding & { readonly done: ReadonlySet<string> },
  reader: ProgramReader,
  run: Pick<Run, 'environment' | 'workdir' | 'hasMoved'>,
): void {
  const could = (text: string, location: Location): Run => ({
    ...run,
    arguments: [],
    class: 'could',
    way: [{ text, location }],
  });
  for (const script of scripts)
    followTrail(
      walk.script(script, could(`somebody who starts ${script.name}`, { file: script.file, line: script.line })),
    );
  if (scripts.length > 0) return;
  const copies = copiesOf([...walk.reached()].flatMap((path) => reader.preview(path)));
  for (const { place, file } of offeredPrograms({ files, done, dockerfile }, reader))
    followTrail(
      walk.file(
        file,
        {
          ...could('somebody who starts it', { file }),
          ...folderOfDocument(place, [], reader.textOf(file), {}),
          ...inSession(place, copies),
          place,
        },
        { file },
      ),
    );
}
