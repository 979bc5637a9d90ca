import type { Import, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { emptyFacts } from '../empty-facts.ts';
import { locateModule, type FileIndex } from '../python/locate-module.ts';

const start = /^[ \t]*(?:from[ \t]+(?<from>[\w.]+)[ \t]+import\b(?<members>.*)|import[ \t](?<names>[\w., \t]+))/;

/** Longer statements than people write end here. */
const mostLines = 200;

/** What a module of Python imports, as its lines show it: nothing is parsed, and nothing else is known of it. */
export function glanceAtPython(path: string, text: string, index: FileIndex): ProgramFacts {
  const lines = withoutTexts(text.split('\n'));
  const imports = lines.flatMap((line, at): Import[] => {
    const found = start.exec(line)?.groups;
    if (found === undefined) return [];
    const { from = '', members = '', names } = found;
    const name = from.replace(/^\.+/, '');
    if (names === undefined)
      return [
        importOf(
          path,
          { level: from.length - name.length, name, members: membersOf(members, lines, at), line: at + 1 },
          index,
        ),
      ];
    return names
      .split(',')
      .map((each) => each.trim().split(/\s/)[0] ?? '')
      .filter((each) => each !== '')
      .map((each) => importOf(path, { level: 0, name: each, members: [], line: at + 1 }, index));
  });
  return { ...emptyFacts({ path, language: 'python' }), imports };
}

/** Names that are taken, also over several lines in brackets. */
function membersOf(first: string, lines: readonly string[], at: number): readonly string[] {
  let text = first;
  for (
    let next = at + 1;
    text.includes('(') && !text.includes(')') && next < Math.min(lines.length, at + mostLines);
    next += 1
  )
    text += ` ${(lines[next] ?? '').replace(/#.*/, '')}`;
  return text
    .replace(/#.*/, '')
    .replaceAll(/[()\\]/g, ' ')
    .split(',')
    .map((each) => each.trim().split(/\s/)[0] ?? '')
    .filter((name) => /^(?:\w+|\*)$/.test(name));
}

function importOf(
  path: string,
  {
    level,
    name,
    members,
    line,
  }: { readonly level: number; readonly name: string; readonly members: readonly string[]; readonly line: number },
  index: FileIndex,
): Import {
  const parts = name.split('.').map((_, at, all) => all.slice(0, at + 1).join('.'));
  const below = members
    .filter((member) => member !== '*')
    .map((member) => (name === '' ? member : `${name}.${member}`));
  const files = [
    ...new Set([...parts, ...below].flatMap((each) => locateModule(index, path, each, level)?.file ?? [])),
  ];
  return { name: '.'.repeat(level) + name, members, files: files.filter((file) => file !== path), line };
}

/** The lines, empty where they stand in a text of several lines. */
function withoutTexts(lines: readonly string[]): readonly string[] {
  let within: string | undefined;
  return lines.map((line) => {
    let kept = '';
    let at = 0;
    while (at <= line.length) {
      if (within !== undefined) {
        const end = line.indexOf(within, at);
        if (end < 0) return kept;
        at = end + 3;
        within = undefined;
        continue;
      }
      const next = [`"""`, `'''`]
        .map((mark) => [line.indexOf(mark, at), mark] as const)
        .filter(([place]) => place >= 0)
        .toSorted(([a], [b]) => a - b)[0];
      if (next === undefined) return kept + line.slice(at);
      kept += line.slice(at, next[0]);
      [at, within] = [next[0] + 3, next[1]];
    }
    return kept;
  });
}
