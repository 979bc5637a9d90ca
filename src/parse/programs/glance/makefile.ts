import { makeRecipes } from '../../pipelines/recipes.ts';
import { readShell } from '../../shell/shell.ts';
import type { Glance, Sight } from './sight.ts';

/** The recipes that `make` runs for its targets; each line is a shell of its own. */
export function glanceAtMakefile({ text, arguments: asked }: Sight): Glance {
  const lines = makeRecipes(text, asked).flat();
  return { language: 'shell', commands: lines.flatMap((each) => readShell(each.text, () => each.line)) };
}
