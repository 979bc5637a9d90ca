import type { Call, Import } from '../../../model/programs/program-facts.ts';
import type { Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { locateScript } from '../locate-script.ts';
import { textWith } from '../values.ts';
import type { Glance, Sight } from './sight.ts';

/** Characters of a line and of the lines that it goes on in, beyond which nothing is looked for. */
const longest = 5000;

/** Words before a command that change nothing of what it does. */
const prefix =
  /^(?:(?:qui(?:etly)?|cap(?:ture)?|noi(?:sily)?|n)\b:?\s*|by(?:sort)?\s[^:]*:\s*|version\s+[\d.]+\s*:\s*|\{\s*)/;

/** Commands of a do-file, a line each: their words are the arguments; what a shell runs, and further do-files. */
export function glanceAtStata({ path, text, paths }: Sight): Glance {
  const calls: Call[] = [];
  const commands: ShellCommand[] = [];
  const imports: Import[] = [];
  for (const { text: written, line } of statements(text)) {
    let rest = written.trim();
    while (prefix.test(rest)) rest = rest.replace(prefix, '');
    const shell = /^(?:!+|(?:shell|winexec|xshell)\s+)(.*)/.exec(rest)?.[1];
    const [name = '', ...words] = shell === undefined ? wordsOf(rest) : [];
    if (shell !== undefined) commands.push(...readShell(shell, () => line));
    else if (name === 'python' && words[0] === 'script')
      commands.push(...readShell(`python ${words.slice(1).join(' ')}`, () => line));
    else if (/^[a-z_]\w*$/.test(name))
      calls.push({
        callee: `stata.${name}`,
        positional: words.map((word) => textWith(word)),
        named: optionsOf(rest),
        spread: false,
        function: '',
        onlyWhenStarted: false,
        line,
      });
    if (!/^(?:do|run|include)$/.test(name) || words[0] === undefined) continue;
    const [file] = words;
    const files = [file, `${file}.do`].flatMap((each) => locateScript(paths, path, each)).slice(0, 1);
    if (files.length > 0) imports.push({ name: file, members: [], files, line });
  }
  return { language: 'stata', calls, commands, imports };
}

/** Lines without comments, those that `///` continues joined. */
function statements(text: string): readonly { readonly text: string; readonly line: number }[] {
  const bare = withoutBlocks(text);
  const found: { text: string; line: number }[] = [];
  let held: { text: string; line: number } | undefined;
  for (const [index, written] of bare.split('\n').entries()) {
    if (held === undefined && /^\s*\*/.test(written)) continue;
    // `//` inside an address begins no comment.
    const cut = written.slice(0, longest);
    const comment = cut.search(/(?:^|\s)\/\//);
    const [line, end] = comment < 0 ? [cut, ''] : [cut.slice(0, comment), cut.slice(comment)];
    const whole = held === undefined ? { text: line, line: index + 1 } : { ...held, text: `${held.text} ${line}` };
    held = end.trim().startsWith('///') && whole.text.length < longest ? whole : undefined;
    if (held === undefined) found.push(whole);
  }
  return held === undefined ? found : [...found, held];
}

/** Comments of several lines taken out; their line ends stay, so that lines can be counted. */
function withoutBlocks(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf('/*'); start >= 0; start = text.indexOf('/*', at)) {
    const end = text.indexOf('*/', start + 2);
    parts.push(text.slice(at, start), text.slice(start, end < 0 ? text.length : end).replaceAll(/[^\n]+/g, ' '));
    at = end < 0 ? text.length : end + 2;
  }
  return parts.join('') + text.slice(at);
}

/** `from("/opt/ado")`, of the options the one that says where. */
function optionsOf(command: string): ReadonlyMap<string, Value> {
  const from = /\bfrom\(\s*[`"']*([^\s`"'()][^"'()]*)/.exec(command)?.[1];
  return from === undefined ? new Map() : new Map([['from', textWith(from)]]);
}

/** Words of a command, quotes taken off; a comma ends a word. */
function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/`"([^"]*)"'|"([^"]*)"|[^\s,"]+/g)].map(([whole, one, other]) => one ?? other ?? whole);
}
