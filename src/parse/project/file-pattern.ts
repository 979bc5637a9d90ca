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
  return (path) => {
    let states = new Set<number>();
    let fitted = -1;
    let length = 0;
    enter(tokens, 0, states);
    budget.spend(states.size);
    for (const character of path) {
      if (length > 0 && character === '/' && states.has(tokens.length)) fitted = length;
      budget.spend(1 + states.size + (states.size > usual ? states.size * dear : 0));
      states = step(tokens, states, character);
      if (states.size === 0) return fitted;
      length += character.length;
    }
    return states.has(tokens.length) ? length : fitted;
  };
}

/** Ways that a pattern of people's leaves open at a time; where there are more, the memory for them takes most of the time. */
const usual = 32;
const dear = 10;

/** A state is the number of tokens that are behind it. Those that may stand for nothing are passed at once. */
function enter(tokens: readonly Token[], from: number, states: Set<number>): void {
  for (let state = from; !states.has(state); state += 1) {
    states.add(state);
    const kind = tokens[state]?.kind;
    if (kind === undefined || kind === 'one') return;
  }
}

function step(tokens: readonly Token[], states: ReadonlySet<number>, character: string): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    const token = tokens[state];
    if (token === undefined) continue;
    if (token.kind === 'one') {
      if (token.accepts(character)) enter(tokens, state + 1, next);
    } else if (token.kind === 'folders') {
      // It ends after a slash only, so what follows it is not entered on the way.
      if (character === '/') enter(tokens, state, next);
      else next.add(state);
    } else if (token.kind === 'anything' || character !== '/') enter(tokens, state, next);
  }
  return next;
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
