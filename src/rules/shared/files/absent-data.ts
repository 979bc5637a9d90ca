import { isOfWindows, isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf, startOf, textOf, type Value } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { absoluteKind } from '../../../parse/programs/elsewhere.ts';
import { isCalled } from '../reach/is-called.ts';
import type { Found } from '../reach/judge-reached.ts';
import { folderOf } from '../reach/written-paths.ts';
import { isAskedFor, placesRead } from '../data/asked-for.ts';
import { isInCopy, isLinkedInCopy } from './at-start.ts';
import { hasInAnother } from './in-another-image.ts';
import { isBroughtBefore, isKeptOut } from './brought-before.ts';
import { comesWithRun, foldersAbove, foldersOf, isInImage } from './image-places.ts';
import { readByWords } from './words-that-read.ts';
import { isMadeThere, mayBeWritten } from './made-there.ts';
import { keyFix, keyOf } from '../../../parse/programs/files/key-calls.ts';
import { fileOf, isFileText } from '../../../parse/programs/files/reading-calls.ts';
import { missedStarts } from '../reach/missed-starts.ts';

export interface Reading {
  readonly reached: ReachedProgram;
  readonly reach: Reach;
  readonly image: FinalImage;
  readonly dockerfile: DockerfileFacts;
  readonly facts: ProjectFacts;
}

/** What a program reads at a place that neither the image nor the TRE has, and of what the files do not tell it. */
export interface AbsentData {
  readonly found: readonly Found[];
  readonly open: readonly Found[];
}

const fix = 'read it from /safe_data; what belongs to the program is copied beside it, and named from there';

/** Looks at each literal place that a program, or the command that starts it, reads. `known`: lines on which more was said already. */
export function findAbsentData(reading: Reading, known: ReadonlySet<number>): AbsentData {
  const { reached, reach, facts } = reading;
  // Where not all files were seen, what is not among them may be there.
  if (facts.incomplete !== undefined) return { found: [], open: [] };
  const { program } = reached;
  const found: Found[] = [];
  const open: Found[] = [];
  for (const { isOfStart, ...each } of readByWords(reading, fix))
    if (isOfStart || !mayHold(reading.image, '/')) found.push(each);
    else
      open.push({
        ...each,
        message: `${each.message.slice(0, each.message.lastIndexOf(', which neither '))}: whether the image has it there, the files do not tell`,
      });
  for (const call of program.calls) {
    const called = isCalled(call, reach);
    if (called === 'maybe' && !known.has(call.line)) open.push(...leftOut(call, reading));
    if (known.has(call.line) || called !== 'yes') continue;
    const values = placesRead(call, program);
    const all = values.map((value) => ({ value, said: judge(value, call, reading) }));
    // Whichever of them it is, it is not there.
    const isChosen = values.length > 1 && !all.every(({ said }) => said !== undefined && said.doubt === undefined);
    for (const { value, said } of all) {
      if (said === undefined) continue;
      const doubt = said.doubt ?? (isChosen ? 'where it is so chosen' : doubtOf(value, call, reading));
      const message = doubt === undefined || doubt === '' ? said.message : `${said.message}, ${doubt}`;
      const way = said.fix ?? (keyOf(call, program.language) === undefined ? fix : keyFix);
      if (doubt === undefined) found.push({ message, line: call.line, fix: way });
      else open.push({ message, line: call.line, fix: way });
    }
  }
  const named = open.length > 0 ? undefined : namedOnly(reading);
  return { found, open: named === undefined ? open : [named] };
}

/** A file that an ignore file of git names, so that it may be put there before the build, in a function that something may call. */
function leftOut(call: Call, reading: Reading): readonly Found[] {
  const [value, another] = choicesOf(fileOf(call, reading.reached.program.language));
  const said = value === undefined || another !== undefined ? undefined : judge(value, call, reading);
  return said?.doubt === '' && said.message.startsWith('opens ')
    ? [{ message: said.message, line: call.line, fix }]
    : [];
}

/** A file of the project that a program names at the root of the image, where nothing is copied to: what reads it was not found. */
function namedOnly(reading: Reading): Found | undefined {
  const { reached, reach, dockerfile, facts } = reading;
  if (reached.class !== 'started') return undefined;
  const named = reached.program.texts.find(
    ({ text }) =>
      /^\/[\w.-]+\/[\w./-]+$/.test(text) &&
      facts.byPath.has(text.slice(1)) &&
      !comesWithRun(text, false) &&
      !isInImage(text, reach) &&
      !dockerfile.text.includes(text.slice(text.lastIndexOf('/') + 1)),
  );
  return named === undefined
    ? namedElsewhere(reading)
    : {
        message: `names ${named.text}, which the project has and nothing copies there: whether it is read, the files do not tell`,
        line: named.line,
        fix: `COPY ${named.text.slice(1)} ${named.text}`,
      };
}

/** A folder of another platform that a program names and that no call was seen to read. */
function namedElsewhere(reading: Reading): Found | undefined {
  const { reached, reach } = reading;
  const named = reached.program.texts.find(
    ({ text }) =>
      /^\/(?:INPUTS?|input)(?:\/[\w./-]*)?$/.test(text) &&
      !isAskedFor(text, reach) &&
      !isInImage(text.replace(/\/$/, ''), reach) &&
      !isMadeThere(text.replace(/\/$/, ''), false, reading, false),
  );
  return named === undefined
    ? undefined
    : {
        message: `names ${named.text}, a mount of another platform: whether it is read, the files do not tell`,
        line: named.line,
        fix,
      };
}

/** Why a place that is not there may be one that the program does without: a clause. */
function doubtOf(value: Value, call: Call, { reached: { environment } }: Reading): string | undefined {
  if (call.isTried === true) return 'and goes on where that fails';
  // What stands in the program is only the default of an option, or of a variable that nobody set yet.
  const variable = value.kind === 'text' ? value.variable : undefined;
  return variable === undefined || environment.has(variable) ? undefined : `unless ${variable} names another place`;
}

/** A place that is read and that nothing is known to put there. */
interface Absent {
  readonly message: string;
  /** Why nobody can tell whether that ends the program, a clause; empty where the message says it. */
  readonly doubt?: string;
  /** In place of the usual one. */
  readonly fix?: string;
}

function judge(value: Value, call: Call, reading: Reading): Absent | undefined {
  const { reached, reach, facts, dockerfile } = reading;
  const whole = textOf(value);
  const text = whole ?? knownFolder(value);
  if (!isFileText(text) || isAskedFor(text, reach)) return undefined;
  const isRelative = !/^(?:\/|~|[A-Za-z]:[\\/]|\\\\)/.test(text);
  if (isRelative && (whole === undefined || listing.test(call.callee))) return undefined;
  const base = folderOf(call, reached.workdir).folder;
  if (isRelative && base === undefined) return undefined;
  // A drive of Windows has no root of ours: it is in no folder of the image, whichever the program is started in.
  const place = resolvePath(text, isRelative ? (base ?? '/') : '/');
  // What somebody starts from a folder of their choice is sure to miss only what the folder that is meant lacks.
  if (isRelative && reached.class !== 'started' && !isInOwnFolder(place, base ?? '/', reach)) return undefined;
  if (comesWithRun(place, isRelative) || isInImage(place, reach) || isMadeThere(place, isRelative, reading))
    return undefined;
  // A document is worked in its folder, in the copy too.
  if (isLinkedInCopy(place, reach, facts) || isInCopy(place, reach, facts)) return undefined;
  const another = isRelative ? undefined : hasInAnother(place, reached, reach, facts);
  if (another !== undefined) return { ...another, doubt: '' };
  const isTidy = whole === undefined || !text.startsWith('/') || text.endsWith('/') || place === text;
  const isOwn = isRelative || isBesideOwn(place, reach);
  const kind = isOwn ? undefined : absoluteKind(`${(isTidy ? text : place).replace(/\/$/, '')}/x`);
  // Of a name that is put together only a place of another machine says enough.
  if (whole === undefined && kind === undefined && !isOwn) return undefined;
  const shown = `${isTidy ? (whole ?? `${text}...`) : place}${isRelative ? ` relative to ${base ?? ''}` : ''}`;
  const file = isOwn
    ? projectPaths(text, place, reached).find(
        (each) => isBroughtBefore(each, facts) && !isKeptOut(each, dockerfile, facts),
      )
    : undefined;
  if (file !== undefined)
    return { message: `opens ${shown}, and ${file} is not among the files: git may leave it out`, doubt: '' };
  if (kind === undefined && (hasUnseen(reading) || (!isOwn && mayHold(reading.image, place)))) {
    // That a program which another one starts is not there, another rule tells.
    if (missedStarts(reach).some(({ what }) => what === place)) return undefined;
    return { message: `reads ${shown}: whether the image has it there, the files do not tell`, doubt: '' };
  }
  const message = `reads ${shown}${kind === undefined ? '' : ` (${kind})`}, which neither the image nor the TRE has`;
  const name = place.slice(place.lastIndexOf('/') + 1);
  return whole !== undefined && place.startsWith('/') && !isOfWindows(text) && mayBeWritten(place, reached, reach)
    ? { message, doubt: `unless it is the ${name} that a program of the start writes to a folder which it computes` }
    : { message };
}

/** Folders of a system, in which an image may have what nobody copied. */
const ofSystem = /^\/(?:opt|home|root|srv|lib\w*|s?bin|boot|run|conda)(?:\/|$)/;

/** Whether an image may have something at a place of which its Dockerfile says nothing. */
function mayHold({ known, base }: FinalImage, place: string): boolean {
  const isPlain = base !== undefined || known?.kind === 'language' || known?.kind === 'generic';
  return !isPlain || ofSystem.test(place);
}

/** Whether the project's own files lie in a folder of the image that is above a place too: what belongs to the program is looked for there. */
function isBesideOwn(place: string, { places }: Reach): boolean {
  const folders = foldersOf(places);
  return foldersAbove(place).some(
    (each) => each !== '' && folders.has(each) && !/^\/(?:opt|home|srv|usr|var)$/.test(each),
  );
}

/** Whether a place lies in a folder that was copied to where a program works, and is no file of the project. */
function isInOwnFolder(place: string, base: string, { places }: Reach): boolean {
  const folder = folderAbove(place);
  return folder !== base && isUnder(folder, base) && foldersOf(places).has(folder);
}

/** What lists a folder that is not there goes on with nothing. */
const listing = /(?:^|[.:])(?:list\.files|dir_ls|glob|iglob|rglob|readdir|walk)$/;

/** Something started may make files, or the base has some, of which nobody knows. */
function hasUnseen({ reach, image, dockerfile }: Reading): boolean {
  return (
    image.known === undefined ||
    missedStarts(reach).some((each) => each.class !== 'built') ||
    dockerfile.context.missing.length > 0
  );
}

/** Of a name that is known in part the folder. */
function knownFolder(value: Value): string {
  const start = startOf(value);
  return start.slice(0, start.lastIndexOf('/') + 1);
}

function folderAbove(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Where the file would lie in the project. */
function projectPaths(
  text: string,
  place: string,
  { program: { path }, place: own }: ReachedProgram,
): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const below =
    own !== undefined && isUnder(place, folderAbove(own)) ? place.slice(folderAbove(own).length + 1) : undefined;
  return [
    ...(text.startsWith('/') ? [] : [resolvePath(text, '/').slice(1), resolvePath(folder + text, '/').slice(1)]),
    ...(below === undefined ? [] : [`${folder}${below}`]),
  ];
}
