import type { Finding, Location } from '../../../model/check/rule.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { missedStarts } from '../reach/missed-starts.ts';

/** Variables by which a program may speak of the folder that it makes. */
const spoken = /\b(?:TMPDIR|TMP|TEMP)\b/;

/**
 * A folder below /scratch that a variable names and nothing makes: /scratch is mounted empty, so that what the image had there is gone. Nothing where
 * a program that is not read is started, or one that is speaks of the folder or the variable: it may make it.
 */
export function findAbsentFolder(
  { name, value }: { readonly name: string; readonly value: string },
  location: Location,
  reach: Reach | undefined,
): Finding | undefined {
  const folder = resolvePath(value, undefined);
  if (folder === '/scratch' || reach === undefined || missedStarts(reach).some(({ class: kind }) => kind === 'started'))
    return undefined;
  const speaksOf = (text: string): boolean => text.includes(folder) || spoken.test(text);
  const isSpokenOf = reach.programs.some(
    ({ program, class: kind }) =>
      kind !== 'built' &&
      (program.texts.some(({ text }) => speaksOf(text)) ||
        program.commands.some(({ words }) => words.some((word) => speaksOf(word)))),
  );
  if (isSpokenOf) return undefined;
  return {
    message: `${name} is ${folder}, and nothing makes that folder when the container starts: /scratch is mounted empty`,
    location,
    fix: `set ${name}=/scratch`,
  };
}
