import type { Call } from '../../../model/programs/program-facts.ts';
import { textWith } from '../values.ts';

/** The words of Pkg's own command line, by the functions that they call. */
const functions: ReadonlyMap<string, string> = new Map([
  ['add', 'add'],
  ['up', 'update'],
  ['update', 'update'],
  ['dev', 'develop'],
  ['develop', 'develop'],
  ['instantiate', 'instantiate'],
  ['resolve', 'resolve'],
  ['build', 'build'],
  ['test', 'test'],
]);

/** The calls that the commands of `pkg"add JSON; precompile"` make. */
export function callsOfRepl(text: string, line: number, within: string): readonly Call[] {
  return text.split('\n').flatMap((written, index) =>
    written.split(';').flatMap((command) => {
      const [first = '', ...words] = command.trim().split(/\s+/);
      const name = first === 'registry' ? `Registry.${words.shift() ?? ''}` : functions.get(first);
      if (name === undefined) return [];
      return [
        {
          callee: `Pkg.${name}`,
          positional: words.map((word) => textWith(word)),
          named: new Map(),
          spread: false,
          function: within,
          onlyWhenStarted: false,
          line: line + index,
        },
      ];
    }),
  );
}
