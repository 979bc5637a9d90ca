/** Of the words of a page, those that a refusal has too: less than so many may be the frame that a site puts around everything. */
const share = 0.9;
/** A page of fewer different words is compared as it is. */
const fewest = 5;

/** Whether the body of a refusal is, but for little, that of the page which it refuses: a browser shows a person the one as the other. */
export function carriesPage(refusal: string, page: string): boolean {
  if (page.trim() === '') return false;
  if (refusal.trim() === page.trim()) return true;
  const words = wordsOf(page);
  if (words.size < fewest) return false;
  const refused = wordsOf(refusal);
  return [...words].filter((word) => refused.has(word)).length >= share * words.size;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(asShown(text).match(/[\p{L}\p{N}]+/gu));
}

/** As a browser shows it: characters that are spelt by their numbers, and places where a word may break. */
function asShown(text: string): string {
  return text
    .replaceAll(/<wbr ?\/?>|&shy;|\u{AD}|\u{200B}/gu, '')
    .replaceAll(
      /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi,
      (written, hex: string | undefined, decimal: string | undefined) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code > 0x10_ffff ? written : String.fromCodePoint(code);
      },
    );
}
