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

/** Why nobody knows what it starts, a clause. */
export const servesNone =
  'runs the applications in its folder, and no file that is copied there is one (app.R, server.R or index.Rmd)';

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
  const paths = [...files.entries()].map(([path]) => path);
  const apps = paths.flatMap((path) => {
    const at = path.lastIndexOf('/');
    const isPart = parts.test(path.slice(at + 1)) && folders.some((folder) => path.startsWith(folder));
    return isPart ? [{ path, directory: path.slice(0, at) }] : [];
  });
  return [...apps, ...besideApps(new Set(apps.map(({ directory }) => directory)), paths)].map(
    ({ path, directory }) => ({
      program: 'Rscript',
      words: ['Rscript', path],
      assignments: {},
      writes: [],
      line,
      pipeline: 0,
      directory,
    }),
  );
}

/** The helpers of applications, which Shiny runs before them: all of R in their folder `R`. */
export function besideApps(
  folders: ReadonlySet<string>,
  paths: readonly string[],
): readonly { readonly path: string; readonly directory: string }[] {
  if (folders.size === 0) return [];
  return paths.flatMap((path) => {
    const [, directory] = /^(.*)\/R\/[^/]+\.[rR]$/.exec(path) ?? [];
    return directory !== undefined && folders.has(directory) ? [{ path, directory }] : [];
  });
}
