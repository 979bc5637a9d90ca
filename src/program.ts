import { checkDefinition } from './commands/check-definition.ts';
import { createDefinition } from './commands/create-definition.ts';
import { pinDefinition } from './commands/pin-definition.ts';
import { rehearseDefinition } from './commands/rehearse-definition.ts';
import { upgradeDefinition } from './commands/upgrade-definition.ts';
import type { CommandDefinition, Run } from './model/command.ts';

// What both ways to call a command, bin and generators, are made of. Generators import nothing else of `src` but types: in the bundle
// they take it from the bin's file, which starts from compiled code (`scripts/bundle.mjs`).
export { nearestWord } from './engine/nearest-word.ts';
export { createEnvironment } from './io/environment.ts';
export { openProject } from './io/project-files.ts';
export { createAsker } from './io/prompt-asker.ts';
export { personIsThere, takesColour } from './io/terminal.ts';
export { Cancelled, UserError } from './model/errors.ts';
export { formatError } from './report/error-text.ts';
export { formatHelp } from './report/help-text.ts';

/** A command: its face at once, its code only when it runs. */
export interface Command {
  readonly definition: CommandDefinition;
  readonly load: () => Promise<{ readonly run: Run }>;
}

/** Every command. */
export const commands: Readonly<Record<CommandDefinition['name'], Command>> = {
  create: { definition: createDefinition, load: () => import('./commands/create.ts') },
  check: { definition: checkDefinition, load: () => import('./commands/check.ts') },
  pin: { definition: pinDefinition, load: () => import('./commands/pin.ts') },
  rehearse: { definition: rehearseDefinition, load: () => import('./commands/rehearse.ts') },
  upgrade: { definition: upgradeDefinition, load: () => import('./commands/upgrade.ts') },
};
