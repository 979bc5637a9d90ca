import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import { textWith, unknownFor } from '../values.ts';
import { readShell } from '../../shell/shell.ts';
import { emptyFacts } from '../empty-facts.ts';
import { lineFinder, type ProgramText } from '../program-text.ts';

/** Above what people write by hand; in UTF-16 units. */
const longest = 256_000;

/** Everything that is known of a shell script. */
export function describeShell(path: string, program: ProgramText): ProgramFacts {
  const head = emptyFacts({ path, language: 'shell' });
  if (program.text.length > longest) return { ...head, unread: `it has more than ${String(longest)} characters` };
  const lineOf = lineFinder(program);
  const commands = readShell(program.text, lineOf);
  const named = commands.flatMap(({ program: name, words, line }) =>
    /^(?:export|declare|typeset)$/.test(name) ? words.slice(1).map((word) => ({ word, line })) : [],
  );
  return {
    ...head,
    commands,
    names: new Set(commands.map((command) => command.program)),
    variables: named.flatMap(({ word, line }) => {
      const [, name, value] = /^(\w+)=([^]*)$/.exec(word) ?? [];
      return name === undefined || value === undefined
        ? []
        : [{ name, value: value.includes('$') ? unknownFor('computed') : textWith(value), line }];
    }),
    workdirs: commands
      .filter(({ program: name, words }) => (name === 'cd' || name === 'pushd') && words.length > 1)
      .map(({ words, line }) => ({
        line,
        path: (words[1] ?? '').includes('$') ? unknownFor('computed') : textWith(words[1] ?? ''),
      })),
  };
}
