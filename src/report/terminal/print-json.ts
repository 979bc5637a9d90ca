import type { Printed } from '../../shared/from-schema.ts';

/** A result for programs, as the schema of it says: a JSON document, or one line of it where there are several. */
export function printJson<S>(data: Printed<S>, layout: 'document' | 'line' = 'document'): string {
  return `${JSON.stringify(data, undefined, layout === 'line' ? 0 : 2)}\n`;
}
