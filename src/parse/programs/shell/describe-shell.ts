import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import { textWith, unknownFor } from '../values.ts';
import { readScript } from '../../shell/shell.ts';
import { emptyFacts } from '../empty-facts.ts';
import { lineFinder, type ProgramText } from '../program-text.ts';
import { nameOwnFolder } from '../../shell/own-folder.ts';

/** Everything that is known of a shell script. */
export function describeShell(path: string, program: ProgramText): ProgramFacts {
  const head = emptyFacts({ path, language: 'shell' });
  const text = nameOwnFolder(program.text);
  const lineOf = lineFinder({ ...program, text });
  const { commands: all, functions, broken, unread } = readScript(text, lineOf, { keepsDefaults: true });
  // What a function of the script does stands among its commands; its name starts no program.
  const commands = functions.size === 0 ? all : all.filter(({ words }) => !functions.has(words[0] ?? ''));
  const named = commands.flatMap(({ program: name, words, line }) =>
    /^(?:export|declare|typeset)$/.test(name) ? words.slice(1).map((word) => ({ word, line })) : [],
  );
  return {
    ...head,
    commands,
    ...(unread === undefined ? {} : { unread }),
    ...(broken === undefined ? {} : { broken: lineOf(broken) }),
    names: new Set(all.map((command) => command.program)),
    variables: named.flatMap(({ word, line }) => {
      const [, name, value] = /^(\w+)=([^]*)$/.exec(word) ?? [];
      return name === undefined || value === undefined
        ? []
        : [{ name, value: value.includes('$') ? unknownFor('computed') : textWith(value), line }];
    }),
  };
}
