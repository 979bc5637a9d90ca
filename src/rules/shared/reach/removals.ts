import { isUnder } from '../../../model/dockerfile/container-path.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { startOf, type Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isIdle } from './is-called.ts';
import type { Found } from './judge-reached.ts';

/** Calls that take a file or folder away, or move it, by language; of a method the receiver. */
const removing: Readonly<Record<string, RegExp | undefined>> = {
  python: /^(?:os\.(?:remove|unlink|rmdir|removedirs|rename|renames|replace)|shutil\.(?:rmtree|move))$/,
  r: /^(?:base::)?(?:unlink|file\.remove|file\.rename)$|^(?:fs::)?(?:file_delete|dir_delete|file_move)$/,
  julia: /^(?:Base\.)?(?:rm|mv)$/,
};
const ofPath = /\.(?:unlink|rmdir|rename|replace)$/;
/** Commands that take away or change in place what they name; `mv` all but its last name. */
const commands: ReadonlySet<string> = new Set([
  'bunzip2',
  'bzip2',
  'chgrp',
  'chmod',
  'chown',
  'gunzip',
  'gzip',
  'mv',
  'rm',
  'rmdir',
  'shred',
  'truncate',
  'unlink',
  'unxz',
  'xz',
]);

/** Files of /safe_data that a program takes away or changes in place: the TRE mounts it to be read alone. */
export function findRemovals(reached: ReachedProgram, reach: Reach | undefined): readonly Found[] {
  const { program } = reached;
  const calls = program.calls
    .filter(
      (call) =>
        call.file === undefined &&
        call.isTried !== true &&
        call.named.get('ignore_errors') === undefined &&
        !(reach !== undefined && isIdle(call.function, reached, reach)),
    )
    .flatMap((call) => {
      const path = startOf(targetOf(call, program.language));
      return isUnder(path, '/safe_data') ? [{ path, line: call.line }] : [];
    });
  const words = program.commands.flatMap((command) =>
    targetsOf(command)
      .filter((word) => isUnder(word, '/safe_data'))
      .map((path) => ({ path, line: command.line })),
  );
  return [...calls, ...words].map(({ path, line }) => ({
    message: `removes or changes ${path}, and /safe_data can only be read`,
    line,
    fix: 'leave the data as they are; what has to change is copied to /scratch first',
  }));
}

function targetOf(call: Call, language: string): Value | undefined {
  if (removing[language]?.test(call.callee) === true) return argumentOf(call, 0, ['path', 'src', 'x']);
  return language === 'python' && ofPath.test(call.callee) ? call.receiver : undefined;
}

function targetsOf({ program, words }: ShellCommand): readonly string[] {
  const named = words.slice(1).filter((word) => !word.startsWith('-'));
  if (program === 'sed' && words.some((word) => /^(?:-[nEr]*i|--in-place)/.test(word))) return named.slice(1);
  if (
    !commands.has(program) ||
    words.some((word) => /^(?:-[a-z]*[ck]|--stdout|--keep)$/.test(word) && /z|x/.test(program))
  )
    return [];
  return program === 'mv' ? named.slice(0, -1) : named;
}
