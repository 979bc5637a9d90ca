import type { CompoundList, SyntaxNode } from 'unbash';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { ShellSettings } from './shell-effects.ts';
import { commandsIn } from './shell-parts.ts';

/** Stands before the words of a call that a function of the text takes, and no program: it does nothing with what it is given. */
export const calledFunction = 'function';

/** Whether a shell that comes to a statement goes no further: `exit`, or `exec` with a program. */
export function endsShell(node: SyntaxNode): boolean {
  if (node.type !== 'Command') return false;
  return node.name?.value === 'exit' || (node.name?.value === 'exec' && node.args.length > 0);
}

/** `if false`. */
export function isFalse({ commands }: CompoundList): boolean {
  const [only, more] = commands;
  return more === undefined && only?.command.type === 'Command' && only.command.name?.value === 'false';
}

/** Whether a function gives what it is given to something: `trivy() { docker run aquasec/trivy "$@"; }`. */
export function handsOn(body: SyntaxNode): boolean {
  return commandsIn(body).some(({ name, args }) =>
    [name, ...args].some((word) => word?.type === 'Word' && /\$(?:[@*\d]|\{[@*\d])/.test(word.text)),
  );
}

/** Notes at the last command that the script ends with it. */
export function markEnd(commands: ShellCommand[]): void {
  const last = commands.at(-1);
  if (last !== undefined) commands[commands.length - 1] = { ...last, endsScript: true };
}

/** Only of the scripts of pipelines it is asked which commands decide something. */
export const isOfPipeline = ({ forgiven }: ShellSettings): boolean => forgiven !== undefined;
