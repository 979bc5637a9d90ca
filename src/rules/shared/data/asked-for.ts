import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { fileOf } from '../../../parse/programs/files/reading-calls.ts';
import { once } from '../once.ts';
import { foldersAbove } from '../files/image-places.ts';

/** A program that asks whether the file, or a folder above it, is there may do without it. */
export function isAskedFor(text: string, reach: Reach): boolean {
  const asked = once(
    reach,
    'asked for',
    () =>
      new Set(
        reach.programs.flatMap(({ program }) =>
          program.calls.flatMap((call) =>
            questions.test(call.callee) && !isDemand(call)
              ? [textOf(call.positional[0]), textOf(call.receiver)].flatMap((each) => each ?? [])
              : [],
          ),
        ),
      ),
  );
  return [text, ...foldersAbove(text)].some((each) => asked.has(each));
}

/** Whether the program ends where the file is not there: it does not do without. */
const isDemand = (call: Call): boolean => call.isDemanded === true && call.isTried !== true;

/** What a call reads, or demands to be there. */
export function placesRead(call: Call, { language }: ReachedProgram['program']): readonly Value[] {
  const isAsked = isDemand(call) && questions.test(call.callee);
  return choicesOf(isAsked ? (call.positional[0] ?? call.receiver) : fileOf(call, language));
}

/** Calls that ask whether a file is there. */
export const questions =
  /(?:^|[.):])(?:l?exists|isfile|is_file|isdir|is_dir|ispath|file_exists|dir_exists|file_test|file\.info|access)$/;

/** Programs of a shell that ask so. */
export const isTest = (program: string): boolean => /^(?:\[\[?|test)$/.test(program);
