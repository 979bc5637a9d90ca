/**
 * Finds the texts of a JSON file one after the other, in the order in which they stand there. Each search begins where the one
 * before ended and finds what `JSON.parse` found, so that together they read the file once.
 */
export class TextPlaces {
  private readonly text: string;
  private at = 0;
  private line = 1;
  private counted = 0;
  /** The next line end; before what was counted where it was not looked for. */
  private next = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** The line of the next text like this one; that of the one before where there is none. */
  find(wanted: unknown): number {
    if (typeof wanted !== 'string') return this.line;
    const written = JSON.stringify(wanted);
    for (let start = this.text.indexOf('"', this.at); start >= 0;) {
      const end = this.endOf(start);
      const token = this.text.slice(start, end);
      if (
        token === written ||
        (token.length >= written.length && token.length < 6 * written.length && decode(token) === wanted)
      ) {
        this.at = end;
        return this.lineAt(start);
      }
      start = this.text.indexOf('"', end);
    }
    return this.line;
  }

  /** Behind the quote that ends a text: one before which stands an even number of backslashes. */
  private endOf(start: number): number {
    for (let end = this.text.indexOf('"', start + 1); end >= 0; end = this.text.indexOf('"', end + 1)) {
      let before = end;
      while (this.text[before - 1] === '\\') before -= 1;
      if ((end - before) % 2 === 0) return end + 1;
    }
    return this.text.length;
  }

  private lineAt(index: number): number {
    for (;;) {
      // Of a text in one line the end of it is looked for once.
      if (this.next < this.counted) this.next = this.breakFrom(this.counted);
      if (this.next >= index) return this.line;
      this.line += 1;
      this.counted = this.next + 1;
    }
  }

  private breakFrom(start: number): number {
    const found = this.text.indexOf('\n', start);
    return found < 0 ? Infinity : found;
  }
}

function decode(token: string): unknown {
  try {
    return JSON.parse(token);
  } catch {
    return undefined;
  }
}
