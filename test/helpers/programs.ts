import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import type { Call, ProgramFacts } from '../../src/model/programs/program-facts.ts';
import type { Value } from '../../src/model/programs/value.ts';
import { readPrograms } from '../../src/parse/programs/read-programs.ts';

/** Reads programs that are given as texts by path. */
export async function programsOf(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, readonly ProgramFacts[]>> {
  const listed = Object.entries(files).map(([path, text]) => ({ path, text, size: text.length, executable: false }));
  return readPrograms(listed, loadSyntax);
}

/** A value in one line: texts in quotes, `<?>` for a hole, `<$NAME|otherwise>` for a variable. */
export function show(value: Value): string {
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.parts.map(showPart).join(''));
    case 'constant':
      return String(value.value);
    case 'symbol':
      return value.name;
    case 'result':
      return `${value.of}()`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'table':
      return `{${[...value.entries].map(([name, each]) => `${name}: ${show(each)}`).join(', ')}}`;
    case 'oneOf':
      return value.values.map(show).join(' | ');
    default:
      return `?${value.why}`;
  }
}

function showPart(part: Extract<Value, { kind: 'text' }>['parts'][number]): string {
  if (part === undefined) return '<?>';
  if (typeof part === 'string') return part;
  if ('up' in part) return `<${part.file} up ${String(part.up)}>`;
  return part.otherwise === undefined
    ? `<$${part.variable}>`
    : `<$${part.variable}|${show(part.otherwise).replaceAll('"', '')}>`;
}

/** A call in one line. */
export function showCall({ callee, positional, named }: Call): string {
  return `${callee}(${[...positional.map(show), ...[...named].map(([name, each]) => `${name}=${show(each)}`)].join(', ')})`;
}

/** The calls of one Python program. */
export async function callsOf(text: string, path = 'main.py'): Promise<readonly string[]> {
  const programs = await programsOf({ [path]: text });
  return (programs.get(path) ?? []).flatMap(({ calls }) => calls.map(showCall));
}
