import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines that docs/models.md gives for a library. */
export function recipe(name: string): string {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/models.md'), 'utf8');
  const section = docs.split(/^### /m).find((text) => text.startsWith(`${name}\n`)) ?? '';
  const code = /```python\n([^]*?)```/.exec(section)?.[1];
  if (code === undefined) throw new Error(`docs/models.md has no lines for ${name}`);
  return code;
}
