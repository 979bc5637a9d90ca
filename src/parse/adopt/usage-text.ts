/** What a start must have by the usage of docopt, as names: options that no bracket makes optional, and arguments by their place. */
export function readUsage(text: string): readonly { readonly names: readonly string[] }[] {
  const lines = (/usage:([\s\S]{0,2000})/i.exec(text)?.[1] ?? '').split(/\n\s*\n/)[0]?.split('\n') ?? [];
  const patterns = lines.map((line) => line.trim()).filter((line) => line !== '');
  const [pattern = ''] = patterns;
  // Of several ways to start it, none is needed.
  if (patterns.length !== 1 || /[()|]/.test(pattern)) return [];
  const [, ...words] = withoutBrackets(pattern).split(/\s+/);
  const found: { readonly names: readonly string[] }[] = [];
  for (const word of words) {
    const option = /^(--?[A-Za-z][\w-]*)(?:=\S+)?$/.exec(word)?.[1];
    const place = /^<([A-Za-z][\w-]*)>(?:\.\.\.)?$|^([A-Z][A-Z0-9_-]+)(?:\.\.\.)?$/.exec(word);
    if (option !== undefined && word.includes('=')) found.push({ names: [option] });
    else if (place !== null) found.push({ names: [place[1] ?? place[2] ?? ''] });
    // A command, or an option whose value stands behind a blank, is more than can be told.
    else if (word !== '') return [];
  }
  return found;
}

/** The text without what brackets hold. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of text) {
    if (letter === '[') depth += 1;
    if (depth === 0) kept += letter;
    if (letter === ']') depth = Math.max(0, depth - 1);
  }
  return kept;
}

/** A command line without what a synopsis says may be given: `tool [-h] [--dir <dir>] <input>`. A test of the shell has a blank behind its bracket. */
export function withoutOptional(line: string): string {
  let depth = 0;
  let kept = '';
  for (let at = 0; at < line.length; at += 1) {
    const opens = line[at] === '[' && (depth > 0 || (/\s/.test(line[at - 1] ?? '') && /[-<]/.test(line[at + 1] ?? '')));
    if (opens) depth += 1;
    if (depth === 0) kept += line[at] ?? '';
    else if (line[at] === ']') depth -= 1;
  }
  return depth === 0 ? kept : line;
}
