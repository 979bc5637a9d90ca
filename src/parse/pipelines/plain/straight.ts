import { parse, type Command, type SyntaxNode } from 'unbash';
import { refuseShell } from '../../shell/shell-limits.ts';
import { commandsIn, functionsIn } from '../../shell/shell-parts.ts';
import { containerPrograms } from '../../shell/vocabulary.ts';

/** What a shell text runs whenever it runs. */
export interface Straight {
  /** Line and program of commands in a row, as `4 trivy`: no condition is before them, and the text ends where one fails. */
  readonly commands: ReadonlySet<string>;
  /** Names that it gives a value, each with the line. */
  readonly sets: readonly { readonly name: string; readonly value: string; readonly line: number }[];
  /** Of a function, or what the grammar does not take: the words of the text are not what they seem. */
  readonly odd?: { readonly line: number; readonly what: string };
}

/** Programs whose failure in a row of `&&` is that of the step. */
const inRow = new Set([...containerPrograms, 'cd', 'echo', 'hadolint', 'mkdir', 'set', 'trivy']);

export function readStraight(text: string, lineAt: (index: number) => number): Straight {
  const nothing = { commands: new Set<string>(), sets: [] };
  if (refuseShell(text) !== undefined)
    return { ...nothing, odd: { line: lineAt(0), what: 'lines that were not read' } };
  const script = parse(text);
  const [error] = script.errors ?? [];
  if (error !== undefined) return { ...nothing, odd: { line: lineAt(error.pos), what: 'a line that no shell takes' } };
  const all = script.commands.flatMap((each) => commandsIn(each));
  const sets = all.flatMap(({ prefix, name, pos }) =>
    name === undefined
      ? prefix.flatMap((each) =>
          each.type === 'Assignment'
            ? [{ name: each.name, value: each.text.slice(each.name.length + 1), line: lineAt(pos) }]
            : [],
        )
      : [],
  );
  const rows = script.commands.flatMap(({ command, background }) => (background === true ? [] : rowOf(command)));
  const commands = new Set(rows.map((each) => `${String(lineAt(each.pos))} ${programIn(each)}`));
  const [made] = functionsIn(script.commands).keys();
  return made === undefined
    ? { commands, sets }
    : { commands, sets, odd: { line: lineAt(0), what: `the function ${made}` } };
}

/** The commands of a statement that run in any case, as long as none fails. */
function rowOf(node: SyntaxNode): readonly Command[] {
  if (node.type === 'Command') return [node];
  if (node.type === 'Redirected') return rowOf(node.command);
  if (node.type === 'Pipeline') return node.prefixes.length > 0 ? [] : node.commands.flatMap(rowOf);
  if (node.type !== 'AndOr' || node.operators.includes('||')) return [];
  const found = node.commands.map((each) => (each.type === 'Command' ? each : undefined));
  const end = found.findIndex((each) => each === undefined || !inRow.has(programIn(each)));
  return found.slice(0, end < 0 ? undefined : end + 1).flatMap((each) => each ?? []);
}

/** The name of a command's program, behind `sudo`. */
function programIn({ name, args }: Command): string {
  const [first] = args;
  const word = name?.value === 'sudo' && first?.type === 'Word' ? first.value : (name?.value ?? '');
  return word.slice(word.lastIndexOf('/') + 1);
}
