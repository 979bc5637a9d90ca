import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { PackageDecision } from '../decide-packages.ts';

/** Where what Quarto makes is gathered. */
const rendered = '/scratch/rendered';
const command = /(?:^|[\s;&|])quarto\s+render\b/;

/** Whether words start Quarto: as the program itself, or as one of several command lines. */
export function rendersWithQuarto(words: readonly string[]): boolean {
  return words[0] === 'quarto' || words.some((word) => command.test(word));
}

/** Whether words need Quarto in a way that is not offered: on a base without it, or called from R, where nobody can say from outside where it writes. */
export function cannotRender(words: readonly string[], documentPackages: readonly string[] | undefined): boolean {
  return (
    words.some((word) => word.includes('quarto_render')) || (documentPackages === undefined && rendersWithQuarto(words))
  );
}

/** Documents of Quarto that words name. */
export function documentsIn(words: readonly string[]): readonly string[] {
  const all = words.flatMap((word) => word.split(/[\s'"]+/));
  return [...new Set(all.filter((word) => word.endsWith('.qmd')).map((word) => word.replace(/^\.\//, '')))];
}

/** A command line of a shell in which each `quarto render` writes to one folder, unless it says where to. */
export function gatherRendered(line: string): string {
  return line
    .split(' && ')
    .map((part) =>
      /^quarto\s+render\b/.test(part) && !part.includes('--output-dir') ? `${part} --output-dir ${rendered}` : part,
    )
    .join(' && ');
}

/** Lines of a start script that keep what was gathered. */
export const keepRendered: readonly string[] = [`if [ -d ${rendered} ]; then cp -R ${rendered}/. /safe_outputs/; fi`];

function nameOf(line: string): string {
  return (/^[\w.-]+/.exec(line)?.[0] ?? '').toLowerCase();
}

/** The packages with those by which Quarto runs code, where no list names them. */
export function withRunners(
  { packages, toDo }: PackageDecision,
  { lists }: Pick<RepositoryFacts, 'lists'>,
  runners: readonly string[],
): PackageDecision {
  const listed = lists.filter(({ path }) => path === packages.list).flatMap((list) => list.packages);
  const named = new Set([...listed.map(({ name }) => name.toLowerCase()), ...packages.lines.map(nameOf)]);
  const more = runners.filter((runner) => !named.has(nameOf(runner)));
  if (more.length === 0) return { packages, toDo };
  // pip refuses a list in which some lines have hashes and others have not.
  const lines = packages.lines.map((line) => line.replaceAll(/ \\\n {4}--hash=\S+/g, ''));
  const from = 'what Quarto runs code with';
  return {
    packages: {
      ...packages,
      lines: [...lines, ...more],
      from: lines.length === 0 ? from : `${packages.from}, and ${from}`,
    },
    toDo,
  };
}
