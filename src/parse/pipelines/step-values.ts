import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { Variables } from './pipeline-text.ts';

/** Stands between the values that an output may have: which of them it is, shows only when the pipeline runs. */
export const either = '~or~';
/** More values than anybody gives an output. */
const most = 10;

/** What a step's commands hand to later ones: `echo "tag=1.2" >> "$GITHUB_OUTPUT"` as `steps.ID.outputs.tag`, and of `$GITHUB_ENV` by its name. */
export function valuesWritten(commands: readonly ShellCommand[], id: string | undefined, text: string): Variables {
  const found = new Map<string, Set<string>>();
  for (const { program, words, writes } of commands) {
    if (program !== 'echo' && program !== 'printf') continue;
    const isOutput = writes.some((path) => /^\$\{?GITHUB_OUTPUT\}?$/.test(path));
    if (!isOutput && !writes.some((path) => /^\$\{?GITHUB_ENV\}?$/.test(path))) continue;
    for (const word of words.slice(1)) {
      const [, name, value] = /^([A-Za-z_][\w-]*)=([^\n]*?)(?:\\n)?$/.exec(word) ?? [];
      if (name === undefined || value === undefined || (isOutput && id === undefined)) continue;
      const key = isOutput ? `steps.${id ?? ''}.outputs.${name}` : name;
      const values = found.get(key) ?? new Set<string>();
      const settled = resolve(value, text);
      // What a command prints is no value of the files.
      if (values.size < most) values.add(/\$\(|`/.test(settled) ? `%${name}` : asWord(settled));
      found.set(key, values);
    }
  }
  return Object.fromEntries(
    [...found].flatMap(([name, values]) => {
      const isComputed = values.size === 1 && values.has(`%${name.slice(name.lastIndexOf('.') + 1)}`);
      return isComputed ? [] : [[name, [...values].join(either)] as const];
    }),
  );
}

/** `${tag}` is what the same step's text sets it to, where it does so once. */
function resolve(value: string, text: string): string {
  const name = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
  if (name === undefined) return value;
  const set = text.split('\n').flatMap((line) => {
    const trimmed = line.trim();
    return trimmed.startsWith(`${name}=`) ? [trimmed.slice(name.length + 1).replaceAll(/^["']|["'];?$/g, '')] : [];
  });
  return set.length === 1 ? (set[0] ?? value) : value;
}

/** A variable of the one step's shell is none of the other's; `${GITHUB_REF#refs/heads/}` is named by its variable. */
function asWord(value: string): string {
  const [head = '', ...rest] = value.split('${');
  const named = rest.map((part) => {
    const end = part.indexOf('}');
    const name = /^\w+/.exec(part)?.[0];
    return end < 0 || name === undefined ? `$${part}` : `$${name}${part.slice(end + 1)}`;
  });
  return [head, ...named]
    .join('')
    .replaceAll(/[\s'"|&()<>;`]/g, '_')
    .replaceAll('$', '%');
}
