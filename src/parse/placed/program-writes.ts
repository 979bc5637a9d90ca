import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { Call, ProgramFacts } from '../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../model/programs/value.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { writtenPlace } from '../programs/files/written-place.ts';
import { filledFolder, writtenPaths } from '../shell/written-paths.ts';
import type { PlacedFiles } from './placed-files.ts';

/** Functions that write, by the place of the argument that names what they write, or its name. */
const writers: readonly (readonly [RegExp, number, string?])[] = [
  [/^(?:shutil\.(?:copy|copy2|copyfile|copytree|move)|os\.(?:rename|replace|renames|link|symlink))$/, 1],
  [/^(?:urllib\.request\.urlretrieve|download\.file)$/, 1, 'destfile'],
  [/^(?:base::)?(?:file\.copy|file\.rename|file\.symlink|file\.link|file\.append)$/, 1, 'to'],
  [/^(?:base::)?(?:writeLines|write|writeBin|saveRDS|dput)$/, 1, 'con'],
  [/^(?:base::)?(?:cat|sink)$/, 0, 'file'],
  [/^(?:Base\.)?(?:cp|mv|symlink|download)$/, 1],
];
const opening = /^(?:io\.|codecs\.|Base\.)?open$/;
const ofPath = /\.(?:write_text|write_bytes|symlink_to|hardlink_to|touch|unlink)$/;

/** Notes of what lies in an image that a program which the build runs may have written it over, as far as its text names it. */
export function replaceWritten(files: PlacedFiles, program: ProgramFacts, workdir: string | undefined): void {
  const replace = (path: string | undefined, line: number): void => {
    if (path === undefined || path === '' || path.includes('$')) return;
    const place = resolvePath(path, workdir ?? '/');
    const why = `may be written over by ${program.path}, line ${String(line)}, which the build runs`;
    files.replace(place, why, files.at(place) === undefined && files.isFolder(place));
  };
  for (const call of program.calls) replace(pathIn(writtenBy(call, program), files), call.line);
  for (const command of program.commands) for (const path of pathsOf(command, files)) replace(path, command.line);
}

/** The path that a value is: its text, or beside a file of the project where that lies in the image. */
function pathIn(value: Value | undefined, files: PlacedFiles): string | undefined {
  const [first, ...rest] = value?.kind === 'text' ? value.parts : [];
  if (typeof first !== 'object' || !('up' in first)) return textOf(value);
  const below = textOf({ kind: 'text', parts: rest });
  const place = files.placeOf(first.file);
  return place === undefined || below === undefined ? undefined : `${place}${'/..'.repeat(first.up)}${below}`;
}

function writtenBy(call: Call, { language }: ProgramFacts): Value | undefined {
  const { callee, positional, named, receiver } = call;
  if (call.file !== undefined) return undefined;
  if (language === 'python' && ofPath.test(callee)) return receiver;
  if (opening.test(callee)) {
    const mode = textOf(positional[1] ?? named.get('mode')) ?? 'r';
    return /[wax+]/.test(mode) ? (positional[0] ?? named.get('file')) : undefined;
  }
  // `write("/app/x", text)` of Julia names it first.
  if (language === 'julia' && /^(?:Base\.)?write$/.test(callee)) return positional[0];
  const [, at = -1, name = 'dst'] = writers.find(([which]) => which.test(callee)) ?? [];
  if (at < 0) return writtenPlace(call, language);
  return named.get(name) ?? (/^(?:base::)?cat$/.test(callee) ? undefined : positional[at]);
}

/** What a command of a script may write over: also where it copies or moves something to. */
function pathsOf(command: ShellCommand, files: PlacedFiles): readonly string[] {
  const { program, words, directory } = command;
  const last = /^(?:cp|mv|ln|install|rsync|tee)$/.test(program) ? words.slice(1).at(-1) : undefined;
  const folder = filledFolder(command, (path) => files.at(path) !== undefined);
  return [...writtenPaths(command), last, folder].flatMap((path) =>
    path === undefined ? [] : [directory === undefined ? path : resolvePath(path, directory)],
  );
}
