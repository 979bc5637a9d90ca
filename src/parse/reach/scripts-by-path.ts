import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import type { PlacedFiles } from './placed-files.ts';

/** Names of programs and documents that R or Julia runs. */
const scripts = /\.(?:r|jl|[rq]md|rnw)$/i;

/** Programs that Shiny runs in the folder of an application, in which it works. */
const ofShiny = ['app.R', 'global.R', 'server.R', 'ui.R'];

/**
 * `source("/opt/app/x.R")`, `render("report.Rmd")`, `include("/opt/app/x.jl")`, `runApp("/opt/app")`, `runApp()`: only the image knows which file of the
 * project has that path, as of a command. `folderAt`: where the program works at a line, absolute.
 */
export function scriptsByPath(
  { imports, language }: ProgramFacts,
  image: PlacedFiles,
  folderAt: (line: number) => string | undefined,
): readonly ShellCommand[] {
  const program = language === 'r' ? 'Rscript' : 'julia';
  return imports
    .filter(({ files }) => files.length === 0)
    .map((each) => {
      if (language !== 'r') return each;
      if (each.name === '.') return { ...each, name: folderAt(each.line) ?? '' };
      const place = scripts.test(each.name) ? resolvePath(each.name, folderAt(each.line) ?? '/') : '';
      return image.at(place)?.file === undefined ? each : { ...each, name: place };
    })
    .filter(({ name }) => name.startsWith('/'))
    .flatMap(({ name, line }) =>
      (/\.(?:r|jl)$/i.test(name) || image.at(name)?.file !== undefined
        ? [{ path: name }]
        : ofShiny
            .map((each) => ({ path: `${trimEnd(name, '/')}/${each}`, directory: trimEnd(name, '/') }))
            .filter(({ path }) => image.at(path)?.file !== undefined)
      ).map(({ path, ...where }) => ({
        program,
        words: [program, path],
        assignments: {},
        writes: [],
        line,
        pipeline: 0,
        ...where,
      })),
    );
}
