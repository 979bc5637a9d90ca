import type { Call, Import } from '../../../model/programs/program-facts.ts';
import type { Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { locateScript } from '../locate-script.ts';
import { textWith, unknownFor } from '../values.ts';
import type { Glance, Sight } from './sight.ts';

/** Characters of a line and of the lines that it goes on in, beyond which nothing is looked for. */
const longest = 5000;
const quoted = /'((?:[^'\n]|'')*)'|"((?:[^"\n]|"")*)"/y;
const call = /(?<![\w.])([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\s*\(/g;

/** Calls of a program of MATLAB or Octave with their literal arguments, what a shell runs, and further scripts. */
export function glanceAtMatlab({ path, text, paths }: Sight): Glance {
  const constants = new Map<string, string>();
  const calls: Call[] = [];
  const commands: ShellCommand[] = [];
  const imports: Import[] = [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  for (const { text: line, line: at } of statements(text)) {
    const set = /^\s*([A-Za-z]\w*)\s*=\s*(?:'([^'\n]*)'|"([^"\n]*)")\s*(?:[;,]\s*)?$/.exec(line);
    if (set !== null) constants.set(set[1] ?? '', set[2] ?? set[3] ?? '');
    const shell = /^\s*!(.*)$/.exec(line)?.[1];
    if (shell !== undefined) commands.push(...readShell(shell, () => at));
    const words = /^\s*([a-z]\w*(?:\s+[\w.-]+)+)\s*(?:;\s*)?$/.exec(line)?.[1]?.split(/\s+/);
    const found = [
      ...(words === undefined
        ? []
        : [
            callOf(
              words[0] ?? '',
              words.slice(1).map((word) => textWith(word)),
              at,
            ),
          ]),
      ...callsIn(line, constants, at),
    ];
    calls.push(...found);
    for (const { callee, positional } of found) {
      const texts = positional.flatMap((value) =>
        value.kind === 'text' ? value.parts.filter((part) => typeof part === 'string') : [],
      );
      const [first = ''] = texts;
      if (/^matlab\.(?:system|unix|shell_cmd|popen)$/.test(callee)) commands.push(...readShell(first, () => at));
      const files = /^matlab\.(?:run|source)$/.test(callee)
        ? [first, `${first}.m`].flatMap((each) => locateScript(paths, path, each)).slice(0, 1)
        : [];
      if (files.length > 0) imports.push({ name: first, members: [], files, line: at });
    }
    // A script or function beside this one is called by its name.
    for (const [name = ''] of line.matchAll(/[A-Za-z]\w*/g)) {
      const file = `${folder}${name}.m`;
      if (file !== path && paths.has(file)) imports.push({ name, members: [], files: [file], line: at });
    }
  }
  return { language: 'matlab', calls, commands, imports };
}

function callOf(name: string, positional: readonly Value[], line: number): Call {
  const callee = `matlab.${name}`;
  return { callee, positional, named: new Map(), spread: false, function: '', onlyWhenStarted: false, line };
}

/** Calls whose arguments stand in the line; one that is no text or name of a text is unknown. */
function callsIn(line: string, constants: ReadonlyMap<string, string>, at: number): readonly Call[] {
  return [...line.matchAll(call)].map((match) => {
    const positional: Value[] = [];
    let rest = match.index + match[0].length;
    while (rest < line.length) {
      rest += /^\s*/.exec(line.slice(rest, rest + 100))?.[0].length ?? 0;
      quoted.lastIndex = rest;
      const text = quoted.exec(line);
      const name = /^[A-Za-z]\w*(?=\s*[,)])/.exec(line.slice(rest, rest + 100))?.[0];
      const known = text === null ? constants.get(name ?? '') : (text[1] ?? text[2] ?? '').replaceAll("''", "'");
      positional.push(known === undefined ? unknownFor('computed') : textWith(known));
      rest = text === null ? rest + (name?.length ?? 0) : quoted.lastIndex;
      const next = /^\s*,/.exec(line.slice(rest, rest + 100));
      if (next === null || positional.length > 20) break;
      rest += next[0].length;
    }
    return callOf(match[1] ?? '', positional, at);
  });
}

/** Lines without comments, those that `...` continues joined; blocks of `%{` and `%}` left out. */
function statements(text: string): readonly { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  let held: { text: string; line: number } | undefined;
  let isComment = false;
  for (const [index, written] of text.split('\n').entries()) {
    if (/^\s*[%#]\{\s*$/.test(written)) isComment = true;
    if (/^\s*[%#]\}\s*$/.test(written)) isComment = false;
    if (isComment) continue;
    const line = withoutComment(written.slice(0, longest).replace(/\r$/, ''));
    const whole = held === undefined ? { text: line, line: index + 1 } : { ...held, text: held.text + line };
    held =
      whole.text.length < longest && whole.text.trimEnd().endsWith('...')
        ? { ...whole, text: whole.text.trimEnd().slice(0, -3) }
        : undefined;
    if (held === undefined) found.push(whole);
  }
  return held === undefined ? found : [...found, held];
}

/** A quote begins a text unless it transposes what stands before it. */
function withoutComment(line: string): string {
  for (let at = 0; at < line.length; at += 1) {
    const letter = line.charAt(at);
    if (letter === '%' || letter === '#') return line.slice(0, at);
    if (letter !== '"' && (letter !== "'" || /[\w)\]}.']/.test(line.charAt(at - 1)))) continue;
    quoted.lastIndex = at;
    if (quoted.exec(line) === null) return line;
    at = quoted.lastIndex - 1;
  }
  return line;
}
