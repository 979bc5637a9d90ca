import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Environment, Host } from '../../model/command.ts';
import type { Asker, ProjectFiles } from '../../model/ports.ts';
import { readGit } from '../git/git.ts';
import { findPackage } from '../package/package-root.ts';
import { placeErrors } from '../project/place-errors.ts';
import { readLimitedFile } from '../project/read-limited-file.ts';
import { openTemplates } from '../package/templates.ts';
import { describeStart } from './started-as.ts';
import { openTerminal } from './terminal.ts';

/** This process and this machine, as commands see them. */
export function createEnvironment(parts: {
  readonly openProject: (directory: string, warn: (sentence: string) => void) => ProjectFiles;
  /** How a note reaches a person: what lays a line out for a screen lies above this layer. */
  readonly note: (line: string, to: Pick<Environment, 'terminal' | 'program'>) => void;
  readonly asker?: Asker;
  readonly cwd?: string;
  /** Absent: told from how this process was started. */
  readonly program?: string;
}): Host {
  const { root, version } = findPackage();
  const cwd = parts.cwd ?? process.cwd();
  const program = parts.program ?? describeStart(process.argv[1] ?? 'tre-container', cwd, process.argv.slice(2));
  const terminal = openTerminal(parts.asker, program);
  return {
    terminal,
    cwd,
    version,
    program,
    templates: openTemplates(join(root, 'templates')),
    openProject: (directory) =>
      placeErrors(
        parts.openProject(resolve(cwd, directory), (sentence) =>
          parts.note(`note: ${sentence}`, { terminal, program }),
        ),
        isAbsolute(directory) ? shorten(directory, cwd) : directory,
      ),
    readFile: async (path, limit) => readLimitedFile(resolve(cwd, path), path, limit),
    git: async (directory) => readGit(resolve(cwd, directory)),
    variables: process.env,
    now: () => Date.now(),
  };
}

/** A folder below the current one without its path from the root. */
function shorten(directory: string, cwd: string): string {
  const below = relative(cwd, directory);
  return below.startsWith('..') || isAbsolute(below) ? directory : below || '.';
}
