import { endOfText } from '../text/parse-json.ts';
import { isRecord } from '../../shared/json-shapes.ts';

const [quote, colon] = [0x22, 0x3a];

/**
 * Whether an object of a JSON text has a name twice, of which only the last part is in the value that was read of it: there are more names in the text
 * than in the value.
 */
export function hasRepeatedName(text: string, value: unknown): boolean {
  let written = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfText(text, index);
    else if (code === colon) written += 1;
  }
  return written !== countNames(value);
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts: readonly unknown[] = Object.values(value);
  let count = isRecord(value) ? parts.length : 0;
  for (const part of parts) count += countNames(part);
  return count;
}
