/** A value as it stands in a message: JSON, cut after 60 characters, and nothing in it that a terminal would obey. */
export function describeValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  const visible = text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return visible.length > 60 ? `${visible.slice(0, 57)}...` : visible;
}
