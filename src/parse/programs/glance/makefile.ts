import type { RecipeLine } from '../../make/recipe-lines.ts';
import { recipesAsked } from '../../make/recipes-asked.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import type { Glance, Sight } from './sight.ts';

/** Commands of lines that were read before: those of one recipe stand in what every target runs that needs it. */
const read = new WeakMap<RecipeLine, readonly ShellCommand[]>();

/** The recipes that `make` runs for its targets; each line is a shell of its own. */
export function glanceAtMakefile({ text, arguments: asked }: Sight): Glance {
  const { recipes, open } = recipesAsked(text, asked);
  const commands = recipes.flat().flatMap(commandsOf);
  if (open === undefined) return { language: 'shell', commands, isWhole: true };
  if (open.line === undefined) return { language: 'shell', commands, why: `it has no rule for ${open.target ?? ''}` };
  const line = text.split('\n')[open.line - 1]?.trim().slice(0, 60) ?? '';
  return { language: 'shell', commands, why: `line ${String(open.line)} (${line}) is not plain`, line: open.line };
}

function commandsOf(line: RecipeLine): readonly ShellCommand[] {
  const known = read.get(line);
  if (known !== undefined) return known;
  const commands = readShell(line.text, () => line.line);
  read.set(line, commands);
  return commands;
}
