import type { Adoption } from '../../model/adopt/adoption.ts';
import { folderInImage } from './project-folder.ts';

/** The file in the adopted folder that lists what is installed beside the repository's own lists. */
export function ownListOf({ tool }: Adoption['packages']): string {
  return { pip: 'packages.txt', conda: 'packages.txt', r: 'install_packages.R', julia: 'install_packages.jl' }[tool];
}

function copy(sources: readonly string[], to: string): string {
  return `COPY --chmod=0444 [${[...sources, to].map((word) => JSON.stringify(word)).join(', ')}]\n`;
}

/** Text of a repository in a comment: it must stay on its line. */
function comment(words: string): string {
  return `# ${words.replaceAll(/\p{Cc}/gu, ' ')}\n`;
}

const blocks = {
  // Bounded, these five: they search a Dockerfile that was rendered here.
  packages:
    /(?:^# [^\n]*\n)*(?:^ENV [^\n]*\n(?: {4}[^\n]*\n)*)?^COPY --chmod=0444 install_packages\.[^\n]*\n^RUN [^\n]*\n(?: {4}[^\n]*\n)*/m,
  environment: /^ENV [^\n]*\n(?: {4}[^\n]*\n)*/m,
  project: /^COPY --chmod=0444 Project\.toml [^\n]*\n/m,
  julia: /^COPY --chmod=0444 install_packages\.jl [^\n]*\n/m,
  r: /^COPY --chmod=0444 install_packages\.R [^\n]*\n/m,
};

/** What the Dockerfile of a base in R or Julia copies and installs, with the repository's own files in place of the project's. */
export function printRegistryPackages(text: string, adoption: Adoption): string {
  const { packages, folder } = adoption;
  const { list, tool, with: others, lines, from } = packages;
  const script = ownListOf(packages);
  if (lines.length === 0)
    return text.replace(
      blocks.packages,
      (block) =>
        `# Nothing has to be installed: programs use what the base has.\n${blocks.environment.exec(block)?.[0] ?? ''}`,
    );
  const yours = list === undefined ? '' : comment(`${[list, ...others].join(' and ')}: yours, followed as written.`);
  const said = comment(`${folder}/${script}: ${from}.`);
  if (tool === 'julia') {
    const root = folderInImage(adoption);
    const home = list?.includes('/') === true ? `${root}/${list.slice(0, list.lastIndexOf('/'))}` : root;
    return text
      .replace(blocks.project, () => `${yours}${copy([list ?? '', ...others], `${home}/`)}`)
      .replace(blocks.julia, () => `${said}${copy([`${folder}/${script}`], `/app/${script}`)}`)
      .replaceAll('/opt/julia-project', list === undefined ? '/opt/julia-project' : home);
  }
  return text.replace(
    blocks.r,
    () =>
      `${yours}${list === undefined ? '' : copy([list], '/app/renv.lock')}${said}${copy([`${folder}/${script}`], `/app/${script}`)}`,
  );
}
