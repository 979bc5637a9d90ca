/** What is known of an expression of a program, as far as the text shows it. Nothing is run. */
export type Value =
  | TextValue
  | { readonly kind: 'constant'; readonly value: boolean | number | null }
  /** Something with a name: a function, a class, a module, an attribute of one (`torchvision.models.ResNet50_Weights.DEFAULT`). */
  | SymbolValue
  /** What a call of `of` gives (`requests.Session`); its arguments are not kept, but for the path of a file that is opened. `file`: the project's own file that defines it. */
  | { readonly kind: 'result'; readonly of: string; readonly file?: string; readonly opened?: TextValue }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** `others`: values whose key is not known. `isRead`: it comes from a file of settings. */
  | {
      readonly kind: 'table';
      readonly entries: ReadonlyMap<string, Value>;
      readonly others?: readonly Value[];
      readonly isRead?: true;
    }
  /** One of several, depending on what cannot be seen; at most six, never nested. */
  | { readonly kind: 'oneOf'; readonly values: readonly Value[] }
  | { readonly kind: 'unknown'; readonly why: UnknownReason };

export interface SymbolValue {
  readonly kind: 'symbol';
  readonly name: string;
  /** The project's own file that defines it. */
  readonly file?: string;
  /** It is that file as a module. */
  readonly isModule?: true;
}

/** Why nothing is known: it comes from a caller, from outside, from a computation, or following it was given up. */
export type UnknownReason = 'parameter' | 'configuration' | 'computed' | 'limit';

/** A text or a path; of `/data/{name}.csv` the parts are `/data/`, a hole and `.csv`. */
export interface TextValue {
  readonly kind: 'text';
  readonly parts: readonly TextPart[];
  /** The environment variable that gives it, or would if it were set. */
  readonly variable?: string;
}

/**
 * Text that is known, a hole (undefined), or what only an image tells: the value of an environment variable, or the folder `up`
 * levels above a file of the project (1: the folder that it lies in). Of these, the facts of a reach hold only variables that nobody sets.
 */
export type TextPart = string | undefined | VariablePart | OwnPart;

/** A folder above a file of the project, or with 0 the file. `of`: only where that file is what is started, or only where another file sources it. */
export interface OwnPart {
  readonly up: number;
  readonly file: string;
  readonly of?: 'started' | 'sourced';
}

/** Of `os.environ.get("NAME", otherwise)`; an option of the command line has its name with the hyphens (`--model`). */
export interface VariablePart {
  readonly variable: string;
  readonly otherwise?: Value;
}

/** The whole text, when all of it is known. */
export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind !== 'text') return undefined;
  return value.parts.every((part) => typeof part === 'string') ? value.parts.join('') : undefined;
}

/** How the text begins, as far as it is known; empty when it begins with a hole. */
export function startOf(value: Value | undefined): string {
  let start = '';
  for (const part of value?.kind === 'text' ? value.parts : []) {
    if (typeof part !== 'string') break;
    start += part;
  }
  return start;
}

/** The values that it may have: those of `oneOf`, else itself. */
export function choicesOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.kind === 'oneOf' ? value.values : [value];
}

/** A text as a person reads it, `...` for a hole; nothing for what is no text. */
export function showText(value: Value | undefined): string | undefined {
  return value?.kind === 'text'
    ? value.parts.map((part) => (typeof part === 'string' ? part : '...')).join('')
    : undefined;
}
