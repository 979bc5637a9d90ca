import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';

/** What is asked beside the facts. */
interface Asked {
  readonly mayReadHub: (name: string) => boolean;
  readonly textOf: (path: string) => string | undefined;
  readonly packages: Adoption['packages'];
  /** Lines of their Dockerfile are copied. */
  readonly isCopy: boolean;
}

/** Whether nothing of the repository reads what Hugging Face's libraries read. Not where the image may have more than the lists say, or a list names what no table has. */
export function recordHub(facts: RepositoryFacts, asked: Asked): Pick<Adoption, 'noHub'> {
  const { lists, imports, dockerfiles } = facts;
  const names = [
    ...imports.map(({ name }) => name),
    ...lists.flatMap(({ packages, optional = [] }) => [...packages, ...optional]).map(({ name }) => name),
    ...dockerfiles.flatMap(({ installs }) => installs).map(({ name }) => name),
    ...asked.packages.lines.flatMap((line) => /^[\w.-]+/.exec(line) ?? []),
  ];
  const isUnknown =
    asked.isCopy && dockerfiles.some(({ family, unread }) => family === undefined || unread !== undefined);
  return isUnknown || names.some(asked.mayReadHub) || isNamed(facts, asked) ? {} : { noHub: true };
}

/** A program or a Dockerfile says the name itself: a command line of the Hub, a variable, a copy of a library. */
function isNamed({ programs, modules, dockerfiles, lists }: RepositoryFacts, { textOf }: Asked): boolean {
  return [...programs, ...modules, ...dockerfiles, ...lists].some(({ path }) =>
    /\bHF_(?:HOME|HUB_)|hugging_?face/i.test(textOf(path) ?? ''),
  );
}

/** What stands above the variables where no library of Hugging Face is there. */
export function sayPlainly(text: string, { noHub }: Adoption): string {
  if (noHub !== true) return text;
  const installs = /^ {4}(?:PIP_NO_INDEX|CONDA_OFFLINE)=/m.test(text)
    ? '; what would install packages fails at once, since there is no network'
    : '';
  // Bounded: it searches a Dockerfile that was rendered here.
  return text.replace(
    /^# offline-variables-set, hf-home-under-safe-data: [^\n]*\n# [^\n]*\n/m,
    () => `# Caches are written to /scratch${installs}.\n`,
  );
}
