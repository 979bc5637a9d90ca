import type { WorkBudget } from '../text/work-budget.ts';

/** One part of a pattern: a character, any one but `/`, one of a class, `*`, `**`, or `**` with its slash. */
type Token =
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'star' | 'anything' | 'folders' };

/** How much of a path a pattern fits, in characters: the whole, or the innermost folder of it that fits; -1 where neither does. */
export type FilePattern = (path: string) => number;

/**
 * Compiles a file-name pattern of a `.dockerignore` or a COPY: `**` any folders, `*` and `?` within one, `[a-z]` a class. Nothing for a class
 * that no build accepts, such as `[z-a]`. All ways to fit are followed at once, one character after the other, so that the work is the
 * length of the path times that of the pattern, however many stars there are. `budget` pays for it.
 */
export function compilePattern(pattern: string, budget: WorkBudget): FilePattern | undefined {
  const tokens = readTokens(pattern);
  budget.spend(pattern.length);
  if (tokens === undefined) return undefined;
  let ways: Ways | undefined;
  return (path) => {
    ways ??= new Ways(tokens);
    let fitted = -1;
    let length = 0;
    budget.spend(ways.start());
    for (const character of path) {
      if (length > 0 && character === '/' && ways.areAtEnd()) fitted = length;
      const count = ways.step(character);
      budget.spend(1 + count);
      if (count === 0) return fitted;
      length += character.length;
    }
    return ways.areAtEnd() ? length : fitted;
  };
}

/**
 * The ways to fit that are open: each is a state, the number of tokens that are behind it. In arrays that are made once for a pattern: sets made anew
 * for each character took ten times as long.
 */
class Ways {
  private readonly tokens: readonly Token[];
  private now: Uint32Array;
  private next: Uint32Array;
  private count = 0;
  /** The round in which a state was entered last. */
  private readonly entered: Float64Array;
  private round = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.now = new Uint32Array(tokens.length + 1);
    this.next = new Uint32Array(tokens.length + 1);
    this.entered = new Float64Array(tokens.length + 1);
  }

  /** Begins a path. Says how many ways are open, as `step` does. */
  start(): number {
    this.round += 1;
    this.count = this.enter(0, 0);
    this.swap();
    return this.count;
  }

  /** Whether one of them is behind all tokens. */
  areAtEnd(): boolean {
    return this.entered[this.tokens.length] === this.round;
  }

  step(character: string): number {
    this.round += 1;
    let count = 0;
    for (let index = 0; index < this.count; index += 1) {
      const state = this.now[index] ?? 0;
      const token = this.tokens[state];
      if (token === undefined) continue;
      if (token.kind === 'one') {
        if (token.accepts(character)) count = this.enter(state + 1, count);
      } else if (token.kind === 'folders' && character !== '/') {
        // It ends after a slash only, so what follows it is not entered on the way.
        count = this.keep(state, count);
      } else if (token.kind !== 'star' || character !== '/') count = this.enter(state, count);
    }
    this.count = count;
    this.swap();
    return count;
  }

  /** Tokens that may stand for nothing are passed at once. */
  private enter(from: number, known: number): number {
    let count = known;
    for (let state = from; this.entered[state] !== this.round; state += 1) {
      count = this.keep(state, count);
      const kind = this.tokens[state]?.kind;
      if (kind === undefined || kind === 'one') break;
    }
    return count;
  }

  private keep(state: number, count: number): number {
    if (this.entered[state] === this.round) return count;
    this.entered[state] = this.round;
    this.next[count] = state;
    return count + 1;
  }

  private swap(): void {
    [this.now, this.next] = [this.next, this.now];
  }
}

function readTokens(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  // Behind the last `]` no `[` begins a class, so that none is looked for.
  const lastClass = pattern.lastIndexOf(']');
  const part = /\*\*\/?|\*|\?|\[\^?[^\]]*\]|\\.|[^]/uy;
  const plainPart = /\*\*\/?|\*|\?|\\.|[^]/uy;
  for (let at = 0; at < pattern.length;) {
    const next = at < lastClass ? part : plainPart;
    next.lastIndex = at;
    const found = next.exec(pattern)?.[0] ?? '';
    at += found.length;
    const token = readToken(found);
    if (token === undefined) return undefined;
    addToken(tokens, token);
  }
  return tokens;
}

/** Stars in a row fit what the widest of them fits, so that a line of a million is as one. */
function addToken(tokens: Token[], token: Token): void {
  const last = tokens.at(-1);
  if (last === undefined || last.kind === 'one' || token.kind === 'one') tokens.push(token);
  else if (last.kind === 'anything' || token.kind === last.kind) return;
  else if (token.kind === 'anything') {
    tokens.pop();
    addToken(tokens, token);
  } else tokens.push(token);
}

function readToken(found: string): Token | undefined {
  if (found === '**/') return { kind: 'folders' };
  if (found === '**') return { kind: 'anything' };
  if (found === '*') return { kind: 'star' };
  if (found === '?') return { kind: 'one', accepts: (character) => character !== '/' };
  if (found.startsWith('[') && found.length > 1) return readClass(found);
  const literal = found.startsWith('\\') && found.length > 1 ? found.slice(1) : found;
  return { kind: 'one', accepts: (character) => character === literal };
}

function readClass(found: string): Token | undefined {
  try {
    const one = new RegExp(`^${found.replaceAll(/\\(?=[^\]\\^-])/g, '')}$`);
    return { kind: 'one', accepts: (character) => one.test(character) };
  } catch {
    // docker stops with an error, so no file is matched by it.
    return undefined;
  }
}
