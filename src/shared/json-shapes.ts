/** A mapping of a JSON text that others wrote: any key may hold anything. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether it is a mapping: no list, not nothing. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A mapping, or an empty one in place of anything else. */
export function toRecord(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

/** The mappings of a list; everything else in it, or in its place, is left out. */
export function toRecords(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A text, or an empty one in place of anything else. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a list. */
export function toTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
