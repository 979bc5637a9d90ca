import type { HandoverSummary } from '../../model/handover/summary.ts';
import type { CompiledTemplate, TemplateSource } from '../../model/ports.ts';
import { compileTemplate } from '../render/compile-template.ts';
import { printValue } from '../render/escape.ts';
import { buildPage } from './build-page.ts';

const template = 'handover/summary.html.ejs';

/** The page for people: self-contained, without a script, every text of others escaped. */
export function renderPage(summary: HandoverSummary, templates: TemplateSource): string {
  const source = templates(template);
  const run = (typeof source === 'string' ? compileTemplate(source) : source) as unknown as (
    locals: { readonly view: object },
    ...rest: Parameters<CompiledTemplate> extends [unknown, ...infer Rest] ? Rest : never
  ) => string;
  return run(
    { view: buildPage(summary) },
    (value) => printValue('html', value),
    () => '',
  );
}
