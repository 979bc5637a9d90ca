import { parse } from 'unbash';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { withAssigned } from './assigned-values.ts';
import { chosenValues, withChosen } from './chosen-values.ts';
import { findForgiven } from './forgiven.ts';
import { mostCommands, refuseShell, tooDeep, UnreadShell } from './shell-limits.ts';
import { ShellReader } from './shell-reader.ts';
import type { Lookup } from './shell-word.ts';

/** The commands of a shell text. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  /** Names of the functions that it defines, whose bodies are among the commands. */
  readonly functions: ReadonlySet<string>;
  /** Offset of the first place that the grammar does not take; what is around it was read. */
  readonly broken?: number;
  /** Why nothing was read. */
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
  try {
    const script = parse(text);
    const reader = new ShellReader(lineAt, {
      lookup: withAssigned(script, lookup),
      keepsDefaults,
      level: 0,
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
        }).read(script),
      ),
    }));
    found.commands = withChosen(found.commands, readings);
    const [error] = script.errors ?? [];
    return error === undefined ? found : { ...found, broken: error.pos };
  } catch (error) {
    // The parser calls itself for what is nested, and so runs out of stack before it runs out of text.
    const why = error instanceof UnreadShell ? error.message : tooDeep;
    return { commands: [], functions: new Set(), unread: why };
  }
}
