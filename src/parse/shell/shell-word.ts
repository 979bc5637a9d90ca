import type { Command, DoubleQuotedChild, ParameterExpansionPart, Word, WordPart } from 'unbash';

/** Value of a variable, when it is known. */
export type Lookup = (name: string) => string | undefined;

/** Characters that variables may bring into a text: values that are used many times would fill the memory. */
const mostFilled = 256 * 1024;

/** Reads the words of a text: quotes removed, variables with a known value filled in, others left as they are written. */
export class WordReader {
  private readonly lookup: Lookup;
  private readonly keepsDefaults: boolean;
  private filled = 0;

  /** With `keepsDefaults`, `${X:-y}` of an unknown X stays as written; else it is `y`. */
  constructor(lookup: Lookup, keepsDefaults: boolean) {
    this.lookup = lookup;
    this.keepsDefaults = keepsDefaults;
  }

  text(word: Word): string {
    return word.parts === undefined ? word.value : word.parts.map((part) => this.part(part)).join('');
  }

  /** The words that a shell makes of it: a variable without quotes is as many as its value has. */
  list(word: Word): readonly string[] {
    const [first, second] = word.parts ?? [];
    const text = this.text(word);
    const isVariable = first?.type === 'SimpleExpansion' || first?.type === 'ParameterExpansion';
    if (!isVariable || second !== undefined || text === first.text || !/\s/.test(text.trim())) return [text];
    return text.trim().split(/\s+/);
  }

  /** The words of a command. */
  all(name: Word, args: Command['args']): readonly string[] {
    return [name, ...args].flatMap((each) =>
      each.type === 'Word'
        ? this.list(each)
        : [`${each.name}=${each.value.type === 'Word' ? this.text(each.value) : '()'}`],
    );
  }

  /** `NAME=value` before a command. */
  assignments({ prefix }: Command): Readonly<Record<string, string>> {
    return Object.fromEntries(
      prefix.flatMap((each) =>
        each.type === 'Assignment' && each.value.type === 'Word' ? [[each.name, this.text(each.value)] as const] : [],
      ),
    );
  }

  private part(part: WordPart | DoubleQuotedChild): string {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        return part.value;
      case 'DoubleQuoted':
      case 'LocaleString':
        return part.parts.map((each) => this.part(each)).join('');
      case 'SimpleExpansion':
        return this.value(part.text.slice(1)) ?? part.text;
      case 'ParameterExpansion':
        return this.expansion(part);
      default:
        return part.text;
    }
  }

  private expansion({ parameter, prefix, index, operation, text }: ParameterExpansionPart): string {
    if (prefix !== undefined || index !== undefined) return text;
    if (operation === undefined) return this.value(parameter) ?? text;
    if (operation.type !== 'Default' || !/^:?[-=]$/.test(operation.operator)) return text;
    const value = this.value(parameter);
    if (value !== undefined && value !== '') return value;
    return this.keepsDefaults ? text : this.text(operation.operand);
  }

  private value(name: string): string | undefined {
    const value = this.lookup(name);
    if (value === undefined) return undefined;
    this.filled += value.length;
    return this.filled > mostFilled ? undefined : value;
  }
}
