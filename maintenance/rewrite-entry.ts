/** Names an object literal in a catalogue file by one of its fields, e.g. `reference: 'docker.io/library/python:3.13'`. */
export interface Anchor {
  readonly field: string;
  readonly value: string;
}

/**
 * Sets text fields of the one object literal that has the anchor; fields that are not there yet go below it. All else stays
 * as it is, so that the change can be reviewed. Throws when the anchor is not in the text exactly once.
 */
export function rewriteEntry(text: string, anchor: Anchor, fields: Readonly<Record<string, string>>): string {
  const mark = `${anchor.field}: '${anchor.value}'`;
  const at = text.indexOf(mark);
  if (at < 0 || text.includes(mark, at + 1)) throw new Error(`${mark} is not in the catalogue file exactly once`);
  const end = text.indexOf('}', at);
  let entry = text.slice(at, end);
  const indent = /[ \t]*$/.exec(text.slice(0, at))?.[0] ?? '';
  let last = mark;
  for (const [name, value] of Object.entries(fields)) {
    const line = `${name}: ${quote(value)}`;
    const found = new RegExp(`\\b${name}:\\s*(?:'(?:[^'\\\\]|\\\\.)*'|"(?:[^"\\\\]|\\\\.)*")`).exec(entry)?.[0];
    entry =
      found === undefined ? entry.replace(last, () => `${last},\n${indent}${line}`) : entry.replace(found, () => line);
    last = line;
  }
  return text.slice(0, at) + entry + text.slice(end);
}

function quote(value: string): string {
  return value.includes("'") ? JSON.stringify(value) : `'${value.replaceAll('\\', '\\\\')}'`;
}
