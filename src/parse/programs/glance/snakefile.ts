import type { Import } from '../../../model/programs/program-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { lineEnds } from '../../text/line-ends.ts';
import { locateScript } from '../locate-script.ts';
import { literalsAfter, type Literal } from './literals.ts';
import type { Glance, Sight } from './sight.ts';

const interpreters: readonly (readonly [RegExp, string])[] = [
  [/\.py$/, 'python'],
  [/\.R$/i, 'Rscript'],
  [/\.Rmd$/i, 'Rscript'],
  [/\.jl$/, 'julia'],
  [/\.sh$/, 'bash'],
];

/** The commands of `shell:`, the programs of `script:` and `notebook:`, and further files of the workflow. */
export function glanceAtSnakefile({ path, text, paths }: Sight): Glance {
  const lines = text.split('\n');
  const commands = literalsAfter(text, /^[ \t]*shell[ \t]*:|\bshell\(/gm).flatMap((each) =>
    commandsOf(each, resultsOf(lines, each.line)),
  );
  const wrappers = literalsAfter(text, /^[ \t]*wrapper[ \t]*:/gm).flatMap(({ value, line }) =>
    /^(?:file:|\/)/.test(value) ? [] : readShell(`snakemake wrapper ${value}`, () => line),
  );
  const scripts = literalsAfter(text, /^[ \t]*(?:script|notebook)[ \t]*:/gm).flatMap(({ value, line }) =>
    imported(path, paths, value, line, interpreters.some(([ending]) => ending.test(value)) || value.endsWith('.ipynb')),
  );
  const included = literalsAfter(text, /^[ \t]*(?:include|snakefile)[ \t]*:/gm).flatMap(({ value, line }) =>
    imported(path, paths, value, line, true),
  );
  return { language: 'shell', commands: [...commands, ...wrappers], imports: [...scripts, ...included] };
}

/** Lines of a rule before its `shell:`, more than any has. */
const longestRule = 200;

/** The first text of `output:` and `log:` of the rule whose `shell:` stands at a line, by the name; empty for one that is computed, as `config["out"]` is. */
function resultsOf(lines: readonly string[], line: number): ReadonlyMap<string, string> {
  const above = lines.slice(Math.max(0, line - longestRule), line);
  const begin = above.findLastIndex((each) => /^[ \t]*(?:rule|checkpoint)\b/.test(each));
  const rule = above.slice(Math.max(0, begin));
  return new Map(
    ['output', 'log'].flatMap((name) => {
      const at = rule.findIndex((each) => each.trimStart().startsWith(`${name}:`));
      if (at < 0) return [];
      const [first = '', ...others] = rule.slice(at);
      const end = others.findIndex((each) => /^[ \t]+\w+:/.test(each));
      const given = [first.slice(first.indexOf(':') + 1), ...(end < 0 ? others : others.slice(0, end))].join('\n');
      const found = /^[\s(]*(?:\w+[ \t]*=[ \t]*)?["']([^"'\n]+)["'](?!\s*[\]+])/.exec(given)?.[1];
      return [[name, found ?? ''] as const];
    }),
  );
}

const kept = (text: string): string => `{${text.replaceAll(/[^\w.-]/g, '')}}`;

/** `{input}` and `{wildcards.x}` are names that only the workflow knows, and stay what they are, in one word; `{output}` is what the rule says, and `{{` a brace of the shell. */
function commandsOf({ value, line }: Literal, results: ReadonlyMap<string, string>): readonly ShellCommand[] {
  const written = value.replaceAll(/\{\{|\}\}|\{[^{}\n]*\}/g, (text) => {
    if (text.length === 2) return text.charAt(0);
    const [, name = ''] = /^\{(\w+)/.exec(text) ?? [];
    const result = results.get(name);
    if (result === undefined) return kept(text);
    return result === '' ? '${unknown}' : result.replaceAll(/\{[^{}\n]*\}/g, kept);
  });
  const endsBefore = lineEnds(written);
  return readShell(written, (offset) => line + endsBefore(offset));
}

function imported(
  path: string,
  paths: ReadonlySet<string>,
  name: string,
  line: number,
  isProgram: boolean,
): readonly Import[] {
  const files = isProgram && !/[{:]/.test(name) ? locateScript(paths, path, name) : [];
  return files.length === 0 ? [] : [{ name, members: [], files, line }];
}
