/** Elements that hide what they hold, or show it as something else. */
const tag =
  /<(\/?)(details|div|template|style|script|span|summary|pre|code|del|s|table|textarea|title|svg|object|iframe)\b[^<>]{0,200}>/gi;
const fence = /^[ \t]{0,8}(?:```|~~~)/;

/**
 * What a person wrote between two rows, so that it ends there: a comment, a fence or an element that is opened and not closed would hide the row below
 * it, which this program answers for. Its signs are shown then as they are written.
 */
export function closeMarkup(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const isWhole =
    count(text, '<!--') === count(text, '-->') && lines.filter((line) => fence.test(line)).length % 2 === 0;
  const tags = [...text.matchAll(tag)];
  const opened = tags.filter(([, end]) => end === '').length;
  if (isWhole && opened * 2 === tags.length) return [...lines];
  return lines.map((line) =>
    line
      .replaceAll('<', '&lt;')
      .replaceAll('-->', '--&gt;')
      .replace(fence, (found) => found.replace(/([`~]{3})/, String.raw`\$1`)),
  );
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
