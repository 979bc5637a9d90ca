import type { Item } from '../upgrade/merge-items.ts';
import type { TextLine } from '../upgrade/text-lines.ts';
import { foldName } from '../../shared/fold-name.ts';

/**
 * Splits a list with one entry a line (requirements, packages of R or Julia, ignore patterns): comments and blank lines belong to the entry below,
 * and so does what a line goes on with. What is no entry, as code around the list, goes by its text and how often that stood there before.
 */
export function splitList(lines: readonly TextLine[], names: EntryNames): readonly Item[] {
  const items: Item[] = [];
  const seen = new Map<string, number>();
  let current: TextLine[] = [];
  const close = (text: string): void => {
    const [name, ...others] = namesOnLine(text, names);
    if (others.length > 0) {
      for (const [at, key] of [name ?? '', ...others].entries())
        items.push({ key, lines: at === 0 ? current : [], isTogether: true });
      current = [];
      return;
    }
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    const key = name ?? (before === 0 ? text : `${text} #${String(before + 1)}`);
    // A call that installs one package stands elsewhere than the list of names.
    items.push({ key: name !== undefined && isCall(text) ? `${name}()` : key, subject: key, lines: current });
    current = [];
  };
  /** The first line of an entry that goes on below, as one with checksums. */
  let begun: string | undefined;
  for (const line of lines) {
    current.push(line);
    const text = line.content.trim();
    if (begun === undefined && (text === '' || text.startsWith('#'))) continue;
    const first = begun ?? text;
    begun = text.endsWith('\\') ? first : undefined;
    if (begun === undefined) close(first);
  }
  if (current.length > 0) close(begun ?? `# ${current.map(({ content }) => content.trim()).join(' ')}`);
  return items;
}

/** Whether a list names a package more than once, which no package tool takes. */
export function repeatsEntry(lines: readonly TextLine[], names: EntryNames): boolean {
  const found = lines.flatMap(({ content }) => namesOnLine(content.trim(), names));
  return new Set(found).size < found.length;
}

/** The package that a line names, as its index compares names; nothing for a line that names none. */
export type EntryNames = (line: string) => string | undefined;

/** The packages that a line names; several where somebody wrote them beside one another: `"lme4", "mice",`. */
export function namesOnLine(line: string, names: EntryNames): readonly string[] {
  const name = names(line);
  if (name !== undefined) return [name];
  // No name has a hash.
  const parts = (line.split('#', 1)[0] ?? '').split(',').map((part) => part.trim());
  const entries = parts.at(-1) === '' ? parts.slice(0, -1) : parts;
  const found = entries.flatMap((part) => (/^["']/.test(part) ? (names(part) ?? []) : []));
  return found.length === entries.length ? found : [];
}

/** Of a list that is nothing but entries: `pandas==2.2.3`. */
export const nameOfEntry: EntryNames = (line) =>
  asCompared(/^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:[=<>!~;@#].*)?$/.exec(line)?.[1]);

/** Of a list in a program of R or Julia: `"lme4",`, and how those call a package that is not of the day. The name of a repository is its package's. */
export const nameInCode: EntryNames = (line) =>
  asCompared(
    /^(["'])([A-Za-z0-9][\w.-]*)\1,?(?:\s*#.*)?$/.exec(line)?.[2] ??
      /^(?:PackageSpec|remotes::install_\w+)\((?:(?:name|url) ?= ?)?"(?:[^"]*\/)?([\w.-]+)"/.exec(line)?.[1],
  );

/** A package of such a list as an answer names it: `Query@1.0.0` of `PackageSpec(name = "Query", version = "1.0.0"),`. */
export function writtenInCode(line: string): string | undefined {
  if (nameInCode(line) === undefined) return undefined;
  const name = /"([^"]*)"|'([^']*)'/.exec(line);
  const version = /\bversion ?= ?"([^"]+)"/.exec(line)?.[1];
  return `${name?.[1] ?? name?.[2] ?? ''}${version === undefined ? '' : `@${version}`}`;
}

/** Of a list of conda: `- conda-forge::polars=1.35.2`. */
export const nameInConda: EntryNames = (line) =>
  asCompared(/^- +["']?(?:[\w.-]+::)?([A-Za-z0-9][\w.-]*)(?=[=<>!~\s"']|$)/.exec(line)?.[1]);

/** A line of R that installs a package by itself, outside of any list. */
function isCall(line: string): boolean {
  return line.startsWith('remotes::');
}

/**
 * Whether an entry of a list in R or Julia stands where none can: outside of every bracket, or without the comma that parts it from its neighbour. Blank
 * lines and comments are no neighbours.
 */
export function leavesList(lines: readonly TextLine[]): boolean {
  let depth = 0;
  let before = '';
  for (const { content } of lines) {
    const text = content.trim();
    const code = withoutTexts(text);
    if (code === '') continue;
    const wasEntry = isEntry(before);
    if (isEntry(text)) {
      if (depth === 0 || !/[,([{]$/.test(withoutTexts(before))) return true;
    } else if (wasEntry && /^[)\]]/.test(code)) {
      // R takes no comma behind the last one.
      if (code.startsWith(')') && withoutTexts(before).endsWith(',')) return true;
    } else if (wasEntry && !withoutTexts(before).endsWith(',')) return true;
    depth += code.split(/[([{]/).length - code.split(/[)\]}]/).length;
    before = text;
  }
  return false;
}

function isEntry(line: string): boolean {
  return namesOnLine(line, nameInCode).length > 0 && !isCall(line);
}

/** A line of code with its texts empty, and without its comment. */
function withoutTexts(line: string): string {
  let code = '';
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '#') break;
    else {
      code += sign;
      // A quote that nothing closes is Julia's transpose.
      if (sign === '"' || (sign === "'" && line.includes("'", at + 1))) quote = sign;
    }
  }
  return code.trim();
}

function asCompared(name: string | undefined): string | undefined {
  return name === undefined ? undefined : foldName(name);
}
