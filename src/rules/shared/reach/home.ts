import type { Call } from '../../../model/programs/program-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf, startOf, type Value } from '../../../model/programs/value.ts';
import { writtenPlace } from '../../../parse/programs/files/written-place.ts';
import type { Found } from './judge-reached.ts';

const home = /^(?:\/root|\/home\/[^/]+|~)(?:\/|$)/;
/** When the program runs, `~` is the home of whoever runs it, which is there: to keep something in, but nothing of a person's lies in it. */
const ofImage =
  /^(?:\/root|\/(?:home|Users)\/[^/]+)(?:\/|$)|^~\/[^./]|^[A-Za-z]:[\\/](?:[Uu]sers|Documents and Settings)[\\/]/;

/** What a program reads or writes in a home directory, by the arguments of its calls and where it works. Its own name (`__file__`) opens nothing. */
export function findHome(reached: ReachedProgram): readonly Found[] {
  const { program, class: kind, place } = reached;
  const fix = 'put it under /opt, or read it from /safe_data';
  const places = kind === 'built' ? home : ofImage;
  const written = new Set(
    kind === 'built' ? [] : program.calls.map((call) => homeIn(writtenPlace(call, program.language), places)),
  );
  const describe = (path: string, line: number): Found =>
    written.has(path)
      ? {
          message: `writes ${path}${whose(path, 'written')}`,
          line,
          fix: 'write results to /safe_outputs and temporary files to /scratch',
        }
      : { message: `uses ${path}${whose(path, 'read')}`, line, fix };
  const calls = program.calls.flatMap((call) => {
    const path = isDeclaration(call)
      ? undefined
      : [...call.positional, ...call.named.values()]
          .map((value) => homeIn(value, places))
          .find((each) => each !== undefined && each !== place);
    return path === undefined ? [] : [describe(path, call.line)];
  });
  const commands = program.commands
    .filter(({ program: name, words }) => name === 'cd' && home.test(words[1] ?? ''))
    .map(({ words, line }) => ({
      message: `works in ${words[1] ?? ''}`,
      line,
      fix: 'work in a folder below /opt, or in /scratch',
    }));
  const named = [...program.constants, ...program.variables].flatMap(({ value, line }) => {
    const path = homeIn(value, places);
    return path === undefined || path === place ? [] : [describe(path, line)];
  });
  // A path that is handed on shows in several calls of a line.
  return [
    ...new Map(
      [...named, ...calls, ...commands].map((each) => [`${String(each.line)} ${each.message}`, each]),
    ).values(),
  ];
}

/** Why a place that is in no image is not there, or what becomes of what is written there. */
function whose(path: string, how: 'read' | 'written'): string {
  if (/^(?:[A-Za-z]:|\/Users\/)/.test(path)) return ', a place on another machine';
  if (how === 'written') return ', and what is in a home directory is not kept';
  return path.startsWith('~') ? ', and nothing of yours is in the home directory there' : '';
}

/** An option's default counts where the option is used; a text that is printed is no path. */
function isDeclaration({ callee }: Call): boolean {
  return /(?:^|\.)(?:add_argument|print|info|debug|warning|error|add_option|make_option|Option|cat|message|println|get|getenv|setdefault)$/.test(
    callee,
  );
}

function homeIn(value: Value | undefined, places: RegExp): string | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'list') return value.items.map((each) => homeIn(each, places)).find((each) => each !== undefined);
  const starts = choicesOf(value).map(startOf);
  // `"C:\\Temp" if sys.platform == "win32" else "/tmp"`: the place for Windows is never the one here.
  const isEither = starts.some((text) => text.startsWith('/'));
  return starts.find((text) => places.test(text) && text.length < 300 && !(isEither && /^[A-Za-z]:[\\/]/.test(text)));
}
