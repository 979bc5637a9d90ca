/** Characters of a word that is put together: variables may name each other again and again. */
const longest = 32_768;

/**
 * A word of a job as Kubernetes hands it over: `$(NAME)` is the variable's value, `$$` is `$`. `unknown`: what it names that `known` does not have;
 * the cluster may, as it has variables of its own, so that nobody else can say what becomes of them.
 */
export function expandWord(
  word: string,
  known: ReadonlyMap<string, string>,
): { readonly text: string; readonly unknown: readonly string[] } {
  const last = word.lastIndexOf(')');
  const unknown: string[] = [];
  let text = '';
  for (let at = 0; at < word.length; at += 1) {
    const pair = word.slice(at, at + 2);
    if (pair === '$$') at += 1;
    if (pair !== '$(' || at > last) {
      text += pair.slice(0, 1);
      continue;
    }
    const end = word.indexOf(')', at);
    const name = word.slice(at + 2, end);
    const given = known.get(name);
    const value = given !== undefined && text.length + given.length > longest ? undefined : given;
    if (value === undefined) unknown.push(`$(${name})`);
    text += value ?? word.slice(at, end + 1);
    at = end;
  }
  return { text, unknown };
}
