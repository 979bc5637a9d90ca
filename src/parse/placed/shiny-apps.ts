import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import type { PlacedFiles } from './placed-files.ts';

/** Whether a command starts Shiny Server, which runs the applications of a folder when somebody asks for one. */
export const startsShinyServer = ({ program }: ShellCommand): boolean => /^shiny-server(?:\.sh)?$/.test(program);

/** Where Shiny Server finds its settings, and its applications where these name no folder. */
const settings = '/etc/shiny-server/shiny-server.conf';
const usual = '/srv/shiny-server';

/** What makes a folder an application, each a program that runs in that folder. */
const parts = /^(?:app|global|server|ui)\.[rR]$|^index\.Rmd$/;

/** The programs of Shiny Server's applications in an image, as commands at a line. `textOf`: of a file of the project. */
export function shinyApps(
  files: PlacedFiles,
  textOf: (file: string) => string | undefined,
  line: number,
): readonly ShellCommand[] {
  const placed = files.at(settings);
  const text = placed?.text ?? textOf(placed?.file ?? '') ?? '';
  const named = [...text.matchAll(/^[ \t]*(?:site|app)_dir[ \t]+([^;\s]+)/gm)].map(([, folder = '']) => folder);
  const folders = (named.length > 0 ? named : [usual]).map((folder) => `${trimEnd(folder, '/')}/`);
  files.budget.spend(files.size);
  return [...files.entries()].flatMap(([path]) => {
    const at = path.lastIndexOf('/');
    if (!parts.test(path.slice(at + 1)) || !folders.some((folder) => path.startsWith(folder))) return [];
    const words = ['Rscript', path];
    return [
      { program: 'Rscript', words, assignments: {}, writes: [], line, pipeline: 0, directory: path.slice(0, at) },
    ];
  });
}
