import type { Call, Import } from '../../../model/programs/program-facts.ts';
import { textOf } from '../../../model/programs/value.ts';
import { locateScript } from '../locate-script.ts';

/** Nobody writes a longer one by hand. */
const longest = 10_000;

/** What `box::use()` and `import::from()` load, packages and modules of the project; nothing of any other call. `text`: the call as it is written. */
export function moduleImports(
  { callee, positional, named, line }: Call,
  text: string,
  path: string,
  paths: ReadonlySet<string>,
): readonly Import[] | undefined {
  if (callee === 'box::use')
    return argumentsIn(text.slice(0, longest)).map(({ name, members }) => ({
      name,
      members,
      files: name.includes('/') ? locateModule(name, path, paths) : [],
      line,
    }));
  if (!/^import::(?:from|here|into)$/.test(callee)) return undefined;
  const given = named.get('.from') ?? positional[0];
  const name = given?.kind === 'symbol' ? given.name : textOf(given);
  if (name === undefined) return [];
  const files = /\.[rR]$/.test(name) ? locateScript(paths, path, name) : [];
  return [{ name, members: [], files, line }];
}

/** `./logic/fetch` lies beside the file, `app/logic/fetch` in a folder above it: as a file, or as a folder with `__init__.R`. */
function locateModule(name: string, path: string, paths: ReadonlySet<string>): readonly string[] {
  for (const ending of ['.R', '.r', '/__init__.R', '/__init__.r']) {
    const found = locateScript(paths, path, `${name}${ending}`);
    if (found.length > 0) return found;
  }
  return [];
}

/** `box::use(dplyr[filter, ...], db = ./db/connect)`: names without their aliases, and what is taken from each. */
function argumentsIn(text: string): ReadonlyArray<{ readonly name: string; readonly members: readonly string[] }> {
  const inner = text
    .slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    .split('\n')
    .map((each) => each.split('#', 1)[0] ?? '')
    .join(' ');
  const found: { name: string; members: readonly string[] }[] = [];
  let rest = inner;
  while (rest.trim() !== '') {
    const open = rest.indexOf('[');
    const comma = rest.indexOf(',');
    const hasMembers = open >= 0 && (comma < 0 || open < comma);
    const close = hasMembers ? rest.indexOf(']', open) : -1;
    const end = hasMembers && close >= 0 ? rest.indexOf(',', close) : comma;
    const head = rest.slice(0, hasMembers ? open : end < 0 ? rest.length : end);
    const name = head.slice(head.indexOf('=') + 1).replaceAll(/[\s`"']/g, '');
    const taken = hasMembers ? rest.slice(open + 1, close < 0 ? rest.length : close) : '';
    const members = taken.split(',').flatMap((each) => each.replace(/^.*=/s, '').trim() || []);
    if (/^[\w./-]+$/.test(name)) found.push({ name, members });
    if (end < 0) break;
    rest = rest.slice(end + 1);
  }
  return found;
}
