import type { Item } from '../upgrade/merge-items.ts';
import type { TextLine } from '../upgrade/text-lines.ts';
import { foldName } from '../../shared/fold-name.ts';

/**
 * Splits a list with one entry a line (requirements, packages of R or Julia, ignore patterns): comments and blank lines belong to the entry below.
 * What is no entry, as code around the list, goes by its text and how often that stood there before.
 */
export function splitList(lines: readonly TextLine[], names: EntryNames): readonly Item[] {
  const items: Item[] = [];
  const seen = new Map<string, number>();
  let current: TextLine[] = [];
  const close = (text: string): void => {
    const name = names(text);
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    items.push({ key: name ?? (before === 0 ? text : `${text} #${String(before + 1)}`), lines: current });
    current = [];
  };
  for (const line of lines) {
    current.push(line);
    const text = line.content.trim();
    if (text !== '' && !text.startsWith('#')) close(text);
  }
  if (current.length > 0) close(`# ${current.map(({ content }) => content.trim()).join(' ')}`);
  return items;
}

/** Whether a list names a package more than once, which no package tool takes. */
export function repeatsEntry(lines: readonly TextLine[], names: EntryNames): boolean {
  const found = lines.flatMap(({ content }) => names(content.trim()) ?? []);
  return new Set(found).size < found.length;
}

/** The package that a line names, as its index compares names; nothing for a line that names none. */
export type EntryNames = (line: string) => string | undefined;

/** Of a list that is nothing but entries: `pandas==2.2.3`. */
export const nameOfEntry: EntryNames = (line) =>
  asCompared(/^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:[=<>!~;@#].*)?$/.exec(line)?.[1]);

/** Of a list in a program of R or Julia: `"lme4",`, and how those call a package that is not of the day. The name of a repository is its package's. */
export const nameInCode: EntryNames = (line) =>
  asCompared(
    /^(["'])([A-Za-z0-9][\w.-]*)\1,?(?:\s*#.*)?$/.exec(line)?.[2] ??
      /^(?:PackageSpec|remotes::install_\w+)\((?:name = |url = )?"(?:[^"]*\/)?([\w.-]+)"/.exec(line)?.[1],
  );

/** Of a list of conda: `- conda-forge::polars=1.35.2`. */
export const nameInConda: EntryNames = (line) =>
  asCompared(/^- +["']?(?:[\w.-]+::)?([A-Za-z0-9][\w.-]*)(?=[=<>!~\s"']|$)/.exec(line)?.[1]);

function asCompared(name: string | undefined): string | undefined {
  return name === undefined ? undefined : foldName(name);
}
