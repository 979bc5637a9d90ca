import type { Environment } from '../../model/command.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { UserError } from '../../model/errors.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { parseStateFile, STATE_FILE } from '../../parse/records/state-file.ts';

/** The folder in a repository that is written to, and the repository's own folder. Throws UserError where it is a project of ours already. */
export async function openAdoptable(
  target: string,
  into: string,
  environment: Environment,
): Promise<{ readonly project: ProjectFiles; readonly root: string }> {
  if (!/^tre(?:-[a-z0-9]+)*$/.test(into) || into.length > 60)
    throw new UserError({
      where: '--into',
      what: `${JSON.stringify(into)} is not tre, or tre- and a name of lower-case letters and digits`,
      fix: 'write --into tre, or --into tre-training',
    });
  const repository = environment.openProject(target);
  const { root } = repository;
  const text = (await repository.read([STATE_FILE])).get(STATE_FILE)?.text;
  const state = text === undefined ? undefined : parseStateFile(text);
  if (state !== undefined)
    throw new UserError({
      where: target,
      what:
        state.adopted === undefined
          ? 'is a project that tre-container made'
          : 'is the folder that adopt wrote into a repository',
      fix:
        state.adopted === undefined
          ? `bring it to this version: tre-container upgrade${target === '.' ? '' : ` ${shellWord(target)}`}`
          : 'name the folder above it, to survey that anew',
    });
  const project = environment.openProject(`${root}/${into}`);
  const interrupted = await project.recover();
  if (interrupted !== undefined) environment.terminal.err(`${interrupted}\n`);
  return { project, root };
}
