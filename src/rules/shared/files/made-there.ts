import { trimEnd } from '../../../shared/trim-end.ts';
import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import { spendOn } from '../../../model/check/rule-work.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf, startOf, textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { madeBy } from '../made-paths.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { once } from '../once.ts';
import { findWrites } from '../reach/written-paths.ts';
import { stepsThrough } from './brought-before.ts';
import { isTest, questions } from '../data/asked-for.ts';
import { copiesAtStart } from './at-start.ts';
import { foldersAbove, isInImage } from './image-places.ts';
import { interpreters } from './interpreters.ts';
import { openedBy } from '../../../parse/programs/files/reading-calls.ts';
import { writtenPlace } from '../../../parse/programs/files/written-place.ts';

/**
 * Whether something that is not copied may put a file at a place of the image: a RUN or another stage, a program that writes there or to
 * a folder around it, or anything that names the file and does not only read it (`asksNames`).
 */
export function isMadeThere(
  place: string,
  isRelative: boolean,
  { reach, image, facts }: { readonly reach: Reach; readonly image: FinalImage; readonly facts: ProjectFacts },
  asksNames = true,
): boolean {
  const name = place.slice(place.lastIndexOf('/') + 1);
  const made = once(reach, 'brought from elsewhere', () => broughtFromElsewhere(image));
  if (made.some((each) => isUnder(place, each) || isUnder(each, place))) return true;
  const texts = once(reach, 'texts of the build', () => textsOfBuild(reach, image));
  const parent = place.slice(0, -name.length - 1);
  const around = isRelative ? `${parent.slice(parent.lastIndexOf('/') + 1)}/` : '';
  const named = once(reach, 'places of the build', () => placesIn(texts, reach));
  spendOn(facts, made.length + named.length + 2 * stepsThrough([{ text: texts }]));
  if (texts.includes(name) || (around.length > 1 && texts.includes(around))) return true;
  // Of a folder at the root of the image only what is put into it tells.
  const beside = parent === '' ? place : parent;
  if (!isRelative && named.some((each) => isUnder(place, each) || isUnder(each, beside))) return true;
  const { whole, starts } = once(reach, 'written by programs', () => writtenByPrograms(reach));
  spendOn(facts, starts.length);
  // Who makes a folder may have it filled by a library.
  if (
    [place, ...foldersAbove(place)].some((each) => whole.has(each)) ||
    starts.some(({ start, end = '' }) => place.startsWith(start) && place.endsWith(end))
  )
    return true;
  return asksNames && once(reach, 'named by programs', () => namedByPrograms(reach)).has(name);
}

/** Absolute places that the build names, but for files that were copied: those are read. */
function placesIn(texts: string, { places }: Reach): readonly string[] {
  const words = new Set(texts.split(/[\s"'=:,;()]+/).map((word) => trimEnd(word, '/')));
  return [...words].filter((word) => /^\/[^/]/.test(word) && !places.has(word));
}

function broughtFromElsewhere(image: FinalImage): readonly string[] {
  return image.instructions
    .filter(({ flags }) => flags['from'] !== undefined)
    .flatMap((instruction) => madeBy(instruction, image))
    .filter((each) => each !== '/' && each !== '');
}

/** Commands that put nothing into a folder. */
const barren =
  /^(?:mkdir|rmdir|chmod|chown|chgrp|rm|useradd|adduser|usermod|groupadd|addgroup|test|\[|ls|find|pip3?|uv|R|apt-get)$/;

/** Commands of the build, and texts of the programs that run in it. */
function textsOfBuild({ programs }: Reach, { instructions }: FinalImage): string {
  const commands = instructions.flatMap((each) =>
    each.keyword === 'RUN'
      ? each.commands.flatMap(({ program, words, writes }) => (barren.test(program) ? [] : [...words, ...writes]))
      : [],
  );
  const built = programs.flatMap(({ class: kind, program }) =>
    kind === 'built' ? program.texts.map((each) => each.text) : [],
  );
  return [...commands, ...built].join('\n');
}

function writtenByPrograms(reach: Reach): {
  readonly whole: ReadonlySet<string>;
  readonly starts: ReadonlyArray<{ readonly start: string; readonly end?: string }>;
} {
  const written = reach.programs.flatMap((each) => findWrites(each, reach).paths);
  const all = [...new Set(written.map(({ path }) => path))];
  const open = new Map(written.map((each) => [`${each.path}\0${each.end ?? ''}`, each]));
  const starts = [...open.values()].flatMap(({ path, end }) =>
    path.endsWith('...') ? [{ start: path.slice(0, -3), ...(end === undefined ? {} : { end }) }] : [],
  );
  // Of a copy of the project its source tells what is in it.
  const copies = new Set(
    once(reach, 'copies at start', () => copiesAtStart(reach)).flatMap(([from, to]) =>
      isInImage(from, reach) ? [to] : [],
    ),
  );
  return {
    whole: new Set(all.filter((path) => !path.endsWith('...') && path !== '/' && !copies.has(path))),
    starts: starts.filter(({ start }) => start.length > 1),
  };
}

/** Puts a path together, prints it or takes it as an option: names a file and does nothing to it. */
const naming =
  /(?:^|[.:])(?:join|joinpath|Path|PurePath|PosixPath|path|here|abspath|realpath|normalizePath|resolve|expanduser|print|println|cat|message|paste0?|sprintf|format|str|info|debug|warning|error|log|add_argument|add_option|make_option|option|get|getenv|Sys\.getenv|c|list|basename|dirname|append)$/;

/** Names of files that a call or a command is given which does not only read them. */
function namedByPrograms(reach: Reach): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string): void => {
    const name = text.slice(text.lastIndexOf('/') + 1);
    if (name !== '') names.add(name);
  };
  for (const { program, class: kind } of reach.programs) {
    // What a function of the project does with a name shows in its own calls.
    for (const call of program.calls)
      if (kind === 'built' || (call.file === undefined && !onlyReads(call, program.language)))
        textsOf(call).forEach(add);
    for (const { program: name, words, writes } of program.commands)
      [...(interpreters.test(name) || isTest(name) ? [] : words.slice(1)), ...writes].forEach(add);
  }
  return names;
}

function onlyReads(call: Call, language: string): boolean {
  return naming.test(call.callee) || questions.test(call.callee) || openedBy(call, language).length > 0;
}

function textsOf({ positional, named }: Call): readonly string[] {
  return [...positional, ...named.values()].flatMap(choicesOf).flatMap((value) => textOf(value) ?? []);
}

/** A file that a program of the start writes to a folder which it computes, such as the one that an option names. */
interface Written {
  readonly program: string;
  /** What is known of the place before its name; empty where that is nothing. */
  readonly start: string;
}

/** Whether what lies at a place may be what another program of the start has written there. */
export function mayBeWritten(place: string, { program }: Pick<ReachedProgram, 'program'>, reach: Reach): boolean {
  const all = once(reach, 'files written to computed folders', () => listWritten(reach));
  return (all.get(place.slice(place.lastIndexOf('/') + 1)) ?? []).some(
    (each) => each.program !== program.path && (!each.start.startsWith('/') || place.startsWith(each.start)),
  );
}

/** Name of the file -> who writes one of that name. */
function listWritten({ programs }: Reach): ReadonlyMap<string, readonly Written[]> {
  const found = programs.flatMap(({ class: kind, program }) =>
    kind === 'started'
      ? program.calls.flatMap((call) =>
          choicesOf(writtenPlace(call, program.language)).flatMap((value) => {
            const end = value.kind === 'text' && value.parts.length > 1 ? value.parts.at(-1) : undefined;
            return typeof end === 'string' && end.includes('/')
              ? [{ name: end.slice(end.lastIndexOf('/') + 1), program: program.path, start: startOf(value) }]
              : [];
          }),
        )
      : [],
  );
  return groupBy(found, ({ name }) => name);
}
