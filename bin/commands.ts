import { checkDefinition } from '../src/commands/check-definition.ts';
import { createDefinition } from '../src/commands/create-definition.ts';
import { pinDefinition } from '../src/commands/pin-definition.ts';
import { rehearseDefinition } from '../src/commands/rehearse-definition.ts';
import { upgradeDefinition } from '../src/commands/upgrade-definition.ts';
import type { CommandDefinition, Run } from '../src/model/command.ts';

/** Every command: its face at once, its code only when it runs. */
export const commands: readonly { readonly definition: CommandDefinition; readonly load: () => Promise<{ readonly run: Run }> }[] = [
  { definition: createDefinition, load: () => import('../src/commands/create.ts') },
  { definition: checkDefinition, load: () => import('../src/commands/check.ts') },
  { definition: pinDefinition, load: () => import('../src/commands/pin.ts') },
  { definition: rehearseDefinition, load: () => import('../src/commands/rehearse.ts') },
  { definition: upgradeDefinition, load: () => import('../src/commands/upgrade.ts') },
];
