/**
 * Characters that move the cursor, change the direction of writing, end a line where none seems to end, or show nothing, so that two names look
 * alike; and what is no character at all. What joins two pictures to one, or asks for the coloured form of a picture, stays.
 */
export const active =
  /(?!(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D\p{Extended_Pictographic})(?!(?<=\p{Extended_Pictographic})\uFE0F)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFC\u{E0000}-\u{E007F}]/gu;

/** Text in one line, as a terminal shows it and obeys nothing: file names and answers may hold control characters, or start a line that looks like ours. */
export function inert(text: string): string {
  return text.replace(active, spell).replace(/\p{Zs}{9,}/gu, ({ length }) => ` (${String(length)} blanks) `);
}

/** A character as JSON spells it: a JSON text that holds it in a string means the same afterwards. */
export function spell(character: string): string {
  return Array.from({ length: character.length }, (_, index) => spellUnit(character.charCodeAt(index))).join('');
}

function spellUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

/** A JSON document that means the same, and that a terminal obeys nothing of. */
export function inertJson(json: string): string {
  return json.replace(active, (character) => (character === '\n' ? character : spell(character)));
}
