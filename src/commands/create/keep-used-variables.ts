import { librarySettings } from '../../catalog/library-settings.ts';
import { selectLibraries } from '../../engine/render/select-libraries.ts';
import { droppedVariables, keepVariables } from '../../engine/upgrade/keep-variables.ts';
import { surveyOwn } from '../project/survey-own.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { Base } from '../../model/render/base.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { isSameFile } from '../../engine/upgrade/plan-upgrade.ts';
import { mergeFile } from '../../engine/upgrade/merge-file.ts';

/**
 * Keeps in the Dockerfile what the answers no longer ask for and a file of the project still needs: variables of libraries
 * that its programs import or its package files name. Files are looked at only where a variable would go.
 */
export async function keepUsedVariables(
  rendered: RenderedTree,
  baseline: FileTree | undefined,
  root: string,
  { language }: Base,
): Promise<RenderedTree> {
  const [next, last] = [rendered.get('Dockerfile'), baseline?.get('Dockerfile')];
  if (next === undefined || last === undefined || droppedVariables(next.text, last.text).length === 0) return rendered;
  const { parseProject } = await import('../../parse/project/project.ts');
  const { libraries } = await parseProject(filesAfter(surveyOwn(root).files, baseline ?? new Map(), rendered), {
    bases: [],
  });
  const used = selectLibraries(
    libraries.map(({ name }) => name),
    language.name,
    librarySettings,
  );
  const names = new Set(used.flatMap(({ settings }) => settings.map(({ name }) => name)));
  return new Map(rendered).set('Dockerfile', { ...next, text: keepVariables(next.text, last.text, names) });
}

/** The files as this run leaves them: what the answers take out of a list, or away with a file that nobody edited, needs nothing any more. */
function filesAfter(files: readonly ProjectFile[], baseline: FileTree, rendered: RenderedTree): readonly ProjectFile[] {
  return files.flatMap((file) => {
    const [was, next] = [baseline.get(file.path), rendered.get(file.path)];
    if (was === undefined || file.text === undefined) return [file];
    const now = { text: file.text, executable: file.executable ?? was.executable };
    if (next === undefined) return isSameFile(was, now) ? [] : [file];
    if (next.ownership === 'user' && !isSameFile(was, now)) return [file];
    return [{ ...file, text: mergeFile(file.path, was, now, next).yours.text }];
  });
}
