/** What moves the cursor, changes the direction of writing, hides itself or ends a line where none seems to end. */
const active = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Text in one line, as a terminal shows it and obeys nothing: file names and answers may hold control characters, or start a line that looks like ours. */
export function inert(text: string): string {
  return text.replace(active, spell);
}

/** A character as JSON spells it: a JSON text that holds it in a string means the same afterwards. */
export function spell(character: string): string {
  return Array.from({ length: character.length }, (_, index) => spellUnit(character.charCodeAt(index))).join('');
}

function spellUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
