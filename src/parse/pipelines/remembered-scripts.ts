import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readShell } from '../shell/shell.ts';
import type { Lookup } from '../shell/shell-word.ts';
import type { LocatedNode } from '../text/located-yaml.ts';

/** A script that was read, the values that it asked for, and its commands as if it began in line 0. */
interface Remembered {
  readonly written: string;
  readonly asked: ReadonlyMap<string, string | undefined>;
  readonly commands: readonly ShellCommand[];
}

/** Scripts that are kept, and their characters: what a pipeline repeats, and what generated pipelines share. */
const most = 200;
const longest = 20_000;

const remembered = new Map<string, Remembered>();

/** Reads the script of a node, `text` with its expressions filled in; one that was read before with the same values is not read again. */
export function readRemembered(text: string, node: LocatedNode, lookup: Lookup): readonly ShellCommand[] {
  const first = node.lineAt(0);
  const before = remembered.get(text);
  if (before !== undefined && before.written === node.text && meansTheSame(before, lookup))
    return before.commands.map((command) => moveBy(command, first));
  const asked = new Map<string, string | undefined>();
  const commands = readShell(text, node.lineAt, (name) => {
    const value = lookup(name);
    asked.set(name, value);
    return value;
  });
  if (text.length <= longest) {
    const [oldest] = remembered.keys();
    if (remembered.size >= most && oldest !== undefined) remembered.delete(oldest);
    const moved = commands.map((command) => moveBy(command, -first));
    remembered.set(text, { written: node.text ?? '', asked, commands: moved });
  }
  return commands;
}

function meansTheSame({ asked }: Remembered, lookup: Lookup): boolean {
  return [...asked].every(([name, value]) => lookup(name) === value);
}

function moveBy(command: ShellCommand, lines: number): ShellCommand {
  const { stdin } = command;
  return {
    ...command,
    line: command.line + lines,
    ...(stdin === undefined ? {} : { stdin: { ...stdin, line: stdin.line + lines } }),
  };
}
