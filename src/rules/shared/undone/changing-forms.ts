import type { Location } from '../../../model/check/rule.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';

/** Forms of R and Julia that set variables for what follows or for a block: `withr::local_envvar(A="x")`, `withenv("A" => "x")`, `merge!(ENV, Dict("A" => "x"))`. */
const mayChange = /_envvar\b|\bwithenv\b|\bmerge!\(\s?ENV\b/;

/** What a program gives a variable by such a form, or before a command that it hands to a shell. */
export function changedByForms(
  name: string,
  { path: file, language, commands }: ProgramFacts,
  text: string,
): ReadonlyArray<{ readonly value: string; readonly location: Location }> {
  const before = commands.flatMap(({ assignments, line }) => {
    const value = assignments[name];
    return value === undefined ? [] : [{ value, location: { file, line } }];
  });
  if ((language !== 'r' && language !== 'julia') || !mayChange.test(text)) return before;
  const given = new RegExp(String.raw`\b${name}["']?\s{0,9}=>?\s{0,9}(["'])([^"'\n]{0,200})\1`);
  const lines = text.split('\n').map((line) => (line.trimStart().startsWith('#') ? '' : line));
  // The form and what it is given may stand in several lines.
  const first = lines.findIndex((line) => mayChange.test(line));
  return [
    ...before,
    ...lines.flatMap((line, at) => {
      const value = at < first ? undefined : given.exec(line)?.[2];
      return value === undefined ? [] : [{ value, location: { file, line: at + 1 } }];
    }),
  ];
}
