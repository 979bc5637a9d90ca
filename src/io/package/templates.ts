import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledTemplate, TemplateSource } from '../../model/ports.ts';
import { shippedTemplates } from './shipped-templates.ts';

/** The templates that this version ships, each read once. */
export function openTemplates(root: string): TemplateSource {
  const known = new Map<string, string | CompiledTemplate>(shippedTemplates);
  return (path) => {
    const template = known.get(path) ?? readFileSync(join(root, path), 'utf8');
    known.set(path, template);
    return template;
  };
}
