import { localTools, localUnlessTold } from '../../../catalog/software/local-tools.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { AtlasEntry } from '../../../model/atlas/atlas-entry.ts';
import { indexAtlas } from '../atlas/index-atlas.ts';
import { findServer } from '../../../model/rehearsal/session-server.ts';
import type { Doubt } from '../../../model/check/rule.ts';
import type { Reach, ReachedProgram, Unfollowed } from '../../../model/programs/reach.ts';
import { languageNotRead } from '../../../parse/programs/program-texts.ts';

/** What lets a start be judged that reaches nothing of the project. */
export const nameStart = 'name the program that starts in ENTRYPOINT or CMD, by its absolute path in the image';

/** Why nothing is known of what an image does that starts nothing: with the workflow in it that an engine would read, if it is there. */
export function describeUnstarted({ context }: DockerfileFacts): string {
  const workflow = context.copied.find(({ path }) => /(?:^|\/)Snakefile$|\.(?:smk|nf|wdl|cwl)$/.test(path))?.path;
  const language = workflow === undefined ? undefined : languageNotRead(workflow);
  const named =
    workflow === undefined || language === undefined
      ? ''
      : `, and ${workflow} is ${language}, which is read only where an engine is started with it`;
  return `nothing of the project is started${named}, so no program was looked at`;
}

/** Why nobody can know from the files where the container writes: no program of the project is seen, or a person works in a session. */
export function worksUnseen(image: FinalImage, isReached: boolean, reach: Reach | undefined): Doubt | undefined {
  // A server that the project wrote does what its programs say, and people only ask it.
  if (
    image.kind !== 'interactive' ||
    (isReached && reach !== undefined && startsOwn(reach) && !servesSession(reach) && !opensSession(image))
  )
    return isReached
      ? undefined
      : { reason: 'the start reaches no file of the project, so what it does there was not seen', fix: nameStart };
  const told = [...image.instructions.map(({ text }) => text), image.entrypoint?.text, image.cmd?.text];
  const isTold = told.some((text) => sessionFolder.test(text ?? ''));
  if (isTold || /^\/(?:safe_outputs|scratch)(?:\/|$)/.test(image.workdir?.value ?? '')) return undefined;
  const folder = image.workdir?.value ?? 'a folder of its base';
  return {
    reason: `a person works in a session there, which begins in ${folder}, and where they write is not in the files`,
    fix: 'write WORKDIR /safe_outputs as the last WORKDIR: what people save by a relative name is kept then',
  };
}

/** Whether the start is the project's own, if only it were there: a person at work in a session starts nothing then. */
export function startsOwn({ startsProject, unfollowed }: Reach): boolean {
  return startsProject || unfollowed.some(({ class: kind, isLacking }) => kind === 'started' && isLacking === true);
}

/**
 * Whether nothing more is to be known of what was not followed: it is not there, and what lies there in its place is looked at; or it is a program that only reads
 * what it is told to, or one of a library that the atlas judges by its words. Where such a one writes, its words say (`asksWrites`).
 */
export function isSettled(
  { isLacking, isInstalled, what, class: kind }: Unfollowed,
  { startsProject }: Reach,
  programs: readonly ReachedProgram[],
  atlas: readonly AtlasEntry[] = [],
  asksWrites = false,
): boolean {
  if (kind === 'started' && tellsOnly(what, programs)) return true;
  if (isInstalled === true && !asksWrites && staysLocal(what, programs)) return true;
  if (!asksWrites && isOfAtlas(what, atlas)) return true;
  return isLacking === true && !startsProject && programs.some((each) => each.class === 'could');
}

/** A program that reads files, and of which no word that a program gives it tells of more. A word that is made while it runs is taken for the file that it mostly is. */
function staysLocal(what: string, programs: readonly ReachedProgram[]): boolean {
  const telling = localUnlessTold.get(what);
  if (telling === undefined) return localTools.has(what);
  return !programs.some(({ program: { commands } }) =>
    commands.some(({ program, words }) => program === what && words.some((word) => telling.test(word))),
  );
}

/** `ENTRYPOINT ["snakemake"]` with `CMD ["--version"]`: it says so, and ends. What a run gives it in the place of these words is in no file. */
function tellsOnly(what: string, programs: readonly ReachedProgram[]): boolean {
  return programs.some(
    ({ class: kind, way, program: { commands } }) =>
      kind === 'started' &&
      way.length === 1 &&
      commands.length === 1 &&
      commands.every(
        ({ program, words: [, ...given] }) =>
          program === what && given.length > 0 && given.every((word) => /^(?:--(?:help|version)|-[hV])$/.test(word)),
      ),
  );
}

/** `python -m cellpose`: the program of a library of which the atlas knows what keeps it off the network. */
function isOfAtlas(what: string, atlas: readonly AtlasEntry[]): boolean {
  const module = /^python -m ([\w.]+)$/.exec(what)?.[1];
  return (
    module !== undefined &&
    indexAtlas(atlas)
      .byProgram(module)
      .some(({ entry }) => entry.imports.includes(module.split('.')[0] ?? ''))
  );
}

/** A session to which the start only names what it shows first: `jupyter notebook analysis.ipynb`. */
function opensSession({ entrypoint, cmd }: FinalImage): boolean {
  return [entrypoint, cmd].some(
    (start) => start?.commands.some((command) => findServer(command)?.asks === true) === true,
  );
}

/** Pluto saves each notebook that a person changes. */
function servesSession({ programs }: Reach): boolean {
  return programs.some(
    ({ class: kind, program }) => kind === 'started' && program.calls.some(({ callee }) => callee === 'Pluto.run'),
  );
}

/** A program that somebody starts in a session, in the folder in which that is told to begin. */
export function inSessionFolder(reached: ReachedProgram, image: FinalImage): ReachedProgram {
  if (image.kind !== 'interactive' || reached.class !== 'could') return reached;
  const folder = image.instructions.map(({ text }) => sessionFolder.exec(text)?.[1]).find((each) => each !== undefined);
  return folder === undefined ? reached : { ...reached, workdir: folder };
}

/** A session that is told to begin where results are kept. */
const sessionFolder =
  /(?:default-working-dir|notebook[-_]dir|root[-_]dir|preferred_dir)["']?(?:\s*=\s*|\s+)["']?(\/(?:safe_outputs|scratch))/;
