/** A word, an operator or a redirection of a shell text. */
export interface ShellToken {
  readonly kind: 'word' | 'operator' | 'redirect';
  /** Word: quotes removed, known variables filled in. Operator and redirection: as written. */
  readonly text: string;
  /** Some of the word stood in quotes or had a variable in it. */
  readonly quoted: boolean;
  /** Index of the first character in the text. */
  readonly at: number;
}

/** Value of a variable, when it is known. */
export type Lookup = (name: string) => string | undefined;

/** Tokens of a text, and the texts of its command substitutions with the index where each starts. */
export interface ShellText {
  readonly tokens: readonly ShellToken[];
  readonly substitutions: readonly { readonly text: string; readonly at: number }[];
}

/** Characters that variables may bring into a text: values that are used many times would fill the memory. */
const mostFilled = 256 * 1024;

const operators = /&&|\|\||;;&?|;&|\|&|[;|&()\n]/y;
const redirects = /(?:\d*|&)(?:<<<|<<-?|<>|>>|>\||<&|>&|<|>)(?:-(?=\s))?/y;
const blanks = /(?:[ \t\r]|\\\r?\n)+/y;
const plain = /[^\s"'\\$`;|&()<>#]+|[#]/y;

/** Cuts a POSIX or bash text into tokens. Never throws: an unclosed quote ends with the text. */
export function tokeniseShell(text: string, lookup: Lookup): ShellText {
  return new Tokeniser(text, lookup).run();
}

class Tokeniser {
  private at = 0;
  private readonly tokens: ShellToken[] = [];
  private readonly substitutions: { text: string; at: number }[] = [];
  private readonly text: string;
  private readonly lookup: Lookup;
  private filled = 0;
  /** Heredocs whose text starts at the next line. */
  private readonly waiting: string[] = [];
  /** Behind it no `${` ends; to look for its end each time would take the square of the length. */
  private readonly lastBrace: number;

  constructor(text: string, lookup: Lookup) {
    this.text = text;
    this.lookup = lookup;
    this.lastBrace = text.lastIndexOf('}');
  }

  run(): ShellText {
    while (this.at < this.text.length) {
      if (this.match(blanks) !== undefined) continue;
      const at = this.at;
      if (this.text[at] === '#') this.skipComment();
      else if (!this.operator(at) && !this.redirect(at)) this.word(at);
    }
    return { tokens: this.tokens, substitutions: this.substitutions };
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.at += found.length;
    return found;
  }

  private skipComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  private operator(at: number): boolean {
    if (/&[<>]/y.test(this.text.slice(at, at + 2))) return false;
    const found = this.match(operators);
    if (found === undefined) return false;
    this.tokens.push({ kind: 'operator', text: found, quoted: false, at });
    if (found === '\n') this.skipHeredocs();
    return true;
  }

  private redirect(at: number): boolean {
    const found = this.match(redirects);
    if (found === undefined) return false;
    this.tokens.push({ kind: 'redirect', text: found.replace(/^\d+/, ''), quoted: false, at });
    if (/<<-?$/.test(found))
      this.waiting.push(/^[ \t]*["'\\]?([^\s"';|&()<>]+)/.exec(this.text.slice(this.at, this.at + 200))?.[1] ?? '');
    return true;
  }

  private skipHeredocs(): void {
    for (const name of this.waiting.splice(0)) {
      let stop = false;
      while (!stop && this.at < this.text.length) {
        const end = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, end < 0 ? undefined : end);
        stop = line.trim() === name;
        this.at = end < 0 ? this.text.length : end + 1;
      }
    }
  }

  private word(at: number): void {
    let value = '';
    let quoted = false;
    while (this.at < this.text.length) {
      const part = this.match(plain);
      if (part !== undefined) {
        value += part;
        continue;
      }
      const character = this.text[this.at] ?? '';
      if (!/["'\\$`]/.test(character)) break;
      quoted = true;
      value += this.special(character);
    }
    if (this.at === at) this.at += 1;
    else this.tokens.push({ kind: 'word', text: value, quoted, at });
  }

  /** A quote, an escape, a variable or a substitution at the current place. */
  private special(character: string): string {
    if (character === "'") return this.until(/'/g);
    if (character === '"') return this.doubleQuoted();
    if (character === '`') return this.substitution(this.at + 1, this.closing(this.at + 1, '`'));
    if (character === '$') return this.variable();
    this.at += 2;
    const next = this.text[this.at - 1] ?? '';
    return next === '\n' ? '' : next;
  }

  private until(end: RegExp): string {
    const start = this.at + 1;
    end.lastIndex = start;
    const found = end.exec(this.text);
    this.at = found === null ? this.text.length : found.index + 1;
    return this.text.slice(start, found?.index);
  }

  private doubleQuoted(): string {
    let value = '';
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const character = this.text[this.at] ?? '';
      if (character === '$' || character === '`') value += this.special(character);
      else if (character === '\\' && /["$`\\\n]/.test(this.text[this.at + 1] ?? '')) value += this.special('\\');
      else {
        value += character;
        this.at += 1;
      }
    }
    this.at += 1;
    return value;
  }

  private variable(): string {
    const start = this.at;
    if (this.text[start + 1] === '(') return this.substitution(start + 2, this.closing(start + 2, ')'));
    const named = /\$(?:(\w+|[#?@*$!-])|\{(\w+)(?::?-([^}]*))?\}|\{[^}]*\})/y;
    const found = this.text[start + 1] === '{' && start > this.lastBrace ? undefined : this.match(named);
    if (found === undefined) {
      this.at += 1;
      return '$';
    }
    named.lastIndex = 0;
    const parts = named.exec(found);
    const value = this.lookup(parts?.[1] ?? parts?.[2] ?? '') ?? parts?.[3] ?? found;
    this.filled += value.length;
    return this.filled > mostFilled ? found : value;
  }

  /** Index of the closing character, nested parentheses and quotes passed over. */
  private closing(from: number, close: string): number {
    let depth = 0;
    for (let at = from; at < this.text.length; at += 1) {
      const character = this.text[at];
      if (character === '\\') at += 1;
      else if (character === close && depth === 0) return at;
      else if (close === ')' && character === '(') depth += 1;
      else if (close === ')' && character === ')') depth -= 1;
      else if (character === "'" && close === ')') at = Math.max(at, this.text.indexOf("'", at + 1));
    }
    return this.text.length;
  }

  private substitution(start: number, end: number): string {
    const inner = this.text.slice(start, end);
    const written = this.text.slice(this.at, end + 1);
    this.at = end + 1;
    if (!inner.startsWith('(')) this.substitutions.push({ text: inner, at: start });
    return written;
  }
}
