import { adoptDefinition } from './commands/adopt/adopt-definition.ts';
import { checkDefinition } from './commands/check/check-definition.ts';
import { createDefinition } from './commands/create/create-definition.ts';
import { gateDefinition } from './commands/gate/gate-definition.ts';
import { assessDefinition } from './commands/handover/assess-definition.ts';
import { diffDefinition } from './commands/handover/diff-definition.ts';
import { packDefinition } from './commands/handover/pack-definition.ts';
import { verifyDefinition } from './commands/handover/verify-definition.ts';
import { pinDefinition } from './commands/pin/pin-definition.ts';
import { rehearseDefinition } from './commands/rehearsal/rehearse-definition.ts';
import { upgradeDefinition } from './commands/upgrade/upgrade-definition.ts';
import type { AnyCommandCode, CommandDefinition, CommandName, ExitCode, Host, Invocation } from './model/command.ts';

// What both ways to call a command, bin and generators, are made of. Generators import nothing else of `src` but types: in the bundle
// they take it from the bin's file, which starts from compiled code (`scripts/bundle.mjs`).
export { nearestWord } from './shared/nearest-word.ts';
export { describeStart } from './io/terminal/started-as.ts';
export { listRunParts } from './io/package/run-parts.ts';
export { createEnvironment } from './io/terminal/environment.ts';
export { calmLines } from './io/terminal/inert-output.ts';
export { openProject } from './io/project/project-files.ts';
export { forgetTyped } from './io/terminal/forget-typed.ts';
export { createAsker, isStop } from './io/terminal/prompt-asker.ts';
export { personIsThere, takesColour } from './io/terminal/terminal.ts';
export { Cancelled, UserError } from './model/errors.ts';
export { spellCommands } from './model/text/spell-commands.ts';
export { formatError } from './report/terminal/error-text.ts';
export { fitLines } from './report/terminal/fit-lines.ts';
export { formatHelp } from './report/terminal/help-text.ts';
export { tellNote } from './report/terminal/tell-note.ts';

/** A command: its face at once, its code only when it runs. */
interface Command {
  readonly definition: CommandDefinition;
  readonly load: () => Promise<AnyCommandCode>;
}

/** Every command. */
export const commands: Readonly<Record<CommandName, Command>> = {
  create: {
    definition: createDefinition,
    load: async () => (await import('./commands/create/create.ts')).createCommand,
  },
  adopt: { definition: adoptDefinition, load: async () => (await import('./commands/adopt/adopt.ts')).adoptCommand },
  check: { definition: checkDefinition, load: async () => (await import('./commands/check/check.ts')).checkCommand },
  pin: { definition: pinDefinition, load: async () => (await import('./commands/pin/pin.ts')).pinCommand },
  rehearse: {
    definition: rehearseDefinition,
    load: async () => (await import('./commands/rehearsal/rehearse.ts')).rehearseCommand,
  },
  upgrade: {
    definition: upgradeDefinition,
    load: async () => (await import('./commands/upgrade/upgrade.ts')).upgradeCommand,
  },
  gate: { definition: gateDefinition, load: async () => (await import('./commands/gate/gate.ts')).gateCommand },
  assess: {
    definition: assessDefinition,
    load: async () => (await import('./commands/handover/assess.ts')).assessCommand,
  },
  pack: { definition: packDefinition, load: async () => (await import('./commands/handover/pack.ts')).packCommand },
  verify: {
    definition: verifyDefinition,
    load: async () => (await import('./commands/handover/verify.ts')).verifyCommand,
  },
  diff: { definition: diffDefinition, load: async () => (await import('./commands/handover/diff.ts')).diffCommand },
};

/** Runs a command and prints its result. Throws what it could not do, once the rest is printed. */
export async function runCommand(name: CommandName, invocation: Invocation, host: Host): Promise<ExitCode> {
  const { run, print } = await commands[name].load();
  const result = await run(invocation as never, host);
  const { exitCode, error } = await print(result as never, invocation as never, host);
  if (error !== undefined) throw error;
  return exitCode;
}
