import { parse } from 'unbash';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { withAssigned } from './assigned-values.ts';
import { chosenValues, withChosen } from './chosen-values.ts';
import { findForgiven } from './forgiven.ts';
import { mostCommands, refuseShell, tooDeep } from './shell-limits.ts';
import { ShellReader } from './shell-reader.ts';
import type { Lookup } from './shell-word.ts';

/** The commands of a shell text. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  /** Names of the functions that it defines, whose bodies are among the commands. */
  readonly functions: ReadonlySet<string>;
  /** Offset of the first place that the grammar does not take; what is around it was read. */
  readonly broken?: number;
  /** Why nothing was read, or a part was not. */
  readonly unread?: string;
}

/**
 * Reads the simple commands of a shell text, those inside substitutions, `sh -c` and groups too. It is a reading for
 * linting: loops and conditions are taken apart, nothing is run or globbed. `lineAt` maps an index to a 1-based line. `isStrict` as below.
 */
export function readShell(
  text: string,
  lineAt: (index: number) => number,
  lookup: Lookup = () => undefined,
  isStrict?: boolean,
): readonly ShellCommand[] {
  return readScript(text, lineAt, { lookup, ...(isStrict === undefined ? {} : { isStrict }) }).commands;
}

/**
 * The same, with what could not be read. With `keepsDefaults`, `${X:-y}` of an unknown X stays as written. With `isStrict`, whether the shell
 * begins with `set -e`, commands say whether the script goes on where they fail.
 */
export function readScript(
  text: string,
  lineAt: (index: number) => number,
  {
    lookup = () => undefined,
    keepsDefaults = false,
    isStrict,
  }: { readonly lookup?: Lookup; readonly keepsDefaults?: boolean; readonly isStrict?: boolean } = {},
): ShellScript {
  const unread = refuseShell(text);
  if (unread !== undefined) return { commands: [], functions: new Set(), unread };
  const left = new Left();
  try {
    const script = parse(text);
    const reader = new ShellReader(lineAt, {
      lookup: withAssigned(script, lookup),
      keepsDefaults,
      level: 0,
      leavesOut: left.add,
      ...(isStrict === undefined ? {} : { forgiven: findForgiven(script.commands, isStrict) }),
    });
    const found = { commands: reader.read(script), functions: reader.functions };
    if (found.commands.length > mostCommands)
      return { commands: [], functions: new Set(), unread: `it has more than ${String(mostCommands)} commands` };
    const chosen = keepsDefaults ? chosenValues(script, withAssigned(script, lookup)) : [];
    const readings = chosen.map(({ name, values, end }) => ({
      after: lineAt(end),
      readings: values.map((value) =>
        new ShellReader(lineAt, {
          lookup: withAssigned(script, lookup, new Map([[name, value]])),
          keepsDefaults,
          level: 0,
          leavesOut: left.add,
        }).read(script),
      ),
    }));
    found.commands = withChosen(found.commands, readings);
    const [error] = script.errors ?? [];
    return {
      ...found,
      ...(error === undefined ? {} : { broken: error.pos }),
      ...(left.why === undefined ? {} : { unread: left.why }),
    };
  } catch {
    // The parser calls itself for what is nested, and so runs out of stack before it runs out of text.
    return { commands: [], functions: new Set(), unread: tooDeep };
  }
}

/** Why the first part was left out, if one was. */
class Left {
  why: string | undefined;

  readonly add = (why: string): true => {
    this.why ??= why;
    return true;
  };
}
