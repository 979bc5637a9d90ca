/** A node of a syntax tree: named nodes only, no punctuation. */
export interface SyntaxNode {
  /** As the grammar names it: `call`, `string_content`; `ERROR` around what the grammar does not take. */
  readonly kind: string;
  /** The role in its parent: `function`, `arguments`. */
  readonly field: string | undefined;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** Offset of the first place that the grammar does not take. */
  readonly broken?: number;
}

/** Parsers of programming languages. Implemented by `io/programs/load-syntax.ts`, loaded only when a program is to be read. */
export interface Syntax {
  /** Whether a text can be parsed: the parser of its language is loaded, or the tree is known without. */
  isReady(language: SyntaxLanguage, text: string): boolean;
  /** Never throws; a text that takes too much work gives the reason why it was not read. */
  parse(language: SyntaxLanguage, text: string): SyntaxTree | { readonly unread: string };
}

export type SyntaxLanguage = 'python' | 'r' | 'julia';

/** Loads the parsers of some languages; each is loaded once a process. Without any, texts of which the tree is known can be parsed. */
export type LoadSyntax = (languages: ReadonlySet<SyntaxLanguage>) => Promise<Syntax>;
