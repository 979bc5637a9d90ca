interface Pattern {
  readonly matches: (path: string) => boolean;
  readonly keeps: boolean;
}

/**
 * Reads a `.dockerignore` by the rules of moby's patternmatcher, which differ from git's: patterns start at the root,
 * the last one that matches wins, and a file may come back although its folder is left out.
 * The result says whether a path (relative, `/` as separator) is left out of the context.
 */
export function parseDockerignore(text: string): (path: string) => boolean {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap(readPattern);
  return (path) => {
    const candidates = withParents(path);
    let left = false;
    for (const { matches, keeps } of patterns) {
      if (left === keeps && candidates.some(matches)) left = !keeps;
    }
    return left;
  };
}

function withParents(path: string): string[] {
  const candidates = [path];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) candidates.push(path.slice(0, at));
  return candidates;
}

function readPattern(line: string): Pattern[] {
  if (line.startsWith('#')) return [];
  const written = line.trim();
  const keeps = written.startsWith('!');
  const pattern = clean(keeps ? written.slice(1).trim() : written);
  if (pattern === '') return [];
  const matches = toTest(pattern);
  return matches === undefined ? [] : [{ matches, keeps }];
}

/** Names and endings, which most patterns are, need no expression: to compile one takes longer than to use it. */
function toTest(pattern: string): Pattern['matches'] | undefined {
  if (/^[\w./-]+$/.test(pattern)) return (path) => path === pattern;
  const ending = /^\*\*\/\*([\w.-]+)$/.exec(pattern)?.[1];
  if (ending !== undefined) return (path) => path.endsWith(ending);
  const expression = toExpression(pattern);
  return expression === undefined ? undefined : (path) => expression.test(path);
}

/** Go's filepath.Clean for a relative pattern: no `.`, no doubled or trailing slashes, `a/..` folded. */
function clean(pattern: string): string {
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !pattern.startsWith('/')) parts.push(part);
  }
  return parts.join('/');
}

/** A file-name pattern as a regular expression: `**` any folders, `*` and `?` within one, `[a-z]` a class. */
export function toExpression(pattern: string): RegExp | undefined {
  const source = pattern.replaceAll(/\*\*\/?|\*|\?|\[\^?[^\]]*\]|\\.|[.$^+(){}|[\]\\]/g, (found) => {
    if (found === '**/') return '(?:.*/)?';
    if (found === '**') return '.*';
    if (found === '*') return '[^/]*';
    if (found === '?') return '[^/]';
    if (found.length > 1)
      return found.startsWith('[') ? found.replaceAll(/\\(?=[^\]\\^-])/g, '') : `\\${found.slice(1)}`;
    return `\\${found}`;
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A class such as [z-a]: docker stops with an error, so no file is matched by it.
    return undefined;
  }
}
