import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { PlacedFiles } from './placed-files.ts';

/** Functions that install a package of R from a folder or an archive; of `install` and `local_install` their library says it. */
const installing = /\b(?:install_local|(?:devtools|pak)::(?:install|local_install))\s{0,4}\(([^()]{0,400})/g;

/** What a command installs a package of R from, as written: `R CMD INSTALL /opt/pkg`, `remotes::install_local("/app.tar.gz")`; `.` where it names nothing. */
export function installedInR({ program, words }: Pick<ShellCommand, 'program' | 'words'>): readonly string[] {
  if (!/^(?:R|Rscript|r|littler)$/.test(program)) return [];
  if (words[1] === 'CMD' && words[2] === 'INSTALL') return words.slice(3).filter((word) => !word.startsWith('-'));
  return words.flatMap((word) =>
    [...word.matchAll(installing)].map(([, given = '']) => {
      const first = /^\s{0,9}(?:\w{1,20}\s{0,4}=\s{0,4})?["']([^"']{1,200})["']/.exec(given)?.[1];
      return first ?? (/^\s{0,9}\w{1,40}[(.]/.test(given) ? '*' : '.');
    }),
  );
}

/** Notes that a package of R is installed from a folder that was copied: its code is there, whatever becomes of the folder. */
export function placeInstalledR(stage: PlacedFiles, command: ShellCommand, workdir: string): void {
  for (const source of installedInR(command)) {
    const file = stage.at(resolvePath('DESCRIPTION', resolvePath(source, workdir)))?.file;
    if (file !== undefined) stage.installed.add(file.slice(0, file.lastIndexOf('/') + 1));
  }
}

/** Notes that a package of the project is installed from an archive that is made of it before the build. */
export function placeArchive(
  files: PlacedFiles,
  dockerfile: DockerfileFacts,
  textOf: (path: string) => string | undefined,
): void {
  const described = describesArchive(dockerfile, textOf);
  if (described !== undefined) files.archived.add(described.slice(0, described.lastIndexOf('/') + 1));
}

/**
 * The DESCRIPTION of the package that a pipeline makes an archive of before the build, which then copies and installs it: `COPY pkg_*.tar.gz /app.tar.gz`,
 * of which the repository has none.
 */
export function describesArchive(
  { context: { missing, root }, instructions }: DockerfileFacts,
  textOf: (path: string) => string | undefined,
): string | undefined {
  const archive = missing.find(({ path }) => path.endsWith('.tar.gz'))?.path;
  const file = `${root}DESCRIPTION`;
  const name = archive === undefined ? undefined : /^Package:[ \t]*([A-Za-z][\w.]*)/m.exec(textOf(file) ?? '')?.[1];
  if (archive === undefined || name === undefined) return undefined;
  const isIts = archive.startsWith(`${name}_`) || /^[*.]+tar\.gz$/.test(archive);
  const installs = instructions.some(
    ({ keyword, commands }) =>
      keyword === 'RUN' &&
      commands.some((command) =>
        installedInR(command).some((source) => source.includes('*') || source.endsWith('.tar.gz')),
      ),
  );
  return isIts && installs ? file : undefined;
}
