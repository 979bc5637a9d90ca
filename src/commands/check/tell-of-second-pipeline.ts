import { placeFiles } from '../../engine/delivery/place-files.ts';
import { rootWorkflows } from '../../io/git/root-workflows.ts';
import type { Environment } from '../../model/command.ts';
import { REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { STATE_FILE } from '../../parse/records/state-file.ts';
import { workflowFolder } from '../../parse/placed/workflow-folder.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { shellWord } from '../../shared/shell-word.ts';
import type { CheckTarget } from './open-project-folder.ts';
import { readState } from './projects-within.ts';

/** Says which workflow of a project in a folder of a repository runs beside its own: one that bears a name that the project had before. */
export function tellOfSecondPipeline(target: CheckTarget, environment: Environment): void {
  const { project, files, label, folder, adopted } = target;
  const place = [folder, adopted].filter((part) => part !== undefined && part !== '').join('/');
  if (folder === undefined || place === '') return;
  const state = files.find(({ path }) => path === (adopted === undefined ? STATE_FILE : `${adopted}/${STATE_FILE}`));
  const name = readState(state?.text)?.answers['name'];
  if (typeof name !== 'string') return;
  const { pipeline } = placeFiles({ ci: 'github', name, upgradeCheck: false }, place);
  const own = pipeline?.slice(REPOSITORY_PREFIX.length);
  const found = rootWorkflows(project.root).filter(({ text }) => workflowFolder(text) === place);
  if (own === undefined || !found.some(({ path }) => path === own)) return;
  for (const { path } of found)
    if (path !== own)
      tellNote(
        `note: ${path}, at the root of the repository, is a second pipeline of ${adopted ?? label('').replace(/\/$/, '')}: it works in the same folder as ${own}, which is that of the name ${name}, so that both run, and each pushes its image. Take over from it what you want to keep, then, at the root: git rm ${shellWord(path)}`,
        environment,
      );
}
