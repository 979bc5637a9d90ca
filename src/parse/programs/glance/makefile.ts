import { makeRecipes, type RecipeLine } from '../../pipelines/recipes.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import { isPlainMakefile } from './plain-makefile.ts';
import type { Glance, Sight } from './sight.ts';

/** Commands of lines that were read before: those of one recipe stand in what every target runs that needs it. */
const read = new WeakMap<RecipeLine, readonly ShellCommand[]>();

/** The recipes that `make` runs for its targets; each line is a shell of its own. */
export function glanceAtMakefile({ text, arguments: asked }: Sight): Glance {
  const commands = makeRecipes(text, asked).flat().flatMap(commandsOf);
  return { language: 'shell', commands, ...(isPlainMakefile(text, asked) ? { isWhole: true } : {}) };
}

function commandsOf(line: RecipeLine): readonly ShellCommand[] {
  const known = read.get(line);
  if (known !== undefined) return known;
  const commands = readShell(line.text, () => line.line);
  read.set(line, commands);
  return commands;
}
