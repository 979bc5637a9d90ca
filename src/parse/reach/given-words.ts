/** The command lines by which modules are reached: a module sees the words that were given to the program which imports it. */
export class GivenWords {
  private readonly first = new Map<string, string>();
  private readonly shared = new Set<string>();

  /** A program with these words imports the module `key`. */
  note(key: string, words: readonly string[]): void {
    const given = words.join('\0');
    const before = this.first.get(key);
    if (before === undefined) this.first.set(key, given);
    else if (before !== given) this.shared.add(key);
  }

  /** Whether programs with different words import it, so that none of them tells what it sees. */
  isShared(key: string): boolean {
    return this.shared.has(key);
  }
}
