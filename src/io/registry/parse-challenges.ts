/** One scheme of a `WWW-Authenticate` header with its parameters, names in lower case. */
export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

// A scheme is a word that white space and a parameter, a comma or the end follow; a parameter has an equals sign.
const part =
  /\s*(?:,\s*)?(?:([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([\w!#$%&'*+.^`|~-]+)(?=\s|,|$))/gy;

/** Reads a `WWW-Authenticate` header (RFC 9110, section 11.6.1), which may hold several challenges. What does not parse ends it. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string | undefined> }[] = [];
  for (const [, key, quoted, bare, scheme] of header.matchAll(part)) {
    if (scheme !== undefined)
      challenges.push({ scheme: scheme.toLowerCase(), parameters: Object.create(null) as Record<string, string> });
    else if (key !== undefined) {
      const current = challenges.at(-1);
      if (current !== undefined) current.parameters[key.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
    }
  }
  return challenges;
}
