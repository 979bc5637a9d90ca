import type { Import } from '../../../model/programs/program-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { lineEnds } from '../../text/line-ends.ts';
import { locateScript } from '../locate-script.ts';
import type { Glance, Sight } from './sight.ts';
import { literalsAfter } from './literals.ts';

/** The scripts of the processes, and the modules that are included. */
export function glanceAtNextflow({ path, text: written, paths }: Sight): Glance {
  const text = withoutTexts(written);
  // A process may end in its script without a head.
  const scripts = literalsAfter(text, /^[ \t]*(?:script|shell|exec)[ \t]*:|(?="""|''')(?<=^[ \t]*)/gm);
  const starts = new Set<number>();
  const commands = scripts.flatMap(({ value, line }) => {
    if (starts.has(line)) return [];
    starts.add(line);
    const endsBefore = lineEnds(value);
    return readShell(value.replaceAll('\\$', '$'), (offset) => line + endsBefore(offset));
  });
  const endsBefore = lineEnds(text);
  const imports = [...text.matchAll(/^[ \t]*include\b(?:(?!\bfrom\b).)*\bfrom[ \t]+['"](\.[^'"\n]+)['"]/gm)].flatMap(
    (match): Import[] => {
      const name = match[1] ?? '';
      const files = [name, `${name}.nf`, `${name}/main.nf`]
        .flatMap((each) => locateScript(paths, path, each))
        .slice(0, 1);
      const line = endsBefore(match.index) + 1;
      return files.length === 0 ? [] : [{ name, members: [], files, line }];
    },
  );
  return { language: 'shell', commands, imports };
}

/**
 * Without the texts over several lines that no process runs, such as that of `log.info """`; before the end of a script a comment of the shell, since none
 * begins where one ends.
 */
function withoutTexts(text: string): string {
  return text.replaceAll(/"""[^]*?"""|'''[^]*?'''/g, (literal, at: number) =>
    /^[ \t]*(?:(?:script|shell|exec)[ \t]*:[ \t]*)?$/.test(text.slice(text.lastIndexOf('\n', at) + 1, at))
      ? `${literal.slice(0, -3)} #${literal.slice(-3)}`
      : literal.replaceAll(/[^\n]/g, ' '),
  );
}
