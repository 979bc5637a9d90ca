import type { Artefact, RenderedTree } from '../../model/render/artefact.ts';
import type { TemplateSource } from '../../model/ports.ts';
import type { View } from '../../model/render/view.ts';
import { compileTemplate } from './compile-template.ts';
import { languageOf, printValue } from './escape.ts';

/**
 * Renders every artefact whose `when` holds. A template named `*.ejs` is run, any other is copied.
 * Throws with the template's name when it is wrong: a defect of ours, never of the answers.
 */
export function render(artefacts: readonly Artefact[], view: View, templates: TemplateSource): RenderedTree {
  const files = artefacts
    .filter((artefact) => artefact.when?.(view) !== false)
    .flatMap((artefact) =>
      [resolve(artefact.path, view)].flat().map((path) => {
        const text = runTemplate(resolve(artefact.template, view), path, view, templates);
        return [path, { text, executable: artefact.executable ?? false, ownership: artefact.ownership }] as const;
      }),
    );
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const resolve = <T>(value: string | ((view: View) => T), view: View): string | T =>
  typeof value === 'string' ? value : value(view);

/** Runs one template; `include('/bases/x/_y.ejs')` in it names another. Whatever they print is printed in the language of the output file. */
function runTemplate(name: string, outputPath: string, view: View, templates: TemplateSource): string {
  const language = languageOf(outputPath);
  const print = (value: unknown): string => printValue(language, value);
  const run = (path: string): string => {
    const template = templates(path);
    if (!path.endsWith('.ejs')) return String(template);
    const compiled = typeof template === 'string' ? compileTemplate(template) : template;
    return compiled({ view }, print, (included) => run(included.slice(1)));
  };
  try {
    return run(name);
  } catch (error) {
    throw new Error(`template ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
