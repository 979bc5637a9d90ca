import type { Item } from './merge-items.ts';
import type { TextLine } from './text-lines.ts';

/**
 * Splits YAML in block style into the entries of its outermost mapping or sequence, by indentation: an entry is its first line with the
 * comments and blank lines above it, and everything deeper below it. Nothing for anything else (flow style, tabs, several documents).
 */
export function splitYaml(lines: readonly TextLine[]): readonly Item[] | undefined {
  const indents = lines.filter(isContent).map(indentOf);
  const indent = Math.min(...indents);
  if (
    indents.length === 0 ||
    indents[0] !== indent ||
    lines.some(({ content }) => content.includes('\t') || /^(?:---|\.\.\.)/.test(content))
  )
    return undefined;
  const items: Item[] = [];
  let current: TextLine[] = [];
  let key: string | undefined;
  for (const [index, line] of lines.entries()) {
    const starts = isContent(line) && indentOf(line) === indent;
    if (starts && key !== undefined) {
      const above = countAbove(current, indent);
      items.push({ key, lines: current.slice(0, current.length - above) });
      current = current.slice(current.length - above);
    }
    if (starts) key = keyOf(lines, index, indent);
    if (starts && key === undefined) return undefined;
    current.push(line);
  }
  if (key !== undefined) items.push({ key, lines: current });
  return items;
}

function isContent({ content }: TextLine): boolean {
  return !/^\s*(?:#.*)?$/.test(content);
}

function indentOf({ content }: TextLine): number {
  return content.length - content.trimStart().length;
}

/** How many of the last lines are blank or comments that belong to what follows. */
function countAbove(lines: readonly TextLine[], indent: number): number {
  const last = lines.findLastIndex(
    (line) => isContent(line) || (/^\s*#/.test(line.content) && indentOf(line) > indent),
  );
  return lines.length - 1 - last;
}

function withoutComment(value: string): string {
  const at = value.indexOf('#', 1);
  return (at < 0 ? value : value.slice(0, at)).trimEnd();
}

/** `name` or `id` of a step, else what it uses without its version; name of a package; key of a mapping's entry. */
function keyOf(lines: readonly TextLine[], start: number, indent: number): string | undefined {
  const text = lines[start]?.content.slice(indent) ?? '';
  if (!/^-(?:\s|$)/.test(text))
    return /^(?<key>"[^"]*"|'[^']*'|[^\s#:'"{}[\]-](?:[^:#]*[^\s:#])?)\s*:(?:\s|$)/.exec(text)?.groups?.['key'];
  const end = lines.findIndex((line, index) => index > start && isContent(line) && indentOf(line) <= indent);
  const body = [
    `  ${text.slice(1).trimStart()}`,
    ...lines.slice(start + 1, end === -1 ? lines.length : end).map(({ content }) => content),
  ].join('\n');
  const named = /^[ \t]*(?:name|id|repo|uses):[ \t]*(?<value>\S.*)$/m.exec(body)?.groups?.['value'];
  if (named !== undefined) return `- ${withoutComment(named).replace(/@[0-9a-f]{7,}$|@v?\d[\w.-]*$/, '')}`;
  const scalar = /^-\s+["']?(?<name>[^\s"'#=<>!~;[@:]+)(?:[=<>!~;[@ ].*|["']?\s*)$/.exec(text)?.groups?.['name'];
  return `- ${scalar ?? text.slice(1).trim()}`;
}
