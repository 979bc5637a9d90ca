import ejs from 'ejs';
import type { Artefact, RenderedTree } from '../model/artefact.ts';
import type { TemplateSource } from '../model/ports.ts';
import type { View } from '../model/view.ts';
import { languageOf, printValue } from './escape.ts';

/**
 * Renders every artefact whose `when` holds. A template named `*.ejs` is run, any other is copied.
 * Throws with the template's name, line and context when a template is wrong: a defect of ours, never of the answers.
 */
export function render(artefacts: readonly Artefact[], view: View, templates: TemplateSource): RenderedTree {
  const files = artefacts
    .filter((artefact) => artefact.when?.(view) !== false)
    .map((artefact) => {
      const path = resolve(artefact.path, view);
      const template = resolve(artefact.template, view);
      const source = templates(template);
      const text = template.endsWith('.ejs') ? runTemplate(source, template, path, view, templates) : source;
      return [path, { text, executable: artefact.executable ?? false, ownership: artefact.ownership }] as const;
    });
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const resolve = (value: string | ((view: View) => string), view: View): string => (typeof value === 'string' ? value : value(view));

/** Runs one EJS template. `include('/bases/x/_y.ejs')` names a path below `templates/`. */
function runTemplate(source: string, name: string, outputPath: string, view: View, templates: TemplateSource): string {
  const language = languageOf(outputPath);
  const names = new Set([`/${name}`]);
  try {
    return ejs.render(source, { view }, {
      filename: `/${name}`,
      strict: true,
      destructuredLocals: ['view'],
      // When it reports an error, EJS passes the template's own name through `escape`.
      escape: (value: unknown) => (failing(value, names) ? value : printValue(language, value)),
      includer: (path: string) => {
        names.add(path);
        return { template: templates(path.slice(1)) };
      },
    });
  } catch (error) {
    throw new Error(`template ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const failing = (value: unknown, names: ReadonlySet<string>): value is string => typeof value === 'string' && names.has(value);
