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
  const commands = literalsAfter(text, /^[ \t]*shell[ \t]*:|\bshell\(/gm).flatMap((each) => commandsOf(each));
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

/** `{output}` and `{params.x}` are names that only the workflow knows, and stay what they are, in one word; `{{` is a brace of the shell. */
function commandsOf({ value, line }: Literal): readonly ShellCommand[] {
  const written = value.replaceAll(/\{\{|\}\}|\{[^{}\n]*\}/g, (text) =>
    text.length === 2 ? text.charAt(0) : `{${text.replaceAll(/[^\w.-]/g, '')}}`,
  );
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
