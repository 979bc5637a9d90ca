/** Of the words of a page, those that a refusal has too: less than so many may be the frame that a site puts around everything (of Jupyter, a third). */
const share = 0.5;
/** So many are more than any frame. */
const most = 150;
/** A page of fewer different words is compared as it is. */
const fewest = 5;
/** Letters of a word that does not stand in a text by chance. */
const telling = 5;

/** Whether the body of a refusal is, in good part, that of the page which it refuses: a browser shows a person the one as the other. */
export function carriesPage(refusal: string, page: string): boolean {
  if (page.trim() === '') return false;
  if (refusal.trim() === page.trim()) return true;
  const words = [...wordsOf(page)];
  if (words.length < fewest) return false;
  const refused = wordsOf(refusal);
  const isMuch = (shared: number): boolean => shared >= share * words.length || shared >= most;
  if (isMuch(words.filter((word) => refused.has(word)).length)) return true;
  // Marks, comments and blanks between the letters of a word change nothing of what is seen.
  const letters = [refusal, withoutUnseen(refusal)].map((text) =>
    asShown(text)
      .replaceAll(/<[^<>]*>/g, '')
      .replaceAll(/&[a-z]\w{0,40};/gi, '')
      .replaceAll(/[^\p{L}\p{N}]/gu, ''),
  );
  const isSpelt = (word: string): boolean => word.length >= telling && letters.some((each) => each.includes(word));
  return isMuch(words.filter((word) => refused.has(word) || isSpelt(word)).length);
}

/** Elements of which a browser shows nothing among the words: what stands in them may part a word. */
const unseen = ['script', 'style', 'title', 'noscript'];

function withoutUnseen(text: string): string {
  return unseen.reduce((rest, name) => {
    const [first = '', ...others] = rest.split(new RegExp(`<${name}\\b`, 'i'));
    return [
      first,
      ...others.map((each) =>
        each
          .split(new RegExp(`</${name}\\b`, 'i'))
          .slice(1)
          .join(''),
      ),
    ].join('<');
  }, text);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(asShown(text).match(/[\p{L}\p{N}]+/gu));
}

/** As a browser shows it: characters that are spelt by their numbers, or in another width, and places where a word may break. */
export function asShown(text: string): string {
  return text
    .replaceAll(/<wbr ?\/?>|&(?:shy|zwj|zwnj|NoBreak|ZeroWidthSpace);/g, '')
    .replaceAll(
      /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi,
      (written, hex: string | undefined, decimal: string | undefined) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code > 0x10_ffff ? written : String.fromCodePoint(code);
      },
    )
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase();
}
