import type { Terminal } from '../../model/command.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import { fitLines } from './fit-lines.ts';

/** A line to a person beside the result: its commands as this run was started, and folded to the screen. */
export function tellNote(
  line: string,
  { terminal, program }: { readonly terminal: Pick<Terminal, 'err' | 'wrapAt'>; readonly program?: string | undefined },
): void {
  terminal.err(fitLines(spellCommands(`${line}\n`, program), terminal.wrapAt));
}
