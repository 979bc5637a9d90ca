import type { Adoption } from '../../model/adopt/adoption.ts';
import type { AdoptHabits, ScriptInstalls } from '../../model/adopt/surveyed-language.ts';
import { folderInImage } from './project-folder.ts';
import { onOneLine } from './start/on-one-line.ts';

function copy(sources: readonly string[], to: string): string {
  return `COPY --chmod=0444 [${[...sources, to].map((word) => JSON.stringify(word)).join(', ')}]\n`;
}

/** Text of a repository in a comment: it must stay on its line. */
function comment(words: string): string {
  return `# ${onOneLine(words)}\n`;
}

// Bounded, these three: they search a Dockerfile that was rendered here.
const packageLines =
  /(?:^# [^\n]*\n)*(?:^ENV [^\n]*\n(?: {4}[^\n]*\n)*)?^COPY --chmod=0444 install_packages\.[^\n]*\n^RUN [^\n]*\n(?: {4}[^\n]*\n)*/m;
const environmentLines = /^ENV [^\n]*\n(?: {4}[^\n]*\n)*/m;
const scriptLine = /^COPY --chmod=0444 install_packages\.\w+ [^\n]*\n/m;

/** What the Dockerfile of a base copies and installs by its script, with the repository's own files in place of the project's. */
export function printRegistryPackages(
  text: string,
  adoption: Adoption,
  { ownList, script: { place } }: Pick<AdoptHabits, 'ownList'> & { readonly script: ScriptInstalls },
): string {
  const { packages, folder } = adoption;
  const { list, with: others, lines, from } = packages;
  if (lines.length === 0)
    return text.replace(
      packageLines,
      (block) =>
        `# Nothing has to be installed: programs use what the base has.\n${environmentLines.exec(block)?.[0] ?? ''}`,
    );
  const yours = list === undefined ? '' : comment(`${[list, ...others].join(' and ')}: yours, followed as written.`);
  const ours = `${comment(`${folder}/${ownList}: ${from}.`)}${copy([`${folder}/${ownList}`], `/app/${ownList}`)}`;
  if ('file' in place)
    return text.replace(scriptLine, () => `${yours}${list === undefined ? '' : copy([list], place.file)}${ours}`);
  const root = folderInImage(adoption);
  const home = list?.includes('/') === true ? `${root}/${list.slice(0, list.lastIndexOf('/'))}` : root;
  return text
    .replace(place.line, () => `${yours}${copy([list ?? '', ...others], `${home}/`)}`)
    .replace(scriptLine, () => ours)
    .replaceAll(place.folder, list === undefined ? place.folder : home);
}

/** A file of the base as it is, but for the script that installs from a lock: it asks the image's repository where that of the lock answers only in the network of who wrote it. */
export function printInstallScript(plain: string, { packages: { ownRepository, with: others } }: Adoption): string {
  const hasManifest = others.some((path) => /(?:^|\/)Manifest[^/]*\.toml$/.test(path));
  const text = hasManifest
    ? plain
    : plain.replace(
        'each in the version that the manifest names.',
        () =>
          'each in the newest version that it allows: there is no Manifest.toml, so that each build has those of its day.',
      );
  if (ownRepository === undefined) return text;
  return text
    .replace(
      ', from the repositories that it names: into',
      () => `, from the repository above, since ${onOneLine(ownRepository)} answers only where it was written: into`,
    )
    .replace('prompt = FALSE)', 'prompt = FALSE, repos = getOption("repos"))');
}
