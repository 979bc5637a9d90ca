import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateSource } from '../model/ports.ts';

/** The templates that this version ships, each read once. */
export function openTemplates(root: string): TemplateSource {
  const texts = new Map<string, string>();
  return (path) => {
    const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
    texts.set(path, text);
    return text;
  };
}
