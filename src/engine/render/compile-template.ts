import ejs from 'ejs';
import type { CompiledTemplate } from '../../model/ports.ts';

/** Compiles the text of an EJS template. Throws SyntaxError when it is none. */
export function compileTemplate(text: string): CompiledTemplate {
  // oxlint-disable-next-line no-implied-eval -- what EJS itself does with the code; only our own templates come here
  return new Function(`return ${writeTemplateCode(text)}`)() as CompiledTemplate;
}

/** The JavaScript of the function that a template's text compiles to. The bundler calls it for every template that ships (`scripts/bundle.mjs`). */
export function writeTemplateCode(text: string): string {
  const template = new ejs.Template(text, { strict: true, destructuredLocals: ['view'], compileDebug: false });
  template.compile();
  return `function (locals, escapeFn, include) { "use strict";\n${template.source}}`;
}
