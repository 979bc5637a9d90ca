import { adoptDefinition } from './commands/adopt/adopt-definition.ts';
import { checkDefinition } from './commands/check/check-definition.ts';
import { createDefinition } from './commands/create/create-definition.ts';
import { assessDefinition } from './commands/handover/assess-definition.ts';
import { diffDefinition } from './commands/handover/diff-definition.ts';
import { packDefinition } from './commands/handover/pack-definition.ts';
import { verifyDefinition } from './commands/handover/verify-definition.ts';
import { pinDefinition } from './commands/pin/pin-definition.ts';
import { rehearseDefinition } from './commands/rehearsal/rehearse-definition.ts';
import { upgradeDefinition } from './commands/upgrade/upgrade-definition.ts';
import type { AnyRun, CommandDefinition } from './model/command.ts';

// What both ways to call a command, bin and generators, are made of. Generators import nothing else of `src` but types: in the bundle
// they take it from the bin's file, which starts from compiled code (`scripts/bundle.mjs`).
export { nearestWord } from './engine/answers/nearest-word.ts';
export { describeStart } from './io/terminal/started-as.ts';
export { createEnvironment } from './io/terminal/environment.ts';
export { calmLines } from './io/terminal/inert-output.ts';
export { openProject } from './io/project/project-files.ts';
export { createAsker } from './io/terminal/prompt-asker.ts';
export { personIsThere, takesColour } from './io/terminal/terminal.ts';
export { Cancelled, UserError } from './model/errors.ts';
export { spellCommands } from './model/text/spell-commands.ts';
export { formatError } from './report/terminal/error-text.ts';
export { formatHelp } from './report/terminal/help-text.ts';

/** A command: its face at once, its code only when it runs. */
export interface Command {
  readonly definition: CommandDefinition;
  readonly load: () => Promise<{ readonly run: AnyRun }>;
}

/** Every command. */
export const commands: Readonly<Record<CommandDefinition['name'], Command>> = {
  create: { definition: createDefinition, load: () => import('./commands/create/create.ts') },
  adopt: { definition: adoptDefinition, load: () => import('./commands/adopt/adopt.ts') },
  check: { definition: checkDefinition, load: () => import('./commands/check/check.ts') },
  pin: { definition: pinDefinition, load: () => import('./commands/pin/pin.ts') },
  rehearse: { definition: rehearseDefinition, load: () => import('./commands/rehearsal/rehearse.ts') },
  upgrade: { definition: upgradeDefinition, load: () => import('./commands/upgrade/upgrade.ts') },
  assess: { definition: assessDefinition, load: () => import('./commands/handover/assess.ts') },
  pack: { definition: packDefinition, load: () => import('./commands/handover/pack.ts') },
  verify: { definition: verifyDefinition, load: () => import('./commands/handover/verify.ts') },
  diff: { definition: diffDefinition, load: () => import('./commands/handover/diff.ts') },
};
