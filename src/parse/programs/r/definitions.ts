import type { Definition } from '../../../model/programs/program-facts.ts';
import type { RFunction, RModule } from './r-module.ts';

/** The functions that a text of R gives a name. */
export function definitionsOf({ functions, lineOf, path }: RModule): readonly Definition[] {
  return functions
    .filter(({ name }) => name !== '')
    .map((each) => ({
      name: each.name,
      line: lineOf(each.node.start),
      ...(isServer(each, path) && { isHandler: true as const }),
    }));
}

/** What Shiny calls for each person who opens the application, by its name or as the last value of server.R; a module (`mapServer`) only where it is called. */
function isServer({ name, parameters }: RFunction, path: string): boolean {
  const [input, output, session, ...more] = parameters.map((each) => each.name);
  if (input !== 'input' || output !== 'output' || more.length > 0) return false;
  if (session !== undefined && session !== 'session' && session !== '...') return false;
  return /^(?:\w+[._])?server$/i.test(name) || /(?:^|\/)server\.[rR]$/.test(path);
}
