import { spendOn } from '../../../model/check/rule-work.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { choicesOf, startOf, textOf, type Value } from '../../../model/programs/value.ts';
import { once } from '../once.ts';
import { isCalled } from '../reach/is-called.ts';
import type { Found } from '../reach/judge-reached.ts';
import { folderOf } from '../reach/written-paths.ts';
import type { Reading } from './absent-data.ts';
import { isAskedFor } from '../data/asked-for.ts';
import { adviseCopy } from '../data/advise-copy.ts';
import { linkedAtStart } from './at-start.ts';
import { comesWithRun } from './image-places.ts';
import { isMadeThere } from './made-there.ts';
import { fileOf, isFileText } from '../../../parse/programs/files/reading-calls.ts';

/**
 * What a program reads of which only the end is known, or a pattern, or a name that counts from where a person starts it, where the project has such a
 * file beside the program and the image lacks it: whether that is what the program means, the files do not tell.
 */
export function findLeftOut(reading: Reading): readonly Found[] {
  const { reached, reach, facts } = reading;
  const { program } = reached;
  if (facts.incomplete !== undefined) return [];
  return program.calls.flatMap((call) => {
    if (isCalled(call, reach) === 'no') return [];
    const listed = listingOf(call, program.language);
    const found =
      listed === undefined
        ? choicesOf(fileOf(call, program.language))
            .map((value) => openedEnd(value, reading) ?? openedFrom(value, reading))
            .find((each) => each !== undefined)
        : listedFiles(listed, call, reading);
    return found === undefined ? [] : [{ ...found, line: call.line }];
  });
}

/** A file of which the folder is not known, with an end that the project has beside the program, or in a folder above it. */
function openedEnd(value: Value, reading: Reading): Omit<Found, 'line'> | undefined {
  const end = knownEnd(value);
  if (end === undefined) return undefined;
  const file = aboveProgram(reading).find((folder) => isLeftOut(folder + end, reading));
  return file === undefined
    ? undefined
    : describe(`opens .../${end} in a folder that the files do not tell`, `${file}${end}`, reading);
}

/** A file that the project has where a program names it, which a person starts from a folder of their choice. */
function openedFrom(value: Value, reading: Reading): Omit<Found, 'line'> | undefined {
  const { reached, reach, facts } = reading;
  const text = textOf(value);
  if (reached.class !== 'could' || text === undefined || !isFileText(text) || /^(?:[/~]|[A-Za-z]:)/.test(text))
    return undefined;
  const plain = text.replace(/^(?:\.\/)+/, '');
  const isLinked = linkedAtStart(reach, facts).some((name) => plain === name || plain.startsWith(`${name}/`));
  if (isLinked || isAskedFor(text, reach)) return undefined;
  if (isMadeThere(resolvePath(text, reached.workdir ?? '/'), true, reading, false)) return undefined;
  const meant = aboveProgram(reading).map((folder) => resolvePath(text, `/${folder}`).slice(1));
  const file = meant.find((path) => isLeftOut(path, reading));
  return file === undefined
    ? openedInSession(text, meant, reading)
    : describe(`opens ${text}, seen from where it is started`, file, reading);
}

/** A file that the image has, where a session that begins elsewhere does not look for it. `meant`: the files of the project that may be meant. */
function openedInSession(text: string, meant: readonly string[], reading: Reading): Omit<Found, 'line'> | undefined {
  const { reached, reach, image, facts } = reading;
  if (image.kind !== 'interactive' || reached.workdir === undefined) return undefined;
  const file = meant.find((path) => facts.byPath.has(path));
  const sought = resolvePath(text, reached.workdir);
  if (file === undefined || reach.places.has(sought)) return undefined;
  const [place] = [...reach.places].find(([, each]) => each === file) ?? [];
  return place === undefined
    ? undefined
    : {
        message: `opens ${text}, which a session that begins in ${reached.workdir} looks for at ${sought}: the image has ${file} at ${place}`,
        fix: `write ${place}`,
      };
}

/** What is known at the end of a text, from its first slash on; of a place that comes with the run, or is chosen at the start, nothing. */
function knownEnd(value: Value): string | undefined {
  if (value.kind !== 'text' || value.variable !== undefined || textOf(value) !== undefined) return undefined;
  const [last, begins] = [value.parts.at(-1), startOf(value)];
  const isChosen = value.parts.some((part) => typeof part === 'object');
  if (typeof last !== 'string' || isChosen || (begins !== '' && comesWithRun(begins, false))) return undefined;
  const end = last.slice(last.indexOf('/') + 1);
  return !last.includes('/') || !/^[\w./ -]+\.\w+$/.test(end) ? undefined : end;
}

/** What a call lists: a folder, how deep, and how the names in it end. */
interface Listing {
  readonly folder: Value;
  readonly ending: string;
  readonly isDeep: boolean;
}

const listers =
  /^(?:(?:base::)?(?:list\.files|dir|Sys\.glob)|(?:fs::)?dir_ls|glob\.i?glob|(?:Glob\.)?glob|.*[.)]r?glob)$/;

function listingOf(call: Call, language: string): Listing | undefined {
  const { callee, receiver, file } = call;
  if (file !== undefined || !listers.test(callee)) return undefined;
  if (language === 'r' && !callee.endsWith('Sys.glob')) {
    const pattern = textOf(argumentOf(call, 1, ['pattern', 'glob', 'regexp']));
    const folder = argumentOf(call, 0, ['path']);
    const ending = /(\.\w+)\$?$/.exec(pattern ?? '')?.[1];
    return folder === undefined || ending === undefined ? undefined : { folder, ending, isDeep: isRecursive(call) };
  }
  const isMethod = receiver?.kind === 'text';
  const pattern = textOf(argumentOf(call, 0, ['pathname', 'pattern', 'paths']));
  const at = pattern?.search(/[*?[]/) ?? -1;
  const ending = /\*(\.\w[\w.]*)$/.exec(pattern ?? '')?.[1];
  if (pattern === undefined || at < 0 || ending === undefined) return undefined;
  const below = pattern.slice(0, pattern.lastIndexOf('/', at) + 1);
  const isDeep = pattern.slice(at).includes('/') || callee.endsWith('rglob') || isRecursive(call);
  if (!isMethod) return { folder: { kind: 'text', parts: [below === '' ? '.' : below] }, ending, isDeep };
  return { folder: { ...receiver, parts: [...receiver.parts, `/${below}`] }, ending, isDeep };
}

function isRecursive({ named }: Call): boolean {
  const value = named.get('recursive') ?? named.get('recurse');
  return value?.kind === 'constant' && value.value === true;
}

/** Files that the project has where a program lists them, all or some of which the image lacks. */
function listedFiles(
  { folder, ending, isDeep }: Listing,
  call: Call,
  reading: Reading,
): Omit<Found, 'line'> | undefined {
  const { reached, facts } = reading;
  for (const value of choicesOf(folder)) {
    const text = textOf(value);
    const base = folderOf(call, reached.workdir).folder;
    const isRelative = text !== undefined && !text.startsWith('/');
    if (text === undefined || (isRelative && (base === undefined || reached.class !== 'started'))) continue;
    const place = resolvePath(text, base ?? '/');
    if (comesWithRun(place, false) || isMadeThere(place, isRelative, reading, false)) continue;
    const own = inProject(place, reading);
    if (own === undefined) continue;
    spendOn(facts, facts.files.length);
    const missing = facts.files.filter(
      ({ path }) =>
        path.startsWith(own) &&
        path.endsWith(ending) &&
        (isDeep || !path.slice(own.length).includes('/')) &&
        isLeftOut(path, reading),
    );
    const [first, ...others] = missing;
    if (first === undefined) continue;
    const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
    return describe(`lists ${place === '/' ? '' : place}/*${ending}`, `${first.path}${more}`, reading);
  }
  return undefined;
}

/** The folder of the project that lies at a place of the image, with a slash at its end: by where the program itself lies there. */
function inProject(place: string, { reached: { program, place: own } }: Reading): string | undefined {
  if (own === undefined) return undefined;
  const [inImage, here] = [own.split('/'), `/${program.path}`.split('/')];
  while (inImage.length > 1 && here.length > 1 && inImage.at(-1) === here.at(-1)) {
    inImage.pop();
    here.pop();
  }
  const top = inImage.join('/');
  if (top !== '' && !isUnder(place, top)) return undefined;
  const below = `${here.join('/')}${place.slice(top.length)}`.slice(1);
  return below === '' ? '' : `${below}/`;
}

/** The folder of the program and those above it, each with a slash at its end but the project's own. */
function aboveProgram({ reached: { program } }: Reading): readonly string[] {
  const parts = program.path.split('/').slice(0, -1);
  return [...parts.keys(), parts.length].toReversed().map((count) =>
    parts
      .slice(0, count)
      .map((each) => `${each}/`)
      .join(''),
  );
}

/** Whether the project has a file that the image lacks, and that nothing in the build names. */
function isLeftOut(file: string, { reach, facts, dockerfile }: Reading): boolean {
  // Data of a package are installed with it.
  const isInstalled = reach.installed.some((root) => file.startsWith(root));
  if (!facts.byPath.has(file) || isInstalled || copiedFiles(reach).has(file)) return false;
  spendOn(facts, 1 + dockerfile.text.length / 32);
  return !dockerfile.text.includes(file.slice(file.lastIndexOf('/') + 1));
}

function copiedFiles(reach: Reach): ReadonlySet<string> {
  return once(reach, 'copied files', () => new Set(reach.places.values()));
}

function describe(what: string, file: string, { dockerfile, facts }: Reading): Omit<Found, 'line'> {
  return {
    message: `${what}, and the project's ${file} is not in the image: whether it is needed, the files do not tell`,
    fix: adviseCopy(file, dockerfile, facts),
  };
}
