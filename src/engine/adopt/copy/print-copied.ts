import type { Adoption } from '../../../model/adopt/adoption.ts';
import { folderInImage } from '../project-folder.ts';
import { onOneLine } from '../start/on-one-line.ts';
import { linesFrom } from './named-image.ts';

/** What follows the last FROM of a base's Dockerfile, as it serves below the lines of another one. */
export function tailOf(ofBase: string): string {
  // Bounded, both: they search a Dockerfile that was rendered here.
  const at = [...ofBase.matchAll(/^FROM [^\n]*\n/gm)].at(-1);
  const tail = ofBase.slice((at?.index ?? 0) + (at?.[0].length ?? 0));
  // What is there already stops a plain mkdir; Quarto is the image's own.
  return (
    tail
      .replace(/^RUN mkdir \//m, () => 'RUN mkdir -p /')
      // Bounded: as above.
      .replace(/^# dependencies-pinned: Quarto [^\n]*\nRUN [^\n]*\n(?: {4}[^\n]*\n)*\n/m, () => '')
  );
}

/** Packages that their lines do not install, by pip; nothing where they install all. */
export function printFurtherPackages(adoption: Adoption): string {
  const { packages, folder } = adoption;
  if (packages.lines.length === 0) return '';
  const list = `${folder}/packages.txt`;
  const place = `${folderInImage(adoption)}/${list}`;
  return [
    `# ${list}: ${onOneLine(packages.from)}.`,
    '# Where the image uses the Python of its system, pip refuses without the variable (PEP 668).',
    `COPY ${JSON.stringify([list, place]).replace(',', ', ')}`,
    `RUN PIP_BREAK_SYSTEM_PACKAGES=1 pip install --no-cache-dir --requirement ${place}`,
    '',
  ].join('\n');
}

/** Registries' images that start as root, as everybody knows them. */
const ofRoot = /^FROM docker\.io\/(?:library|pytorch|rocker|bioconductor)\//m;

/** Their lines, with today's reference of the image, and below them what the TRE asks for. */
export function printCopied(ofBase: string, tail: string, { original, folder }: Adoption): string {
  const copy = original?.copy;
  if (original === undefined || copy === undefined) throw new Error('there is no Dockerfile to copy');
  const reference = [...ofBase.matchAll(/^FROM (\S+)/gm)].at(-1)?.[1] ?? copy.image;
  const lines = linesFrom(copy, reference);
  const [title = ''] = ofBase.split('\n');
  return [
    title,
    `# Built from the folder above this one:  docker build --platform linux/amd64 --file ${folder}/Dockerfile .`,
    `# A copy of your ${onOneLine(original.path)}, which stays as it is and is not used here. What was changed has a comment that says why, and what stood there.`,
    '# The comments name rules; `tre-container check --explain RULE` tells more.',
    '',
    ...lines,
    '',
    `# From here on: what the TRE asks for, and ${onOneLine(original.path)} does not have.`,
    ...(ofRoot.test(`FROM ${reference}`) ? [] : ['USER root']),
    '',
    withUserOnce(tail, copy.lines)
      .replace(/^\n+/, '')
      .replaceAll(/\n{3,}/g, '\n\n'),
  ].join('\n');
}

/** Their lines may have made a user of this name: a second one of it stops the build. */
function withUserOnce(tail: string, lines: readonly string[]): string {
  const isTheirs = lines.some((line) => !line.startsWith('#') && /\btre\b/.test(line));
  if (!isTheirs) return tail;
  return tail
    .split('\n')
    .map((line) =>
      line.startsWith('RUN useradd ') && line.endsWith(' tre')
        ? line.replace('RUN useradd ', 'RUN id tre > /dev/null 2>&1 || useradd ')
        : line,
    )
    .join('\n');
}
