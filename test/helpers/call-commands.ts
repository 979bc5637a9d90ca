import { adoptDefinition } from '../../src/commands/adopt/adopt-definition.ts';
import { checkDefinition } from '../../src/commands/check/check-definition.ts';
import { createDefinition } from '../../src/commands/create/create-definition.ts';
import { gateDefinition } from '../../src/commands/gate/gate-definition.ts';
import { assessDefinition } from '../../src/commands/handover/assess-definition.ts';
import { diffDefinition } from '../../src/commands/handover/diff-definition.ts';
import { packDefinition } from '../../src/commands/handover/pack-definition.ts';
import { verifyDefinition } from '../../src/commands/handover/verify-definition.ts';
import { pinDefinition } from '../../src/commands/pin/pin-definition.ts';
import { rehearseDefinition } from '../../src/commands/rehearsal/rehearse-definition.ts';
import { upgradeDefinition } from '../../src/commands/upgrade/upgrade-definition.ts';
import type { CommandDefinition, ExitCode, Host, Invocation } from '../../src/model/command.ts';
import { runCommand } from '../../src/program.ts';

type Call<Definition extends CommandDefinition> = (invocation: Invocation<Definition>, host: Host) => Promise<ExitCode>;

/** Some command, where any of them may stand. */
export type AnyCall = (invocation: never, host: Host) => Promise<ExitCode>;

/** A command as bin and Yeoman call it: done and printed. */
function call<Definition extends CommandDefinition>({ name }: Definition): Call<Definition> {
  return async (invocation, host) => runCommand(name, invocation, host);
}

export const create = call(createDefinition);
export const adopt = call(adoptDefinition);
export const check = call(checkDefinition);
export const pin = call(pinDefinition);
export const rehearse = call(rehearseDefinition);
export const upgrade = call(upgradeDefinition);
export const gate = call(gateDefinition);
export const assess = call(assessDefinition);
export const pack = call(packDefinition);
export const verify = call(verifyDefinition);
export const diff = call(diffDefinition);
