/** Text put together from pieces of a file, which still knows where each character came from. */
export class LogicalText {
  text = '';
  private readonly pieces: { readonly at: number; readonly offset: number; readonly line: number }[] = [];

  append(text: string, offset: number, line: number): void {
    this.pieces.push({ at: this.text.length, offset, line });
    this.text += text;
  }

  /** Offset in the file of a character of the text. */
  offset(at: number): number {
    const piece = this.piece(at);
    return piece === undefined ? 0 : piece.offset + at - piece.at;
  }

  /** 1-based line in the file of a character of the text. */
  line(at: number): number {
    return this.piece(at)?.line ?? 1;
  }

  /** The last piece that starts at or before a character; by halving, since a RUN may have thousands of lines. */
  private piece(at: number): { readonly at: number; readonly offset: number; readonly line: number } | undefined {
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.pieces[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return this.pieces[low];
  }
}
