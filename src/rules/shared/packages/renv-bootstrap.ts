import type { Finding } from '../../../model/check/rule.ts';
import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { showWay, type Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { linesOf } from '../lines-of.ts';

/** What may start R, or put a library beside the project, after the files were copied. */
const fills = new Set([
  'R',
  'Rscript',
  'r',
  'littler',
  'make',
  'bash',
  'sh',
  'quarto',
  'git',
  'tar',
  'unzip',
  'curl',
  'wget',
  'rsync',
  'cp',
  'mv',
  'ln',
]);
const loads = /^(?:base::)?source\(\s{0,4}["'](?:\.\/)?renv\/activate\.R["']/;

/**
 * R that is started where a `.Rprofile` loads renv's `activate.R`: that looks for renv in the project's own library alone, and downloads it where the image has
 * none. A finding only where nothing that the build does can have made that library, and nothing turns the loading off.
 */
export function findRenvBootstrap(
  image: FinalImage,
  reach: Reach | undefined,
  { byPath }: Pick<ProjectFacts, 'byPath'>,
): readonly Finding[] {
  if (reach === undefined || isTurnedOff(image, reach) || mayFill(image)) return [];
  const found = new Map<string, Finding>();
  for (const { class: kind, program, workdir, way } of reach.programs) {
    if (kind !== 'started' || program.language !== 'r' || workdir === undefined || found.has(workdir)) continue;
    const folder = workdir === '/' ? '' : workdir;
    const profile = reach.places.get(`${folder}/.Rprofile`);
    const line = linesOf(byPath.get(profile ?? ''))?.findIndex((each) => loads.test(each)) ?? -1;
    if (profile === undefined || line < 0 || !lacksLibrary(folder, reach)) continue;
    found.set(workdir, {
      message: `loads renv/activate.R, which downloads renv where R is started in ${workdir} (${showWay(way)}): no RUN puts it into ${folder}/renv/library`,
      location: { file: profile, line: line + 1 },
      fix: `after the COPY, in ${workdir}: RUN Rscript -e 'renv::restore()'; or, with the packages installed elsewhere: ENV RENV_CONFIG_AUTOLOADER_ENABLED=FALSE`,
    });
  }
  return [...found.values()];
}

function lacksLibrary(folder: string, { places, unseen }: Reach): boolean {
  const library = `${folder}/renv/library`;
  return (
    places.has(`${folder}/renv/activate.R`) &&
    !unseen.some((each) => isUnder(library, each) || isUnder(each, library)) &&
    ![...places.keys()].some((place) => isUnder(place, library) || place === `${folder}/.Renviron`)
  );
}

/** A variable or an option with which R does not load it, or looks for the library elsewhere. */
function isTurnedOff({ environment }: FinalImage, { programs }: Reach): boolean {
  return (
    [...environment.keys()].some((name) => /^(?:RENV_|R_PROFILE_USER$|R_ENVIRON)/.test(name)) ||
    programs.some(
      ({ class: kind, environment: own, program }) =>
        kind === 'started' &&
        ([...own.keys()].some((name) => name.startsWith('RENV_')) ||
          program.commands.some(({ words }) => words.some((word) => /^--(?:vanilla|no-init-file)$/.test(word)))),
    )
  );
}

/** Whether the build may have made the library: it speaks of what renv does, or starts something after the first COPY. */
function mayFill({ instructions }: FinalImage): boolean {
  const first = instructions.findIndex(({ keyword }) => /^(?:COPY|ADD)$/.test(keyword));
  return instructions.some(
    ({ keyword, text, flags, commands, heredocs }, at) =>
      (keyword === 'RUN' &&
        (/\brenv::/.test(text) ||
          heredocs.length > 0 ||
          (first >= 0 && at > first && commands.some(({ program }) => fills.has(program) || /[/.]/.test(program))))) ||
      (flags['from'] !== undefined && keyword !== 'RUN'),
  );
}
