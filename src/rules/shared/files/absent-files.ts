import { spendOn } from '../../../model/check/rule-work.ts';
import { isOfWindows, isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';
import { allDockerfiles, type ProjectFacts } from '../../../model/sources/facts.ts';
import { findAbsentManifest } from '../atlas/absent-manifest.ts';
import { judgeDataFile } from '../data/data-files.ts';
import { linesOf } from '../lines-of.ts';
import { once } from '../once.ts';
import { isCalled } from '../reach/is-called.ts';
import type { Found } from '../reach/judge-reached.ts';
import { missedStarts } from '../reach/missed-starts.ts';
import { apptainerOptions, missesWorkdir } from '../undone/undone-workdir.ts';
import { findWrites, folderOf } from '../reach/written-paths.ts';
import { adviseCopy } from '../data/advise-copy.ts';
import { copiesAtStart, isInCopy, isLinkedInCopy, linkedAtStart } from './at-start.ts';
import { findAbsentData, type Reading } from './absent-data.ts';
import { stepsThrough } from './brought-before.ts';
import { comesWithRun, foldersOf, isInImage } from './image-places.ts';
import { findAbsentModules } from './absent-modules.ts';
import { mayBeWritten } from './made-there.ts';
import { findUnreachableModules } from './unreachable-modules.ts';
import { findUndefinedModules } from '../julia/own-modules.ts';
import { keyFix, keyOf } from '../../../parse/programs/files/key-calls.ts';
import { isQuestion, openedBy } from '../../../parse/programs/files/reading-calls.ts';

/** Files of the project that a program opens or imports and that are not where it looks for them in the image. */
export function findAbsentFiles(reading: Reading): readonly Found[] {
  const { reached, reach, facts } = reading;
  const { program } = reached;
  const asked = new Set(
    program.calls.filter(isQuestion).flatMap(({ positional, receiver }) => [textOf(positional[0]), textOf(receiver)]),
  );
  const written = writtenPlaces(reach);
  const copies = once(reach, 'copies at start', () => copiesAtStart(reach));
  const opened = program.calls.flatMap((call): Found[] => {
    // Where the program goes on without it, that is said as not known.
    if (call.isTried === true || isCalled(call, reach) !== 'yes') return [];
    return openedBy(call, program.language)
      .filter((text) => !asked.has(text))
      .flatMap((text) => describe(text, call, { ...reading, written, copies }));
  });
  // `source()` of R both opens and loads.
  const lines = new Set(opened.map(({ line }) => line));
  const modules = findAbsentModules(reached, reach, facts).filter(({ line }) => !lines.has(line));
  const { found } = findAbsentData(reading, lines);
  return [
    ...findAbsentSourced(reading),
    ...findForeignFolders(reading),
    ...opened,
    ...modules,
    ...findUndefinedModules(reached, reach, facts).found,
    ...findUnreachableModules(reading),
    ...findAbsentManifest(reading),
    ...found,
  ];
}

/** Scripts that a script of the shell loads by `source` and that nothing puts into the image: it goes on without, or ends. */
function findAbsentSourced({ reached: { program }, reach, facts }: Reading): readonly Found[] {
  if (program.language !== 'shell') return [];
  return missedStarts(reach).flatMap(({ what, isAbsent, class: kind, location: { file, line = 0 } }) => {
    // `[ -f lib.sh ] && . lib.sh` asks before.
    const isPlain = /^\s*(?:source|\.)\s/.test(linesOf(facts.byPath.get(program.path))?.[line - 1] ?? '');
    const isSourced =
      isPlain && !program.commands.some(({ line: at, isConditional }) => at === line && isConditional === true);
    return isAbsent === true && kind === 'started' && file === program.path && isSourced
      ? [{ message: `loads ${what}, which neither the image nor the TRE has`, line, fix: `copy it to ${what}` }]
      : [];
  });
}

/** `setwd("C:/Users/ann/study")`: the program ends there, unless a condition keeps it from that line, as in a script that several people share. */
function findForeignFolders({ reached: { program }, reach }: Reading): readonly Found[] {
  return program.calls.flatMap((call): Found[] => {
    const folder = /^(?:setwd|os\.chdir)$/.test(call.callee) ? textOf(call.positional[0]) : undefined;
    if (folder === undefined || !isOfWindows(folder) || call.isConditional === true) return [];
    if (call.isTried === true || isCalled(call, reach) !== 'yes') return [];
    return [
      {
        message: `goes to ${folder}, a folder of a Windows machine, and ends there`,
        line: call.line,
        fix: 'take the line out: data are in /safe_data, and results go to /safe_outputs',
      },
    ];
  });
}

interface Image {
  readonly image: FinalImage;
  readonly dockerfile: DockerfileFacts;
  readonly reached: ReachedProgram;
  readonly reach: Reach;
  readonly facts: ProjectFacts;
  readonly written: ReadonlySet<string>;
  readonly copies: readonly (readonly [from: string, to: string])[];
}

function describe(text: string, call: Call, seen: Image): readonly Found[] {
  const { reached, reach, facts, written, copies } = seen;
  const isRelative = !text.startsWith('/');
  const base = folderOf(call, reached.workdir).folder;
  // Where somebody else starts it, nobody knows.
  if (isRelative && (base === undefined || reached.class !== 'started')) return [];
  const place = resolvePath(text, base ?? '/');
  if (comesWithRun(place, isRelative) || written.has(place)) return [];
  if (isInImage(place, reach)) return isRelative ? missedInWorkdir(text, place, call, seen) : [];
  // A start script may have linked what lies in /safe_data to where the program looks for it.
  if (isRelative && linkedAtStart(reach, facts).some((folder) => isUnder(place, resolvePath(folder, base ?? '/'))))
    return [];
  if (!isRelative && isLinkedInCopy(place, reach, facts)) return [];
  // A start script may have copied the project to where it works.
  spendOn(facts, copies.length);
  if (isInCopy(place, reach, facts)) return [];
  const file = findInProject(text, place, reached, facts);
  const other = file === undefined ? findOtherCase(place, reach) : undefined;
  if (other !== undefined)
    return [
      {
        message: `opens ${place}, and the image has ${other}: capitals count in a container`,
        line: call.line,
        fix: 'write the name as the file or folder has it',
      },
    ];
  if (file === undefined || isMadeByBuild(file, facts) || mayBeWritten(place, reached, reach)) return [];
  spendOn(facts, reach.places.size);
  const has = placeOf(file, reach);
  const isKey = keyOf(call, reached.program.language) !== undefined;
  const shown = isRelative ? `${text} relative to ${base ?? ''}` : place;
  const line = call.line;
  return has === undefined
    ? [
        {
          message: `opens ${shown}, and ${file} is not in the image`,
          line,
          fix: isKey ? keyFix : adviseCopy(file, seen.dockerfile, facts, place),
        },
      ]
    : [
        {
          message: `opens ${shown}, where it is not: the image has ${file} at ${has}`,
          line,
          fix:
            judgeDataFile(file) === 'data'
              ? 'read it from /safe_data: data do not belong into the image'
              : `write ${has}, or start the program in the folder that it is relative to`,
        },
      ];
}

/** What is there where WORKDIR counts, and is not under apptainer. */
function missedInWorkdir(
  text: string,
  place: string,
  { line, workdir }: Call,
  { reached, reach, image, facts }: Image,
): readonly Found[] {
  if (workdir !== undefined || !missesWorkdir(reached, reach, image, facts)) return [];
  const folder = reached.workdir ?? '';
  const message = `opens ${text} relative to WORKDIR ${folder}, and apptainer starts elsewhere`;
  return [{ message, line, fix: `write ${place}, or give apptainer --pwd ${folder} in ${apptainerOptions}` }];
}

/** Where the image has a file of the project, or a folder of it. */
function placeOf(file: string, { places }: Reach): string | undefined {
  for (const [place, each] of places) {
    if (each === file) return place;
    if (each.startsWith(`${file}/`)) return place.slice(0, file.length - each.length);
  }
  return undefined;
}

/** The project's file that is meant: at the same place beside the program as in the image, or by its name from the project's root. */
function findInProject(
  text: string,
  place: string,
  { program: { path }, place: own }: ReachedProgram,
  { byPath }: ProjectFacts,
): string | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const candidates = text.startsWith('/')
    ? []
    : [resolvePath(text, '/').slice(1), resolvePath(folder + text, '/').slice(1)];
  if (own !== undefined) {
    let [inImage, inProject] = [own, `/${path}`];
    while (inImage !== '' && inProject !== '' && lastPart(inImage) === lastPart(inProject)) {
      inImage = inImage.slice(0, inImage.lastIndexOf('/'));
      inProject = inProject.slice(0, inProject.lastIndexOf('/'));
    }
    if (inImage !== '' && isUnder(place, inImage))
      candidates.push(`${inProject}${place.slice(inImage.length)}`.slice(1));
    // `joinpath(@__DIR__, "..", "config")`: what is found from the program's own folder on, above what was copied.
    else if (place !== text && text.startsWith('/')) candidates.push(relativeTo(inImage, place, inProject));
  }
  return candidates.find((each) => byPath.has(each) || (each !== '' && foldersOf(byPath).has(each)));
}

/** Where the way from one folder to a place leads from another folder, without the slash at its start; empty above the root. */
function relativeTo(from: string, place: string, other: string): string {
  let [above, start] = [from, other];
  while (above !== '' && !isUnder(place, above)) {
    if (start === '') return '';
    above = above.slice(0, above.lastIndexOf('/'));
    start = start.slice(0, start.lastIndexOf('/'));
  }
  return `${start}${place.slice(above.length)}`.slice(1);
}

const byLowerCase = new WeakMap<Reach, ReadonlyMap<string, string>>();

/** What the image has at the same place, but for capitals: most laptops do not tell the two apart. */
function findOtherCase(place: string, reach: Reach): string | undefined {
  let known = byLowerCase.get(reach);
  if (known === undefined) {
    const all = new Map<string, string>();
    for (const each of reach.places.keys())
      for (let end = each.length; end > 0; end = each.lastIndexOf('/', end - 1))
        all.set(each.slice(0, end).toLowerCase(), each.slice(0, end));
    known = all;
    byLowerCase.set(reach, known);
  }
  const found = known.get(place.toLowerCase());
  return found === place ? undefined : found;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A RUN that names the file may make it. */
function isMadeByBuild(file: string, facts: ProjectFacts): boolean {
  const dockerfiles = allDockerfiles(facts);
  const name = lastPart(file);
  spendOn(facts, stepsThrough(dockerfiles));
  return dockerfiles.some(({ instructions, text }) =>
    instructions.some(({ keyword, start, end }) => keyword === 'RUN' && text.slice(start, end).includes(name)),
  );
}

function writtenPlaces(reach: Reach): ReadonlySet<string> {
  return once(
    reach,
    'written places',
    () => new Set(reach.programs.flatMap((each) => findWrites(each, reach).paths.map(({ path }) => path))),
  );
}
