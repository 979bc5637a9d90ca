import { createEnvironment } from '../../src/io/terminal/environment.ts';
import { openProject } from '../../src/io/project/project-files.ts';
import type { Host } from '../../src/model/command.ts';
import type { Asker, ProjectFiles } from '../../src/model/ports.ts';

/** The real environment with its output caught, and git out of the way. */
export interface CaughtEnvironment extends Host {
  readonly printed: { out: string; err: string };
}

export function catchEnvironment(
  parts: { readonly asker?: Asker; readonly open?: (directory: string) => ProjectFiles; readonly cwd?: string } = {},
): CaughtEnvironment {
  const printed = { out: '', err: '' };
  const real = createEnvironment({
    openProject: parts.open ?? openProject,
    note: (line) => void (printed.err += `${line}\n`),
    ...(parts.cwd === undefined ? {} : { cwd: parts.cwd }),
  });
  return {
    ...real,
    program: 'tre-container',
    printed,
    git: async () => ({}),
    terminal: {
      out: (text) => void (printed.out += text),
      err: (text) => void (printed.err += text),
      colour: false,
      columns: 100,
      ...(parts.asker === undefined
        ? {}
        : { asker: { ...parts.asker, show: (text: string) => void (printed.out += text) } }),
    },
  };
}

/** The same, as if the command was typed in `cwd`. */
export function standIn(cwd: string): CaughtEnvironment {
  return catchEnvironment({ cwd });
}
