import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { PackageDecision } from '../decide-packages.ts';

/** A program that starts a repository's steps, and is none of the repository's and none of a base's. */
interface Tool {
  readonly name: string;
  /** Files that it reads. */
  readonly reads: RegExp;
  /** Its package of Debian and Ubuntu. */
  readonly apt?: string;
  readonly pip?: string;
}

const tools: readonly Tool[] = [
  { name: 'make', reads: /(?:^|\/)(?:GNUm|[Mm])akefile$|\.mk$/, apt: 'make' },
  { name: 'snakemake', reads: /^(?:workflow\/)?Snakefile$/, apt: 'snakemake', pip: 'snakemake' },
  { name: 'dvc', reads: /^dvc\.(?:yaml|lock)$/, pip: 'dvc' },
  { name: 'just', reads: /^\.?[Jj]ustfile$/ },
  { name: 'task', reads: /^[Tt]askfile\.ya?ml$/ },
];

/** Those that a start names: as the program itself, or as one of several command lines. */
function toolsOf(start: readonly string[]): readonly Tool[] {
  const lines = start[0] === 'sh' && start[1] === '-c' ? (start[2] ?? '').split(/&&|[;\n]/) : [start[0] ?? ''];
  const names = new Set(lines.map((line) => line.trim().split(' ', 1)[0]));
  return tools.filter(({ name }) => names.has(name));
}

/** Why such a start needs a start script, as a clause; nothing where it is none. */
export function whyAtRoot(start: readonly string[]): string | undefined {
  const [tool] = toolsOf(start);
  return tool === undefined
    ? undefined
    : `${tool.name} looks for its file, and for those of the project, where it is started`;
}

/** Files of the repository that the tools of a start read. */
export function filesOfTools(start: readonly string[], files: readonly string[]): readonly string[] {
  const used = toolsOf(start);
  return files.filter((path) => used.some(({ reads }) => reads.test(path)));
}

/** Whether lines of a Dockerfile speak of it, so that it is there or theirs to bring. */
function isNamed({ name }: Tool, lines: readonly string[]): boolean {
  return lines.some((line) => !line.startsWith('#') && line.split(/[\s="'[\]]+/).includes(name));
}

/** Packages of the system that bring the tools of a start. `lines`: of the Dockerfile that is copied. */
export function systemPackagesOfTools(adoption: Adoption): readonly string[] {
  const { program, packages, original } = adoption;
  const lines = original?.copy?.lines ?? [];
  return toolsOf(program.start).flatMap((each) =>
    each.apt === undefined || (each.pip !== undefined && isPython(packages.tool)) || isNamed(each, lines)
      ? []
      : [each.apt],
  );
}

function isPython(tool: Adoption['packages']['tool']): boolean {
  return tool === 'pip' || tool === 'conda';
}

/** The packages with the tools of a start that pip brings, as a list of the repository has them; a to-do for those that nothing here brings. */
export function withTools(
  { packages, toDo }: PackageDecision,
  { lists }: Pick<RepositoryFacts, 'lists'>,
  start: readonly string[],
  lines: readonly string[],
): PackageDecision {
  const python = isPython(packages.tool);
  const listed = lists
    .filter(({ path }) => path === packages.list || packages.with.includes(path))
    .flatMap((list) => list.packages);
  const named = new Set([
    ...listed.map(({ name }) => name),
    ...packages.lines.map((line) => /^[\w.-]+/.exec(line)?.[0] ?? ''),
  ]);
  const absent = toolsOf(start).filter((tool) => !named.has(tool.name) && !isNamed(tool, lines));
  const more = absent.flatMap(({ pip }) => (pip === undefined || !python ? [] : [versionOf(pip, lists)]));
  const left = absent.filter(({ pip, apt }) => apt === undefined && !(python && pip !== undefined));
  // pip refuses a list in which some lines have hashes and others have not.
  const own =
    more.length === 0 ? packages.lines : packages.lines.map((line) => line.replaceAll(/ \\\n {4}--hash=\S+/g, ''));
  const from = `${more.length === 0 ? '' : more.map((line) => line.split('==', 1)[0]).join(' and ')}, which starts the steps`;
  return {
    packages: {
      ...packages,
      lines: [...own, ...more],
      ...(more.length === 0 ? {} : { from: own.length === 0 ? from : `${packages.from}; ${from}` }),
    },
    toDo: [...toDo, ...left.map(sayAbsent), ...absent.filter(({ name }) => name === 'dvc').map(sayGit)],
  };
}

/** The version in which any list of the repository names a package. */
function versionOf(name: string, lists: RepositoryFacts['lists']): string {
  const text = lists.flatMap(({ packages }) => packages).find((each) => each.name === name)?.text ?? '';
  const version = /^(?:[\w./-]+::?)?[\w.-]+\s*={1,2}\s*(\d[\w.]*)/.exec(text)?.[1];
  return version === undefined ? name : `${name}==${version}`;
}

function sayAbsent({ name }: Tool): AdoptionToDo {
  return {
    id: `tool:${name}`,
    text: `${name} starts the steps, and nothing installs it: add a RUN to the Dockerfile that does, or start the steps themselves`,
  };
}

function sayGit(): AdoptionToDo {
  return {
    id: 'tool:dvc-git',
    text: 'dvc works in a repository of git with its .dvc/ folder, which the image does not have: start its steps themselves',
  };
}
