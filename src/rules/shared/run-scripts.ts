import type { Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ReachedProgram } from '../../model/programs/reach.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** Commands of a script, with the RUN that starts it. */
export interface RunScript {
  /** That RUN as if the commands stood in it. */
  readonly instruction: Instruction;
  readonly commands: readonly ShellCommand[];
  readonly file: string;
}

/** Scripts of the shell that a RUN starts, each as if its commands stood in that RUN: either may clean up. */
export function scriptsOf(run: Instruction, programs: readonly ReachedProgram[], dockerfile: string): RunScript[] {
  return programs.flatMap(({ class: kind, program, way: [start] }) => {
    const { file, line = 0 } = start?.location ?? {};
    const isStarted = kind === 'built' && file === dockerfile && line >= run.line && line <= run.endLine;
    if (!isStarted || program.language !== 'shell' || program.path === dockerfile) return [];
    const { commands, path } = program;
    return [{ instruction: { ...run, commands: [...commands, ...run.commands] }, commands, file: path }];
  });
}
