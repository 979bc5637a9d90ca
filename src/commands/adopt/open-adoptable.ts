import { tellNote } from '../../report/terminal/tell-note.ts';
import { folderInRepository } from '../../io/git/find-repository.ts';
import { isLink } from '../../io/project/kind-of-path.ts';
import { pathFrom } from '../../io/project/find-projects.ts';
import { inert } from '../../model/text/inert.ts';
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
  if (state?.adopted !== undefined) refuseOwnFolder(target);
  if (state !== undefined)
    throw new UserError({
      where: target,
      what: 'is a project that tre-container made',
      fix: `bring it to this version: tre-container upgrade${target === '.' ? '' : ` ${shellWord(target)}`}`,
    });
  // One that came with the repository may lead to another project, into .git or to the home of whoever runs this.
  if (isLink(root, into))
    throw new UserError({
      where: `${target === '.' ? '' : `${target}/`}${into}`,
      what: 'is a link: what is written for the container would lie where it leads to',
      fix: `remove the link, or name another folder: --into ${into}-container`,
    });
  const project = environment.openProject(`${root}/${into}`);
  const interrupted = await project.recover();
  if (interrupted !== undefined) tellNote(interrupted, environment);
  return { project, root };
}

/** What adopt wrote is no repository of anybody's programs. */
export function refuseOwnFolder(target: string): never {
  throw new UserError({
    where: target,
    what: 'is the folder that adopt wrote into a repository',
    fix: 'name the folder above it, to survey that anew',
  });
}

/** Whoever names a folder of a repository may have meant all of it: what lies above is not looked at. */
export function tellOfRepository(root: string, { cwd, terminal }: Pick<Environment, 'cwd' | 'terminal'>): void {
  const folder = folderInRepository(root);
  if (folder === undefined || folder === '') return;
  const above = root.slice(0, root.length - folder.length - 1);
  tellNote(
    `note: this is the folder ${inert(folder)} of a repository: nothing above it is looked at, lists of packages among it; for all of the repository: tre-container adopt ${inert(shellWord(pathFrom(cwd, above)))}`,
    { terminal },
  );
}
